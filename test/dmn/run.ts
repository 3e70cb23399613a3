// Reads the cases: `expression => value in JSON`, and for unary tests `tests | input => value`; `# …` begins a group.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Context, compileFeel, compileUnary, type Json, toJson } from "../../src/engine/feel/index.ts";

export interface Case {
  readonly line: number;
  readonly expression: string;
  /** The input of unary tests. */
  readonly input: Json | undefined;
  readonly expected: Json;
}

export interface Group {
  readonly file: string;
  readonly name: string;
  readonly cases: readonly Case[];
}

/** What the cases' names stand for. */
const names: Context = {
  n: 2,
  limit: 10,
  list: [1, 2, 3],
  flag: true,
  p: { name: "甲", "home address": { "full name": "a" } },
  people: [
    { name: "甲", age: 18 },
    { name: "乙", age: 20 },
  ],
  "full name": "甲乙",
  "a-b": 7,
};
const now = "2026-09-24T08:00:00+08:00";

export function groups(): Group[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".feel"))
    .sort()
    .flatMap((file) => read(file, readFileSync(join(import.meta.dirname, file), "utf8")));
}

function read(file: string, source: string): Group[] {
  const found: { file: string; name: string; cases: Case[] }[] = [];
  for (const [at, line] of source.split("\n").entries()) {
    if (line.startsWith("# ")) found.push({ file, name: line.slice(2), cases: [] });
    else if (line.trim() !== "") found.at(-1)?.cases.push(one(line, at + 1, file === "unary.feel"));
  }
  return found;
}

function one(line: string, number: number, unary: boolean): Case {
  const end = line.lastIndexOf(" => ");
  const left = line.slice(0, end);
  const bar = unary ? left.lastIndexOf(" | ") : -1;
  return {
    line: number,
    expression: bar === -1 ? left : left.slice(0, bar),
    input: bar === -1 ? undefined : JSON.parse(left.slice(bar + 3)),
    expected: JSON.parse(line.slice(end + 4)),
  };
}

/** What the engine says, as JSON; a text where it refuses to read the expression. */
export function answer({ expression, input }: Case): Json {
  if (input !== undefined) {
    const compiled = compileUnary(expression, names);
    return compiled.ok ? compiled.test(input, names).value === true : compiled.message.en;
  }
  const compiled = compileFeel(expression, names);
  return compiled.ok ? toJson(compiled.evaluate(names, { now }).value) : compiled.message.en;
}
