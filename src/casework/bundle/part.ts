// What a part of a bundle is opened with: its own questions' answers, its own requirements' evidence, and what other parts yield
// for it. Pure: the running system and scenarios both go through here.
import type { ComposedPart, Feed, Requirement } from "../../catalogue/index.ts";
import type { TaskState } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { type Answered, applicable, type Evidence, type GivenEvidence, registrySources } from "../evidence.ts";
import type { Answers, Facts, Json } from "../facts.ts";
import { fileProblem } from "../gather.ts";

/** An answer of a register that the part gets from the bundle. */
export interface Handed {
  readonly requirement: string;
  readonly register: string;
  /** The exchange's request that fetched it. */
  readonly request: string;
  readonly fields: readonly string[];
}

export interface PartContent {
  readonly data: Answers;
  readonly evidence: readonly GivenEvidence[];
  readonly answered: Readonly<Record<string, Answered>>;
  readonly handed: readonly Handed[];
}

/** The answers and evidence of a part: exactly what its pack asks, no more. `fed` holds what other parts yielded, by field. */
export function partContent(
  { pack, fields, requirements, supplies }: ComposedPart,
  bundle: { readonly answers: Answers; readonly evidence: readonly Evidence[]; readonly now: number },
  fed: Readonly<Record<string, Json>>,
): PartContent {
  const data: Answers = {};
  for (const [field, name] of Object.entries(fields)) {
    const value = bundle.answers[name];
    if (value !== undefined) data[field] = value;
  }
  for (const [field, value] of Object.entries(fed)) data[field] = value;
  const evidence: GivenEvidence[] = [];
  const answered: Record<string, Answered> = {};
  const handed: Handed[] = [];
  for (const [own, shared] of Object.entries(requirements)) {
    const requirement = pack.header.requirements.find(({ id }) => id === own);
    if (!requirement) continue;
    const sources = registrySources(requirement);
    let given: GivenEvidence | undefined;
    for (const item of bundle.evidence.filter((one) => one.requirement === shared)) {
      const { content } = item;
      // A part gets what it takes: a paper that another part asked for is not its business.
      if (item.source === "upload" && content.file && fileProblem(requirement, content.file, 0) === undefined)
        given = { ...(given ?? { requirement: own }), file: content.file };
      if (item.source === "declaration" && requirement.sources.some((source) => "declaration" in source))
        given = { ...(given ?? { requirement: own }), declared: true };
      if (item.source !== "registry" || !content.fields) continue;
      if (content.objection !== undefined) given = { ...(given ?? { requirement: own }), objection: content.objection };
      const source = sources.find(({ registry }) => registry === item.register);
      if (!source || item.register === undefined) continue;
      const all = content.fields;
      const taken = Object.fromEntries(source.fields.flatMap((field) => (all[field] === undefined ? [] : [[field, all[field]]])));
      answered[own] = { state: "found", register: item.register, request: item.request ?? "", fields: taken, at: item.fetchedAt };
      if (item.request !== undefined)
        handed.push({ requirement: own, register: item.register, request: item.request, fields: Object.keys(taken) });
    }
    if (given) evidence.push(given);
    const [first] = sources;
    // Nothing came of asking for the bundle: it is not asked a second time.
    if (!answered[own] && first) answered[own] = { state: "none", register: first.registry, at: bundle.now };
  }
  // What the applicant supplied for it when its registers did not know; they are asked once more all the same.
  for (const [own, supplied] of Object.entries(supplies)) {
    for (const { requirement, source, content } of bundle.evidence) {
      if (requirement !== supplied) continue;
      if (source === "upload" && content.file) evidence.push({ requirement: own, file: content.file });
      if (source === "declaration") evidence.push({ requirement: own, declared: true });
    }
  }
  return { data, evidence, answered, handed };
}

/** Requirements that no register met and that the applicant may meet, by their names in the bundle. */
export function lacking(
  { pack, supplies }: ComposedPart,
  facts: Facts,
  given: readonly GivenEvidence[],
  answered: Readonly<Record<string, Answered | undefined>>,
): readonly { readonly title: Text; readonly name: string }[] {
  return applicable(pack, facts).flatMap(({ id, title, optional }) => {
    const name = supplies[id];
    const met = answered[id]?.state === "found" || given.some((one) => one.requirement === id && (one.file || one.declared));
    return name === undefined || optional || met ? [] : [{ title, name }];
  });
}

/** The registers that did not answer for requirements which nobody else can meet. */
export function silentFor(
  { pack, supplies }: ComposedPart,
  facts: Facts,
  given: readonly GivenEvidence[],
  answered: Readonly<Record<string, Answered | undefined>>,
): readonly string[] {
  return applicable(pack, facts).flatMap(({ id, optional }) => {
    const answer = answered[id];
    const met = given.some((one) => one.requirement === id && (one.file || one.declared));
    return answer?.state === "unavailable" && answer.silent && !optional && !met && supplies[id] === undefined ? [answer.register] : [];
  });
}

/** The part's requirements for which the applicant agreed, with the bundle, that registers be asked once it is opened. */
export function agreedTo({ pack, consent }: ComposedPart, answers: Answers): readonly Requirement[] {
  const said = consent === undefined ? undefined : answers[consent];
  return Array.isArray(said) ? pack.header.requirements.filter(({ id }) => said.includes(id)) : [];
}

/** Whether a part may be opened: everything that it waits for is over, and came out right. */
export function awaited(part: ComposedPart, tasks: readonly TaskState[]): { readonly open: boolean; readonly failed: readonly string[] } {
  const before = tasks.filter(({ key, status }) => part.awaits.includes(key) && status !== "void");
  const failed = before.filter(({ status, outcome }) => status === "done" && outcome !== "granted").map(({ key }) => key);
  return { open: before.every(({ status }) => status === "done"), failed };
}

/** What a part needs from others, by the part that yields it. */
export const needs = (part: ComposedPart): readonly { readonly field: string; readonly feed: Feed }[] =>
  Object.entries(part.feeds).map(([field, feed]) => ({ field, feed }));
