// A drawing as a graph, before it is laid out and written: nodes in lanes, flows between them.
import type { Words } from "./words.ts";

export type Shape =
  | "startEvent"
  | "endEvent"
  | "userTask"
  | "serviceTask"
  | "sendTask"
  | "exclusiveGateway"
  | "parallelGateway"
  | "boundaryEvent";

/** An element of our own namespace: its name, what it says, and what stands in it. */
export interface Mark {
  readonly name: string;
  readonly words: Words;
  readonly inside?: readonly Mark[];
}

export interface Node {
  readonly id: string;
  readonly shape: Shape;
  readonly name: string;
  /** Index of its lane. */
  readonly lane: number;
  /** Number of its stage in the order of drawing. */
  readonly stage: number;
  readonly marks: Mark[];
  /** The task on whose border it sits, and after what time it fires (ISO 8601). */
  readonly timer?: { readonly on: string; readonly duration: string };
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** FEEL; absent where the flow is taken in any case, or by default. */
  readonly condition?: string | undefined;
  readonly isDefault: boolean;
  readonly marks: readonly Mark[];
}

export interface Lane {
  readonly id: string;
  readonly name: string;
  /** Who stands behind it, in the words of the syntax. */
  readonly by: string;
}

export interface Drawing {
  readonly id: string;
  readonly name: string;
  readonly lanes: readonly Lane[];
  /** In the order of the procedure. */
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
  readonly marks: readonly Mark[];
}

/** What parts are called in the drawing; a part without a title is called by its key. */
export interface Titles {
  readonly procedure?: string | undefined;
  readonly tasks?: Readonly<Record<string, string>>;
  readonly outcomes?: Readonly<Record<string, string>>;
  readonly ends?: Readonly<Record<string, string>>;
  /** What to call a post, the applicant, the installation. */
  readonly doer?: (by: string) => string | undefined;
}
