// FEEL's numbers (DMN 1.5, 10.3.2.3.1): IEEE 754-2008 decimal128, 34 significant digits, rounding half even.
// A value that the shortest text of a binary double writes exactly is that double, which is fast; any other is a
// `Decimal`. Each number has one form only, so two doubles are equal exactly where they are the same number.

/** A number that no double writes: `digits` × 10^`-scale`, without trailing zeros. */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;

  constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }

  toString(): string {
    return textOf(this.digits, this.scale);
  }

  toJSON(): number {
    return Number(this.toString());
  }
}

export type FeelNumber = number | Decimal;

const PRECISION = 34;
const LIMIT = 10n ** BigInt(PRECISION);
/** Exponents of decimal128, for coefficients written as whole numbers. */
const GREATEST_EXPONENT = 6111;
const LEAST_EXPONENT = -6176;
const powers = Array.from({ length: 80 }, (_, n) => 10n ** BigInt(n));

export const powerOfTen = (n: number): bigint => powers[n] ?? 10n ** BigInt(n);

export const isNumber = (value: unknown): value is FeelNumber => typeof value === "number" || value instanceof Decimal;

function textOf(digits: bigint, scale: number): string {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits);
  if (scale <= 0) return scale < -40 ? `${sign}${text}e${-scale}` : sign + text + "0".repeat(-scale);
  if (scale > text.length + 40) return `${sign}${text}e-${scale}`;
  const padded = text.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** A number's text as FEEL writes it: no exponent unless it would be very long. */
export function numberText(value: FeelNumber): string {
  if (typeof value !== "number") return String(value);
  const text = String(value === 0 ? 0 : value);
  if (!text.includes("e")) return text;
  const { digits, scale } = parts(value);
  return textOf(digits, scale);
}

interface Parts {
  readonly digits: bigint;
  readonly scale: number;
}

/** Coefficient and scale of a number; a double that is none (NaN, infinite) throws. */
export function parts(value: FeelNumber): Parts {
  if (typeof value !== "number") return value;
  if (Number.isSafeInteger(value)) return { digits: BigInt(value), scale: 0 };
  return partsOfText(String(value));
}

function partsOfText(text: string): Parts {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

/** Reads a number as FEEL or JSON writes it; null where it is none or too large. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,5})?$/.test(text)) return null;
  const short = text.length <= 15 && !/e/i.test(text);
  return short ? normal(Number(text)) : made(partsOfText(text.replace(/^\+/, "")));
}

const normal = (n: number): number => (n === 0 ? 0 : n);

/** The quotient of whole numbers, rounded half even. */
function divided(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  let quotient = x / y;
  const twice = (x % y) * 2n;
  if (twice > y || (twice === y && quotient % 2n === 1n)) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** The number of these digits, rounded to 34 of them; null where its exponent is out of bounds. */
export function made({ digits, scale }: Parts): FeelNumber | null {
  let [coefficient, places] = [digits, scale];
  if (coefficient >= LIMIT || coefficient <= -LIMIT) {
    const length = String(coefficient < 0n ? -coefficient : coefficient).length;
    coefficient = divided(coefficient, powerOfTen(length - PRECISION));
    places -= length - PRECISION;
  }
  if (coefficient === 0n) return 0;
  while (places > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    places -= 1;
  }
  if (-places > GREATEST_EXPONENT) return null;
  if (-places < LEAST_EXPONENT)
    return places > 7000 ? 0 : made({ digits: divided(coefficient, powerOfTen(places + LEAST_EXPONENT)), scale: -LEAST_EXPONENT });
  return asDouble(coefficient, places) ?? whole(coefficient, places);
}

/** Trailing zeros of whole numbers go into the scale, so that each has one form. */
function whole(digits: bigint, scale: number): Decimal {
  let [coefficient, places] = [digits, scale];
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    places -= 1;
  }
  return new Decimal(coefficient, places);
}

function asDouble(digits: bigint, scale: number): number | null {
  const small = Number(digits);
  if (Number.isSafeInteger(small) && scale >= 0 && scale <= 22) {
    const value = small / 10 ** scale;
    if (Math.abs(small) < 1e15 || exactly(value, digits, scale)) return value;
    return null;
  }
  const value = Number(`${digits}e${-scale}`);
  return Number.isFinite(value) && value !== 0 && exactly(value, digits, scale) ? value : null;
}

function exactly(value: number, digits: bigint, scale: number): boolean {
  const other = parts(value);
  const most = Math.max(scale, other.scale);
  return digits * powerOfTen(most - scale) === other.digits * powerOfTen(most - other.scale);
}

const aligned = (a: Parts, b: Parts): [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * powerOfTen(scale - a.scale), b.digits * powerOfTen(scale - b.scale), scale];
};

/** Beyond 34 digits apart the smaller of two terms no longer counts; scaling it there would only cost time. */
const negligible = (a: Parts, b: Parts): boolean => Math.abs(a.scale - b.scale) > 200;

const MICRO = 1e6;
/** A number in millionths where that is exact and small enough for whole arithmetic; NaN otherwise. */
const micros = (n: number): number => {
  const scaled = Math.round(n * MICRO);
  return scaled / MICRO === n && Math.abs(scaled) < 4e14 ? scaled : Number.NaN;
};

