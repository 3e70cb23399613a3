// From a model to its drawing. Each stage becomes: its tasks, side by side between parallel gateways where there are
// several, each behind an exclusive gateway where it is not always done; then an exclusive gateway from which its routes
// go. What BPMN has no word for stands in marks.
import { type Condition, type Key, type Model, type Route, type Stage, SYSTEM, type Task } from "../procedure/index.ts";
import { blocksOf, type Series } from "./blocks.ts";
import type { Drawing, Flow, Lane, Mark, Node, Shape, Titles } from "./drawing.ts";
import { isoDuration } from "./duration.ts";
import { clockWords, doerOf, extraWords, sayOn, type TaskWords, taskWords } from "./words.ts";

/** Where a part of the drawing is come to, and where it is left. */
interface Ends {
  readonly first: string;
  readonly last: string;
}

/** The drawing of a model, all of it. */
export function draw(model: Model, titles: Titles): Drawing {
  const pen = new Pen(model, titles);
  const stages = Object.entries(model.stages).map(([key, stage]) => [key, stage, pen.stage(key, stage)] as const);
  const doors = new Map(stages.map(([key, , { first }]) => [key, first]));
  for (const [n, [key, stage, { last }]] of stages.entries()) pen.routes(n, key, stage, last, doors);
  pen.start(doors);
  return {
    id: model.id,
    name: titles.procedure ?? model.id,
    lanes: pen.lanes,
    nodes: pen.nodes,
    flows: pen.flows,
    marks: [procedureMark(model)],
  };
}

class Pen {
  readonly lanes: Lane[] = [];
  readonly nodes: Node[] = [];
  readonly flows: Flow[] = [];
  readonly #model: Model;
  readonly #titles: Titles;
  /** The stage that is being drawn. */
  #stage = -1;

  constructor(model: Model, titles: Titles) {
    this.#model = model;
    this.#titles = titles;
    for (const stage of Object.values(model.stages)) for (const task of Object.values(stage.tasks)) this.#lane(doerOf(task));
  }

  /** A stage with its entry marked; its routes are not drawn yet. */
  stage(key: Key, stage: Stage): Ends {
    this.#stage += 1;
    const lane = this.#laneOfStage(stage);
    const ends = this.#series(key, stage, blocksOf(stage.tasks), lane, "");
    const entry = this.nodes.find(({ id }) => id === ends.first);
    entry?.marks.push({
      name: "stage",
      words: { key, tasks: Object.keys(stage.tasks).join(" "), ...(stage.once ? { once: "true" } : {}) },
    });
    return ends;
  }

  #series(key: Key, stage: Stage, series: Series, lane: number, path: string): Ends {
    const parts = series.map((part, n) => {
      if (typeof part === "string") return this.#box(key, part, stage.tasks[part]);
      const at = `${path}${n}`;
      const split = this.#node(`split_${key}_${at}`, "parallelGateway", "", lane);
      const branches = part.parallel.map((branch, m) => this.#series(key, stage, branch, lane, `${at}-${m}-`));
      const join = this.#node(`join_${key}_${at}`, "parallelGateway", "", lane);
      for (const { first, last } of branches) {
        this.#flow(split, first);
        this.#flow(last, join);
      }
      return { first: split, last: join };
    });
    for (const [n, part] of parts.entries()) {
      const next = parts[n + 1];
      if (next) this.#flow(part.last, next.first);
    }
    return { first: parts[0]?.first ?? "", last: parts.at(-1)?.last ?? "" };
  }

