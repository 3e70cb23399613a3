// Where a draft stands: what counts of its answers, which pages it leads to and which of them are finished. The same
// logic runs again at submission; nothing here decides anything on its own.

import {
  type Answered,
  type Answers,
  answerAt,
  applicable,
  assemble,
  type Desk,
  type Draft,
  type DraftContent,
  type Evidence,
  type EvidenceFields,
  type Facts,
  type FieldProblem,
  factsOf,
  fieldsOf,
  prefill,
  registrySources,
  searchKey,
} from "../../casework/index.ts";
import type { Pack, Requirement } from "../../catalogue/index.ts";
import { type AnswerProblem, type FormContext, type FormPage, reachable, validatePage } from "../../engine/form/index.ts";
import type { Party } from "../context.ts";

export interface Step {
  readonly page: FormPage;
  /** The requirement that the page is about. */
  readonly requirement: Requirement | undefined;
  /** Something was said on it. */
  readonly touched: boolean;
  readonly problems: readonly (AnswerProblem | FieldProblem)[];
}

export interface Journey {
  readonly steps: readonly Step[];
  /** What the applicant answered, with what registers hold in its place. */
  readonly answers: Answers;
  readonly evidence: readonly Evidence[];
  readonly fields: EvidenceFields;
  readonly facts: Facts;
  readonly context: FormContext;
}

/** The kind of applicant that a draft is for. */
export const kindOf = (content: Pick<DraftContent, "onBehalfOf">, actor: Party): Party["party"] =>
  content.onBehalfOf === undefined ? actor.party : "organisation";

/** The answers of registers that have come; a question under way is none yet. */
export const answeredOf = ({ answered }: Pick<DraftContent, "answered">): Readonly<Record<string, Answered>> =>
  Object.fromEntries(Object.entries(answered).flatMap(([id, one]) => (one.state === "asked" ? [] : [[id, one]])));

export function journeyOf(
  desk: Pick<Desk, "now" | "formPlace">,
  { pack, content }: Pick<Draft, "pack" | "content">,
  actor: Party,
): Journey {
  const now = desk.now();
  const applicant = kindOf(content, actor);
  const first = factsOf(pack, { answers: content.answers, evidence: {}, applicant });
  const { evidence } = assemble(pack, first, Object.values(content.given), answeredOf(content), now);
  const fields = fieldsOf(evidence);
  const answers = prefill(pack, content.answers, fields);
  const facts = factsOf(pack, { answers, evidence: fields, applicant });
  const context: FormContext = { ...desk.formPlace(now), facts };
  const needed = new Map(applicable(pack, facts).map((one) => [one.id, one]));
  const pages = new Set(reachable(pack.form, answers, context));
  const steps = pack.form.pages.flatMap((page): Step[] => {
    if (!pages.has(page.id)) return [];
    const requirement = page.from === undefined ? undefined : needed.get(page.from);
    if (page.from !== undefined && !requirement && page.fields.length === 0) return [];
    return [
      {
        page,
        requirement,
        touched:
          page.fields.some((name) => content.answers[name] !== undefined) ||
          (requirement !== undefined && (content.given[requirement.id] !== undefined || content.answered[requirement.id] !== undefined)),
        problems: [
          ...validatePage(pack.form, page.id, answers, context),
          ...(requirement ? problemsOf(pack, requirement, content, facts, now) : []),
        ],
      },
    ];
  });
  return { steps, answers, evidence, fields, facts, context };
}

/** What is still missing of one requirement. */
export function problemsOf(
  pack: Pack,
  requirement: Requirement,
  content: Pick<DraftContent, "given" | "answered">,
  facts: Facts,
  now: number,
): readonly FieldProblem[] {
  const only: Pack = { ...pack, header: { ...pack.header, requirements: [requirement] } };
  const given = content.given[requirement.id];
  return assemble(only, facts, given ? [given] : [], answeredOf(content), now).problems;
}

/** The page after this one; `check` after the last. */
export function stepAfter({ steps }: Journey, page: string): string {
  const at = steps.findIndex((step) => step.page.id === page);
  return steps[at + 1]?.page.id ?? "check";
}

/** Where to go on: the first page with something wrong or missing, or the one after the last that was touched. */
export function stepToResume({ steps }: Journey): string {
  const wrong = steps.findIndex(({ problems }) => problems.length > 0);
  const fresh = steps.findLastIndex(({ touched }) => touched) + 1;
  const at = wrong < 0 ? fresh : Math.min(wrong, fresh);
  return steps[at]?.page.id ?? "check";
}

/** A register can be asked now: what it is searched by is known. */
export const canAsk = (requirement: Requirement, content: Pick<DraftContent, "answers">): boolean =>
  registrySources(requirement).some((source) => searchKey(source, { identifier: "-" }, content.answers) !== undefined);

/**
 * Content with new answers of some fields. What registers said about something that was searched by one of them is about
 * something else now: it goes, with what was said to it.
 */
export function withAnswers(pack: Pack, content: DraftContent, answers: Answers): DraftContent {
  const said = (all: Answers, pointer: string): string => JSON.stringify(answerAt(all, pointer) ?? null);
  const changed = (pointer: string): boolean => said(content.answers, pointer) !== said(answers, pointer);
  const stale = new Set(
    pack.header.requirements.flatMap((one) => (registrySources(one).some(({ by }) => by !== "applicant" && changed(by)) ? [one.id] : [])),
  );
  const kept = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => !stale.has(id)));
  return { ...content, answers, given: kept(content.given), answered: kept(content.answered) };
}
