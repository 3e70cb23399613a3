// Aggregations over a list, or over the arguments (DMN 1.5, table 74): numbers, and what else can be added or ordered.

import { calculate } from "../arithmetic.ts";
import { add, divide, type FeelNumber, isNumber, multiply, root, subtract } from "../decimal.ts";
import { order, same } from "../order.ts";
import { because, step } from "../running.ts";
import { DaysDuration, MonthsDuration } from "../temporal.ts";
import { listed } from "./lists.ts";
import { type Functions, type Signature, takes } from "./signature.ts";

type List = readonly unknown[];

/** The first of the list by `better`; null for an empty list or where two cannot be compared. */
function extreme(list: List, better: (difference: number) => boolean): unknown {
  let best: unknown = list[0] ?? null;
  if (list.length > 0 && order(best, best) === null) return because("the items cannot be ordered");
  for (const item of list.slice(1)) {
    step();
    const difference = order(item, best);
    if (difference === null) return because("the items cannot be compared");
    if (better(difference)) best = item;
  }
  return best;
}

const addable = (value: unknown): boolean => isNumber(value) || value instanceof DaysDuration || value instanceof MonthsDuration;

function sum(list: List): unknown {
  if (!list.every(addable)) return because("the list holds something other than numbers");
  return list.slice(1).reduce((total: unknown, item) => (total === null ? null : calculate("+", total, item)), list[0] ?? null);
}

const mean = (list: List): unknown => {
  const total = sum(list);
  return total === null ? null : calculate("/", total, list.length);
};

/** The list where it holds numbers only and at least `least` of them. */
function numeric(list: List, least: number): FeelNumber[] | null {
  const numbers = list.filter(isNumber);
  if (numbers.length !== list.length) return because("the list holds something other than numbers");
  return numbers.length < least ? because(`the list holds fewer than ${least} numbers`) : numbers;
}

const ascending = (numbers: readonly FeelNumber[]): FeelNumber[] => numbers.toSorted((a, b) => order(a, b) ?? 0);

function product(list: List): FeelNumber | null {
  const numbers = numeric(list, 1);
  return numbers === null ? null : numbers.reduce((total: FeelNumber | null, n) => (total === null ? null : multiply(total, n)), 1);
}

function median(list: List): FeelNumber | null {
  const numbers = numeric(list, 1);
  if (numbers === null) return null;
  const sorted = ascending(numbers);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  if (sorted.length % 2 === 1) return upper;
  const both = add(sorted[middle - 1] ?? 0, upper);
  return both === null ? null : divide(both, 2);
}

/** The standard deviation of a sample. */
function deviation(list: List): FeelNumber | null {
  const numbers = numeric(list, 2);
  const middle = numbers === null ? null : mean(numbers);
  if (numbers === null || !isNumber(middle)) return null;
  let total: FeelNumber | null = 0;
  for (const n of numbers) {
    const distance: FeelNumber | null = subtract(n, middle);
    const square: FeelNumber | null = distance === null ? null : multiply(distance, distance);
    total = total === null || square === null ? null : add(total, square);
  }
  const variance = total === null ? null : divide(total, numbers.length - 1);
  return variance === null ? null : root(variance);
}

/** What occurs most often, in ascending order. */
function mode(list: List): FeelNumber[] | null {
  const numbers = numeric(list, 0);
  if (numbers === null) return null;
  const runs: { value: FeelNumber; count: number }[] = [];
  for (const value of ascending(numbers)) {
    const last = runs.at(-1);
    if (last !== undefined && same(last.value, value)) last.count += 1;
    else runs.push({ value, count: 1 });
  }
  const most = Math.max(0, ...runs.map((run) => run.count));
  return runs.filter((run) => run.count === most).map((run) => run.value);
}

const over = (run: (list: List) => unknown): readonly Signature[] => [takes("...list", (...values: unknown[]) => run(listed(values)))];

export const statistics = {
  min: over((list) => extreme(list, (difference) => difference < 0)),
  max: over((list) => extreme(list, (difference) => difference > 0)),
  sum: over(sum),
  mean: over(mean),
  product: over(product),
  median: over(median),
  stddev: over(deviation),
  mode: over(mode),
} satisfies Functions;
