// What can be said of an expression from its text alone: where it is wrong, and whether its value can grow.
import type { parseExpression } from "feelin";
import type { Text } from "../../platform/i18n/index.ts";
import { keeping, rangeMark } from "./names.ts";

export interface FeelProblem {
  readonly ok: false;
  readonly message: Text;
  /** Both count from 1, within the source. */
  readonly line: number;
  readonly column: number;
}

type Tree = ReturnType<typeof parseExpression>;

/** A range that is written out may be iterated so far. */
const FARTHEST = 100_000;

/** True where a value may come out far larger than what went in. */
export function grows(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter(node) {
      if (node.name === "ForExpression" || node.name === "FunctionDefinition") found = true;
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

/** A problem at an offset of the source. */
export function at(source: string, offset: number, message: Text): FeelProblem {
  const before = source.slice(0, offset).split("\n");
  return { ok: false, message, line: before.length, column: Array.from(before.at(-1) ?? "").length + 1 };
}

/** The grammar has no `range<…>`; written as a list of the same length it is read, and the mark tells what it was. */
export const standardised = keeping((source) =>
  source.includes("range")
    ? source.replace(/"(?:[^"\\]|\\.)*"|\brange(?=<)/g, (found) => (found.startsWith('"') ? found : `list${rangeMark}`))
    : source,
);
