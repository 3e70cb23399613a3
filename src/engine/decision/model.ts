// A decision model (DMN 1.5, chapters 6 to 8 and 10) as plain data, as far as it is evaluated.

import type { Rates } from "../rates/index.ts";

/** A FEEL text and the line it begins on. */
export interface Source {
  readonly text: string;
  readonly line: number;
}

/** A name with its type, as parameters, columns and context entries have. */
export interface Item {
  readonly name: string;
  readonly type: string | null;
}

export type Expression =
  | { readonly kind: "literal"; readonly source: Source }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "context"; readonly entries: readonly { readonly item: Item | null; readonly value: Expression }[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "relation"; readonly columns: readonly Item[]; readonly rows: readonly (readonly Expression[])[] }
  | {
      readonly kind: "invocation";
      readonly callee: Expression;
      readonly bindings: readonly { readonly item: Item; readonly value: Expression }[];
    }
  | ({ readonly kind: "function" } & Logic)
  | { readonly kind: "conditional"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: "filter"; readonly list: Expression; readonly match: Expression }
  | { readonly kind: "for" | "every" | "some"; readonly variable: string; readonly list: Expression; readonly body: Expression };

/** A function of its parameters. */
export interface Logic {
  readonly parameters: readonly Item[];
  readonly body: Expression;
}

/** U A F P R O C, and C with its aggregation. */
export type HitPolicy = "U" | "A" | "F" | "P" | "R" | "O" | "C" | "C+" | "C<" | "C>" | "C#";

export interface Table {
  readonly policy: HitPolicy;
  readonly inputs: readonly { readonly value: Source; readonly type: string | null; readonly allowed: Source | null }[];
  readonly outputs: readonly {
    readonly name: string | null;
    readonly type: string | null;
    readonly allowed: Source | null;
    readonly otherwise: Source | null;
  }[];
  readonly rules: readonly {
    readonly inputs: readonly Source[];
    readonly outputs: readonly Source[];
    readonly line: number;
    /** What people are told about the rule: its description, and what stands in its annotation columns. */
    readonly notes?: readonly string[];
  }[];
}

export interface InputData {
  readonly id: string;
  /** The namespace of the model it is imported from; none for the model's own. */
  readonly model?: string;
  readonly name: string;
  readonly type: string | null;
}

/** What a decision or a business knowledge model may use: ids of elements. */
export interface Requirements {
  readonly inputs: readonly string[];
  readonly decisions: readonly string[];
  readonly knowledge: readonly string[];
}

export interface Decision extends Requirements {
  readonly id: string;
  readonly model?: string;
  readonly name: string;
  readonly type: string | null;
  readonly line: number;
  /** Null where the model leaves the decision to people. */
  readonly value: Expression | null;
}

export interface KnowledgeModel {
  readonly id: string;
  readonly model?: string;
  readonly name: string;
  readonly type: string | null;
  readonly line: number;
  readonly knowledge: readonly string[];
  readonly logic: Logic;
}

export interface DecisionService {
  readonly id: string;
  readonly model?: string;
  readonly name: string;
  readonly type: string | null;
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  readonly inputDecisions: readonly string[];
}

/** An item definition: a simple type, a structure, or a list of either. */
export interface ItemType {
  readonly name: string;
  readonly base: string | null;
  readonly components: readonly ItemType[];
  readonly collection: boolean;
  readonly allowed: Source | null;
  /** A function type: only that the value is a function is checked. */
  readonly isFunction: boolean;
}

/** A parsed file. Plain JSON: it can be stored and compared. */
export interface Definitions {
  readonly name: string;
  readonly namespace: string;
  /** For each model by its namespace: what it imports, namespace → the name by which it calls it (may be empty). */
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly inputs: Readonly<Record<string, InputData>>;
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly knowledge: Readonly<Record<string, KnowledgeModel>>;
  readonly services: Readonly<Record<string, DecisionService>>;
  readonly types: Readonly<Record<string, ItemType>>;
  /** The rates that `rate` and `scale` look up. */
  readonly rates?: Rates;
}
