// The values that FEEL computes with, as the rest of the engine may see them.
import {
  duration,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelTime,
  isFunction,
  isRange,
  parseDate,
  parseDateTime,
  parseTime,
} from "feelin";

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

/** The kind of a value (DMN 1.5, 10.3.2). */
export function typeOf(value: unknown): FeelType {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean" || typeof value === "number" || typeof value === "string") return typeof value as "boolean";
  if (Array.isArray(value)) return "list";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelTime) return "time";
  if (value instanceof FeelDateTime) return "date and time";
  if (value instanceof FeelDuration) return value.yearsMonths ? "years and months duration" : "days and time duration";
  if (isRange(value)) return "range";
  if (isFunction(value)) return "function";
  const proto = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  return proto === Object.prototype ? "context" : "other";
}

/** Reads an ISO text as the temporal type named; null where it is none (not a day of the calendar, the other kind of duration). */
export function parseTemporal(text: string, type: FeelType): unknown {
  try {
    if (type === "date") return parseDate(text);
    if (type === "time") return parseTime(text);
    if (type === "date and time") return parseDateTime(text);
    const span = duration(text);
    return span !== null && typeOf(span) === type ? span : null;
  } catch {
    return null;
  }
}

/** A function that FEEL expressions can call by position or by name. */
export const feelFunction = (parameters: string[], run: (...values: unknown[]) => unknown): unknown => new FeelFunction(run, parameters);

/** A FEEL function, wherever it came from; `call` takes the values in the order of `parameters`. */
export function isFeelFunction(value: unknown): { parameters: string[]; call: (values: unknown[]) => unknown } | null {
  return isFunction(value) ? { parameters: value.parameterNames, call: (values) => value.invoke(values) } : null;
}
