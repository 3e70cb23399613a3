// When two states of a case have the same future: exploration looks at one of them. Left out are time, officers, numbers
// the names of items, and extras (exploration opens none); kept in are the results that another entry into their stage would carry.
import { lastResults } from "./carry.ts";
import type { Model, State, TaskState } from "./model.ts";
import { current, live } from "./tasks.ts";

/** Equal for states that differ in nothing that matters for what can still happen. */
export function abstractOf(model: Model, state: State): string {
  if (state.status === "ended") return `end ${state.end}`;
  const once = Object.keys(state.visits).filter((key) => model.stages[key]?.once);
  const kept = Object.entries(model.stages).flatMap(([key, stage]) =>
    lastResults(state, key).flatMap(([, task]) => {
      const keeps = task.outcome !== undefined && stage.tasks[task.key]?.keep.includes(task.outcome);
      return keeps ? [[`${key}/${task.key}`, task] as const] : [];
    }),
  );
  const now = current(state).map(([, task]) => [`${state.stage}/${task.key}`, task] as const);
  return JSON.stringify([state.stage, state.returnTo, once.sort(), perItem(kept, now)]);
}

/** One line for each task and item, with what it kept and where it stands; then the items' names no longer matter. */
function perItem(kept: (readonly [string, TaskState])[], now: (readonly [string, TaskState])[]): string[] {
  const lines = new Map<string, string>();
  const add = (name: string, task: TaskState, words: string) => {
    const id = `${name} ${task.item ?? ""}`;
    lines.set(id, `${lines.get(id) ?? name} ${words}`);
  };
  for (const [name, task] of kept) add(name, task, `kept ${task.outcome}`);
  for (const [name, task] of now) {
    const status = live(task) ? "live" : task.status;
    add(name, task, `${status} ${task.outcome ?? ""}${task.carried ? " carried" : ""}`);
  }
  return [...lines.values()].sort();
}