export function add(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return normal(sum);
    const scaled = micros(a) + micros(b);
    if (!Number.isNaN(scaled)) return normal(scaled / MICRO);
  }
  const [x, y] = [parts(a), parts(b)];
  if (negligible(x, y) && x.digits !== 0n && y.digits !== 0n) return x.scale < y.scale ? a : b;
  const [left, right, scale] = aligned(x, y);
  return made({ digits: left + right, scale });
}

export const negate = (a: FeelNumber): FeelNumber => (typeof a === "number" ? normal(-a) : new Decimal(-a.digits, a.scale));

export const subtract = (a: FeelNumber, b: FeelNumber): FeelNumber | null => add(a, negate(b));

export function multiply(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product)) return normal(product);
    const [x, y] = [Math.round(a * 1e4), Math.round(b * 1e4)];
    if (x / 1e4 === a && y / 1e4 === b && Math.abs(x * y) < 1e15) return normal((x * y) / 1e8);
  }
  const [x, y] = [parts(a), parts(b)];
  return made({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** Null for a division by zero. */
export function divide(a: FeelNumber, b: FeelNumber): FeelNumber | null {
  if (b === 0) return null;
  if (typeof a === "number" && typeof b === "number" && Number.isSafeInteger(a) && Number.isSafeInteger(b) && a % b === 0)
    return normal(a / b);
  const [x, y] = [parts(a), parts(b)];
  if (x.digits === 0n) return 0;
  const length = (n: bigint): number => String(n < 0n ? -n : n).length;
  // Two guard digits and a last digit that tells a remainder keep the rounding exact.
  const shift = Math.max(0, PRECISION + 3 + length(y.digits) - length(x.digits));
  const scaled = x.digits * powerOfTen(shift);
  const quotient = (scaled / y.digits) * 10n;
  const rest = scaled % y.digits === 0n ? 0n : scaled < 0n !== y.digits < 0n ? -1n : 1n;
  return made({ digits: quotient + rest, scale: x.scale - y.scale + shift + 1 });
}

/** Negative, zero or positive. */
export function compareNumbers(a: FeelNumber, b: FeelNumber): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [parts(a), parts(b)];
  const signs = sign(x.digits) - sign(y.digits);
  if (signs !== 0) return signs;
  if (negligible(x, y)) {
    const magnitude = (p: Parts): number => String(p.digits < 0n ? -p.digits : p.digits).length - p.scale;
    return (magnitude(x) - magnitude(y)) * sign(x.digits);
  }
  const [left, right] = aligned(x, y);
  return left < right ? -1 : left > right ? 1 : 0;
}

const sign = (n: bigint): number => (n < 0n ? -1 : n > 0n ? 1 : 0);

/** A power: exact to 34 digits for whole exponents, by binary doubles for others. Null where there is none. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  if (typeof exponent !== "number" || !Number.isSafeInteger(exponent) || Math.abs(exponent) > 1_000_000) {
    return fromDouble(Number(base) ** Number(exponent));
  }
  let [result, factor, left]: [FeelNumber, FeelNumber, number] = [1, base, Math.abs(exponent)];
  while (left > 0) {
    if (left % 2 === 1) {
      const next = multiply(result, factor);
      if (next === null) return null;
      result = next;
    }
    left = Math.floor(left / 2);
    if (left === 0) break;
    const square = multiply(factor, factor);
    if (square === null) return null;
    factor = square;
  }
  return exponent < 0 ? divide(1, result) : result;
}

/** The square root to 34 digits; null for a negative number. */
export function root(value: FeelNumber): FeelNumber | null {
  const { digits, scale } = parts(value);
  if (digits < 0n) return null;
  if (digits === 0n) return 0;
  const shift = 2 * PRECISION + 4 + (scale % 2 === 0 ? 0 : 1);
  const target = digits * powerOfTen(shift);
  let guess = powerOfTen(Math.ceil(String(target).length / 2));
  for (let next = (guess + target / guess) / 2n; next < guess; next = (guess + target / guess) / 2n) guess = next;
  const rest = guess * guess === target ? 0n : 1n;
  return made({ digits: guess * 10n + rest, scale: (scale + shift) / 2 + 1 });
}

/** What a function of binary doubles gave; null where that is no finite number. */
export const fromDouble = (value: number): FeelNumber | null =>
  Number.isFinite(value) ? made(partsOfText(String(Number(value.toPrecision(16))))) : null;

export type Rounding = "half even" | "floor" | "ceiling" | "up" | "down" | "half up" | "half down";

/** Rounds to `places` decimals (negative: tens, hundreds …). */
export function round(value: FeelNumber, places: number, how: Rounding): FeelNumber | null {
  const { digits, scale } = parts(value);
  const dropped = scale - places;
  if (dropped <= 0) return value;
  if (dropped > 7000) return how === "floor" && digits < 0n ? made({ digits: -1n, scale: places }) : 0;
  const unit = powerOfTen(dropped);
  const [quotient, rest] = [digits / unit, digits % unit];
  if (rest === 0n) return made({ digits: quotient, scale: places });
  const negative = digits < 0n;
  const twice = (negative ? -rest : rest) * 2n;
  const out = negative ? quotient - 1n : quotient + 1n;
  const rules: Record<Rounding, boolean> = {
    floor: negative,
    ceiling: !negative,
    up: true,
    down: false,
    "half up": twice >= unit,
    "half down": twice > unit,
    "half even": twice > unit || (twice === unit && quotient % 2n !== 0n),
  };
  return made({ digits: rules[how] ? out : quotient, scale: places });
}
