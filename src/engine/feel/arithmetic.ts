// Arithmetic of numbers, texts, dates, times and durations (DMN 1.5, tables 45 to 60).
import { add, divide, type FeelNumber, made, multiply, negate, parts, power, powerOfTen, round, subtract } from "./decimal.ts";
import { because, keptText } from "./running.ts";
import {
  DaysDuration,
  dateFrom,
  dateOfDays,
  dateTimeOfWall,
  daysInMonth,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  timeOffset,
  timeOfNanos,
} from "./temporal.ts";
import { typeOf } from "./values.ts";
import { offsetAt } from "./zone.ts";

export type Operator = "+" | "-" | "*" | "/" | "**";

/** The value of an operation; null with a reason where it has none. */
export function calculate(operator: Operator, a: unknown, b: unknown): unknown {
  const [left, right] = [typeOf(a), typeOf(b)];
  if (left === "null" || right === "null") return because(`${operator} needs two values, and one is null`);
  const value = left === "number" && right === "number" ? numbers(operator, a as FeelNumber, b as FeelNumber) : others(operator, a, b);
  if (value === undefined) return because(`there is no ${operator} for a ${left} and a ${right}`);
  return value ?? because(`${operator} has no result for these values: it divides by zero, or is too large`);
}

function numbers(operator: Operator, a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (!Number.isFinite(Number(a)) && typeof a === "number") return null;
  if (!Number.isFinite(Number(b)) && typeof b === "number") return null;
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divide(a, b);
    default:
      return power(a, b);
  }
}

/** Undefined where there is no such operation. */
function others(operator: Operator, a: unknown, b: unknown): unknown {
  if (typeof a === "string" && typeof b === "string") return operator === "+" ? keptText(a + b) : undefined;
  if (operator === "+") return sum(a, b);
  if (operator === "-") return difference(a, b);
  if (operator === "*") return times(a, b) ?? times(b, a);
  return operator === "/" ? quotient(a, b) : undefined;
}

const isDuration = (value: unknown): value is MonthsDuration | DaysDuration =>
  value instanceof MonthsDuration || value instanceof DaysDuration;

function sum(a: unknown, b: unknown): unknown {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return new MonthsDuration(a.months + b.months);
  if (a instanceof DaysDuration && b instanceof DaysDuration) return new DaysDuration(a.nanos + b.nanos);
  if (isDuration(b)) return moved(a, b);
  return isDuration(a) ? moved(b, a) : undefined;
}

export const negated = <T extends MonthsDuration | DaysDuration>(span: T): MonthsDuration | DaysDuration =>
  span instanceof MonthsDuration
    ? new MonthsDuration(span.months === 0 ? 0 : -span.months)
    : new DaysDuration(-(span as DaysDuration).nanos);

/** A date, time or date and time, so much later. */
function moved(value: unknown, span: MonthsDuration | DaysDuration): unknown {
  if (value instanceof FeelDate) return span instanceof MonthsDuration ? monthsLater(value, span.months) : daysLater(value, span.nanos);
  if (value instanceof FeelTime) return span instanceof DaysDuration ? timeOfNanos(value.nanos + span.nanos, value.zone) : undefined;
  if (!(value instanceof FeelDateTime)) return undefined;
  if (span instanceof MonthsDuration) {
    const date = monthsLater(value.date, span.months);
    return date === null ? null : new FeelDateTime(date, value.time);
  }
  return instantLater(value, span.nanos);
}

/** The same day of a later month, or that month's last. */
function monthsLater(date: FeelDate, months: number): FeelDate | null {
  const count = date.year * 12 + (date.month - 1) + months;
  const [year, month] = [Math.floor(count / 12), ((count % 12) + 12) % 12];
  return dateFrom(year, month + 1, Math.min(date.day, daysInMonth(year, month + 1)));
}

/** A date counts as its midnight in UTC, and what comes out as its day. */
function daysLater(date: FeelDate, nanos: bigint): FeelDate | null {
  const day = 86_400_000_000_000n;
  const days = nanos >= 0n ? nanos / day : -((-nanos + day - 1n) / day);
  return dateOfDays(date.days + Number(days));
}

const GIGA = 1_000_000_000n;

/** Time passes by the instant: where a zone changes its clocks, the wall shows it. */
function instantLater(value: FeelDateTime, nanos: bigint): FeelDateTime | null {
  const { zone } = value.time;
  if (zone === null) return dateTimeOfWall(value.wall + nanos, null);
  const instant = value.instant + nanos;
  return dateTimeOfWall(instant + BigInt(offsetAt(zone, Number(instant / GIGA))) * GIGA, zone);
}

const midnight = (date: FeelDate): FeelDateTime => new FeelDateTime(date, new FeelTime(0, 0, 0, 0, "Z"));

function difference(a: unknown, b: unknown): unknown {
  if (isDuration(b)) return sum(a, negated(b));
  if (a instanceof FeelTime && b instanceof FeelTime) {
    const [x, y] = [timeOffset(a), timeOffset(b)];
    if ((x === null) !== (y === null)) return null;
    return new DaysDuration(a.nanos - b.nanos - BigInt((x ?? 0) - (y ?? 0)) * GIGA);
  }
  const [x, y] = [a instanceof FeelDate ? midnight(a) : a, b instanceof FeelDate ? midnight(b) : b];
  if (!(x instanceof FeelDateTime) || !(y instanceof FeelDateTime)) return undefined;
  if ((x.time.zone === null) !== (y.time.zone === null)) return null;
  return new DaysDuration(x.instant - y.instant);
}

function times(a: unknown, b: unknown): unknown {
  if (typeOf(b) !== "number" || !isDuration(a)) return undefined;
  const factor = b as FeelNumber;
  if (a instanceof MonthsDuration) {
    const product = multiply(a.months, factor);
    return product === null ? null : new MonthsDuration(Number(round(product, 0, "down") ?? 0));
  }
  const { digits, scale } = parts(factor);
  return new DaysDuration(scale >= 0 ? (a.nanos * digits) / powerOfTen(scale) : a.nanos * digits * powerOfTen(-scale));
}

/** A whole number of nanoseconds as a number. */
const nanosNumber = (nanos: bigint): FeelNumber => made({ digits: nanos, scale: 0 }) ?? 0;

function quotient(a: unknown, b: unknown): unknown {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return divide(a.months, b.months);
  if (a instanceof DaysDuration && b instanceof DaysDuration)
    return b.nanos === 0n ? null : divide(nanosNumber(a.nanos), nanosNumber(b.nanos));
  if (!isDuration(a) || typeOf(b) !== "number") return undefined;
  if (b === 0) return null;
  if (a instanceof MonthsDuration) {
    const months = divide(a.months, b as FeelNumber);
    return months === null ? null : new MonthsDuration(Number(round(months, 0, "down") ?? 0));
  }
  const { digits, scale } = parts(b as FeelNumber);
  return new DaysDuration(scale >= 0 ? (a.nanos * powerOfTen(scale)) / digits : a.nanos / (digits * powerOfTen(-scale)));
}

/** Unary minus. */
export function minus(value: unknown): unknown {
  if (typeOf(value) === "number") return negate(value as FeelNumber);
  if (isDuration(value)) return negated(value);
  return because(`there is no negative of a ${typeOf(value)}`);
}
