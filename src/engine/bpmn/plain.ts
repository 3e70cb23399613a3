// A drawing as the beginning of a procedure. A task in sequence becomes a stage; a parallel block becomes one stage;
// what a task leads to by choice becomes its outcomes; a way back becomes a sending back.

import { markBacks } from "./backs.ts";
import { type Block, blockOf, both } from "./block.ts";
import { factsOf, outcomesOf } from "./conditions.ts";
import { Findings, type FoundStage, isHuman, lateName } from "./found.ts";
import { type Edge, type Graph, Refused, type Vertex } from "./graph.ts";
import { type Marked, markedRoutes, markedStages } from "./marked.ts";
import { meetings } from "./meeting.ts";
import { wordsOfStages } from "./said.ts";
import type { ProcedureWords, RouteWords } from "./words.ts";

/** The procedure that a graph shows, and the stage of each key for words about it. @throws Refused */
export function procedureOf(graph: Graph): { procedure: ProcedureWords; elements: ReadonlyMap<string, Vertex> } {
  return new Reading(graph).procedure();
}

class Reading {
  readonly #graph: Graph;
  readonly #found: Findings;
  readonly #marked: Marked[];
  readonly #owners = new Map<string, Marked>();
  readonly #blocks = new Map<string, Block>();
  readonly #meetingOf: (id: string) => string | undefined;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#found = new Findings(graph);
    const known = meetings([...graph.vertices.keys()], (id) => this.#next(id));
    this.#meetingOf = (id) => known.get(id);
    this.#marked = markedStages(this.#found);
    for (const marked of this.#marked) for (const id of marked.region) this.#owners.set(id, marked);
  }

  procedure(): { procedure: ProcedureWords; elements: ReadonlyMap<string, Vertex> } {
    const start = this.#start();
    for (const marked of this.#marked) marked.stage.routes = markedRoutes(marked, this.#found, (edge) => this.#resolve(edge.to));
    // Going into a stage finds others; a list in place of recursion, as drawings can be long.
    for (let work = this.#found.todo.shift(); work; work = this.#found.todo.shift()) work();
    const stages = this.#inOrder(start);
    this.#nothingLeftOut();
    markBacks(stages);
    for (const stage of stages) this.#endsSomewhere(stage, stages);
    const elements = new Map(stages.map(({ key, vertex }) => [key, vertex]));
    return { procedure: wordsOfStages(this.#graph, this.#found, stages), elements };
  }

  /** What can follow a node, its timer included. */
  #next(id: string): string[] {
    const timer = this.#found.vertex(id).kind === "task" ? this.#found.timerOf(id) : undefined;
    return [...this.#found.leaving(id).map(({ to }) => to), ...(timer ? [timer.id] : [])];
  }

  /** The first stage. Several beginnings are a choice between them. */
  #start(): string {
    const all = [...this.#graph.vertices.values()];
    const drawn = all.filter(({ kind }) => kind === "start");
    const begins = drawn.length > 0 ? drawn : all.filter(({ id, kind }) => kind !== "timer" && this.#found.coming(id).length === 0);
    const [first, second] = begins;
    if (!first) throw new Refused(this.#graph.element, "没有开始事件。", "nothing begins it; draw a start event.");
    if (!second) {
      const start = this.#resolve(first.id);
      if (!this.#found.stages.has(start)) throw new Refused(first, "之后没有任何任务。", "no task comes after it.");
      return start;
    }
    if (drawn.length === 0)
      throw new Refused(second, "没有顺序流通向它，也没有开始事件。", "no flow leads to it, and there is no start event.");
    const edges = begins.map(
      (vertex): Edge => ({
        id: vertex.id,
        from: "",
        to: vertex.id,
        name: vertex.name,
        condition: "",
        isDefault: false,
        element: vertex.element,
      }),
    );
    return this.#decision({ ...first, id: "/start", name: "" }, edges);
  }

  /** The stage or the end that a case comes to at a node. */
  #resolve(id: string): string {
    const at = this.#found.onward(id);
    const known = this.#found.stageOf.get(at.id);
    if (known !== undefined) return known;
    if (this.#owners.has(at.id)) throw new Refused(at, "有顺序流通向环节的中间。", "a flow leads into the middle of a stage.");
    if (at.kind === "task") return this.#taskStage(at);
    if (at.kind === "exclusive" && this.#found.leaving(at.id).length > 1) return this.#choice(at);
    if (at.kind === "parallel" && this.#found.leaving(at.id).length > 1) return this.#blockStage(at);
    if (at.kind === "parallel" && this.#found.coming(at.id).length > 1)
      throw new Refused(
        at,
        "并行汇合没有对应的并行分支（非结构化的并行块）。",
        "it joins what no gateway parted (an unstructured parallel block).",
      );
    return this.#found.end(at);
  }

  #taskStage(task: Vertex): string {
    const stage = this.#found.stage(task, "stage");
    this.#found.todo.push(() => {
      const [edge] = this.#found.leaving(task.id);
      const next = edge && this.#found.onward(edge.to);
      const ways = next && isHuman(task) && next.kind === "exclusive" && !this.#owners.has(next.id) ? this.#found.leaving(next.id) : [];
      const chooses = ways.length > 1 && !this.#gated(ways, true);
      const outcomes = chooses ? outcomesOf(ways, this.#found.nameOfTarget) : new Map<Edge, string>();
      const names = chooses ? [...outcomes.values()] : ["done"];
      const late = this.#found.timerOf(task.id);
      const overdue = late && lateName(late, names);
      stage.tasks = [this.#found.task(task, names, { ...(overdue === undefined ? {} : { late: overdue }) })];
      stage.routes = chooses ? this.#routes(outcomes) : [{ on: "done", to: this.#resolveNext(task), back: false }];
      if (late && overdue !== undefined) stage.routes.push({ on: overdue, to: this.#resolveNext(late), back: false });
      this.#closeGate(stage, task.id);
    });
    return stage.key;
  }

  #blockStage(split: Vertex): string {
    const block = this.#block(split);
    if (block.tasks.length === 0) return this.#resolveNext(this.#found.vertex(block.join));
    const stage = this.#found.stage(split, "parallel");
    this.#found.todo.push(() => {
      stage.tasks = block.tasks;
      const to = this.#resolveNext(this.#found.vertex(block.join));
      const simple = block.tasks.every(([, { words }]) => words.outcomes === "done" && words.late === undefined);
      stage.routes = [{ on: simple ? "all done" : "otherwise", to, back: false }];
      if (block.mayBeEmpty) stage.routes.push({ on: "none", to, back: false });
      this.#closeGate(stage, split.id);
    });
    return stage.key;
  }

  #block(split: Vertex): Block {
    const known = this.#blocks.get(split.id);
    if (known) return known;
    const block = blockOf(split, this.#found, this.#meetingOf, (id) => this.#owners.has(id));
    this.#blocks.set(split.id, block);
    return block;
  }

  /** A choice that no task of its own comes before: read from the facts, or asked of somebody. */
  #choice(gate: Vertex): string {
    const ways = this.#found.leaving(gate.id);
    const gated = this.#gated(ways, false);
    if (!gated) return this.#decision(gate, ways);
    const [first] = gated;
    if (!first) throw new Error("a choice without ways");
    // Later gates first: each knows where the case goes on where it does not hold.
    for (const { edge, condition, otherwise } of gated) {
      const at = this.#found.onward(edge.to);
      this.#found.gates.set(at.id, { condition, otherwise: () => this.#resolve(otherwise.to) });
    }
    this.#found.stageOf.set(gate.id, "");
    const key = this.#resolve(first.edge.to);
    this.#found.stageOf.set(gate.id, key);
    return key;
  }

  /**
   * The ways of a choice as stages that are gone through only where their condition holds: possible where all conditions
   * are read from the facts, and no other way leads to those stages.
   */
  #gated(ways: readonly Edge[], behindSomebody: boolean): { edge: Edge; condition: string; otherwise: Edge }[] | undefined {
    const facts = factsOf(ways, behindSomebody);
    if (!facts) return undefined;
    const chain = facts.asked.map(({ edge, condition }, n) => ({
      edge,
      condition,
      otherwise: facts.asked[n + 1]?.edge ?? facts.otherwise,
    }));
    if (chain.every(({ edge }) => this.#mayBeGated(edge))) return chain;
    const [only, second] = facts.asked;
    if (only && !second && this.#mayBeGated(facts.otherwise))
      return [{ edge: facts.otherwise, condition: `not(${only.condition})`, otherwise: only.edge }];
    return undefined;
  }

  #mayBeGated({ to }: Edge): boolean {
    const at = this.#found.vertex(to);
    if (this.#found.coming(to).length !== 1 || this.#owners.has(to) || this.#found.gates.has(to)) return false;
    if (at.kind === "task") return true;
    return at.kind === "parallel" && this.#found.leaving(to).length > 1 && this.#block(at).tasks.length > 0 && !this.#block(at).mayBeEmpty;
  }

  /** Somebody is asked for the way alone. */
  #decision(gate: Vertex, ways: readonly Edge[]): string {
    const stage = this.#found.stage(gate, "choice");
    this.#found.todo.push(() => {
      const outcomes = outcomesOf(ways, this.#found.nameOfTarget);
      stage.tasks = [this.#found.task({ ...gate, kind: "task", task: "userTask" }, [...outcomes.values()])];
      stage.routes = this.#routes(outcomes);
    });
    return stage.key;
  }

  #routes = (outcomes: ReadonlyMap<Edge, string>): RouteWords[] =>
    [...outcomes].map(([edge, on]) => ({ on, to: this.#resolve(edge.to), back: false }));

  #resolveNext(vertex: Vertex): string {
    const [next] = this.#found.leaving(vertex.id);
    return next
      ? this.#resolve(next.to)
      : this.#found.end(vertex.kind === "task" ? { ...vertex, id: `${vertex.id}/end`, kind: "merge" } : vertex);
  }

  #closeGate(stage: FoundStage, entry: string): void {
    const gate = this.#found.gates.get(entry);
    if (!gate) return;
    stage.tasks = stage.tasks.map(([key, { words, extensions }]) => [
      key,
      { words: { ...words, when: both(gate.condition, words.when) }, extensions },
    ]);
    stage.routes.push({ on: "none", to: gate.otherwise(), back: false });
  }

  /** The first stage first; the others as our own extension has them, then as they were found. */
  #inOrder(start: string): FoundStage[] {
    const order = (this.#graph.marks?.attributes.get("stages") ?? "").split(" ");
    const place = ({ key }: FoundStage) => (key === start ? -1 : order.includes(key) ? order.indexOf(key) : order.length);
    return [...this.#found.stages.values()].filter(({ tasks }) => tasks.length > 0).sort((a, b) => place(a) - place(b));
  }

  #nothingLeftOut(): void {
    for (const vertex of this.#graph.vertices.values())
      if (vertex.kind === "task" && !this.#found.used.has(vertex.id))
        throw new Refused(vertex, "没有顺序流通向它。", "no way leads to it from the start.");
  }

  #endsSomewhere(stage: FoundStage, stages: readonly FoundStage[]): void {
    const seen = new Set([stage.key]);
    for (const key of seen) {
      if (this.#found.ends.has(key)) return;
      for (const { to } of stages.find((one) => one.key === key)?.routes ?? []) seen.add(to);
    }
    throw new Refused(stage.vertex, "由此到不了任何结束。", "no way leads from here to an end.");
  }
}
