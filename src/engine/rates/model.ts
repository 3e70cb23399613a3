// Rates: amounts, shares and scales that a law sets and changes, each with the day from which it holds.
import type { Text } from "../../platform/i18n/index.ts";

/** From a day on (`YYYY-MM-DD`) until the next; null: none holds. In ascending order. */
export type Dated = readonly { readonly from: string; readonly value: number | null }[];

interface Common {
  readonly title: Text;
  /** What the value counts: `CNY/month`, `/1` (a share of one), `year`, `%`. */
  readonly unit: string;
  /** The article that sets it. */
  readonly law?: string;
  readonly note?: Text;
}

export interface Rate extends Common {
  readonly kind: "rate";
  readonly values: Dated;
}

/**
 * How a scale is read. `marginal`: each part of the amount at the rate of its own bracket, added up (a progressive tax);
 * `whole`: the whole amount at the rate of the bracket it falls in; `value`: that bracket's value, as it is.
 */
export type ScaleKind = "marginal" | "whole" | "value";

export interface Bracket {
  /** The amount above which the bracket begins. Null or no entry: the bracket is not there on that day. */
  readonly above: Dated;
  readonly rate: Dated;
}

export interface Scale extends Common {
  readonly kind: "scale";
  readonly how: ScaleKind;
  /** What the amounts count. */
  readonly of: string;
  readonly brackets: readonly Bracket[];
}

/** By name. Plain JSON. */
export type Rates = Readonly<Record<string, Rate | Scale>>;
