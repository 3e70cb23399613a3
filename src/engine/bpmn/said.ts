// What was found, in the words of a procedure.
import type { Findings, FoundStage } from "./found.ts";
import type { Graph } from "./graph.ts";
import { wordsOf } from "./marked.ts";
import { insideOf } from "./marks.ts";
import type { ProcedureWords } from "./words.ts";
import { said, type Words } from "./words.ts";

/** The stages with what the drawing's own extension says beside them: clocks, extras, ends, withdrawing. */
export function wordsOfStages(graph: Graph, found: Findings, stages: readonly FoundStage[]): ProcedureWords {
  const mark = graph.marks;
  const keys = new Set(stages.map(({ key }) => key));
  const only = (words: string | undefined, known: ReadonlySet<string>) =>
    words === undefined
      ? undefined
      : words
          .split(" ")
          .filter((key) => known.has(key))
          .join(" ");
  const inside = (name: string) => (mark ? insideOf(mark, name) : []);
  const extras = inside("extra").map((one) => [one.attributes.get("key") ?? "", wordsOf(one)] as const);
  const tasks = new Set([...stages.flatMap((stage) => stage.tasks.map(([key]) => key)), ...extras.map(([key]) => key)]);
  const withdraw = only(mark?.attributes.get("withdraw"), keys) ?? "";
  const unlike = (words: Words): Words => {
    const left = only(words.unlike, tasks);
    const { unlike: _, ...others } = words;
    return left ? { ...words, unlike: left } : others;
  };
  return {
    clocks: inside("clock").map(({ attributes }) => {
      const { key = "", over, anew, ...more } = Object.fromEntries(attributes);
      return [key, said({ time: more.time, over: only(over, keys), anew: only(anew, keys), warn: more.warn, law: more.law })] as const;
    }),
    withdraw,
    stages: stages.map(({ key, title, once, tasks, routes }) => ({
      key,
      once,
      routes,
      tasks: tasks.map(([name, { words, extensions }]) => [name, { words: unlike(words), extensions }] as const),
      ...(mark || title === "" ? {} : { title }),
    })),
    extras: extras.map(
      ([key, { words, extensions }]) => [key, { words: { ...unlike(words), in: only(words.in, keys) ?? "" }, extensions }] as const,
    ),
    ends: endsOf(graph, found, stages, withdraw !== ""),
  };
}

/** The ends that something leads to, and the end of withdrawing. */
function endsOf(graph: Graph, found: Findings, stages: readonly FoundStage[], withdrawn: boolean): [string, string][] {
  const reached = new Set(stages.flatMap(({ routes }) => routes.map(({ to }) => to)).filter((to) => found.ends.has(to)));
  const marks = graph.marks ? insideOf(graph.marks, "end") : [];
  const listed = new Map(marks.map(({ attributes }) => [attributes.get("key") ?? "", attributes.get("kind") ?? "none"]));
  const ends: [string, string][] = [];
  for (const [key, kind] of listed)
    if (reached.has(key)) ends.push([key, found.ends.get(key)?.kind ?? kind]);
    else if (key === "withdrawn") ends.push([key, kind]);
  for (const key of reached) if (!listed.has(key)) ends.push([key, found.ends.get(key)?.kind ?? "none"]);
  if (withdrawn && !ends.some(([key]) => key === "withdrawn")) ends.push(["withdrawn", "none"]);
  return ends;
}
