// What a command does to the answers: nothing, or exactly the fields that are open in this task.

import type { Pack } from "../catalogue/index.ts";
import { counted, type FormContext, validateAll } from "../engine/form/index.ts";
import type { State, TaskState } from "../engine/procedure/index.ts";
import type { CaseCommand } from "./command.ts";
import { prefill } from "./evidence.ts";
import { type Answers, type EvidenceFields, type Facts, factsOf } from "./facts.ts";
import { changedClosed, opens } from "./group-places.ts";
import type { FieldProblem } from "./refusal.ts";

export type AnswersAfter =
  | {
      readonly ok: true;
      readonly facts: Facts;
      /** Where they changed. */
      readonly answers: Answers | undefined;
      /** Fields now open for correction, by the task in which they are. */
      readonly marks: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

/** What of a case the answers hang on. */
export interface Answering {
  readonly pack: Pack;
  readonly state: State;
  readonly facts: Facts;
  readonly marks: Readonly<Record<string, readonly string[]>>;
  readonly answers: Answers;
  /** The applicant's kind; empty where there is none. */
  readonly applicant: string;
  /** The day and the place that form checks go by. */
  readonly place: Omit<FormContext, "facts">;
}

const nameOf = (task: TaskState | undefined): string => (task === undefined ? "" : task.extra ? task.key : `${task.stage}/${task.key}`);

/** The fields (JSON pointers) that this task may change: those marked for correction, and those that the pack opens in it. */
export function openFields({ pack, state, marks }: Pick<Answering, "pack" | "state" | "marks">, no: number): readonly string[] {
  const name = nameOf(state.tasks[String(no)]);
  return [...(pack.header.answers[name] ?? []), ...(marks[name] ?? [])];
}

/** Works out answers, facts and marks after a command; `evidence` holds the fields that facts are read from. */
export function answersAfter(before: Answering, command: CaseCommand, evidence: EvidenceFields): AnswersAfter {
  const { pack, state, facts } = before;
  const marks: Record<string, readonly string[]> = { ...before.marks };
  if (command.type === "open" && "marks" in command) marks[command.extra] = command.marks;
  if (command.type !== "finish") return { ok: true, facts, answers: undefined, marks };
  const open = openFields(before, command.task);
  delete marks[nameOf(state.tasks[String(command.task)])];
  const target = pack.header.corrections[command.outcome];
  if (target !== undefined && command.marks !== undefined) marks[target] = command.marks;
  const data = command.data ?? {};
  if (Object.keys(data).length === 0) return { ok: true, ...byEvidence(before, evidence), marks };
  const changed = changedAnswers(before, open, data as Answers, evidence);
  return changed.ok ? { ...changed, marks } : changed;
}

/** Answers and facts after some fields were changed, of those that are open; held against every rule of the form. */
export function changedAnswers(
  before: Omit<Answering, "state" | "marks" | "facts">,
  open: readonly string[],
  data: Answers,
  evidence: EvidenceFields,
):
  | { readonly ok: true; readonly facts: Facts; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] } {
  const { pack } = before;
  const closed: FieldProblem[] = Object.entries(data)
    .flatMap(([field, value]) => changedClosed(pack, open, field, before.answers[field] ?? null, value))
    .map((pointer) => ({
      pointer: `/data${pointer}`,
      detail: {
        zh: "这一项在本任务中不能修改，请只填写要求补正的内容。",
        en: "This field is not open in this task. Send only what you were asked for.",
      },
    }));
  if (closed.length > 0) return { ok: false, errors: closed };
  const merged = { ...before.answers, ...data } as Answers;
  // Rules see what follows from the answers as they would be, not as they were.
  const facts = factsOf(pack, { answers: merged, evidence, applicant: before.applicant });
  const wrong = validateAll(pack.form, merged, { ...before.place, facts });
  // What was lacking before and cannot be answered in this task is no reason to refuse what can.
  const was = () => factsOf(pack, { answers: before.answers, evidence, applicant: before.applicant });
  const stood = wrong.length === 0 ? [] : validateAll(pack.form, before.answers, { ...before.place, facts: was() });
  const errors = wrong
    .filter(({ field, pointer }) => opens(pack, open, field) || !stood.some((one) => one.pointer === pointer))
    .map(({ pointer, message }) => ({ pointer: `/data${pointer}`, detail: message }));
  if (errors.length > 0) return { ok: false, errors };
  const answers = counted(pack.form, merged, { ...before.place, facts }) as Answers;
  return { ok: true, facts: factsOf(pack, { answers, evidence, applicant: before.applicant }), answers };
}

/** What new evidence alone changes: the facts that are read off it, and the answers that refer to it. */
function byEvidence(before: Answering, evidence: EvidenceFields): { facts: Facts; answers: Answers | undefined } {
  const { pack, facts } = before;
  if (Object.keys(evidence).length === 0) return { facts, answers: undefined };
  const filled = prefill(pack, before.answers, evidence);
  const changed = Object.keys(filled).some((name) => filled[name] !== before.answers[name]);
  const answers = changed ? filled : before.answers;
  return { facts: factsOf(pack, { answers, evidence, applicant: before.applicant }), answers: changed ? filled : undefined };
}
