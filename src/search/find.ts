// Asks the index: which cases have all grams, in the order in which they are shown. What is rare is put in order as a whole; of what
// is frequent the newest are looked up, a day and then a month at a time, so that the answer costs the same however many there are.
import type { Pool } from "pg";
import type { Hash } from "./grams.ts";
import { filterGram, samples } from "./row.ts";

/** What is asked of the index, in grams. */
export interface Wanted {
  /** Whole numbers, identifiers, telephones: any of these comes first. */
  readonly exact: readonly number[];
  /** Grams of titles that would all have to be there; null where nothing is long enough to be looked up. */
  readonly title: readonly number[] | null;
  /** The same anywhere in the case. */
  readonly word: readonly number[] | null;
  /** What a search is narrowed to. */
  readonly filters: readonly number[];
  /** Who asks: what is not in any of these is not found. */
  readonly scopes: readonly number[];
  readonly status?: "running" | "ended" | undefined;
}

/** How well a case fits: 2 by a whole number, 1 by its title, 0 by what stands in it. */
export type Rank = 0 | 1 | 2;

/** A place in the list: the last row's key. */
export interface Place {
  readonly rank: Rank;
  readonly at: number;
  readonly id: string;
}

export interface Hits {
  readonly places: readonly Place[];
  /** So many fit the grams; worked out from a part of them where `about`. */
  readonly count: number;
  readonly about: boolean;
}

type Db = Pick<Pool, "query">;

/** Up to about so many are put in order as a whole. */
const narrow = 500;

/** Before anything. */
export const start: Place = { rank: 2, at: 8_000_000_000_000, id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** At most `limit` places after one. `today` is the newest day that can have anything. */
export async function find(db: Db, hash: Hash, wanted: Wanted, after: Place, limit: number, today: string): Promise<Hits> {
  const sample = hash("scope", filterGram.sample(0));
  const about = wanted.word === null ? 0 : (await estimate(db, [...wanted.word, ...wanted.filters, sample], wanted.scopes)) * samples;
  if (about <= narrow) return narrowly(db, wanted, after, limit);
  return { places: await broadly(db, hash, wanted, after, limit, today, sample), count: about, about: true };
}

async function estimate(db: Db, grams: readonly number[], scopes: readonly number[]): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: "search-estimate",
    text: "select count(*)::int n from search.found($1::int[], $2::int[])",
    values: [grams, scopes],
  });
  return rows[0]?.n ?? 0;
}

const whole = `
  with exact as materialized (
    select distinct f.case_id, f.at, f.status from unnest($1::int[]) e cross join lateral search.found($4::int[] || e, $5::int[]) f
  ), word as materialized (select f.case_id, f.at, f.status from search.found($3::int[] || $4::int[], $5::int[]) f where $3::int[] is not null),
  title as materialized (select f.case_id from search.found($2::int[] || $4::int[], $5::int[]) f where $2::int[] is not null),
  hit as (
    select case_id, at, 2 rank from exact where $6::text is null or status = $6
    union all
    select w.case_id, w.at, (exists (select 1 from title t where t.case_id = w.case_id))::int from word w
    where ($6::text is null or status = $6) and not exists (select 1 from exact e where e.case_id = w.case_id)
  )
  select (select count(*)::int from hit) n, (select coalesce(json_agg(json_build_array(p.rank, p.at, p.case_id)), '[]') from (
    select h.rank, round(extract(epoch from h.at) * 1000) at, h.case_id from hit h
    where (h.rank, h.at, h.case_id) < ($7::int, $8::timestamptz, $9::uuid) order by h.rank desc, h.at desc, h.case_id desc limit $10
  ) p) places`;

