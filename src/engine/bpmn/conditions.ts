// What the condition of a flow means: an outcome that somebody comes to, or something to be read from the facts.
import { compileFeel } from "../feel/index.ts";
import type { Edge } from "./graph.ts";
import { Names, slugOf } from "./names.ts";

const word = /^["']?([\p{L}][\p{L}\d _-]*)["']?$/u;
const comparison = /^(?:[$#]\{)?\s*[\p{L}_][\p{L}\d_. -]*?\s*(?:==?|eq)\s*["']([^"']+)["']\s*\}?$/u;

/** The outcome that a condition names, if it names one. */
const outcomeIn = (condition: string): string | undefined => word.exec(condition)?.[1] ?? comparison.exec(condition)?.[1];

/** A FEEL expression over the facts. Behind somebody's task a comparison with a text is that task's outcome instead. */
export function isFact(condition: string, behindSomebody: boolean): boolean {
  if (condition === "" || word.test(condition) || (behindSomebody && comparison.test(condition))) return false;
  return compileFeel(condition).ok;
}

/** Conditions of a choice that are all read from the facts, in order; the last of `flows` is taken where none holds. */
export interface Facts {
  readonly asked: readonly { readonly edge: Edge; readonly condition: string }[];
  readonly otherwise: Edge;
}

export function factsOf(flows: readonly Edge[], behindSomebody: boolean): Facts | undefined {
  const open = flows.filter(({ condition, isDefault }) => isDefault || condition === "");
  const asked = flows.filter((edge) => !open.includes(edge));
  if (open.length > 1 || asked.length === 0 || !asked.every(({ condition }) => isFact(condition, behindSomebody))) return undefined;
  const otherwise = open[0] ?? asked.pop();
  if (!otherwise || asked.length === 0) return undefined;
  return { asked: asked.map((edge) => ({ edge, condition: edge.condition })), otherwise };
}

/** A name for each way of a choice: what its condition says, its own name, the name of what it leads to. */
export function outcomesOf(flows: readonly Edge[], targetName: (edge: Edge) => string, taken: readonly string[] = []): Map<Edge, string> {
  const names = new Names();
  for (const one of taken) names.take(one);
  return new Map(
    flows.map((edge, n) => {
      const said = [outcomeIn(edge.condition) ?? "", edge.name, edge.isDefault ? "" : edge.condition, targetName(edge)];
      return [
        edge,
        names.of(
          said.filter((text) => slugOf(text) !== undefined),
          `way-${n + 1}`,
        ),
      ] as const;
    }),
  );
}
