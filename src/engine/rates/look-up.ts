// What held on a given day. A value that is missing is a reason in words, never a silent zero.
import { add, compareNumbers, type FeelNumber, multiply, type RateSource, subtract } from "../feel/index.ts";
import type { Dated, Rates, Scale } from "./model.ts";

/** The value that holds on a day; undefined before the first, null where it is said that none does. */
export function valueOn(values: Dated, day: string): number | null | undefined {
  let held: number | null | undefined;
  for (const { from, value } of values) {
    if (from > day) break;
    held = value;
  }
  return held;
}

/** The brackets in force on a day, from the lowest; empty where the scale does not hold then. */
export function bracketsOn({ brackets }: Scale, day: string): { readonly above: number; readonly rate: number }[] {
  return brackets
    .flatMap((bracket) => {
      const [above, rate] = [valueOn(bracket.above, day), valueOn(bracket.rate, day)];
      return typeof above === "number" && typeof rate === "number" ? [{ above, rate }] : [];
    })
    .sort((a, b) => a.above - b.above);
}

/** Every day on which something of a scale changes, ascending. */
export const changesOf = ({ brackets }: Scale): string[] =>
  [...new Set(brackets.flatMap(({ above, rate }) => [...above, ...rate].map(({ from }) => from)))].sort();

/** A scale applied to an amount; a text says why there is no result. */
export function scaled(scale: Scale, amount: FeelNumber, day: string): FeelNumber | string {
  const brackets = bracketsOn(scale, day);
  const [lowest] = brackets;
  if (lowest === undefined) return `no bracket holds on ${day}`;
  if (compareNumbers(amount, lowest.above) < 0) return `the amount lies below the lowest bracket, ${lowest.above}`;
  // The threshold itself still belongs to the bracket below, as laws write it: “more than 3,000”.
  const within = brackets.filter(({ above }, at) => at === 0 || compareNumbers(amount, above) > 0);
  const top = within.at(-1) ?? lowest;
  if (scale.how === "value") return top.rate;
  if (scale.how === "whole") return multiply(amount, top.rate) ?? "the result is too large";
  let total: FeelNumber | null = 0;
  for (const [at, { above, rate }] of within.entries()) {
    const part = subtract(within[at + 1]?.above ?? amount, above);
    const due = part === null ? null : multiply(part, rate);
    total = total === null || due === null ? null : add(total, due);
  }
  return total ?? "the result is too large";
}

/** The rates as FEEL asks them: `rate("name", day)` and `scale("name", amount, day)`. */
export function sourceOf(rates: Rates): RateSource {
  const find = (name: string) => (Object.hasOwn(rates, name) ? rates[name] : undefined);
  const known = (): string => Object.keys(rates).join(", ") || "none";
  return {
    rate: (name, day) => {
      const found = find(name);
      if (found === undefined) return `there is no rate “${name}”; there are: ${known()}`;
      if (found.kind === "scale") return `“${name}” is a scale: use scale("${name}", amount, date)`;
      const value = valueOn(found.values, day);
      if (value === undefined) return `the rate “${name}” holds from ${found.values[0]?.from ?? "no day"} only, not on ${day}`;
      return value ?? `the rate “${name}” does not hold on ${day}`;
    },
    scale: (name, amount, day) => {
      const found = find(name);
      if (found === undefined) return `there is no scale “${name}”; there are: ${known()}`;
      if (found.kind === "rate") return `“${name}” is no scale: use rate("${name}", date)`;
      const result = scaled(found, amount, day);
      return typeof result === "string" ? `${name}: ${result}` : result;
    },
  };
}
