// FEEL values as JSON: dates, times, date-times and durations as ISO strings, ranges as FEEL writes them.
import type { FeelNumber } from "./decimal.ts";
import { LONGEST_TEXT, MOST_PARTS } from "./running.ts";
import { typeOf } from "./values.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const DEEPEST = 200;

/**
 * Why a value is too big to be passed on, or null where it is not. A few doublings make a small
 * expression's value, which shares its parts, exponentially large once written out.
 */
export function bounded(value: unknown): string | null {
  let parts = 0;
  const look = (part: unknown, depth: number): string | null => {
    if (++parts > MOST_PARTS) return `the value has more than ${MOST_PARTS} parts`;
    if (depth > DEEPEST) return `the value is nested more than ${DEEPEST} levels deep`;
    if (typeof part === "string") return part.length > LONGEST_TEXT ? `a text is longer than ${LONGEST_TEXT} characters` : null;
    const type = typeOf(part);
    if (type !== "list" && type !== "context") return null;
    for (const child of type === "list" ? (part as unknown[]) : Object.values(part as object)) {
      const why = look(child, depth + 1);
      if (why !== null) return why;
    }
    return null;
  };
  return look(value, 0);
}

/**
 * A FEEL value as JSON. What JSON cannot hold becomes null, and `reasons` says why.
 * A number of more digits than a binary double holds is given as the nearest double.
 */
export function toJson(value: unknown, reasons: string[] = []): Json {
  const why = bounded(value);
  if (why === null) return write(value, reasons);
  reasons.push(why);
  return null;
}

function write(value: unknown, reasons: string[]): Json {
  switch (typeOf(value)) {
    case "null":
      return null;
    case "boolean":
    case "string":
      return value as boolean | string;
    case "number":
      return writeNumber(value as FeelNumber, reasons);
    case "list":
      return Array.from(value as unknown[], (item) => write(item, reasons));
    case "context":
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, write(item, reasons)]));
    case "function":
      reasons.push("a function has no form in JSON");
      return null;
    case "other":
      reasons.push("the value is none that FEEL knows");
      return null;
    default:
      return String(value);
  }
}

function writeNumber(value: FeelNumber, reasons: string[]): Json {
  const plain = Number(value);
  if (Number.isFinite(plain)) return plain === 0 ? 0 : plain;
  reasons.push(Number.isNaN(plain) ? "the result is not a number" : "the number is too large");
  return null;
}
