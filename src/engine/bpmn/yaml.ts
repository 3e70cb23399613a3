// Writes procedure.yaml: the text that a person goes on with.
import type { ProcedureWords, RouteWords, StageWords, TaskWords, Words } from "./words.ts";

/** Words that are lists; the others are taken as they are. */
const lists = new Set(["over", "anew", "follows", "keep", "unlike", "do", "in", "until", "outcomes"]);
const flags = new Set(["once", "holds"]);

/** The text of a procedure; `head` goes before it as comments. */
export function yamlOf(procedure: ProcedureWords, head: readonly string[] = []): string {
  const { clocks, withdraw, stages, extras, ends } = procedure;
  return [
    ...head.map(comment),
    ...(clocks.length > 0 ? ["clocks:", ...clocks.map(([key, words]) => `  ${key}: ${map(pairs(words))}`)] : []),
    ...(withdraw === "" ? [] : [`withdraw: ${listed(withdraw)}`]),
    "stages:",
    ...stages.map(stage),
    ...(extras.length > 0 ? ["extras:", ...extras.map(([key, task]) => `  ${key}: ${taskMap(task)}`)] : []),
    `ends: ${map(ends)}`,
    "",
  ].join("\n");
}

function stage({ key, once, tasks, routes, title }: StageWords): string {
  return [
    ...(title === undefined ? [] : [`  ${comment(title)}`]),
    `  ${key}:`,
    ...(once ? ["    once: true"] : []),
    "    tasks:",
    ...tasks.map(([name, task]) => `      ${name}: ${taskMap(task)}`),
    `    next: ${map(routes.map(route))}`,
  ].join("\n");
}

const route = ({ on, to, back }: RouteWords): [string, string] => [on, back ? `back ${to}` : to];

function taskMap({ words, extensions }: TaskWords): string {
  return map(
    pairs(words).map(([name, value]) => [name, name === "outcomes" && extensions.length > 0 ? outcomes(words, extensions) : value]),
  );
}

/** Outcomes as a map, as some of them lengthen clocks. */
function outcomes({ outcomes: all = "" }: Words, extensions: TaskWords["extensions"]): string {
  return map(
    all.split(" ").map((outcome) => {
      const mine = extensions.filter((one) => one.outcome === outcome);
      return [outcome, mine.length === 0 ? "" : map([["extend", map(mine.map(({ clock, time }) => [clock, scalar(time)]))]])];
    }),
  );
}

const pairs = (words: Words): [string, string][] =>
  Object.entries(words).map(([name, value]) => [name, lists.has(name) ? listed(value) : flags.has(name) ? value : scalar(value)]);

const map = (entries: readonly (readonly [string, string])[]): string =>
  `{ ${entries.map(([key, value]) => `${/^[a-z0-9][a-z0-9 -]*$/.test(key) ? key : JSON.stringify(key)}:${value === "" ? "" : ` ${value}`}`).join(", ")} }`;

const listed = (words: string): string => {
  const each = words.split(" ").flatMap((word) => (word === "" ? [] : scalar(word)));
  return each.length === 1 ? each.join() : `[${each.join(", ")}]`;
};

/** Bare where that cannot be misread. */
const scalar = (text: string): string => (/^[\p{L}\d][\p{L}\d/ ._-]*$/u.test(text) && !text.endsWith(" ") ? text : JSON.stringify(text));

const comment = (text: string): string => `# ${text.replace(/\s+/g, " ").trim()}`;
