// What a reading has come to so far: stages that were found, and those that are still to be gone into.

import { isKey } from "../procedure/index.ts";
import type { Edge, Graph, Vertex } from "./graph.ts";
import { Refused } from "./graph.ts";
import { marksOf } from "./marks.ts";
import { Names, OFFICER, slugOf } from "./names.ts";
import type { RouteWords, TaskWords, Words } from "./words.ts";

export interface FoundStage {
  readonly key: string;
  readonly title: string;
  readonly vertex: Vertex;
  once: boolean;
  tasks: (readonly [string, TaskWords])[];
  routes: RouteWords[];
}

/** Only if this holds is a stage gone through; else the case goes on to `otherwise`. */
export interface Gate {
  readonly condition: string;
  readonly otherwise: () => string;
}

/** The graph with what the parts of a reading share. */
export class Findings {
  readonly graph: Graph;
  readonly stages = new Map<string, FoundStage>();
  readonly ends = new Map<string, { title: string; kind: string }>();
  readonly stageOf = new Map<string, string>();
  readonly gates = new Map<string, Gate>();
  readonly todo: (() => void)[] = [];
  readonly stageNames = new Names();
  readonly taskNames = new Names();
  /** Nodes that became part of a stage. */
  readonly used = new Set<string>();
  readonly #timers = new Map<string, Vertex>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const vertex of graph.vertices.values()) if (vertex.timer) this.#timers.set(vertex.timer.on, vertex);
  }

  vertex(id: string): Vertex {
    const found = this.graph.vertices.get(id);
    if (!found) throw new Error(`no node ${id}`);
    return found;
  }

  leaving = (id: string): readonly Edge[] => this.graph.leaving.get(id) ?? [];
  coming = (id: string): readonly Edge[] => this.graph.coming.get(id) ?? [];

  /** The timer that ends a task. One that does not end it only tells when it is late, and may lead nowhere. */
  timerOf(task: string): Vertex | undefined {
    const found = this.#timers.get(task);
    if (!found || found.timer?.ends) return found;
    for (const { to } of this.leaving(found.id))
      if (this.onward(to).kind !== "end")
        throw new Refused(
          found,
          "不中断任务的定时器不能另起一路，请改为中断。",
          "a timer that does not end its task cannot begin a way of its own; let it end the task.",
        );
    return undefined;
  }

  /** When a task is due, whether or not anything follows from it. */
  dueOf = (task: string): string | undefined => this.#timers.get(task)?.timer?.time;

  /** Past everything that only passes on. */
  onward(id: string): Vertex {
    const seen = new Set<string>();
    for (let at = this.vertex(id); ; ) {
      if (seen.has(at.id)) throw new Refused(at, "这些网关互相指向，没有任务。", "these gateways lead to each other, and to no task.");
      seen.add(at.id);
      const [next, second] = this.leaving(at.id);
      const passes =
        at.kind === "merge" ||
        at.kind === "start" ||
        at.kind === "timer" ||
        at.kind === "exclusive" ||
        (at.kind === "parallel" && this.coming(at.id).length <= 1);
      if (!passes || !next || second || this.stageOf.has(at.id)) return at;
      at = this.vertex(next.to);
    }
  }

  stage(vertex: Vertex, kind: string, entry = vertex.id, key?: string): FoundStage {
    const found: FoundStage = {
      key: key ?? this.stageNames.of([vertex.name, vertex.id], kind),
      title: vertex.name,
      vertex,
      once: false,
      tasks: [],
      routes: [],
    };
    this.stages.set(found.key, found);
    this.stageOf.set(entry, found.key);
    return found;
  }

  end(vertex: Vertex): string {
    const known = this.stageOf.get(vertex.id);
    if (known !== undefined) return known;
    const [mark] = vertex.kind === "end" ? marksOf(vertex.element, "end") : [];
    const said = mark?.attributes.get("key") ?? "";
    const own = isKey(said) && this.stageNames.take(said);
    const key = own ? said : this.stageNames.of(vertex.kind === "end" ? [vertex.name, vertex.id] : [], "end");
    this.ends.set(key, { title: vertex.name, kind: mark?.attributes.get("kind") ?? vertex.counts ?? "none" });
    this.stageOf.set(vertex.id, key);
    return key;
  }

  /** A task of a drawing in the words of the syntax, with a name of its own. */
  task(vertex: Vertex, outcomes: readonly string[], more: Words = {}): readonly [string, TaskWords] {
    this.used.add(vertex.id);
    const key = this.taskNames.of([vertex.name, vertex.id], "task");
    const due = this.dueOf(vertex.id);
    const words = { ...doing(vertex, key, outcomes), ...more, ...(due === undefined ? {} : { due }) };
    return [key, { words, extensions: [] }];
  }

  /** What a way is called by what it leads to. */
  nameOfTarget = (edge: Edge): string => {
    const { name, kind } = this.onward(edge.to);
    return kind === "merge" ? "" : name;
  };
}

/** Whether a person decides in it, so that its outcomes can be chosen. */
export const isHuman = ({ task }: Vertex): boolean => task === "userTask" || task === "manualTask" || task === "receiveTask";

/** Who does it, and what comes of it. */
function doing({ task, by }: Vertex, key: string, outcomes: readonly string[]): Words {
  if (task === "serviceTask") return { by: "system", outcomes: outcomes.join(" "), do: key };
  if (task === "sendTask") return { by: "system", outcomes: outcomes.join(" "), do: "deliver" };
  const who = by === undefined || by === "system" ? (task === "receiveTask" ? "applicant" : OFFICER) : by;
  return { by: who, outcomes: outcomes.join(" ") };
}

export const lateName = (timer: Vertex, taken: readonly string[]): string => {
  const slug = slugOf(timer.name);
  return slug !== undefined && !taken.includes(slug) && slug !== "done" ? slug : taken.includes("late") ? "overdue" : "late";
};
