// Who may do what to a task, by the procedure alone (whether somebody holds the post is the caller's question).
// Decisions and the buttons on a page both ask here. Each guard gives the reason against, or nothing.
import type { Context, Key, Model, State, TaskState } from "./model.ts";
import { own } from "./own.ts";
import type { Refusal } from "./refusals.ts";
import { isMachine, live, rule, SYSTEM } from "./tasks.ts";

/** Against any command but start and note. */
export function againstAnything(model: Model, state: State): Refusal | undefined {
  if (state.model === "") return { code: "not-started" };
  if (state.status === "ended") return { code: "ended" };
  if (state.model !== model.hash) return { code: "other-version", runs: state.model, given: model.hash };
  return undefined;
}

export function againstTake(model: Model, task: TaskState, id: string, state: State, officer: string, whom?: string): Refusal | undefined {
  if (task.status !== "open") return { code: "not-open", task: id, status: task.status };
  return againstHanding(model, task, id) ?? againstOfficer(model, task, id, state, officer, whom);
}

export function againstRelease(task: TaskState, id: string, officer: string): Refusal | undefined {
  if (task.status !== "taken") return { code: "not-open", task: id, status: task.status };
  return task.officer === officer ? undefined : { code: "not-yours", task: id };
}

/** `to` is the one who gets it, in whose place `whom`; without it, whether it can be handed over at all. */
export function againstGive(model: Model, task: TaskState, id: string, state: State, to?: string, whom?: string): Refusal | undefined {
  if (!live(task)) return { code: "not-open", task: id, status: task.status };
  return againstHanding(model, task, id) ?? (to === undefined ? undefined : againstOfficer(model, task, id, state, to, whom));
}

export function againstFinish(
  model: Model,
  task: TaskState,
  id: string,
  state: State,
  officer: string,
  whom?: string,
  outcome?: Key,
): Refusal | undefined {
  if (!live(task)) return { code: "not-open", task: id, status: task.status };
  // A document that answers the case was sent: nothing is left to be done here, whoever holds it.
  if (officer === SYSTEM && outcome !== undefined && rule(model, task).answered === outcome) return undefined;
  if (isMachine(rule(model, task))) return officer === SYSTEM ? undefined : { code: "system-task", task: id };
  if (task.status === "taken" && task.officer !== officer) return { code: "not-yours", task: id };
  return againstOfficer(model, task, id, state, officer, whom);
}

export function againstRecall(task: TaskState, id: string, state: State, officer: string): Refusal | undefined {
  return state.last?.task === id && task.officer === officer ? undefined : { code: "nothing-to-recall", task: id };
}

export function againstLate(model: Model, task: TaskState, id: string, context: Context): Refusal | undefined {
  if (!live(task)) return { code: "not-open", task: id, status: task.status };
  const { due, late } = rule(model, task);
  if (!due || !late || task.opened === undefined) return { code: "never-late", task: id };
  const end = context.due(task.opened, due);
  return end <= context.now ? undefined : { code: "not-due", task: id, due: end };
}

/** An extra for chosen agencies or persons may be open for several of them at once. */
export function againstOpen(model: Model, state: State, key: Key): Refusal | undefined {
  const extra = own(model.extras, key);
  if (!extra) return { code: "no-such-extra", extra: key };
  if (!extra.in.includes(state.stage)) return { code: "not-here", extra: key, in: extra.in };
  const had = Object.values(state.tasks).filter((task) => task.extra && task.key === key);
  if (extra.once && had.some((task) => task.status !== "void")) return { code: "only-once", extra: key };
  if (!isChosen(extra.by) && had.some(live)) return { code: "already-open", extra: key };
  return undefined;
}

export const againstWithdraw = (model: Model, state: State): Refusal | undefined =>
  model.withdraw.includes(state.stage) ? undefined : { code: "too-late-to-withdraw", stages: model.withdraw };

/** Done by somebody who is chosen when it is opened. */
export const isChosen = (by: string): boolean => by.startsWith("{chosen}");

/** The machine's work and the applicant's cannot be taken or handed over. */
function againstHanding(model: Model, task: TaskState, id: string): Refusal | undefined {
  const said = rule(model, task);
  if (isMachine(said)) return { code: "system-task", task: id };
  return said.by === "applicant" ? { code: "applicant-task", task: id } : undefined;
}

/** Four eyes. Every round counts, a carried result counts for the one who gave it, and whoever acts in another's place counts as both. */
function againstOfficer(model: Model, task: TaskState, id: string, state: State, officer: string, whom?: string): Refusal | undefined {
  if (officer === SYSTEM) return { code: "not-for-system", task: id };
  const one = (name: string | undefined): boolean => name !== undefined && (name === officer || name === whom);
  const did = rule(model, task).unlike.find((key) =>
    Object.values(state.tasks).some((other) => other.key === key && other.status === "done" && (one(other.officer) || one(other.for))),
  );
  return did === undefined ? undefined : { code: "four-eyes", task: id, did };
}
