// Conditions of parts put together: FEEL, by its text.

/** Undefined stands for what always holds. */
export type When = string | undefined;

export const both = (a: When, b: When): When => (a === undefined ? b : b === undefined || a === b ? a : `(${a}) and (${b})`);

/** Holds where one of them does; without a condition where one has none. */
export function either(conditions: readonly When[]): When {
  const given = new Set<string>();
  for (const one of conditions) {
    if (one === undefined) return undefined;
    given.add(one);
  }
  const all = [...given];
  return all.length === 1 ? all[0] : all.map((one) => `(${one})`).join(" or ");
}

/** The names that a condition mentions, as far as its text tells. */
const words = (source: string): Set<string> => new Set(source.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? []);

/** Whether a condition speaks of a name; names of facts may hold spaces. */
export function mentions(source: string, name: string): boolean {
  if (!name.includes(" ")) return words(source).has(name);
  return source.replace(/"(?:[^"\\]|\\.)*"/g, '""').includes(name);
}

/** The condition where its names are called otherwise: `{ "local": other, result: … }.result`. */
export function renamed(source: string, names: Readonly<Record<string, string>>): string {
  const used = Object.entries(names).filter(([from, to]) => from !== to && mentions(source, from));
  if (used.length === 0) return source;
  return `{ ${used.map(([from, to]) => `"${from}": ${to}, `).join("")}result: (${source}) }.result`;
}
