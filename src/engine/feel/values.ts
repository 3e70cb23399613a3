// The values that FEEL computes with, as the rest of the engine may see them.
import { Decimal } from "./decimal.ts";
import { because } from "./running.ts";
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
} from "./temporal.ts";

/** The kinds of FEEL values; `other` is anything that is not one (a bug of the caller). */
export type FeelType =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "list"
  | "context"
  | "date"
  | "time"
  | "date and time"
  | "days and time duration"
  | "years and months duration"
  | "range"
  | "function"
  | "other";

/** An interval; an end that is null is open without bound. */
export class FeelRange {
  readonly start: unknown;
  readonly end: unknown;
  readonly startIn: boolean;
  readonly endIn: boolean;

  constructor(start: unknown, end: unknown, startIn: boolean, endIn: boolean) {
    this.start = start;
    this.end = end;
    this.startIn = startIn;
    this.endIn = endIn;
  }

  toString(): string {
    const shown = (end: unknown): string => (end === null ? "" : typeof end === "string" ? JSON.stringify(end) : String(end));
    return `${this.startIn ? "[" : "("}${shown(this.start)}..${shown(this.end)}${this.endIn ? "]" : ")"}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A function as a value; `run` takes the arguments in the order of `parameters`. */
export class FeelFunction {
  readonly parameters: readonly string[];
  readonly run: (values: readonly unknown[]) => unknown;
  /** Takes any number of arguments by position, and checks them itself. */
  readonly open: boolean;

  constructor(parameters: readonly string[], run: (values: readonly unknown[]) => unknown, open = false) {
    this.parameters = parameters;
    this.run = run;
    this.open = open;
  }

  /** Calls by position; null with a reason where the count does not fit. */
  call(values: readonly unknown[]): unknown {
    if (!this.open && values.length !== this.parameters.length) {
      return because(`the function takes ${this.parameters.length} arguments (${this.parameters.join(", ")}), not ${values.length}`);
    }
    return this.run(values) ?? null;
  }
}

/** The kind of a value (DMN 1.5, 10.3.2). */
export function typeOf(value: unknown): FeelType {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return typeof value as "boolean";
  if (typeof value !== "object") return "other";
  if (Array.isArray(value)) return "list";
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto === Object.prototype || proto === null) return "context";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelTime) return "time";
  if (value instanceof FeelDateTime) return "date and time";
  if (value instanceof DaysDuration) return "days and time duration";
  if (value instanceof MonthsDuration) return "years and months duration";
  if (value instanceof FeelRange) return "range";
  if (value instanceof FeelFunction) return "function";
  return value instanceof Decimal ? "number" : "other";
}

/** Reads an ISO text as the temporal type named; null where it is none (not a day of the calendar, the other kind of duration). */
export function parseTemporal(text: string, type: FeelType): unknown {
  if (type === "date") return parseDate(text);
  if (type === "time") return parseTime(text);
  if (type === "date and time") return parseDateTime(text);
  const span = parseDuration(text);
  return span !== null && typeOf(span) === type ? span : null;
}

/** A function that FEEL expressions can call by position or by name. */
export const feelFunction = (parameters: readonly string[], run: (...values: unknown[]) => unknown): unknown =>
  new FeelFunction(parameters, (values) => run(...values));

/** A FEEL function, wherever it came from; `call` takes the values in the order of `parameters`. */
export function isFeelFunction(value: unknown): { parameters: readonly string[]; call: (values: unknown[]) => unknown } | null {
  return value instanceof FeelFunction ? { parameters: value.parameters, call: (values) => value.call(values) } : null;
}

/** Sets an entry of a context whatever its name is, `__proto__` too. */
export function put(context: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(context, key, { value, enumerable: true, configurable: true, writable: true });
  else context[key] = value;
}
