// Moving a running case to another version of its procedure. Nothing pending may be lost.
import { setClocks } from "./clocks.ts";
import { type Draft, emit } from "./draft.ts";
import type { Extra, Key, Model, State, Task, TaskState } from "./model.ts";
import { own } from "./own.ts";
import type { Refusal } from "./refusals.ts";
import { settle } from "./settle.ts";
import { current, pending } from "./tasks.ts";

/** Old name → new name; what is not named keeps its name. */
export interface VersionMap {
  stages: Record<Key, Key>;
  tasks: Record<Key, Key>;
}

export function move(draft: Draft, to: Model, map: VersionMap): Refusal | undefined {
  const refusal = againstMove(draft.model, draft.state, to, map);
  if (refusal) return refusal;
  const before = draft.state.tasks;
  emit(draft, { type: "moved", model: to.hash, stages: map.stages, tasks: map.tasks });
  draft.model = to;
  const stuck = settle(draft);
  if (stuck) return stuck;
  for (const [id, task] of Object.entries(before)) {
    const now = draft.state.tasks[id];
    if (pending(task) && now && !pending(now)) return { code: "would-drop", task: id, key: task.key };
  }
  setClocks(draft);
  return undefined;
}

function againstMove(model: Model, state: State, to: Model, map: VersionMap): Refusal | undefined {
  if (to.hash === state.model) return { code: "same-version" };
  if (to.id !== model.id) return { code: "other-procedure", runs: model.id, given: to.id };
  const stray = strayName(model, to, map);
  if (stray !== undefined) return { code: "bad-map", name: stray };
  for (const stage of [state.stage, ...(state.returnTo ? [state.returnTo] : [])])
    if (!own(to.stages, renamed(map.stages, stage))) return { code: "no-counterpart", kind: "stage", key: stage };
  for (const task of Object.values(state.tasks)) {
    if (!pending(task) || counterpart(to, map, state, task)) continue;
    return { code: "no-counterpart", kind: task.extra ? "extra" : "task", key: task.key };
  }
  return undefined;
}

const renamed = (map: Record<Key, Key>, key: Key): Key => own(map, key) ?? key;

/** What a pending task becomes. An extra must belong to the stage, a waiting task to a caller that was planned. */
function counterpart(to: Model, map: VersionMap, state: State, task: TaskState): Task | Extra | undefined {
  const key = renamed(map.tasks, task.key);
  if (task.extra) {
    const extra = own(to.extras, key);
    return extra?.in.includes(renamed(map.stages, state.stage)) ? extra : undefined;
  }
  const found = own(own(to.stages, renamed(map.stages, task.stage))?.tasks ?? {}, key);
  const caller = found?.after?.task;
  const called = caller === undefined || current(state).some(([, other]) => renamed(map.tasks, other.key) === caller);
  return task.status !== "waiting" || called ? found : undefined;
}

/** A name in the map that the old version (left) or the new one (right) does not know: a slip of the pen. */
export function strayName(from: Model, to: Model, map: VersionMap): string | undefined {
  const keys = (model: Model) => [
    ...Object.values(model.stages).flatMap((stage) => Object.keys(stage.tasks)),
    ...Object.keys(model.extras),
  ];
  for (const [left, right] of Object.entries(map.stages)) {
    if (!own(from.stages, left)) return left;
    if (!own(to.stages, right)) return right;
  }
  for (const [left, right] of Object.entries(map.tasks)) {
    if (!keys(from).includes(left)) return left;
    if (!keys(to).includes(right)) return right;
  }
  return undefined;
}
