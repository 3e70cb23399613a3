// `for`, `some` and `every` (DMN 1.5, 10.3.2.14 and table 42).
import { compareNumbers, type FeelNumber, isNumber } from "../decimal.ts";
import { because, kept, MOST_PARTS, running, step } from "../running.ts";
import { dateOfDays, FeelDate } from "../temporal.ts";
import { FeelRange } from "../values.ts";
import { type Build, build, type Code, childrenOf, type Frame, type Node, nameOf, operandsOf } from "./code.ts";

/** The whole numbers, or the days, from one end to the other, upwards or downwards; null with a reason where there are none or too many. */
export function steps(start: unknown, end: unknown): unknown[] | null {
  const days = start instanceof FeelDate && end instanceof FeelDate;
  if (!days && !(isWhole(start) && isWhole(end))) return because("a loop goes over whole numbers or over dates");
  const [from, to] = days ? [start.days, end.days] : [Number(start), Number(end)];
  const count = Math.abs(to - from) + 1;
  if (count > MOST_PARTS) return because(`a loop takes ${MOST_PARTS} steps at most: this one is too long`);
  const direction = from <= to ? 1 : -1;
  return Array.from({ length: count }, (_, n) => (days ? dateOfDays(from + direction * n) : from + direction * n));
}

const isWhole = (value: unknown): value is FeelNumber =>
  isNumber(value) && Number.isSafeInteger(value) && compareNumbers(value, value) === 0;

/** What a loop goes over: a list, a range of whole numbers or dates, a single value; null where it is null. */
export function elements(value: unknown): unknown[] | null {
  if (value === null || value === undefined) return because("a loop over null");
  if (Array.isArray(value)) return value;
  if (!(value instanceof FeelRange)) return [value];
  const all = steps(value.start, value.end);
  return all === null ? null : all.slice(value.startIn ? 0 : 1, value.endIn ? undefined : -1);
}

interface Iterator {
  readonly name: string;
  readonly domain: (frame: Frame) => unknown[] | null;
}

function iteratorsOf(node: Node, source: string): Iterator[] {
  const list = childrenOf(node).find((child) => child.name === "InExpressions");
  return (list ? operandsOf(list) : []).map((one) => {
    const [name, domain] = operandsOf(one);
    const [first, second] = (domain ? operandsOf(domain) : []).map((end) => build(end, source));
    const at = one.from;
    return {
      name: name === undefined ? "" : nameOf(name, source),
      domain: (frame) => {
        const value = first?.(frame);
        const end = second?.(frame);
        running.at = at;
        return second === undefined ? elements(value) : steps(value, end);
      },
    };
  });
}

/** Goes through every combination, the last variable first; `false` from `visit` ends it. Null where a domain is none. */
function visitAll(iterators: readonly Iterator[], frame: Frame, visit: (frame: Frame) => boolean, depth = 0): boolean | null {
  const iterator = iterators[depth];
  if (iterator === undefined) return visit(frame);
  const items = iterator.domain(frame);
  if (items === null) return null;
  for (const item of items) {
    step();
    const going = visitAll(iterators, { values: { [iterator.name]: item }, out: frame }, visit, depth + 1);
    if (going !== true) return going;
  }
  return true;
}

function forLoop(node: Node, source: string): Code {
  const iterators = iteratorsOf(node, source);
  const body = bodyOf(node, source);
  return (frame) => {
    const partial: unknown[] = [];
    const inner: Frame = { values: { partial }, out: frame };
    const done = visitAll(iterators, inner, (one) => {
      partial.push(body(one) ?? null);
      kept(partial);
      return true;
    });
    return done === null ? null : partial;
  };
}

const bodyOf = (node: Node, source: string): Code => {
  const last = operandsOf(node).at(-1);
  return last === undefined ? () => null : build(last, source);
};

/** `some` is a long `or`, `every` a long `and`: null where it depends on what cannot be said. */
function quantified(node: Node, source: string): Code {
  const every = childrenOf(node)[0]?.name === "every";
  const iterators = iteratorsOf(node, source);
  const body = bodyOf(node, source);
  return (frame) => {
    let unsure = false;
    let decided = false;
    const done = visitAll(iterators, frame, (one) => {
      const answer = body(one);
      decided = answer === !every;
      if (typeof answer !== "boolean") unsure = true;
      return !decided;
    });
    if (decided) return !every;
    return done === null || unsure ? null : every;
  };
}

export const loops = { ForExpression: forLoop, QuantifiedExpression: quantified } satisfies Record<string, Build>;
