// What can be said of an expression from its text alone: where it is wrong, and whether it can run long.
import type { parseExpression } from "feelin";
import type { Text } from "../../platform/i18n/index.ts";
import type { FeelProblem } from "./compile.ts";
import { keeping } from "./names.ts";

type Tree = ReturnType<typeof parseExpression>;

/** A range that is written out may be iterated so far. */
const FARTHEST = 100_000;

/** Functions whose cost grows no faster than their arguments, with no loop that an author writes. */
const cheap =
  /^(?:not|number|string|date|time|date and time|duration|years_and_months_duration|count|contains|starts with|ends with|string length|upper case|lower case|substring(?: before| after)?|list contains|index of|min|max|sum|mean|all|any|abs|floor|ceiling|decimal|modulo|odd|even|sqrt|round (?:up|down|half up|half down)|now|today|day of (?:week|year)|month of year|week of year|is|before|after|includes|during|get value|get entries)$/;

/** True where the expression has a loop, a filter, a function of its own or a call that may not be cheap. */
export function costly(tree: Tree, source: string): boolean {
  let found = false;
  tree.iterate({
    enter(node) {
      if (/^(?:ForExpression|QuantifiedExpression|FilterExpression|FunctionDefinition)$/.test(node.name)) found = true;
      if (node.name === "FunctionInvocation") {
        const name = node.node.firstChild;
        const called = name === null ? "" : source.slice(name.from, name.to).replace(/\s+/g, " ");
        if (!cheap.test(called)) found = true;
      }
      return !found;
    },
  });
  return found;
}

/** The first thing that FEEL cannot read. */
export function problemOf(tree: Tree, source: string): FeelProblem | null {
  let problem: FeelProblem | null = null;
  tree.iterate({
    enter(node) {
      if (problem !== null) return false;
      if (!node.type.isError) return true;
      problem = at(source, node.from, describe(source, node.from, node.to));
      return false;
    },
  });
  return problem;
}

function describe(source: string, from: number, to: number): Text {
  const rest = source.slice(from);
  if (rest.trim() === "") {
    return { zh: "表达式不完整，末尾缺少内容。", en: "The expression is not complete: something is missing at its end." };
  }
  const word = from < to ? source.slice(from, to) : (/^\s*(\S+)/.exec(rest)?.[1] ?? rest);
  const shown = Array.from(word.trim() || rest.trim())
    .slice(0, 30)
    .join("");
  return { zh: `此处无法理解“${shown}”。`, en: `“${shown}” cannot be understood here.` };
}

/** Refuses a loop over a range of literals that never ends or is out of all proportion. */
export function tooFar(tree: Tree, source: string): FeelProblem | null {
  let problem: FeelProblem | null = null;
  tree.iterate({
    enter(node) {
      if (problem !== null) return false;
      if (node.name !== "IterationContext") return true;
      const [from, to] = source.slice(node.from, node.to).split("..").map(Number);
      if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return true;
      if (Math.abs(to - from) <= FARTHEST && Number.isInteger(to - from)) return true;
      problem = at(source, node.from, {
        zh: `循环范围须以整数为步，且不超过${FARTHEST}步。`,
        en: `A loop goes in whole steps, ${FARTHEST} at most.`,
      });
      return false;
    },
  });
  return problem;
}

function at(source: string, offset: number, message: Text): FeelProblem {
  const before = source.slice(0, offset).split("\n");
  return { ok: false, message, line: before.length, column: Array.from(before.at(-1) ?? "").length + 1 };
}

/**
 * The grammar binds `years and months duration(…)` to the interpreter's own function, which keeps days where the standard
 * has none (DMN 1.5, table 78); under a name of the same length ours is called.
 */
export const standardised = keeping((source) =>
  source.replace(/"(?:[^"\\]|\\.)*"|years\s+and\s+months\s+duration(?=\s*\()/g, (found) =>
    found.startsWith('"') ? found : found.replace(/\s/g, "_"),
  ),
);

/** What a cell may consist of to be a plain question about its input: comparisons, intervals and literals. */
const plainCell =
  /^(?:UnaryTests|PositiveUnaryTests?|SimplePositiveUnaryTest|Interval|CompareOp|ArithOp|NumericLiteral|StringLiteral|BooleanLiteral|null|DateTimeLiteral|DateTimeConstructor|AtLiteral|PositionalParameters|LineComment|BlockComment|not|date|time|duration|date and time|[()[\]]|\.\.)$/;

/**
 * Unary tests that name nothing, as an expression over `cell`, which is cheaper by far to evaluate; null where they name
 * something or hold an expression of their own.
 */
export function asExpression(tree: Tree, source: string): string | null {
  let plain = true;
  let negated = false;
  let tests = "";
  tree.iterate({
    enter(node) {
      plain &&= plainCell.test(node.name);
      if (node.name === "not") negated = true;
      if (node.name === "PositiveUnaryTests") tests = source.slice(node.from, node.to);
      // A lone null after `in` would be no list of tests at all; given twice it is one.
      if (node.name === "null") tests = `${tests},\nnull`;
      return plain;
    },
  });
  if (!plain || tests === "") return null;
  return negated ? `(cell in (\n${tests}\n)) != true` : `cell in (\n${tests}\n)`;
}