  /** A task with what stands before and behind it: whether it is done at all, and what happens when its time is over. */
  #box(stage: Key, key: Key, task: Task | undefined): Ends {
    if (!task) throw new Error(`${this.#model.id} has no task ${stage}/${key}`);
    const lane = this.#lane(doerOf(task));
    const asked = [...(task.after ? [`${task.after.task} = "${task.after.outcome}"`] : []), ...(task.when ? [task.when] : [])];
    const at = `${stage}_${key}`;
    const ask =
      asked.length > 0
        ? this.#node(`ask_${at}`, "exclusiveGateway", task.after ? this.#outcome(task.after.outcome) : (task.when ?? ""), lane, [
            { name: "ask", words: {} },
          ])
        : undefined;
    const name = this.#titles.tasks?.[key] ?? key;
    const id = this.#node(`task_${at}`, shapeOf(task), task.each ? `${name} × n` : name, lane, [taskMark(key, taskWords(task))]);
    const timer = task.due && task.late ? { on: id, duration: isoDuration(task.due) } : undefined;
    if (timer) this.#node(`late_${at}`, "boundaryEvent", task.late ? this.#outcome(task.late) : "", lane, [], timer);
    if (!ask && !timer) return { first: id, last: id };
    const merge = this.#node(`merge_${at}`, "exclusiveGateway", "", lane);
    if (ask) {
      this.#flow(ask, id, { condition: asked.length > 1 ? asked.map((one) => `(${one})`).join(" and ") : asked[0] });
      this.#flow(ask, merge, { isDefault: true });
    }
    this.#flow(id, merge);
    if (timer) this.#flow(`late_${at}`, merge);
    return { first: ask ?? id, last: merge };
  }

  /** What leads out of a stage. Routes that go to one place are one flow. */
  routes(number: number, key: Key, stage: Stage, last: string, doors: ReadonlyMap<Key, string>): void {
    this.#stage = number;
    const ways: { to: Key; back: boolean; routes: [Route, number][] }[] = [];
    for (const [n, route] of stage.routes.entries()) {
      let way = ways.find(({ to, back }) => to === route.to && back === route.back);
      if (!way) {
        way = { to: route.to, back: route.back, routes: [] };
        ways.push(way);
      }
      way.routes.push([route, n]);
    }
    const merged = last.startsWith("merge_");
    const from = ways.length === 1 || merged ? last : this.#node(`exit_${key}`, "exclusiveGateway", "", this.#laneOfStage(stage));
    if (from !== last) this.#flow(last, from);
    for (const { to, back, routes } of ways) {
      const marks = routes.map(
        ([route, n]): Mark => ({ name: "route", words: { on: sayOn(route.if), n: String(n), ...(back ? { back: "true" } : {}) } }),
      );
      const isDefault = ways.length > 1 && routes.some(([route]) => route.if.kind === "otherwise");
      const condition = isDefault || ways.length === 1 ? undefined : routes.map(([route]) => feelOf(route.if, stage)).join(" or ");
      const name = ways.length === 1 ? "" : routes.map(([route]) => this.#say(route.if)).join(" / ");
      this.#flow(from, doors.get(to) ?? this.#end(to, this.#laneOfStage(stage)), { name, condition, isDefault, marks });
    }
  }

  /** The start event; and where several flows come to a parallel gateway, a gateway before it that waits for one only. */
  start(doors: ReadonlyMap<Key, string>): void {
    const first = doors.get(this.#model.start) ?? "";
    const at = this.nodes.find(({ id }) => id === first);
    const start: Node = { id: "start", shape: "startEvent", name: "", lane: at?.lane ?? 0, stage: at?.stage ?? 0, marks: [] };
    this.nodes.unshift(start);
    this.#flow(start.id, first);
    for (const [key, door] of doors) {
      const coming = this.flows.filter(({ to }) => to === door);
      const n = this.nodes.findIndex(({ id }) => id === door);
      const node = this.nodes[n];
      if (coming.length < 2 || node?.shape !== "parallelGateway") continue;
      const enter: Node = {
        id: `enter_${key}`,
        shape: "exclusiveGateway",
        name: "",
        lane: node.lane,
        stage: node.stage,
        marks: node.marks.splice(0),
      };
      this.nodes.splice(n, 0, enter);
      for (const [at, flow] of this.flows.entries()) if (flow.to === door) this.flows[at] = { ...flow, to: enter.id };
      this.#flow(enter.id, door);
    }
  }

  #end(key: Key, lane: number): string {
    const id = `end_${key}`;
    if (this.nodes.some((node) => node.id === id)) return id;
    const kind = this.#model.ends[key] ?? "none";
    return this.#node(id, "endEvent", this.#titles.ends?.[key] ?? key, lane, [{ name: "end", words: { key, kind } }]);
  }

  #node(id: string, shape: Shape, name: string, lane: number, marks: Mark[] = [], timer?: Node["timer"]): string {
    this.nodes.push({ id, shape, name, lane, stage: this.#stage, marks, ...(timer ? { timer } : {}) });
    return id;
  }

  #flow(from: string, to: string, more: Partial<Pick<Flow, "name" | "condition" | "isDefault" | "marks">> = {}): void {
    this.flows.push({ id: `flow_${this.flows.length + 1}`, from, to, name: "", isDefault: false, marks: [], ...more });
  }

  #lane(by: string): number {
    const found = this.lanes.findIndex((lane) => lane.by === by);
    if (found !== -1) return found;
    return this.lanes.push({ id: `lane_${this.lanes.length + 1}`, name: this.#titles.doer?.(by) ?? by, by }) - 1;
  }

  #laneOfStage(stage: Stage): number {
    const [first] = Object.values(stage.tasks);
    return this.#lane(first ? doerOf(first) : SYSTEM);
  }

  #outcome(key: Key): string {
    return this.#titles.outcomes?.[key] ?? key;
  }

  /** A condition for people. */
  #say(condition: Condition): string {
    if (!("outcome" in condition)) return condition.kind;
    const outcome = this.#outcome(condition.outcome);
    return condition.kind === "any" ? outcome : `${condition.kind === "count" ? condition.n : condition.kind} ${outcome}`;
  }
}

