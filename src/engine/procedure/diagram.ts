// A procedure as a picture would show it, without any layout: stages in order, their tasks in columns, where each goes.
import { sayCondition } from "./check-joins.ts";
import type { Condition, EndKind, Key, Model, Stage, Task } from "./model.ts";
import { own } from "./own.ts";
import { isMachine } from "./tasks.ts";

export interface Outline {
  /** From the first stage on, along the forward routes; what is not reached comes last. */
  stages: OutlineStage[];
  ends: { key: Key; kind: EndKind }[];
}

export interface OutlineStage {
  key: Key;
  /** How many forward steps it is from the start; stages of one level stand side by side. */
  level: number;
  once: boolean;
  /** Tasks of one column may go on at the same time; those of the next wait for one of the column before. */
  columns: OutlineTask[][];
  routes: OutlineRoute[];
  /** The extras that may be opened here. */
  extras: Key[];
  /** The clocks that run here. */
  clocks: Key[];
}

export interface OutlineTask {
  key: Key;
  by: string;
  /** Only in some cases. */
  conditional: boolean;
  /** Once for each of several. */
  many: boolean;
  after?: { task: Key; outcome: Key };
  /** The ground on which it stops the clocks. */
  stops?: Key;
  /** Done by the installation itself. */
  machine: boolean;
}

export interface OutlineRoute {
  to: Key;
  back: boolean;
  end: boolean;
  /** In the words of the syntax: `any refuse`, `none`. One arrow may stand for several conditions. */
  on: string[];
  outcomes: Key[];
}

/** What there is to draw of a model. */
export function outline(model: Model): Outline {
  const levels = levelsOf(model);
  const keys = [...levels.keys(), ...Object.keys(model.stages).filter((key) => !levels.has(key))];
  const stages = keys.flatMap((key) => {
    const stage = own(model.stages, key);
    return stage ? [outlineStage(model, key, stage, levels.get(key) ?? levels.size)] : [];
  });
  return { stages, ends: Object.entries(model.ends).map(([key, kind]) => ({ key, kind })) };
}

/** Breadth first, in the order of the routes, so that it does not depend on how the model was stored. */
function levelsOf(model: Model): Map<Key, number> {
  const levels = new Map([[model.start, 0]]);
  for (const [key, level] of levels) {
    for (const { to, back } of own(model.stages, key)?.routes ?? []) {
      if (!back && own(model.stages, to) && !levels.has(to)) levels.set(to, level + 1);
    }
  }
  return levels;
}

function outlineStage(model: Model, key: Key, stage: Stage, level: number): OutlineStage {
  return {
    key,
    level,
    once: stage.once,
    columns: columnsOf(stage),
    routes: routesOf(model, stage),
    extras: Object.keys(model.extras).filter((extra) => model.extras[extra]?.in.includes(key)),
    clocks: Object.keys(model.clocks).filter((clock) => model.clocks[clock]?.over.includes(key)),
  };
}

function columnsOf(stage: Stage): OutlineTask[][] {
  const columns: OutlineTask[][] = [];
  for (const [key, task] of Object.entries(stage.tasks)) {
    const columnOf = ({ after, follows }: Task): number =>
      1 +
      Math.max(
        -1,
        ...[...(after ? [after.task] : []), ...(follows ?? [])].flatMap((awaited) => own(stage.tasks, awaited) ?? []).map(columnOf),
      );
    const column = columnOf(task);
    for (let n = columns.length; n <= column; n++) columns.push([]);
    columns[column]?.push(outlineTask(key, task));
  }
  return columns;
}

function outlineTask(key: Key, task: Task): OutlineTask {
  const more = { ...(task.after ? { after: task.after } : {}), ...(task.stops ? { stops: task.stops } : {}) };
  return { key, by: task.by, conditional: task.when !== undefined, many: task.each !== undefined, machine: isMachine(task), ...more };
}

function routesOf(model: Model, stage: Stage): OutlineRoute[] {
  const routes: OutlineRoute[] = [];
  for (const { if: on, to, back } of stage.routes) {
    let route = routes.find((other) => other.to === to && other.back === back);
    if (!route) {
      route = { to, back, end: Object.hasOwn(model.ends, to), on: [], outcomes: [] };
      routes.push(route);
    }
    route.on.push(sayCondition(on));
    const outcome = outcomeOf(on);
    if (outcome !== undefined && !route.outcomes.includes(outcome)) route.outcomes.push(outcome);
  }
  return routes;
}

const outcomeOf = (on: Condition): Key | undefined => ("outcome" in on ? on.outcome : undefined);
