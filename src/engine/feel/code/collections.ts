// Lists, contexts, paths and filters (DMN 1.5, 10.3.2.5, 10.3.2.6 and tables 54 and 56).
import { because, kept, running, step } from "../running.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, MonthsDuration, timeOffset } from "../temporal.ts";
import { FeelRange, put, typeOf } from "../values.ts";
import { type Build, build, type Code, childrenOf, entry, type Frame, isMissing, isPlain, type Node, nameOf, operandsOf } from "./code.ts";
import { textValue } from "./literals.ts";

const part = (nanos: bigint, unit: bigint, modulus: bigint): number => Number((nanos / (unit * 1_000_000_000n)) % modulus);

/** A property of a value that is no context (10.3.2.3.4 to 10.3.2.3.8, 10.3.2.7); undefined where it has no such. */
function property(value: unknown, name: string): unknown {
  if (value instanceof FeelDate) return { year: value.year, month: value.month, day: value.day, weekday: value.weekday }[name];
  if (value instanceof FeelDateTime) {
    const found = property(value.date, name);
    if (found !== undefined) return found;
    if (name === "time offset") return offset(value.offset);
    return property(value.time, name);
  }
  if (value instanceof FeelTime) {
    if (name === "second" && value.nano > 0) return value.second + value.nano / 1e9;
    if (name === "time offset") return offset(timeOffset(value));
    return { hour: value.hour, minute: value.minute, second: value.second, timezone: value.zone }[name];
  }
  if (value instanceof MonthsDuration) return { years: Math.trunc(value.months / 12), months: value.months % 12 }[name];
  if (value instanceof DaysDuration) return ofDuration(value.nanos)[name];
  if (value instanceof FeelRange)
    return { start: value.start, end: value.end, "start included": value.startIn, "end included": value.endIn }[name];
  return undefined;
}

const offset = (seconds: number | null): DaysDuration | null =>
  seconds === null ? null : new DaysDuration(BigInt(seconds) * 1_000_000_000n);

function ofDuration(nanos: bigint): Record<string, number> {
  const plain = (n: number): number => (n === 0 ? 0 : n);
  return {
    days: plain(Number(nanos / 86_400_000_000_000n)),
    hours: plain(part(nanos, 3600n, 24n)),
    minutes: plain(part(nanos, 60n, 60n)),
    seconds: plain(Number(nanos % 60_000_000_000n) / 1e9),
  };
}

function path(node: Node, source: string): Code {
  const [from, name] = operandsOf(node);
  if (from === undefined || name === undefined) return () => null;
  const code = build(from, source);
  const key = nameOf(name, source);
  const plain = isPlain(key);
  const at = name.from;
  const read = (value: unknown): unknown => {
    const type = typeOf(value);
    if (type === "context") {
      const found = entry(value as Record<string, unknown>, key, plain);
      if (!isMissing(found)) return found;
    } else if (type === "list") {
      return (value as unknown[]).map((item) => {
        step();
        return read(item);
      });
    } else {
      const found = property(value, key);
      if (found !== undefined) return found;
    }
    running.at = at;
    return because(type === "null" ? `null has no '${key}'` : `a ${type} without '${key}'`);
  };
  return (frame) => read(code(frame));
}

/** A filter sees `item`, and the entries of an item that is a context before anything else. */
function within(item: unknown, frame: Frame): Frame {
  const named: Frame = { values: { item }, out: frame };
  return typeOf(item) === "context" ? { values: item as Record<string, unknown>, out: named } : named;
}

function filter(node: Node, source: string): Code {
  const [listNode, testNode] = operandsOf(node);
  if (listNode === undefined || testNode === undefined) return () => null;
  const [code, test] = [build(listNode, source), build(testNode, source)];
  const at = node.from;
  return (frame) => {
    const value = code(frame);
    running.at = at;
    return filtered(value, (item) => test(item === nothing ? frame : within(item, frame)));
  };
}

/** Stands for the item where a list has none, and the filter may still be an index. */
export const nothing: unique symbol = Symbol("nothing");

/** `value[test]`: the item at an index where the test is a number, else the items for which it holds. */
export function filtered(value: unknown, test: (item: unknown) => unknown): unknown {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  const first = test(list.length > 0 ? list[0] : nothing);
  if (typeof first === "number") {
    const index = first < 0 ? list.length + first : first - 1;
    if (Number.isInteger(first) && index >= 0 && index < list.length) return list[index] ?? null;
    return because(`the list has no position ${first}`);
  }
  return list.filter((item, n) => {
    step();
    return (n === 0 ? first : test(item)) === true;
  });
}

function context(node: Node, source: string): Code {
  const entries = operandsOf(node).flatMap((child) => {
    const [key, value] = operandsOf(child);
    if (key === undefined || value === undefined) return [];
    const [written] = childrenOf(key);
    const name = written?.name === "StringLiteral" ? textValue(nameOf(written, source)) : nameOf(key, source);
    return [{ name, code: build(value, source) }];
  });
  const twice = entries.find((one, n) => entries.findIndex((other) => other.name === one.name) !== n);
  const at = node.from;
  return (frame) => {
    if (twice !== undefined) {
      running.at = at;
      return because(`the context has the key '${twice.name}' twice`);
    }
    const made: Record<string, unknown> = {};
    const inner: Frame = { values: made, out: frame };
    for (const { name, code } of entries) put(made, name, code(inner) ?? null);
    return made;
  };
}

export const collections = {
  List: (node, source) => {
    const items = operandsOf(node).map((child) => build(child, source));
    return (frame) => kept(items.map((code) => code(frame) ?? null));
  },
  Context: context,
  PathExpression: path,
  FilterExpression: filter,
} satisfies Record<string, Build>;
