// What is lawful now, asked of the same guards that decide: the buttons of the case page.
import {
  againstAnything,
  againstFinish,
  againstGive,
  againstOpen,
  againstRecall,
  againstRelease,
  againstTake,
  againstWithdraw,
} from "./guards.ts";
import type { Key, Model, State } from "./model.ts";
import { own } from "./own.ts";

/** What an officer can do to a task. */
export type TaskCommand = "take" | "release" | "give" | "finish" | "recall";

/** Which commands on this task are lawful for this officer now, who may act in the place of `whom`. Whether the post is held is not asked here. */
export function commandsFor(model: Model, state: State, taskNo: string, officer: string, whom?: string): TaskCommand[] {
  const task = own(state.tasks, taskNo);
  if (!task || againstAnything(model, state)) return [];
  const against = {
    take: againstTake(model, task, taskNo, state, officer, whom),
    release: againstRelease(task, taskNo, officer),
    give: againstGive(model, task, taskNo, state),
    finish: againstFinish(model, task, taskNo, state, officer, whom),
    recall: againstRecall(task, taskNo, state, officer),
  } satisfies Record<TaskCommand, unknown>;
  const commands: TaskCommand[] = ["take", "release", "give", "finish", "recall"];
  return commands.filter((command) => !against[command]);
}

/** The extras that may be opened now. */
export const extrasFor = (model: Model, state: State): Key[] =>
  againstAnything(model, state) ? [] : Object.keys(model.extras).filter((key) => !againstOpen(model, state, key));

/** Whether the party may withdraw now. */
export const mayWithdraw = (model: Model, state: State): boolean => !againstAnything(model, state) && !againstWithdraw(model, state);
