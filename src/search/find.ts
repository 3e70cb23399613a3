// Asks the index: which cases and conversations have all grams, in the order in which they are shown. What is rare is put in order as a
// whole; of what is frequent, time is walked through from the newest day on in blocks that grow fourfold, until a page is full, so that
// an answer costs the same however many there are. The walk itself is `search.page` in the database.
import type { Pool } from "pg";
import { dayLength, dayNumber, recentBlocks, walkFrom } from "./blocks.ts";
import type { Hash } from "./grams.ts";
import { filterGram } from "./row.ts";

/** What is asked of the index, in grams. */
export interface Wanted {
  /** Whole numbers, identifiers, telephones: any of these comes first. */
  readonly exact: readonly number[];
  /** Grams of titles that would all have to be there; none where nothing is looked for but whole numbers. */
  readonly title: readonly number[];
  /** The same anywhere. */
  readonly word: readonly number[];
  /** What a search is narrowed to. */
  readonly filters: readonly number[];
  /** Who asks: what is not in any of these is not found. */
  readonly scopes: readonly number[];
}

/** How well something fits: 2 by a whole number, 1 by its title, 0 by what stands in it. */
export type Rank = 0 | 1 | 2;

/** A place in the list: the last row's key. */
export interface Place {
  readonly rank: Rank;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string;
}

/** What was found: a case, or a conversation about it, which has an id of its own. */
export interface Hit extends Place {
  readonly caseId: string;
}

type Db = Pick<Pool, "query">;

/** Before anything. */
export const start: Place = { rank: 2, at: 8_000_000_000_000, id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** At most `limit` places after one. `today` is the newest day that can have anything. */
export async function find(db: Db, hash: Hash, wanted: Wanted, after: Place, limit: number, today: string): Promise<readonly Hit[]> {
  const newest = dayNumber(today);
  // A day later: the calendar's day begins before that of the instant or after it.
  const from = Math.min(newest, Math.floor(after.at / dayLength) + 1);
  const { exact, title, word, filters, scopes } = wanted;
  const { rows } = await db.query<Hit>({
    name: "search-page",
    text: `select rank, round(extract(epoch from at) * 1000)::float8 at, id, case_id "caseId"
      from search.page($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9, $10, $11, $12)`,
    values: [
      exact,
      title,
      word,
      filters,
      scopes,
      recent(hash, newest),
      blocksFrom(hash, from),
      blocksFrom(hash, newest),
      after.rank,
      new Date(after.at),
      after.id,
      limit,
    ],
  });
  return rows;
}

/** Up to so many are counted. */
export const mostCounted = 500;

/** How many there are, counted up to {@link mostCounted}: more are that many. */
export async function count(db: Db, hash: Hash, { exact, word, filters, scopes }: Wanted, today: string): Promise<number> {
  const day = dayNumber(today);
  const { rows } = await db.query<{ n: number }>({
    name: "search-count",
    text: "select search.count($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7) n",
    values: [exact, word, filters, scopes, recent(hash, day), blocksFrom(hash, day), mostCounted],
  });
  return rows[0]?.n ?? 0;
}

/** By what of the last weeks it is told whether something is frequent. */
const recent = (hash: Hash, day: number): number[] => recentBlocks(day).map((block) => hash("scope", filterGram.block(block)));

/** The walk from a day on, as the database takes it: gram, first day, days. */
const blocksFrom = (hash: Hash, day: number): number[][] =>
  walkFrom(day).map(({ days, n }) => [hash("scope", filterGram.block({ days, n })), n * days, days]);
