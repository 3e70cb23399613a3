// What is read of a drawing: the nodes and flows of its one process, sub-processes and lanes already resolved.
import type { Text } from "../../platform/i18n/index.ts";
import type { XmlElement } from "../xml/index.ts";

/** Why a file cannot be read as a procedure: where, which element, and what to do. */
export interface Refusal {
  /** From 1. */
  readonly line: number;
  /** The element's type in BPMN, e.g. `inclusiveGateway`; empty where the file as a whole is meant. */
  readonly element: string;
  /** Its id, where it has one. */
  readonly id: string;
  readonly message: Text;
}

export type TaskKind = "userTask" | "manualTask" | "serviceTask" | "sendTask" | "receiveTask";

/** A node as the reading goes on with it. `merge` waits for one, `choice` takes one of several ways. */
export interface Vertex {
  readonly id: string;
  readonly kind: "start" | "end" | "task" | "timer" | "exclusive" | "parallel" | "merge";
  /** The element as drawn, for words about it. */
  readonly element: XmlElement;
  readonly task?: TaskKind;
  readonly name: string;
  /** How an end counts, where the drawing says so. */
  readonly counts?: "failure";
  /** Who its lane stands for, in the words of the syntax. */
  readonly by?: string | undefined;
  /** The task that the timer sits on, its time, and whether it ends the task. */
  readonly timer?: { readonly on: string; readonly time: string; readonly duration: string; readonly ends: boolean };
}

export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly condition: string;
  readonly isDefault: boolean;
  readonly element: XmlElement;
}

export interface Graph {
  readonly vertices: ReadonlyMap<string, Vertex>;
  readonly leaving: ReadonlyMap<string, readonly Edge[]>;
  readonly coming: ReadonlyMap<string, readonly Edge[]>;
  /** Our own extension of the process, where there is one. */
  readonly marks: XmlElement | undefined;
  readonly id: string;
  readonly name: string;
  readonly element: XmlElement;
}

/** Ends the reading with one refusal; caught at the front door. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(at: XmlElement | Vertex | Edge, zh: string, en: string) {
    super(en);
    this.refusal = refusal(at, zh, en);
  }
}

export function refusal(at: XmlElement | Vertex | Edge, zh: string, en: string): Refusal {
  const element = "element" in at ? at.element : at;
  const id = element.attributes.get("id") ?? "";
  const called = `${element.name}${id === "" ? "" : ` "${id}"`}`;
  return { line: element.line, element: element.name, id, message: { zh: `${called}：${zh}`, en: `${called}: ${en}` } };
}
