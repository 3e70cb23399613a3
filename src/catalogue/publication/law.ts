// Every article cited is in force on the day; one whose text is not at hand is a warning.
import { type Standing, standing } from "../../law/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import type { Place } from "../place.ts";
import { error, tasksOf, warning } from "../references/subject.ts";

const said: Record<Exclude<Standing, "in-force">, (article: string) => Text> = {
  "unknown-law": (cited) => ({ zh: `law/ 里没有“${cited}”的法律。`, en: `law/ has no law for "${cited}".` }),
  "unknown-article": (cited) => ({ zh: `law/ 里没有“${cited}”这一条。`, en: `law/ has no article "${cited}".` }),
  "not-yet": (cited) => ({ zh: `“${cited}”尚未施行。`, en: `"${cited}" is not in force yet.` }),
  "no-longer": (cited) => ({ zh: `“${cited}”已经失效。`, en: `"${cited}" is no longer in force.` }),
  "no-text": (cited) => ({ zh: `“${cited}”的原文不在手边，请核对。`, en: `The text of "${cited}" is not at hand; check it.` }),
};

export function law(parts: Parts, place: Place): Problem[] {
  const { header, model, documents } = parts;
  const laws = new Map([...place.laws, ...parts.laws]);
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const cite = (document: typeof documents.pack, path: readonly PropertyKey[], article: string | undefined) => {
    if (article === undefined) return;
    const now = standing(laws, article, place.today);
    if (now === "in-force" || (now === "no-text" && seen.has(article))) return;
    seen.add(article);
    problems.push((now === "no-text" ? warning : error)(document, path, said[now](article)));
  };
  for (const [n, article] of header.law.entries()) cite(documents.pack, ["law", n], article);
  cite(documents.pack, ["time", "statutory", "law"], header.time.statutory.law);
  for (const [n, fee] of header.fees.entries()) cite(documents.pack, ["fees", n, "law"], fee.law);
  header.requirements.forEach((requirement, n) => {
    cite(documents.pack, ["requirements", n, "law"], requirement.law);
    requirement.sources.forEach((source, s) => {
      if ("registry" in source) cite(documents.pack, ["requirements", n, "sources", s, "law"], source.law);
    });
  });
  for (const [name, clock] of Object.entries(model.clocks)) cite(documents.procedure, ["clocks", name, "law"], clock.law);
  for (const { task, path } of tasksOf(parts).values()) cite(documents.procedure, [...path, "law"], task.law);
  for (const [name, document] of parts.rates.documents) cite(document, ["law"], parts.rates.rates[name]?.law);
  return problems;
}
