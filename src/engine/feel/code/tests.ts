// Ranges, comparisons that stand alone (`< 3`), `in`, and the unary tests of a decision table's cells (DMN 1.5, 10.3.2.7 and 7.3.4).
import { type Comparator, compared } from "../compare.ts";
import { matches } from "../order.ts";
import { because, running } from "../running.ts";
import { FeelRange, typeOf } from "../values.ts";
import { type Build, build, type Code, childrenOf, type Node, operandsOf, textOf } from "./code.ts";

/** Does a value pass; null where that cannot be said. */
type Test = (value: unknown, frame: Frame) => boolean | null;
type Frame = Parameters<Code>[0];

function interval(node: Node, source: string): Code {
  const marks = childrenOf(node);
  const startIn = marks[0]?.name === "[";
  const endIn = marks.at(-1)?.name === "]";
  const [low, high] = operandsOf(node).map((end) => build(end, source));
  const at = node.from;
  return (frame) => {
    const [start, end] = [low?.(frame) ?? null, high?.(frame) ?? null];
    if (start !== null && end !== null && typeOf(start) === typeOf(end)) return new FeelRange(start, end, startIn, endIn);
    running.at = at;
    return because("both ends of a range are given, and of one kind");
  };
}

const comparatorOf = (node: Node, source: string): Comparator | null => {
  const sign = childrenOf(node).find((child) => child.name === "CompareOp");
  return sign === undefined ? null : (textOf(sign, source) as Comparator);
};

/** `< 3` as a value is the range of what passes; `!= 3` is none. */
function half(node: Node, source: string): Code {
  const [inner] = operandsOf(node).filter((child) => child.name !== "CompareOp");
  const value: Code = inner === undefined ? () => null : build(inner, source);
  const comparator = comparatorOf(node, source);
  const at = node.from;
  return (frame) => {
    const end = value(frame);
    if (comparator === null) return end;
    if (comparator === "<" || comparator === "<=") return new FeelRange(null, end, false, comparator === "<=");
    if (comparator === ">" || comparator === ">=") return new FeelRange(end, null, comparator === ">=", false);
    if (comparator === "=") return new FeelRange(end, end, true, true);
    running.at = at;
    return because("!= is a test, and no value");
  };
}

/** One test of a list of tests. */
function testOf(node: Node, source: string): Test {
  const [inner] = operandsOf(node).filter((child) => child.name !== "CompareOp");
  if (node.name === "PositiveUnaryTest" && inner !== undefined) return testOf(inner, source);
  if (node.name === "ParenthesizedExpression" && inner?.name === "SimplePositiveUnaryTest") return testOf(inner, source);
  const comparator = node.name === "SimplePositiveUnaryTest" ? comparatorOf(node, source) : null;
  const at = node.from;
  if (comparator !== null && inner !== undefined) {
    const right = build(inner, source);
    return (value, frame) => {
      const other = right(frame);
      running.at = at;
      return compared(comparator, value, other);
    };
  }
  if (/^(?:NumericLiteral|StringLiteral|BooleanLiteral|null)$/.test(node.name)) {
    const constant: unknown = build(node, source)({ values: {}, out: null });
    return typeof constant === "object" && constant !== null
      ? (value) => matches(value, constant)
      : (value) => value === constant || (value === undefined && constant === null);
  }
  const code = build(node, source);
  const asked = mentionsInput(node);
  return (value, frame) => {
    const result = code(frame);
    running.at = at;
    // A statement about the input, or anything else that is true or false where the input is neither.
    if (typeof result === "boolean" && (asked || typeof value !== "boolean")) return result;
    return matches(value, result);
  };
}

function mentionsInput(node: Node): boolean {
  return node.name === "?" || childrenOf(node).some(mentionsInput);
}

/** True where one holds, null where none does and one cannot be said. */
const anyOf = (tests: readonly Test[]): Test =>
  tests.length === 1 && tests[0] !== undefined
    ? tests[0]
    : (value, frame) => {
        let unsure = false;
        for (const test of tests) {
          const answer = test(value, frame);
          if (answer === true) return true;
          if (answer === null) unsure = true;
        }
        return unsure ? null : false;
      };

const listed = (node: Node): Node[] => (node.name === "PositiveUnaryTests" ? operandsOf(node) : [node]);

/** `value in test`, and `value in (test, test)`. */
export function memberOf(node: Node, source: string): Code {
  const [left, right] = operandsOf(node);
  if (left === undefined || right === undefined) return () => null;
  const value = build(left, source);
  const test = anyOf(listed(right).map((one) => testOf(one, source)));
  return (frame) => {
    const input = value(frame);
    return test(input, frame);
  };
}

/** The tests of a cell; the frame holds the input under `?`. */
export function unaryTests(root: Node, source: string): Test {
  const words = childrenOf(root);
  if (words.some((child) => child.name === "Wildcard")) return () => true;
  const [tests] = words.filter((child) => child.name === "PositiveUnaryTests");
  const test: Test = tests === undefined ? () => true : anyOf(listed(tests).map((one) => testOf(one, source)));
  if (!words.some((child) => child.name === "not")) return test;
  return (value, frame) => {
    const answer = test(value, frame);
    return answer === null ? null : !answer;
  };
}

export const ranges = {
  Interval: interval,
  SimplePositiveUnaryTest: half,
  PositiveUnaryTest: (node, source) => {
    const [inner] = operandsOf(node);
    return inner === undefined ? () => null : build(inner, source);
  },
  "?": () => (frame) => {
    for (let look: Frame | null = frame; look !== null; look = look.out)
      if (Object.hasOwn(look.values, "?")) return look.values["?"] ?? null;
    return because("? stands for the input of a unary test, and there is none here");
  },
} satisfies Record<string, Build>;
