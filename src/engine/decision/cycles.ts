// Requirements may not lead back to where they began (DMN 1.5, 6.3.7); a knowledge model may call itself.
import type { Definitions } from "./model.ts";
import type { Reading } from "./read.ts";

/** A problem for each decision and each item definition that requires itself by way of others. */
export function cycles(definitions: Definitions, lineOf: (id: string) => number): Reading["problems"] {
  const { decisions, types } = definitions;
  const looping = Object.values(decisions).filter(({ id }) => leadsBack(id, (one) => decisions[one]?.decisions ?? []));
  const bases = Object.values(types).filter(({ name }) => leadsBack(name, (one) => types[one]?.base ?? []));
  return [
    ...looping.map(({ id, name }) => ({
      line: lineOf(id),
      message: { zh: `决策“${name}”（间接）依赖自身。`, en: `The decision “${name}” requires itself, by way of others or directly.` },
    })),
    ...bases.map(({ name }) => ({
      line: lineOf(""),
      message: { zh: `类型“${name}”以自身为基础。`, en: `The type “${name}” is based on itself.` },
    })),
  ];
}

function leadsBack(start: string, next: (id: string) => string | readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [next(start)].flat();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start) return true;
    if (!seen.has(id)) open.push(...[next(id)].flat());
    seen.add(id);
  }
  return false;
}