/** A condition in FEEL: over the outcome of the only task, else over the list of all results. */
function feelOf(condition: Condition, stage: Stage): string {
  const [[key, only] = ["", undefined], second] = Object.entries(stage.tasks);
  switch (condition.kind) {
    case "any":
      return only && !only.each && !second ? `${key} = "${condition.outcome}"` : `list contains(results, "${condition.outcome}")`;
    case "all":
      return `every result in results satisfies result = "${condition.outcome}"`;
    case "no":
      return `not(list contains(results, "${condition.outcome}"))`;
    case "count":
      return `count(results[item = "${condition.outcome}"]) >= ${condition.n}`;
    case "none":
      return "count(results) = 0";
    case "otherwise":
      return "true";
  }
}

const shapeOf = (task: Task): Shape => {
  if (doerOf(task) !== SYSTEM) return "userTask";
  return task.do.includes("deliver") ? "sendTask" : "serviceTask";
};

const taskMark = (key: Key, { words, extensions }: TaskWords, name = "task"): Mark => ({
  name,
  words: { key, ...words },
  ...(extensions.length > 0 ? { inside: extensions.map((one): Mark => ({ name: "extend", words: { ...one } })) } : {}),
});

/** What no element of the drawing stands for: clocks, extras, withdrawal, ends that nothing leads to; and the order of all. */
function procedureMark(model: Model): Mark {
  const inside: Mark[] = [
    ...Object.entries(model.clocks).map(([key, clock]): Mark => ({ name: "clock", words: { key, ...clockWords(clock) } })),
    ...Object.entries(model.extras).map(([key, extra]) => taskMark(key, extraWords(extra), "extra")),
    ...Object.entries(model.ends).map(([key, kind]): Mark => ({ name: "end", words: { key, kind } })),
  ];
  return {
    name: "procedure",
    words: { stages: Object.keys(model.stages).join(" "), ...(model.withdraw.length > 0 ? { withdraw: model.withdraw.join(" ") } : {}) },
    inside,
  };
}
