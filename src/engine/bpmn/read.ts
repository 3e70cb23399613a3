// Reads the declared subset of BPMN 2.0 from XML. What is passed over: diagrams, documentation, extensions of others, a
// single pool. Every other element is refused by its type, its id and its line.
import type { XmlElement } from "../xml/index.ts";
import { timeOfDuration } from "./duration.ts";
import { cut, local, nameOf, ours } from "./elements.ts";
import { type Edge, type Refusal, refusal, type TaskKind, type Vertex } from "./graph.ts";
import { marksOf } from "./marks.ts";
import { doerOfLane } from "./names.ts";
import { MODEL } from "./space.ts";

/** So many nodes and flows at most: a procedure is read by people. */
const MOST = 2000;

const tasks: readonly string[] = ["userTask", "serviceTask", "manualTask", "sendTask", "receiveTask"] satisfies TaskKind[];
const passed = ["documentation", "extensionElements", "incoming", "outgoing"];

export interface Seen {
  readonly vertices: Vertex[];
  readonly edges: Edge[];
  readonly subs: { readonly element: XmlElement; readonly parent: string; readonly id: string }[];
  /** The sub-process that a node lies in; empty for the process itself. */
  readonly parents: Map<string, string>;
}

/** All that is drawn, flat but for sub-processes; or every element that is not of the subset. */
export function read(root: XmlElement): { seen: Seen; process: XmlElement } | Refusal[] {
  if (root.namespace !== MODEL || root.name !== "definitions")
    return [
      refusal(root, "不是 BPMN 2.0 文件：根元素应为 definitions。", "this is no BPMN 2.0: the root must be definitions of its namespace."),
    ];
  const reader = new Reader();
  const process = reader.definitions(root);
  if (reader.refusals.length > 0 || !process) return reader.refusals.toSorted((a, b) => a.line - b.line);
  return { seen: reader.seen, process };
}

class Reader {
  readonly refusals: Refusal[] = [];
  readonly seen: Seen = { vertices: [], edges: [], subs: [], parents: new Map() };
  readonly #lanes = new Map<string, XmlElement>();
  readonly #defaults = new Set<string>();
  readonly #flows: { element: XmlElement; id: string }[] = [];
  readonly #ids = new Map<string, XmlElement>();

  definitions(root: XmlElement): XmlElement | undefined {
    const processes: XmlElement[] = [];
    for (const child of ours(root)) {
      if (child.name === "process") processes.push(child);
      else if (child.name === "collaboration") this.#collaboration(child);
      else if (child.name === "extension" && child.attributes.get("mustUnderstand") !== "true") continue;
      else if (!["documentation", "extensionElements", "error"].includes(child.name)) this.#refuse(child);
    }
    const [process, ...more] = processes;
    for (const one of more) this.#say(one, "一个文件只能有一个流程。", "one file holds one process; take the others out.");
    if (!process) {
      if (this.refusals.length === 0) this.#say(root, "没有流程（process）。", "there is no process in it.");
      return undefined;
    }
    this.#content(process, "");
    this.#resolve();
    return process;
  }

