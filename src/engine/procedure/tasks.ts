// What can be said of one task of a case by looking at it.
import type { Context, Extra, Key, Model, State, Task, TaskState, TaskStatus } from "./model.ts";

/** The officer that stands for the installation itself. */
export const SYSTEM = "system";

const facts = {
  waiting: { live: false, pending: true },
  open: { live: true, pending: true },
  taken: { live: true, pending: true },
  done: { live: false, pending: false },
  void: { live: false, pending: false },
} as const satisfies Record<TaskStatus, { live: boolean; pending: boolean }>;

/** Somebody can act on it now. */
export const live = (task: TaskState): boolean => facts[task.status].live;

/** It may still come to a result. */
export const pending = (task: TaskState): boolean => facts[task.status].pending;

/** What the procedure says of a task; nothing where the task was done under an earlier version and this one no longer has it. */
export const ruleIfAny = (model: Model, task: Pick<TaskState, "stage" | "key" | "extra">): Task | Extra | undefined =>
  task.extra ? model.extras[task.key] : model.stages[task.stage]?.tasks[task.key];

/** What the procedure says of a task of a case. The pair must belong together: anything else is a bug. */
export function rule(model: Model, task: TaskState): Task | Extra {
  const found = ruleIfAny(model, task);
  if (!found) throw new Error(`${model.id} has no task ${task.stage}/${task.key}`);
  return found;
}

/** Done by the installation: an effect, a timer, or a case of another procedure. */
export const isMachine = (task: Task): boolean => task.by === SYSTEM;

/** Work that a machine begins as soon as the task is open, so that it cannot be unsaid. */
export const isUnstoppable = (task: Task): boolean => task.child !== undefined || (isMachine(task) && task.do.length > 0);

/** It waits for a day that has not come. */
export function isEarly(model: Model, task: TaskState, { now, day }: Pick<Context, "now" | "day">): boolean {
  const { opens } = ruleIfAny(model, task) ?? {};
  const from = opens === undefined ? undefined : day?.(opens, task.item);
  return from !== undefined && from > now;
}

/** Every outcome that the task can come to, by whoever's hand. */
export const resultsOf = (task: Task): Key[] => [...new Set([...Object.keys(task.outcomes), ...(task.late ? [task.late] : [])])];

/** The tasks of the present round, extras apart. */
export const current = (state: State): [string, TaskState][] =>
  Object.entries(state.tasks).filter(([, task]) => task.round === state.round && !task.extra);

/** The holding extra for which the stage waits, if there is one. */
export const holding = (model: Model, state: State): TaskState | undefined =>
  Object.values(state.tasks).find((task) => task.extra && live(task) && model.extras[task.key]?.holds);
