// What a task may conclude now, and what a sender may ask to have redone. Pages show exactly this.
import { lastResults } from "./carry.ts";
import type { Key, Model, Route, State, TaskState } from "./model.ts";
import { own } from "./own.ts";
import { rule } from "./tasks.ts";

/** The outcomes that this task may be given now: none that leads to a once-stage already used. */
export function offered(model: Model, state: State, task: TaskState): Key[] {
  const all = Object.keys(rule(model, task).outcomes);
  if (task.extra) return all;
  return all.filter((outcome) => {
    const route = routesOn(model, task, outcome).find((r) => r.if.kind === "any");
    return !(route && own(model.stages, route.to)?.once && (own(state.visits, route.to) ?? 0) > 0);
  });
}

/** The route by which this outcome sends the case back, if it does. */
export const backRoute = (model: Model, task: TaskState, outcome: Key): Route | undefined =>
  task.extra ? undefined : routesOn(model, task, outcome).find((route) => route.back);

/** The numbers of the tasks that may be named to be redone when this task sends back with this outcome. */
export function redoable(model: Model, state: State, task: TaskState, outcome: Key): string[] {
  const route = backRoute(model, task, outcome);
  return route ? lastResults(state, route.to).map(([id]) => id) : [];
}

const routesOn = (model: Model, task: TaskState, outcome: Key): Route[] =>
  (model.stages[task.stage]?.routes ?? []).filter((route) => "outcome" in route.if && route.if.outcome === outcome);
