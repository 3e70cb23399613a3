// Numeric functions (DMN 1.5, table 75) and those of boolean logic (table 72).

import { negated } from "../arithmetic.ts";
import { compareNumbers, divide, type FeelNumber, fromDouble, multiply, negate, type Rounding, root, round, subtract } from "../decimal.ts";
import { because } from "../running.ts";
import { DaysDuration, MonthsDuration } from "../temporal.ts";
import { type Functions, type Signature, takes } from "./signature.ts";

const scaled =
  (how: Rounding) =>
  (n: FeelNumber, scale: FeelNumber): FeelNumber | null => {
    const places = Number(scale);
    if (!Number.isInteger(places) || places < -6111 || places > 6176) return because("the scale is a whole number from -6111 to 6176");
    return round(n, places, how);
  };
const rounding = (how: Rounding): readonly Signature[] => [takes("n: number, scale: number", scaled(how))];
/** `floor` and `ceiling` round to whole numbers where no scale is given. */
const whole = (how: Rounding): readonly Signature[] => [
  takes("n: number, scale?: number", (n: FeelNumber, scale: FeelNumber = 0) => scaled(how)(n, scale)),
];

/** The sign of the result is the divisor's (10.3.4.5). */
function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber | null {
  if (divisor === 0) return because("modulo: the divisor is 0");
  const quotient = divide(dividend, divisor);
  const floor = quotient === null ? null : round(quotient, 0, "floor");
  const product = floor === null ? null : multiply(divisor, floor);
  return product === null ? null : subtract(dividend, product);
}

function absolute(n: unknown): unknown {
  if (n instanceof MonthsDuration) return n.months < 0 ? negated(n) : n;
  if (n instanceof DaysDuration) return n.nanos < 0n ? negated(n) : n;
  return compareNumbers(n as FeelNumber, 0) < 0 ? negate(n as FeelNumber) : n;
}

/** 0 for an even number, 1 for an odd one; null where it is not whole. */
function parity(n: FeelNumber): number | null {
  if (compareNumbers(round(n, 0, "down") ?? 0, n) !== 0) return because("a number that is not whole is neither odd nor even");
  const half = multiply(n, 0.5);
  return half !== null && compareNumbers(round(half, 0, "floor") ?? 0, half) === 0 ? 0 : 1;
}

const is = (value: number | null, wanted: number): boolean | null => (value === null ? null : value === wanted);

export const numbers = {
  not: [takes("negand: any", (negand: unknown) => (typeof negand === "boolean" ? !negand : null))],
  decimal: rounding("half even"),
  floor: whole("floor"),
  ceiling: whole("ceiling"),
  "round up": rounding("up"),
  "round down": rounding("down"),
  "round half up": rounding("half up"),
  "round half down": rounding("half down"),
  abs: [takes("n: number|days and time duration|years and months duration", absolute)],
  modulo: [takes("dividend: number, divisor: number", modulo)],
  sqrt: [takes("number: number", (number: FeelNumber) => root(number) ?? because("sqrt: the number is negative"))],
  log: [takes("number: number", (number: FeelNumber) => fromDouble(Math.log(Number(number))) ?? because("log: the number is not above 0"))],
  exp: [takes("number: number", (number: FeelNumber) => fromDouble(Math.exp(Number(number))) ?? because("exp: the result is too large"))],
  odd: [takes("number: number", (number: FeelNumber) => is(parity(number), 1))],
  even: [takes("number: number", (number: FeelNumber) => is(parity(number), 0))],
} satisfies Functions;
