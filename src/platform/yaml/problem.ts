import type { Text } from "../i18n/index.ts";

/** What is wrong in a file, where, and how to put it right. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly message: Text;
  /** A warning does not stop publication. */
  readonly level: "error" | "warning";
}

/** `file:line: message`, as compilers write it; a warning says so. */
export function problemLine(problem: Problem, lang: "zh" | "en" = "en"): string {
  const warning = { zh: "警告：", en: "warning: " } as const;
  return `${problem.file}:${problem.line}: ${problem.level === "warning" ? warning[lang] : ""}${problem.message[lang]}`;
}

/** By file, then line, then column; the same problem only once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const order = (a: Problem, b: Problem) => compare(a.file, b.file) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
  const once = new Map(problems.map((problem) => [`${problem.file}\0${problem.line}\0${problem.message.en}`, problem]));
  return [...once.values()].sort(order);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