async function narrowly(db: Db, wanted: Wanted, after: Place, limit: number): Promise<Hits> {
  const { rows } = await db.query<{ n: number; places: [Rank, number, string][] }>({
    name: "search-whole",
    text: whole,
    values: [
      wanted.exact,
      wanted.title,
      wanted.word,
      wanted.filters,
      wanted.scopes,
      wanted.status ?? null,
      after.rank,
      new Date(after.at),
      after.id,
      limit,
    ],
  });
  const [row] = rows;
  return { places: (row?.places ?? []).map(([rank, at, id]) => ({ rank, at, id })), count: row?.n ?? 0, about: false };
}

/** Newest first: the spans of time, from a place on, in which what is frequent is looked up one after the other. */
export function spansFrom(day: string): string[] {
  const last = Temporal.PlainDate.from(day);
  const first = last.subtract({ months: 1 }).with({ day: 1 });
  const days: string[] = [];
  for (let at = last; Temporal.PlainDate.compare(at, first) >= 0; at = at.subtract({ days: 1 })) days.push(at.toString());
  const month = first.toPlainYearMonth();
  // Months to the end of a year, then whole years.
  const months: string[] = [];
  let at = month.subtract({ months: 1 });
  while (months.length < 24 || at.month < 12) {
    months.push(at.toString());
    at = at.subtract({ months: 1 });
  }
  const years = Array.from({ length: 60 }, (_, n) => String(at.year - n));
  return [...days, ...months, ...years];
}

const spans = `
  select x.case_id id, round(extract(epoch from x.at) * 1000)::float8 at
  from unnest($1::int[]) with ordinality s(span, no)
  cross join lateral (
    select f.case_id, f.at, s.no from search.found($2::int[] || s.span, $3::int[]) f
    where (f.at, f.case_id) < ($4::timestamptz, $5::uuid) and ($6::text is null or f.status = $6)
      and f.case_id not in (select t.case_id from unnest($7::int[]) e cross join lateral search.found(array[e, s.span], $3::int[]) t)
      and ($8::int[] is null or f.case_id not in (select t.case_id from search.found($8::int[] || s.span, $3::int[]) t))
    order by f.at desc, f.case_id desc limit $9
  ) x
  limit $9`;

async function broadly(
  db: Db,
  hash: Hash,
  wanted: Wanted,
  after: Place,
  limit: number,
  today: string,
  sample: number,
): Promise<readonly Place[]> {
  const { exact, title, word, filters, scopes, status } = wanted;
  const places: Place[] = [];
  const reached = (rank: Rank): Place => (rank === after.rank ? after : { ...start, rank });
  if (after.rank === 2 && exact.length > 0) {
    const { places: exactly } = await narrowly(db, { ...wanted, title: null, word: null }, after, limit);
    places.push(...exactly);
  }
  const look = async (rank: 0 | 1, grams: readonly number[], without: readonly number[] | null): Promise<void> => {
    const { at, id } = reached(rank);
    const from = at >= start.at ? today : new Date(at + 24 * 3_600_000).toISOString().slice(0, 10);
    const { rows } = await db.query<{ id: string; at: number }>({
      name: "search-spans",
      text: spans,
      values: [
        spansFrom(from < today ? from : today).map((span) => hash("scope", filterGram.time(span))),
        [...grams, ...filters],
        scopes,
        new Date(at),
        id,
        status ?? null,
        exact,
        without,
        limit - places.length,
      ],
    });
    places.push(...rows.map((row) => ({ rank, at: row.at, id: row.id })));
  };
  if (title !== null && after.rank >= 1 && places.length < limit) {
    // Words that are frequent in writing are often rare in titles: then titles are put in order as a whole.
    const titled = (await estimate(db, [...title, ...filters, sample], scopes)) * samples;
    if (titled > narrow) await look(1, title, null);
    else {
      const { places: called } = await narrowly(db, { ...wanted, title, word: title }, reached(1), limit - places.length);
      places.push(...called.filter(({ rank }) => rank < 2).map((place) => ({ ...place, rank: 1 as const })));
    }
  }
  if (word !== null && places.length < limit) await look(0, word, title);
  return places;
}
