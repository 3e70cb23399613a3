// What a service needs, and which of it the departments already hold.
import type { Requirement } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Tag, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { type Article, articleOf } from "./law.tsx";
import { words } from "./messages.ts";
import type { RegisterTitles } from "./registers.ts";

export interface Need {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly article: Article | undefined;
  readonly held: boolean;
  /** How it comes: found, declared, uploaded. */
  readonly ways: readonly Text[];
  readonly notes: readonly Text[];
}

export function needsOf(
  visit: Pick<Visit, "directory" | "desk">,
  requirements: readonly Requirement[],
  registers: RegisterTitles,
): readonly Need[] {
  return requirements.map((requirement) => {
    const found = requirement.sources.flatMap((source) => ("registry" in source ? [source.registry] : []));
    const held = found.length > 0;
    const uploads = requirement.sources.some((source) => "upload" in source);
    const declares = requirement.sources.some((source) => "declaration" in source);
    const [registry] = found;
    return {
      id: requirement.id,
      title: requirement.title,
      why: requirement.why,
      article: requirement.law === undefined ? undefined : articleOf(visit.desk, requirement.law),
      held,
      ways: [
        ...(registry === undefined ? [] : [heldBy(visit, registers, registry)]),
        ...(declares && uploads ? [held ? words.elseEither : words.either] : []),
        ...(declares && !uploads ? [held ? words.elseDeclared : words.declared] : []),
        ...(uploads && !declares ? [held ? words.elseUploaded : words.uploaded] : []),
      ],
      notes: [...(requirement.optional ? [words.mayOmit] : []), ...(requirement.when === undefined ? [] : [words.sometimes])],
    };
  });
}

function heldBy(visit: Pick<Visit, "directory">, registers: RegisterTitles, registry: string): Text {
  const register = registers.get(registry);
  if (!register) return { zh: words.held("部门", registry).zh, en: words.held("a department", registry).en };
  const agency = agencyTitle(visit, register.owner);
  return { zh: words.held(agency.zh, register.title.zh).zh, en: words.held(agency.en, register.title.en.toLowerCase()).en };
}

export function Needs({ needs }: { needs: readonly Need[] }) {
  const s = useSay();
  if (needs.length === 0) return <p>{s(words.nothingNeeded)}</p>;
  return (
    <ul class="govuk-list e-needs">
      {needs.map((need) => (
        <li key={need.id} class="e-needs__item">
          <h3 class="e-needs__title">
            {s(need.title)}{" "}
            {need.notes.map((note) => (
              <Tag key={s(note)}>{note}</Tag>
            ))}
          </h3>
          <p class="e-needs__way">
            {need.held ? <Tag kind="done">{{ zh: "部门已有", en: "Already held" }}</Tag> : null}{" "}
            {need.ways.map(s).join(s({ zh: "；", en: "; " }))}
            {s({ zh: "。", en: "." })}
          </p>
          <p class="e-needs__why">
            {s(need.why)}
            {need.article ? ` ${s({ zh: `依据${need.article.name.zh}。`, en: `(${need.article.name.en})` })}` : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
