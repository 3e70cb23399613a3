// Which way a stage is left. The first route that is satisfied wins.
import type { Condition, Model, Route, Stage, State, TaskState } from "./model.ts";
import { current, pending } from "./tasks.ts";

/** A satisfied route, and the numbers of the tasks whose results decided it. */
export interface Join {
  route: Route;
  by: string[];
}

type Entry = [string, TaskState];

/**
 * The route by which the present stage is left now, if there is one. Three things that testing taught:
 * `all` over nothing is false; a result that only called a following task is not counted; and a carried result does
 * not end a stage before those who were asked again have spoken.
 */
export function satisfied(model: Model, state: State): Join | undefined {
  const stage = model.stages[state.stage];
  const tasks = current(state);
  const complete = !tasks.some(([, task]) => pending(task));
  const counted = tasks.filter(([, task]) => task.status === "done" && !isConsumed(stage, tasks, task));
  for (const route of stage?.routes ?? []) {
    const deciding = decides(route.if, counted, complete);
    if (deciding) return { route, by: deciding.map(([id]) => id) };
  }
  return undefined;
}

function decides(condition: Condition, counted: Entry[], complete: boolean): Entry[] | undefined {
  switch (condition.kind) {
    case "any":
    case "count": {
      const hits = counted.filter(([, task]) => task.outcome === condition.outcome && (complete || !task.carried));
      return hits.length >= (condition.kind === "count" ? condition.n : 1) ? hits : undefined;
    }
    case "all":
      return complete && counted.length > 0 && counted.every(([, task]) => task.outcome === condition.outcome) ? counted : undefined;
    case "no":
      return complete && counted.length > 0 && counted.every(([, task]) => task.outcome !== condition.outcome) ? counted : undefined;
    case "otherwise":
      return complete && counted.length > 0 ? counted : undefined;
    case "none":
      return complete && counted.length === 0 ? [] : undefined;
  }
}

/** Its outcome called another task of this round, which speaks in its place. */
function isConsumed(stage: Stage | undefined, tasks: Entry[], task: TaskState): boolean {
  return tasks.some(([, other]) => {
    const after = stage?.tasks[other.key]?.after;
    return other.status !== "void" && after?.task === task.key && after.outcome === task.outcome;
  });
}
