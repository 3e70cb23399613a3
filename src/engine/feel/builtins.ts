// Built-in functions that feelin lacks or answers otherwise than the standard (DMN 1.5, 10.3.4), and the
// two that would read a clock: an evaluation is given its moment, the engine has none of its own.
import { date, dateAndTime, duration, evaluate, FeelDate, FeelDateTime, FeelRange } from "feelin";
import { feelFunction, typeOf } from "./values.ts";

/** Negative where `a` comes first, 0 where both are the same, null where they cannot be compared. */
function order(a: unknown, b: unknown): number | null {
  const type = typeOf(a);
  if (type !== typeOf(b)) return null;
  if (type === "number") return (a as number) - (b as number);
  if (type === "string") return (a as string) < (b as string) ? -1 : a === b ? 0 : 1;
  if (type !== "date" && type !== "time" && type !== "date and time" && !type.endsWith("duration")) return null;
  const less = compare("a < b", a, b);
  if (typeof less !== "boolean") return null;
  return less ? -1 : compare("a = b", a, b) === true ? 0 : 1;
}

function compare(source: string, a: unknown, b: unknown): unknown {
  return evaluate(source, { a, b }).value;
}

/** Equality as FEEL's `=`, by value. */
function same(a: unknown, b: unknown): boolean {
  if (typeOf(a) === "null" || typeOf(b) === "null") return typeOf(a) === typeOf(b);
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  return typeOf(a) === typeOf(b) && compare("a = b", a, b) === true;
}

const listOf = (values: unknown[]): unknown[] => (values.length === 1 && Array.isArray(values[0]) ? values[0] : values);

/** The first of the list by `better`; null for an empty list or where two cannot be compared. */
function extreme(values: unknown[], better: (difference: number) => boolean): unknown {
  const list = listOf(values);
  let best: unknown = list[0] ?? null;
  if (order(best, best) === null) return null;
  for (const item of list.slice(1)) {
    const difference = order(item, best);
    if (difference === null) return null;
    if (better(difference)) best = item;
  }
  return best;
}

function median(values: unknown[]): number | null {
  const list = listOf(values);
  const numbers = list.filter((n) => typeof n === "number").sort((a, b) => a - b);
  if (numbers.length === 0 || numbers.length !== list.length) return null;
  const middle = numbers.length >> 1;
  const upper = numbers[middle] ?? 0;
  return numbers.length % 2 === 1 ? upper : ((numbers[middle - 1] ?? 0) + upper) / 2;
}

function substring(text: unknown, start: unknown, length: unknown): string | null {
  if (typeof text !== "string" || typeof start !== "number" || start === 0) return null;
  const characters = Array.from(text);
  const from = start < 0 ? Math.max(0, characters.length + start) : start - 1;
  return characters.slice(from, typeof length === "number" ? from + length : undefined).join("");
}

function round(value: unknown, scale: unknown, how: (n: number) => number): number | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const digits = scale === undefined || scale === null ? 0 : scale;
  if (typeof digits !== "number" || !Number.isInteger(digits) || Math.abs(digits) > 300) return null;
  // Shifting the decimal point in the text, not by multiplication: 1.005 * 100 is not 100.5.
  const shift = (n: number, by: number): number => {
    const [mantissa, exponent = "0"] = String(n).split("e");
    return Number(`${mantissa}e${Number(exponent) + by}`);
  };
  return shift(how(shift(value, digits)), -digits);
}

const halfEven = (n: number): number => {
  const floor = Math.floor(n);
  return n - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(n);
};
const away = (n: number): number => Math.sign(n) * Math.ceil(Math.abs(n));
const halfAway = (n: number): number => Math.sign(n) * Math.round(Math.abs(n));
const halfTowards = (n: number): number => Math.sign(n) * Math.ceil(Math.abs(n) - 0.5);

/** Whole months between two days, with the sign of the direction. */
function monthsBetween(from: unknown, to: unknown): unknown {
  const isDay = (value: unknown): value is FeelDate | FeelDateTime => value instanceof FeelDate || value instanceof FeelDateTime;
  if (!isDay(from) || !isDay(to)) return null;
  const [sign, a, b] = String(from) > String(to) ? ["-", to, from] : ["", from, to];
  const months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
  return duration(`${sign}P${Math.trunc(months / 12)}Y${months % 12}M`);
}

/** Both ends of a range; a point is the range of itself. */
interface Ends {
  start: unknown;
  end: unknown;
  startIn: boolean;
  endIn: boolean;
}
const ends = (value: unknown): Ends =>
  value instanceof FeelRange
    ? { start: value.start, end: value.end, startIn: value["start included"], endIn: value["end included"] }
    : { start: value, end: value, startIn: true, endIn: true };