  /** One pool is only a frame; more are several participants. */
  #collaboration(element: XmlElement): void {
    let pools = 0;
    for (const child of ours(element)) {
      if (child.name === "participant") {
        pools += 1;
        if (pools > 1) this.#say(child, "只能有一个泳池。", "only a single pool is read; draw one body's procedure.");
        for (const part of ours(child)) if (!passed.includes(part.name)) this.#refuse(part);
      } else if (child.name !== "documentation" && child.name !== "extensionElements") this.#refuse(child);
    }
  }

  #content(container: XmlElement, parent: string): void {
    for (const child of ours(container)) {
      if (passed.includes(child.name)) continue;
      if (this.seen.vertices.length + this.#flows.length > MOST) {
        if (!this.refusals.some(({ element }) => element === ""))
          this.refusals.push({ ...refusal(child, `最多 ${MOST} 个元素。`, `there are more than ${MOST} elements.`), element: "" });
        return;
      }
      this.#element(child, parent);
    }
  }

  #element(child: XmlElement, parent: string): void {
    const { name } = child;
    if (name === "laneSet") this.#laneSet(child);
    else if (name === "sequenceFlow") this.#flow(child);
    else this.#node(child, parent);
  }

  #node(child: XmlElement, parent: string): void {
    const { name } = child;
    const id = this.#idOf(child);
    this.seen.parents.set(id, parent);
    const otherwise = child.attributes.get("default");
    if (otherwise) this.#defaults.add(otherwise);
    if (tasks.includes(name)) {
      this.#only(child, []);
      if (child.attributes.get("isForCompensation") === "true")
        this.#say(child, "不支持补偿任务。", "a task for compensation cannot be said.");
      this.#vertex(child, id, "task", { task: name as TaskKind });
    } else if (name === "startEvent") this.#plain(child, id, "start");
    else if (name === "endEvent") this.#end(child, id, parent);
    else if (name === "exclusiveGateway") this.#plain(child, id, "exclusive");
    else if (name === "parallelGateway") this.#plain(child, id, "parallel");
    else if (name === "boundaryEvent") this.#boundary(child, id);
    else if (name === "subProcess" && child.attributes.get("triggeredByEvent") !== "true") {
      this.seen.subs.push({ element: child, parent, id });
      this.#content(child, id);
    } else this.#refuse(child);
  }

  #plain(element: XmlElement, id: string, kind: Vertex["kind"]): void {
    this.#only(element, []);
    this.#vertex(element, id, kind);
  }

  /**
   * An end ends the whole case, as every end of a procedure does: what terminates says no more than that. An error is an end that counts
   * as a failure; out of a sub-process it would be caught there, which cannot be said.
   */
  #end(element: XmlElement, id: string, parent: string): void {
    const error = ours(element).find(({ name }) => name === "errorEventDefinition");
    this.#only(element, ["terminateEventDefinition", ...(parent === "" ? ["errorEventDefinition"] : [])]);
    this.#vertex(element, id, "end", error ? { counts: "failure" } : {});
  }

  #vertex(element: XmlElement, id: string, kind: Vertex["kind"], more: Partial<Vertex> = {}): void {
    this.seen.vertices.push({ id, kind, element, name: nameOf(element), ...more });
  }

  #boundary(element: XmlElement, id: string): void {
    this.#only(element, ["timerEventDefinition"]);
    const definition = ours(element).find(({ name }) => name === "timerEventDefinition");
    if (!definition) {
      this.#say(element, "边界事件只支持定时器。", "an event on a border must be a timer.");
      return;
    }
    const inside = ours(definition).filter(({ name }) => !passed.includes(name));
    for (const one of inside) if (one.name !== "timeDuration") this.#refuse(one, element);
    const duration = inside.find(({ name }) => name === "timeDuration")?.text.trim() ?? "";
    const time = timeOfDuration(duration);
    if (time === undefined) {
      const zh = `定时器须有 ISO 8601 时长（如 P5D），此处为“${cut(duration)}”。`;
      const en = `a timer needs a duration of ISO 8601 such as P5D; here is "${cut(duration)}".`;
      if (inside.every(({ name }) => name === "timeDuration")) this.#say(element, zh, en);
      return;
    }
    const ends = element.attributes.get("cancelActivity") !== "false";
    this.#vertex(element, id, "timer", {
      timer: { on: local(element.attributes.get("attachedToRef") ?? ""), time, duration, ends },
    });
  }

  #laneSet(set: XmlElement): void {
    for (const lane of ours(set)) {
      if (lane.name !== "lane") {
        if (!passed.includes(lane.name)) this.#refuse(lane);
        continue;
      }
      for (const part of ours(lane)) {
        // A lane inside a lane says more exactly who it is; it is read after the one around it.
        if (part.name === "flowNodeRef") this.#lanes.set(local(part.text.trim()), lane);
        else if (part.name === "childLaneSet") continue;
        else if (!passed.includes(part.name)) this.#refuse(part);
      }
      for (const part of ours(lane)) if (part.name === "childLaneSet") this.#laneSet(part);
    }
  }

  #flow(element: XmlElement): void {
    this.#only(element, ["conditionExpression"]);
    this.#flows.push({ element, id: this.#idOf(element) });
  }

  /** When everything has been seen: lanes for nodes, ends for flows, tasks for timers. */
  #resolve(): void {
    const { vertices, edges, subs, parents } = this.seen;
    const laneOf = (id: string): XmlElement | undefined => {
      const lane = this.#lanes.get(id);
      const parent = parents.get(id);
      return lane ?? (parent ? laneOf(parent) : undefined);
    };
    for (const [n, vertex] of vertices.entries()) {
      const lane = laneOf(vertex.id);
      const post = lane && marksOf(lane, "post")[0]?.attributes.get("by");
      if (lane) vertices[n] = { ...vertex, by: post ?? doerOfLane(nameOf(lane), lane.attributes.get("id") ?? "") };
    }
    const known = new Set([...vertices.map(({ id }) => id), ...subs.map(({ id }) => id)]);
    for (const { element, id } of this.#flows) {
      const [from, to] = [local(element.attributes.get("sourceRef") ?? ""), local(element.attributes.get("targetRef") ?? "")];
      if (!known.has(from) || !known.has(to)) {
        // What it led to may have been refused itself.
        if (this.refusals.length === 0) this.#say(element, "起点或终点不存在。", "its source or target is not there.");
        continue;
      }
      if (parents.get(from) !== parents.get(to))
        this.#say(element, "顺序流不得跨越子流程边界。", "a flow may not cross the border of a sub-process.");
      const condition =
        ours(element)
          .find(({ name }) => name === "conditionExpression")
          ?.text.trim() ?? "";
      edges.push({ id, from, to, name: nameOf(element), condition, isDefault: this.#defaults.has(id), element });
    }
    const timed = new Set<string>();
    for (const { element, timer } of vertices) {
      if (!timer) continue;
      const on = vertices.find(({ id }) => id === timer.on);
      if (on?.kind !== "task") this.#say(element, "定时器只能附在任务上。", "a timer can sit on a task only.");
      else if (timed.has(timer.on)) this.#say(element, "一项任务只能有一个定时器。", "a task has one timer at most.");
      timed.add(timer.on);
    }
  }

  #idOf(element: XmlElement): string {
    const id = element.attributes.get("id");
    if (id === undefined || id === "") return `#${element.line}.${this.#ids.size + this.#flows.length + this.seen.vertices.length}`;
    if (this.#ids.has(id)) this.#say(element, "编号重复。", "this id is given twice.");
    this.#ids.set(id, element);
    return id;
  }

  /** Refuses whatever else stands inside an element. */
  #only(element: XmlElement, known: readonly string[]): void {
    for (const child of ours(element)) if (!known.includes(child.name) && !passed.includes(child.name)) this.#refuse(child, element);
  }

  #refuse(element: XmlElement, inside?: XmlElement): void {
    if (this.refusals.length >= 200) return;
    const of = inside && element.attributes.get("id") === undefined ? inside.attributes.get("id") : undefined;
    const hint = (inside?.name === "endEvent" ? endings[element.name] : undefined) ?? hints[element.name];
    const found = refusal(
      element,
      hint?.[0] ?? "不在支持的范围内，请删去或改画。",
      hint?.[1] ?? "is not of the subset that is read; take it out or draw it otherwise.",
    );
    this.refusals.push(
      of === undefined
        ? found
        : { ...found, id: of, message: { zh: `${found.message.zh}（在“${of}”中）`, en: `${found.message.en} (in "${of}")` } },
    );
  }

  #say(element: XmlElement, zh: string, en: string): void {
    if (this.refusals.length < 200) this.refusals.push(refusal(element, zh, en));
  }
}

