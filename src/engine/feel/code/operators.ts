// Operators of two values, `if`, `between` and logic of three values (DMN 1.5, tables 42 to 60).

import { calculate, minus, type Operator } from "../arithmetic.ts";
import { type Comparator, compared } from "../compare.ts";
import { add, multiply, subtract } from "../decimal.ts";
import { running } from "../running.ts";
import { type Build, build, type Code, childrenOf, type Node, operandsOf, textOf } from "./code.ts";
import { memberOf } from "./tests.ts";

/** The codes of the first two or three operands. */
function parts(node: Node, source: string): [Code, Code, Code] {
  const [a, b, c] = operandsOf(node).filter((child) => child.name !== "ArithOp" && child.name !== "CompareOp");
  const none: Code = () => null;
  return [a ? build(a, source) : none, b ? build(b, source) : none, c ? build(c, source) : none];
}

const fast = { "+": add, "-": subtract, "*": multiply } as const;

function arithmetic(node: Node, source: string): Code {
  const at = node.from;
  const [first] = childrenOf(node);
  const written = childrenOf(node).find((child) => child.name === "ArithOp");
  const operator = (written ? textOf(written, source) : "+") as Operator;
  const [left, right] = parts(node, source);
  if (first?.name === "ArithOp") {
    return (frame) => {
      const value = left(frame);
      running.at = at;
      return minus(value);
    };
  }
  const quick = operator === "+" || operator === "-" || operator === "*" ? fast[operator] : null;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (quick !== null && typeof a === "number" && typeof b === "number" && Number.isFinite(a) && Number.isFinite(b)) {
      const value = quick(a, b);
      if (value !== null) return value;
    }
    running.at = at;
    return calculate(operator, a, b);
  };
}

function comparison(node: Node, source: string): Code {
  const at = node.from;
  const words = childrenOf(node);
  if (words.some((child) => child.name === "in")) return memberOf(node, source);
  const [left, right, upper] = parts(node, source);
  if (words.some((child) => child.name === "between")) {
    return (frame) => {
      const value = left(frame);
      running.at = at;
      return both(compared(">=", value, right(frame)), compared("<=", value, upper(frame)));
    };
  }
  const sign = words.find((child) => child.name === "CompareOp");
  const comparator = (sign ? textOf(sign, source) : "=") as Comparator;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    running.at = at;
    return compared(comparator, a, b);
  };
}

/** Anything but true and false counts as null. */
const both = (a: unknown, b: unknown): boolean | null => (a === false || b === false ? false : a === true && b === true ? true : null);

export const operators = {
  ArithmeticExpression: arithmetic,
  Comparison: comparison,
  Conjunction: (node, source) => {
    const [left, right] = parts(node, source);
    return (frame) => {
      const a = left(frame);
      return a === false ? false : both(a, right(frame));
    };
  },
  Disjunction: (node, source) => {
    const [left, right] = parts(node, source);
    return (frame) => {
      const a = left(frame);
      if (a === true) return true;
      const b = right(frame);
      return b === true ? true : a === false && b === false ? false : null;
    };
  },
  IfExpression: (node, source) => {
    const [test, yes, no] = parts(node, source);
    return (frame) => (test(frame) === true ? yes(frame) : no(frame));
  },
  ParenthesizedExpression: (node, source) => parts(node, source)[0],
  Expression: (node, source) => parts(node, source)[0],
} satisfies Record<string, Build>;
