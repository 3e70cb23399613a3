// List functions (DMN 1.5, table 74) and sorting (table 80). Indexes count from 1, negative ones from the end.

import { same } from "../order.ts";
import { because, kept, step } from "../running.ts";
import type { FeelFunction } from "../values.ts";
import { type Functions, takes } from "./signature.ts";

type List = readonly unknown[];

const contains = (list: List, element: unknown): boolean =>
  list.some((item) => {
    step();
    return same(item, element);
  });

/** The place of an index, from 0; null with a reason where the list has none. */
function place(list: List, index: number, what: string): number | null {
  const at = index < 0 ? list.length + index : index - 1;
  if (!Number.isInteger(index) || index === 0 || at < 0 || at >= list.length) return because(`${what}: the list has no position ${index}`);
  return at;
}

function sublist(list: List, start: number, length: number | undefined): List | null {
  const at = place(list, start, "sublist");
  if (at === null) return null;
  if (length !== undefined && (!Number.isInteger(length) || length < 0 || at + length > list.length))
    return because(`sublist: the list has no ${length} items from there`);
  return list.slice(at, length === undefined ? undefined : at + length);
}

function insertBefore(list: List, position: number, item: unknown): List | null {
  const at = place(list, position, "insert before");
  return at === null ? null : [...list.slice(0, at), item, ...list.slice(at)];
}

function remove(list: List, position: number): List | null {
  const at = place(list, position, "remove");
  return at === null ? null : list.filter((_, index) => index !== at);
}

function replaceAt(list: List, position: number, item: unknown): List | null {
  const at = place(list, position, "list replace");
  return at === null ? null : list.with(at, item);
}

function replaceWhere(list: List, match: FeelFunction, item: unknown): List | null {
  const answers = list.map((old) => match.call([old, item]));
  if (answers.some((answer) => typeof answer !== "boolean")) return because("list replace: the match function gives true or false");
  return list.map((old, at) => (answers[at] === true ? item : old));
}

const distinct = (list: List): unknown[] => {
  const texts = new Set<string>();
  const seen: unknown[] = [];
  for (const item of list) {
    // Texts and doubles, the usual case, are told apart without comparing each with each.
    const simple = typeof item === "string" ? `s${item}` : typeof item === "number" ? `n${item}` : null;
    if (simple === null ? contains(seen, item) : texts.has(simple)) continue;
    if (simple !== null) texts.add(simple);
    seen.push(item);
  }
  return seen;
};

function flat(list: List, into: unknown[] = []): unknown[] {
  for (const item of list) {
    step();
    if (Array.isArray(item)) flat(item, into);
    else into.push(item);
  }
  return kept(into);
}

/** Merge sort: `precedes` may be any function, and gets few calls. */
function sorted(list: List, precedes: FeelFunction): List | null {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const [left, right] = [sorted(list.slice(0, middle), precedes), sorted(list.slice(middle), precedes)];
  if (left === null || right === null) return null;
  const merged: unknown[] = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) {
    step();
    const first = precedes.call([right[b], left[a]]);
    if (typeof first !== "boolean") return because("sort: the function gives true or false");
    merged.push(first ? right[b++] : left[a++]);
  }
  return [...merged, ...left.slice(a), ...right.slice(b)];
}

/** One list, or the items as they are given. */
const listed = (values: List): List => (values.length === 1 && Array.isArray(values[0]) ? values[0] : values);

function all(values: List): boolean | null {
  const list = listed(values);
  if (list.includes(false)) return false;
  return list.every((item) => item === true) ? true : because("all: an item is neither true nor false");
}

function any(values: List): boolean | null {
  const list = listed(values);
  if (list.includes(true)) return true;
  return list.every((item) => item === false) ? false : because("any: an item is neither true nor false");
}

const rest = (name: string, run: (values: List) => unknown) => takes(`...${name}`, (...values: unknown[]) => run(values));

export const lists = {
  "list contains": [takes("list: list, element: any", contains)],
  count: [takes("list: list", (list: List) => list.length)],
  all: [rest("list", all)],
  any: [rest("list", any)],
  sublist: [takes("list: list, start position: number, length?: number", sublist)],
  append: [takes("list: list, ...item", (list: List, ...items: unknown[]) => kept([...list, ...items]))],
  concatenate: [takes("...list: list", (...all: List[]) => kept(all.flat()))],
  "insert before": [takes("list: list, position: number, newItem: any", insertBefore)],
  remove: [takes("list: list, position: number", remove)],
  reverse: [takes("list: list", (list: List) => list.toReversed())],
  "index of": [
    takes("list: list, match: any", (list: List, match: unknown) => list.flatMap((item, at) => (contains([item], match) ? [at + 1] : []))),
  ],
  union: [takes("...list: list", (...all: List[]) => distinct(kept(all.flat())))],
  "distinct values": [takes("list: list", distinct)],
  flatten: [takes("list: list", (list: List) => flat(list))],
  "list replace": [
    takes("list: list, position: number, newItem: any", replaceAt),
    takes("list: list, match: function, newItem: any", replaceWhere),
  ],
  sort: [takes("list: list, precedes: function", sorted)],
} satisfies Functions;

export { listed };
