import divisions from "./data/divisions.json" with { type: "json" };

const expand = (groups: Readonly<Record<string, string>>): string[] =>
  Object.entries(groups).flatMap(([head, tails]) => tails.split(" ").map((tail) => head + tail));

let known: ReadonlySet<string> | undefined;

/**
 * True for a six-digit code that GB/T 2260 gives now or gave once. Withdrawn codes count for every date of birth: the
 * number is formed from the place of first registration, which may lie years after birth, and is never changed when the
 * place is renamed or merged.
 */
export function divisionKnown(code: string): boolean {
  known ??= new Set([...expand(divisions.current), ...expand(divisions.withdrawn)]);
  return known.has(code);
}