type Relation = (a: Ends, b: Ends) => boolean | null;
const and = (...tests: (boolean | null)[]): boolean | null => (tests.includes(null) ? null : tests.every(Boolean));
const by = (a: unknown, b: unknown, test: (difference: number) => boolean): boolean | null => {
  const difference = order(a, b);
  return difference === null ? null : test(difference);
};
const sameStart: Relation = (a, b) =>
  and(
    by(a.start, b.start, (d) => d === 0),
    a.startIn === b.startIn,
  );
const sameEnd: Relation = (a, b) =>
  and(
    by(a.end, b.end, (d) => d === 0),
    a.endIn === b.endIn,
  );
const startsNotBefore: Relation = (a, b) => by(a.start, b.start, (d) => d > 0 || (d === 0 && (b.startIn || !a.startIn)));
const endsNotAfter: Relation = (a, b) => by(a.end, b.end, (d) => d < 0 || (d === 0 && (b.endIn || !a.endIn)));
const startsBefore: Relation = (a, b) => by(a.start, b.start, (d) => d < 0 || (d === 0 && a.startIn && !b.startIn));
const endsBefore: Relation = (a, b) => by(a.end, b.end, (d) => d < 0 || (d === 0 && !a.endIn && b.endIn));
const reaches: Relation = (a, b) => by(a.end, b.start, (d) => d > 0 || (d === 0 && a.endIn && b.startIn));
const during: Relation = (a, b) => and(startsNotBefore(a, b), endsNotAfter(a, b));
const finishes: Relation = (a, b) => and(sameEnd(a, b), startsNotBefore(a, b));
const starts: Relation = (a, b) => and(sameStart(a, b), endsNotAfter(a, b));
const overlapsBefore: Relation = (a, b) => and(startsBefore(a, b), reaches(a, b), endsBefore(a, b));

const relation = (names: [string, string], test: Relation): unknown => feelFunction(names, (a, b) => test(ends(a), ends(b)));
const swapped =
  (test: Relation): Relation =>
  (a, b) =>
    test(b, a);

/** Name → function, laid over feelin's own. */
export const overlay: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["min", feelFunction(["...list"], (...values) => extreme(values, (d) => d < 0))],
  ["max", feelFunction(["...list"], (...values) => extreme(values, (d) => d > 0))],
  ["years_and_months_duration", feelFunction(["from", "to"], monthsBetween)],
  ["median", feelFunction(["...list"], (...values) => median(values))],
  [
    "list contains",
    feelFunction(["list", "element"], (list, element) =>
      list === null || list === undefined ? null : (Array.isArray(list) ? list : [list]).some((item) => same(item, element)),
    ),
  ],
  [
    "index of",
    feelFunction(["list", "match"], (list, match) =>
      Array.isArray(list) ? list.flatMap((item, index) => (same(item, match) ? [index + 1] : [])) : null,
    ),
  ],
  ["substring", feelFunction(["string", "start position", "length"], substring)],
  ["decimal", feelFunction(["n", "scale"], (n, scale) => round(n, scale, halfEven))],
  ["floor", feelFunction(["n", "scale"], (n, scale) => round(n, scale, Math.floor))],
  ["ceiling", feelFunction(["n", "scale"], (n, scale) => round(n, scale, Math.ceil))],
  ["round up", feelFunction(["n", "scale"], (n, scale) => round(n, scale, away))],
  ["round down", feelFunction(["n", "scale"], (n, scale) => round(n, scale, Math.trunc))],
  ["round half up", feelFunction(["n", "scale"], (n, scale) => round(n, scale, halfAway))],
  ["round half down", feelFunction(["n", "scale"], (n, scale) => round(n, scale, halfTowards))],
  ["overlaps before", relation(["range1", "range2"], overlapsBefore)],
  ["overlaps after", relation(["range1", "range2"], swapped(overlapsBefore))],
  ["finishes", relation(["range1", "range2"], finishes)],
  ["finished by", relation(["range1", "range2"], swapped(finishes))],
  ["during", relation(["range1", "range2"], during)],
  ["starts", relation(["range1", "range2"], starts)],
  ["started by", relation(["range1", "range2"], swapped(starts))],
  ["coincides", relation(["range1", "range2"], (a, b) => and(sameStart(a, b), sameEnd(a, b)))],
]);

/** `now` and `today` at the moment given (RFC 3339 with the city's offset), else functions that say null. */
export function clock(now: string | undefined): ReadonlyMap<string, unknown> {
  const moment = now === undefined ? null : dateAndTime(now);
  const day = now === undefined ? null : date(now.slice(0, 10));
  return new Map([
    ["now", feelFunction([], () => moment)],
    ["today", feelFunction([], () => day)],
  ]);
}
