// The beginning of a case in a scenario: the same questions as at a real submission, with register content that is given.
import type { Pack, Requirement, Scenario } from "../../catalogue/index.ts";
import { counted, validateAll } from "../../engine/form/index.ts";
import { initial } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  type Answered,
  applicable,
  type Evidence,
  fieldsOf,
  type GivenEvidence,
  prefill,
  registrySources,
  searchKey,
} from "../evidence.ts";
import { type Answers, factsOf, type Json } from "../facts.ts";
import { assemble } from "../gather.ts";
import { rolesOf } from "../roles.ts";
import { step } from "../step.ts";
import { type Play, take, type World } from "./play.ts";

export interface Given {
  readonly applicant: Scenario["applicant"];
  readonly data: Answers;
  readonly evidence: readonly GivenEvidence[];
  /** What registers said already, by requirement; the others are asked. */
  readonly answered: Readonly<Record<string, Answered>>;
  readonly registers: Scenario["registers"];
  readonly now: number;
  /** The officer who begins it. */
  readonly starter?: string | undefined;
}

export type Begun =
  | { readonly ok: true; readonly play: Play; readonly evidence: readonly Evidence[] }
  | {
      readonly ok: false;
      readonly messages: readonly Text[];
      /** Nothing is wrong but that evidence is missing. */
      readonly onlyEvidence?: boolean;
    };

/** Begins a case of the pack, and lets the system do what is its own. */
export function begin(
  pack: Pack,
  { applicant, data, evidence: given, answered: before, registers, now, starter }: Given,
  world: World,
): Begun {
  const { kind, identifier } = applicant;
  const first = factsOf(pack, { answers: data, evidence: {}, applicant: kind });
  const answered: Record<string, Answered> = { ...before };
  for (const requirement of applicable(pack, first)) {
    answered[requirement.id] ??= lookUp(requirement, { identifier, data, registers, now }) ?? { state: "none", register: "", at: now };
  }
  const { evidence, problems } = assemble(pack, first, given, answered, now);
  const fields = fieldsOf(evidence);
  const filled = prefill(pack, data, fields);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(world.zone).toPlainDate().toString();
  const known = { today, divisions: world.divisions, facts: factsOf(pack, { answers: filled, evidence: fields, applicant: kind }) };
  const wrong = [...validateAll(pack.form, filled, known).map(({ pointer, message }) => ({ pointer, detail: message })), ...problems];
  if (wrong.length > 0) {
    return {
      ok: false,
      onlyEvidence: wrong.every(({ pointer }) => pointer.startsWith("/evidence")),
      messages: wrong.map(({ pointer, detail }) => ({
        zh: `提交被拒：${pointer} ${detail.zh}`,
        en: `The submission is refused: ${pointer} ${detail.en}`,
      })),
    };
  }
  const answers = counted(pack.form, filled, known) as Answers;
  const facts = factsOf(pack, { answers, evidence: fields, applicant: kind });
  const roles = rolesOf(pack, { ...facts, starter: starter ?? null, agency: pack.header.agency });
  const play: Play = {
    pack,
    world,
    state: initial,
    facts,
    answers,
    evidence: fields,
    roles,
    applicant: kind,
    who: { name: applicant.name, identifier },
    registers,
    records: [],
    marks: {},
    now,
    letters: [],
    outputs: [],
    made: [],
    said: [],
  };
  const started = step(
    play,
    { type: "start" },
    { now, by: starter === undefined ? "party" : `officer:${starter}`, calendar: world.calendar, zone: world.zone },
  );
  if (!started.ok)
    return { ok: false, messages: [{ zh: `不能开始：${started.refusal.code}`, en: `It cannot start: ${started.refusal.code}` }] };
  take(play, started);
  return { ok: true, play, evidence };
}

function lookUp(
  requirement: Requirement,
  { identifier, data, registers, now }: { identifier: string; data: Answers; registers: Scenario["registers"]; now: number },
): Answered | undefined {
  let last: Answered | undefined;
  for (const source of registrySources(requirement)) {
    const key = searchKey(source, { identifier }, data);
    const record = registers[source.registry]?.find((row) => String(row[source.key ?? "identifier"] ?? row.id ?? row.code) === key);
    if (!record) {
      last = { state: "none", register: source.registry, at: now };
      continue;
    }
    const fields = Object.fromEntries(source.fields.map((field) => [field, (record[field] ?? null) as Json]));
    return { state: "found", register: source.registry, request: "scenario", fields, at: now };
  }
  return last;
}

/** What the applicant of a scenario says about each requirement of a pack. */
export const givenOf = (pack: Pack, scenario: Scenario): GivenEvidence[] =>
  pack.header.requirements.flatMap((requirement): GivenEvidence[] => {
    const { id } = requirement;
    const way = scenario.evidence[id] ?? "use";
    if (way === "objection")
      return [{ requirement: id, objection: "…", ...(declares(requirement) ? { declared: true } : { file: sample }) }];
    if (way === "upload") return [{ requirement: id, file: sample }];
    return way === "declaration" ? [{ requirement: id, declared: true }] : [];
  });

const declares = ({ sources }: { sources: readonly object[] }): boolean => sources.some((source) => "declaration" in source);
/** A small file such as an applicant uploads. */
const sample = { id: "scenario", name: "scan.pdf", kind: "pdf", size: 100_000, sha256: "", key: "" } as const;
