// Equality and order of values (DMN 1.5, 10.3.2.13 and table 44): values of different kinds are not comparable, null.
import { compareNumbers, type FeelNumber } from "./decimal.ts";
import { step } from "./running.ts";
import { type DaysDuration, type FeelDate, FeelDateTime, FeelTime, type MonthsDuration, timeOffset } from "./temporal.ts";
import { FeelRange, typeOf } from "./values.ts";

const signOf = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** By code points, not by UTF-16 units. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let at = 0; at < Math.min(x.length, y.length); at += 1) {
    const difference = (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** Nanoseconds since midnight in UTC; local time counts as UTC. */
const instantOf = (time: FeelTime): bigint => time.nanos - BigInt(timeOffset(time) ?? 0) * 1_000_000_000n;
const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, new FeelTime(0, 0, 0, 0, "Z"));

/** Negative where `a` comes first, 0 where both are the same, null where they cannot be ordered. */
export function order(a: unknown, b: unknown): number | null {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : a === b ? 0 : null;
  const type = typeOf(a);
  const other = typeOf(b);
  if (type !== other) {
    // A date before a date and time is that day's midnight in UTC.
    if (type === "date" && other === "date and time") return order(midnight(a as FeelDate), b);
    if (type === "date and time" && other === "date") return order(a, midnight(b as FeelDate));
    return null;
  }
  switch (type) {
    case "number":
      return compareNumbers(a as FeelNumber, b as FeelNumber);
    case "string":
      return compareTexts(a as string, b as string);
    case "date":
      return (a as FeelDate).days - (b as FeelDate).days;
    case "time":
      return signOf(instantOf(a as FeelTime), instantOf(b as FeelTime));
    case "date and time":
      return signOf((a as FeelDateTime).instant, (b as FeelDateTime).instant);
    case "days and time duration":
      return signOf((a as DaysDuration).nanos, (b as DaysDuration).nanos);
    case "years and months duration":
      return (a as MonthsDuration).months - (b as MonthsDuration).months;
    default:
      return null;
  }
}

/** FEEL's `=`: null where the kinds differ, except that null equals only null. */
export function equal(a: unknown, b: unknown): boolean | null {
  if (a === b && typeof a !== "object") return true;
  const type = typeOf(a);
  const other = typeOf(b);
  if (type === "null" || other === "null") return type === other;
  if (type !== other) return null;
  switch (type) {
    case "boolean":
    case "string":
      return a === b;
    case "list":
      return sameItems(a as unknown[], b as unknown[]);
    case "context":
      return sameEntries(a as Record<string, unknown>, b as Record<string, unknown>);
    case "range":
      return sameRange(a as FeelRange, b as FeelRange);
    case "function":
    case "other":
      return a === b ? true : null;
    default: {
      const difference = order(a, b);
      return difference === null ? null : difference === 0;
    }
  }
}

/** True where two values are equal; what cannot be compared is not. */
export const same = (a: unknown, b: unknown): boolean => equal(a, b) === true;

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, at) => {
      step();
      return same(item, b[at]);
    })
  );
}

function sameEntries(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    step();
    return Object.hasOwn(b, key) && same(a[key], b[key]);
  });
}

const sameRange = (a: FeelRange, b: FeelRange): boolean =>
  a.startIn === b.startIn && a.endIn === b.endIn && same(a.start, b.start) && same(a.end, b.end);

/** Is a value within a range; null where they cannot be compared. */
export function inRange(value: unknown, range: FeelRange): boolean | null {
  const { start, end, startIn, endIn } = range;
  let [after, before]: [boolean | null, boolean | null] = [true, true];
  if (start !== null) {
    const difference = order(value, start);
    after = difference === null ? null : startIn ? difference >= 0 : difference > 0;
  }
  if (end !== null) {
    const difference = order(value, end);
    before = difference === null ? null : endIn ? difference <= 0 : difference < 0;
  }
  if (after === false || before === false) return false;
  return after === null || before === null || (start === null && end === null) ? null : true;
}

/** FEEL's `in` for a value of the right side: in a range, in a list, in a range of a list, or equal to it. */
export function matches(value: unknown, test: unknown): boolean | null {
  if (test instanceof FeelRange) return value instanceof FeelRange ? same(value, test) : inRange(value, test);
  if (!Array.isArray(test)) return equal(value, test);
  for (const item of test) {
    step();
    if (item instanceof FeelRange ? matches(value, item) === true : same(value, item)) return true;
  }
  return Array.isArray(value) && same(value, test);
}