/** What helps where an end says what cannot be said of one. */
const endings: Readonly<Record<string, readonly [string, string]>> = {
  messageEventDefinition: ["结束时不发送消息，请在结束前画一个发送任务。", "an end sends nothing; draw a send task before a plain end."],
  signalEventDefinition: ["结束时不发出信号，请改为普通结束。", "an end signals nothing; make it a plain end."],
  escalationEventDefinition: ["结束时不升级，请画成任务。", "an end escalates nothing; draw a task for it."],
  compensateEventDefinition: ["不支持补偿，请画成任务。", "compensation is not read; draw tasks for it."],
  cancelEventDefinition: ["不支持事务的取消，请改为普通结束。", "a transaction's cancelling is not read; make it a plain end."],
  errorEventDefinition: [
    "子流程不能以错误结束，请改画到流程本身的结束。",
    "a sub-process does not end in an error; lead a flow to an end of the process itself.",
  ],
};

/** What helps with elements that are often met. */
const hints: Readonly<Record<string, readonly [string, string]>> = {
  task: [
    "未说明由谁办理，请改为用户、人工、服务、发送或接收任务。",
    "says not who does it; make it a user, manual, service, send or receive task.",
  ],
  inclusiveGateway: ["不支持包容网关，请用排他或并行网关。", "is not read; use exclusive and parallel gateways."],
  callActivity: ["不支持调用活动，请画成任务。", "is not read; draw a task, and name the other procedure in procedure.yaml."],
  messageFlow: ["不支持消息流，请只画一个部门的流程。", "is not read; draw the procedure of one body."],
};
