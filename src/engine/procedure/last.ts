// The recall window: what the last finish did, for as long as nobody has built on it.
import { type Draft, emit } from "./draft.ts";
import type { Key, Last, TaskStatus } from "./model.ts";
import { isUnstoppable, pending, rule, SYSTEM } from "./tasks.ts";

/** Remembers what recalling this finish would undo, or closes the window where it set off something final. */
export function remember(draft: Draft, id: string, outcome: Key): undefined {
  const last = lastOf(draft, id, outcome);
  if (last) emit(draft, { type: "settled", last });
  else forget(draft);
}

/** Closes the recall window. */
export function forget(draft: Draft): undefined {
  if (draft.state.last) emit(draft, { type: "settled" });
}

/** Closes the recall window if this task followed from the last finish. */
export function touch(draft: Draft, id: string): undefined {
  const last = draft.state.last;
  if (last && (last.opened.includes(id) || last.closed.some(([closed]) => closed === id))) forget(draft);
}

function lastOf(draft: Draft, id: string, outcome: Key): Last | undefined {
  const { model, before, state } = draft;
  const finished = state.tasks[id];
  if (!finished || state.status === "ended" || finished.officer === SYSTEM) return undefined;
  const said = rule(model, finished);
  if (said.do.length > 0 || said.outcomes[outcome]?.extend) return undefined;

  const opened = Object.keys(state.tasks).filter((n) => !before.tasks[n]);
  const closed: [string, TaskStatus][] = [];
  for (const [n, task] of Object.entries(before.tasks))
    if (n !== id && pending(task) && state.tasks[n]?.status !== task.status) closed.push([n, task.status]);
  const touched = [...opened, ...closed.map(([n]) => n)].flatMap((n) => state.tasks[n] ?? []);
  if (touched.some((task) => isUnstoppable(rule(model, task)))) return undefined;

  const entered = draft.events.flatMap((event) => (event.type === "stage-entered" ? [event.stage] : []));
  const { stage, round, returnTo } = before;
  return { task: id, stage, round, opened, closed, entered, ...(returnTo ? { returnTo } : {}) };
}
