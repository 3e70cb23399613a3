// What a letter's template is given: the case as the letter may tell it, as plain JSON. Pure, so that `pack test` renders
// the very letters that will be sent.
import type { Pack } from "../catalogue/index.ts";
import { type Calendar, dueAfter, dueOf } from "../engine/calendar/index.ts";
import { type FormField, groupPlace } from "../engine/form/index.ts";
import { rule, type State } from "../engine/procedure/index.ts";
import { isoDate, type Lang, type Text } from "../platform/i18n/index.ts";
import { type Answers, at, type EvidenceFields, type Facts, type Json } from "./facts.ts";
import { name } from "./view-text.ts";

/** An outcome with the words that were given with it. */
export interface Said {
  readonly task: string;
  readonly outcome: string;
  readonly words: string | undefined;
  readonly at: number;
}

export interface LetterFacts {
  readonly pack: Pack;
  readonly lang: Lang;
  readonly calendar: Calendar;
  readonly zone: string;
  readonly case: { readonly id: string; readonly number: string; readonly openedAt: number };
  readonly agency: { readonly id: string; readonly title: Text; readonly code: string };
  readonly applicant: { readonly kind: string; readonly name: string; readonly identifier: string };
  readonly state: State;
  readonly facts: Facts;
  readonly answers: Answers;
  readonly evidence: EvidenceFields;
  /** Records that the case wrote into registers, by register. */
  readonly records?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Words given with outcomes so far, oldest first. */
  readonly said: readonly Said[];
  /** Fields that have to be corrected, as JSON pointers. */
  readonly marks: readonly string[];
  /** Articles by `law/number`: title of the law, and the text where it is at hand. */
  article(id: string): { readonly title: Text; readonly text?: string } | undefined;
  /** The task that occasions the letter. */
  readonly task: number;
  readonly title: Text;
  readonly number?: string;
  readonly at: number;
}

/** The data of one letter; instants are calendar dates of the installation's zone. */
export function letterData(f: LetterFacts): { [key: string]: Json } {
  const { header, model } = f.pack;
  const { texts } = header;
  const day = (ms: number): string => isoDate(ms, f.zone);
  const task = f.state.tasks[String(f.task)];
  const spec = task && rule(model, task);
  const title = task && name(task.extra ? texts.extras : texts.tasks, task.key);
  const law = [...new Set([...(spec?.law ? [spec.law] : []), ...header.law])];
  return {
    lang: f.lang,
    service: { title: text(header.title) },
    agency: { id: f.agency.id, title: text(f.agency.title), code: f.agency.code },
    case: { id: f.case.id, number: f.case.number, opened: day(f.case.openedAt), decided: day(f.at) },
    applicant: { ...f.applicant },
    data: { ...f.answers },
    facts: { ...f.facts },
    evidence: Object.fromEntries(Object.entries(f.evidence).map(([key, fields]) => [key, { ...fields }])),
    record: Object.fromEntries(Object.entries(f.records ?? {}).map(([register, fields]) => [register, { ...fields }])),
    date: day(f.at),
    output: { title: text(f.title) },
    reasons: f.said.map((said) => ({
      task: text(name({ ...texts.extras, ...texts.tasks }, said.task)),
      outcome: text(name(texts.outcomes, said.outcome)),
      words: said.words ?? null,
      at: day(said.at),
    })),
    marks: f.marks.map((pointer) => ({ pointer, title: text(markTitle(f.pack, pointer)) })),
    clocks: Object.entries(model.clocks).flatMap(([key, { time }]) => {
      const run = f.state.clocks[key];
      if (!run) return [];
      const { due, provisional } = dueOf({ time, ...run }, f.calendar, f.zone);
      return [{ title: text(name(texts.clocks, key)), due: due === null ? null : day(due), provisional }];
    }),
    law: law.flatMap((id) => {
      const found = f.article(id);
      return found
        ? [{ id, title: text(found.title), article: id.slice(id.indexOf("/") + 1), ...(found.text ? { text: found.text } : {}) }]
        : [];
    }),
    task: {
      ...(title ? { title: text(title) } : {}),
      ...(spec?.stops ? { ground: text(name(texts.grounds, spec.stops)) } : {}),
      ...(spec?.due && task?.opened !== undefined ? { due: day(dueAfter(spec.due, task.opened, f.calendar, f.zone).due) } : {}),
    },
    ...(f.number === undefined ? {} : { number: f.number }),
  };
}

const text = ({ zh, en }: Text): { zh: string; en: string } => ({ zh, en });

/** A marked field or requirement by its title. */
export function markTitle(pack: Pack, pointer: string): Text {
  if (pointer.startsWith("/evidence/")) {
    return pack.header.requirements.find(({ id }) => id === pointer.slice("/evidence/".length))?.title ?? { zh: pointer, en: pointer };
  }
  const place = groupPlace(pack.form, pointer);
  const list = place && pack.form.fields[place.name];
  if (place && list) return titleOfPlace(list, place);
  return pack.form.fields[pointer.slice(1)]?.label ?? { zh: pointer, en: pointer };
}

/** A group of a list, or one question of it: “Founder 2: share”. */
function titleOfPlace({ entry, label, rows }: FormField, { n, inner }: { readonly n: number; readonly inner?: string }): Text {
  const group = entry ?? label;
  const asked = inner === undefined ? undefined : rows?.[inner]?.label;
  return {
    zh: `${group.zh}第${n + 1}项${asked ? `：${asked.zh}` : ""}`,
    en: `${group.en} ${n + 1}${asked ? `: ${asked.en}` : ""}`,
  };
}

/** What a licence shows and its credential claims: exactly what the pack names, nothing else of the answers. */
export function claimsOf(
  claims: Readonly<Record<string, string>>,
  answers: Answers,
  evidence: EvidenceFields,
  records: LetterFacts["records"] = {},
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(claims).map(([claim, from]) => {
      if (from.startsWith("record:")) {
        const [register = "", name = ""] = from.slice("record:".length).split("/");
        return [claim, records[register]?.[name] ?? null];
      }
      if (!from.startsWith("evidence:")) return [claim, at(answers, from) ?? null];
      const [requirement = "", field = ""] = from.slice("evidence:".length).split("/");
      return [claim, evidence[requirement]?.[field] ?? null];
    }),
  );
}
