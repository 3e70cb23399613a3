// A place in a list as it travels with a form.
import type { Place, Rank } from "./find.ts";

const shape = /^([012])\.(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const ranks: Readonly<Record<string, Rank>> = { "0": 0, "1": 1, "2": 2 };

export const writePlace = ({ rank, at, id }: Place): string => `${rank}.${at}.${id}`;

/** The place at which a page goes on; undefined for anything else, which begins at the beginning. */
export function parsePlace(said: string | undefined): Place | undefined {
  const [, rank = "", at, id] = shape.exec(said ?? "") ?? [];
  const known = ranks[rank];
  return id === undefined || known === undefined ? undefined : { rank: known, at: Math.min(Number(at), 8_000_000_000_000), id };
}
