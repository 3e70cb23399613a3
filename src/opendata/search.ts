// Searching the catalogue: by words, by facets, a page at a time, counted.
import type { Pool } from "pg";
import type { Dataset } from "./format.ts";
import { type DatasetRow, datasetColumns, datasetOf, samples } from "./store.ts";
import { wantedOf } from "./terms.ts";

export const facets = ["agency", "theme", "format", "licence"] as const;
export type Facet = (typeof facets)[number];

/** What is looked for. */
export interface Search {
  readonly words: string;
  /** Values of facets that must all hold. */
  readonly facets: Readonly<Partial<Record<Facet, string>>>;
}

/** A place in the list: the last row's key. */
export interface Place {
  /** 1: the words stand in its title. */
  readonly score: number;
  readonly modified: number;
  readonly id: string;
}

export interface Found {
  readonly datasets: readonly (Dataset & { readonly place: Place })[];
  /** There are more after these. */
  readonly more: boolean;
  /** How many there are; `about` where words that are everywhere were worked out from a small part of the catalogue. */
  readonly count: number;
  readonly about: boolean;
  /** For each facet its values, most first: how many of those found have it, or undefined where they were too many to count. */
  readonly values: Readonly<Record<Facet, readonly { readonly value: string; readonly n: number | undefined }[]>>;
}

/** About so many are counted and ordered one by one, title first, by facet as well; beyond, the newest come first. */
const narrow = 1_000;
/** About so many are still counted one by one; beyond, their number is worked out. */
const countable = 2_000;

interface Row extends DatasetRow {
  readonly id: string;
  readonly score: number;
}
/** A value of a facet and how many have it. */
interface Count {
  readonly f: Facet;
  readonly v: string;
  readonly n: number | undefined;
}

/** LIKE's own characters, as themselves. */
const like = (piece: string): string => `%${piece.replace(/[\\%_]/g, "\\$&")}%`;

/** One page of what fits, at most `limit` datasets after a place. */
export async function searchDatasets(
  app: Pick<Pool, "query">,
  search: Search,
  { limit, after }: { limit: number; after?: Place },
): Promise<Found> {
  const { terms, pieces } = wantedOf(search.words);
  const chosen = facets.flatMap((facet) => (search.facets[facet] === undefined ? [] : [`${facet}:${search.facets[facet]}`]));
  const all = [...terms, ...chosen];
  if (search.words.trim() !== "" && terms.length === 0)
    return { datasets: [], more: false, count: 0, about: false, values: { agency: [], theme: [], format: [], licence: [] } };
  if (all.length === 0) return everything(app, limit, after);
  // Facets alone are counted beside the table; for words a small part of the catalogue tells first whether it is worth counting them all.
  const known = terms.length === 0 ? await combined(app, search.facets) : undefined;
  const about = known ? total(known) : await estimated(app, all);
  if (about > narrow) {
    const values = known ?? (await tallied(app)).map(({ f, v }) => ({ f, v, n: undefined }));
    const page = (await newest(app, terms, search.facets, limit, after)) ?? (await ordered(app, all, limit, after));
    const counted = known ? about : about <= countable ? await count(app, all) : undefined;
    return found(page, limit, counted ?? about, counted === undefined, values);
  }
  const { rows } = await app.query<{ page: Pick<Row, "id" | "score">[] | null; n: number; f: Count[] | null }>(narrowSearch, [
    all,
    pieces.map(like),
    after?.score ?? 2,
    new Date(after?.modified ?? far),
    after?.id ?? "~",
    limit + 1,
  ]);
  return found(await whole(app, rows[0]?.page ?? []), limit, rows[0]?.n ?? 0, false, rows[0]?.f ?? []);
}

/** Later than anything. */
const far = 8_000_000_000_000;

const narrowSearch = "select n, f, page from opendata.narrow($1, $2, $3, $4, $5, $6)";

/** The descriptions of a page's rows, in their order. */
async function whole(app: Pick<Pool, "query">, page: readonly { id: string; score: number }[]): Promise<readonly Row[]> {
  if (page.length === 0) return [];
  const { rows } = await app.query<Omit<Row, "score">>({
    name: "opendata-page",
    text: `select d.id, ${datasetColumns} from opendata.dataset d where d.id = any ($1)`,
    values: [page.map(({ id }) => id)],
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return page.flatMap(({ id, score }) => {
    const row = known.get(id);
    return row ? [{ ...row, score }] : [];
  });
}

/** So many of the newest are looked through for what fits, before all that fits is put in order. */
const looked = 600;
/** Facets with an index in the order of dates: their newest are found at once. */
const dated = ["agency", "theme", "licence"] as const;

/** The newest that fit, where enough of them are among the newest of all; facets are held against their own columns, which are at hand. */
async function newest(
  app: Pick<Pool, "query">,
  terms: readonly string[],
  chosen: Search["facets"],
  limit: number,
  after?: Place,
): Promise<readonly Row[] | undefined> {
  const values: unknown[] = [new Date(after?.modified ?? far), after?.id ?? "~", limit + 1];
  const take = (value: unknown): string => `$${values.push(value)}`;
  const within = dated.flatMap((facet) => (chosen[facet] === undefined ? [] : [` and d.${facet} = ${take(chosen[facet])}`]));
  const fitting = [
    ...(chosen.format === undefined ? [] : [`d.formats @> array[${take(chosen.format)}::text]`]),
    ...(terms.length === 0 ? [] : [`d.terms @> ${take(terms)}::text[]`]),
  ];
  const { rows } = await app.query<Row>(
    `select d.id, 0 score, ${datasetColumns} from (
       select * from opendata.dataset d where (d.modified, d.id) < ($1::timestamptz, $2::text)${within.join("")}
       order by d.modified desc, d.id desc limit ${looked}
     ) d where ${fitting.join(" and ") || "true"} order by d.modified desc, d.id desc limit $3`,
    values,
  );
  // With its index alone there may be no more than these.
  return rows.length > limit || fitting.length === 0 ? rows : undefined;
}

/** All that fit, put in order. */
async function ordered(app: Pick<Pool, "query">, terms: readonly string[], limit: number, after?: Place): Promise<readonly Row[]> {
  const { rows } = await app.query<Row>(
    `with hit as materialized (select d.id, d.modified from opendata.found($1) d where (d.modified, d.id) < ($2::timestamptz, $3::text))
     select d.id, 0 score, ${datasetColumns} from (select * from hit order by modified desc, id desc limit $4) h
     join opendata.dataset d on d.id = h.id order by d.modified desc, d.id desc`,
    [terms, new Date(after?.modified ?? far), after?.id ?? "~", limit + 1],
  );
  return rows;
}

/** The newest of the whole catalogue. */
async function latest(app: Pick<Pool, "query">, limit: number, after?: Place): Promise<readonly Row[]> {
  const { rows } = await app.query<Row>({
    name: "opendata-latest",
    text: `select d.id, 0 score, ${datasetColumns} from opendata.dataset d where (d.modified, d.id) < ($1::timestamptz, $2::text)
      order by d.modified desc, d.id desc limit $3`,
    values: [new Date(after?.modified ?? far), after?.id ?? "~", limit + 1],
  });
  return rows;
}

/** How many have all the terms. */
async function count(app: Pick<Pool, "query">, terms: readonly string[]): Promise<number> {
  const { rows } = await app.query<{ n: number }>({
    name: "opendata-count",
    text: "select opendata.count_found($1::text[]) n",
    values: [terms],
  });
  return rows[0]?.n ?? 0;
}

/** About how many have all the terms, counted on one part of the catalogue. */
const estimated = async (app: Pick<Pool, "query">, terms: readonly string[]): Promise<number> =>
  (await count(app, [...terms, "sample:0"])) * samples;

/** Every value of every facet in the whole catalogue, as they are kept beside it; `all` counts the datasets. */
async function tallied(app: Pick<Pool, "query">): Promise<readonly Count[]> {
  const { rows } = await app.query<Count>("select facet f, value v, n from opendata.tally where n > 0");
  return rows;
}

/** The whole catalogue, newest first; its counts are kept beside it. */
async function everything(app: Pick<Pool, "query">, limit: number, after?: Place): Promise<Found> {
  const [page, tally] = [await latest(app, limit, after), await tallied(app)];
  const values = tally.filter(({ f }) => facets.includes(f));
  return found(page, limit, total(values), false, values);
}

/** How many datasets these are: each has one agency. */
const total = (counts: readonly Count[]): number => counts.reduce((sum, { f, n }) => (f === "agency" ? sum + (n ?? 0) : sum), 0);

/** Every value of every facet among the datasets that have these, added up from the combinations that there are. */
async function combined(app: Pick<Pool, "query">, chosen: Search["facets"]): Promise<readonly Count[]> {
  const { rows } = await app.query<Count>({
    name: "opendata-combined",
    text: `with hit as materialized (
        select agency, theme, licence, formats, n from opendata.combined
        where n > 0 and ($1::text is null or agency = $1) and ($2::text is null or theme = $2)
          and ($3::text is null or licence = $3) and ($4::text is null or formats @> array[$4])
      )
      select 'agency' f, agency v, sum(n)::int n from hit group by agency
      union all select 'theme', theme, sum(n)::int from hit group by theme
      union all select 'licence', licence, sum(n)::int from hit group by licence
      union all select 'format', v, sum(n)::int from hit, unnest(formats) v group by v`,
    values: [chosen.agency ?? null, chosen.theme ?? null, chosen.licence ?? null, chosen.format ?? null],
  });
  return rows;
}

function found(rows: readonly Row[], limit: number, count: number, about: boolean, counts: readonly Count[]): Found {
  const of = (facet: Facet) =>
    counts
      .filter(({ f }) => f === facet)
      .map(({ v, n }) => ({ value: v, n }))
      .sort((a, b) => (b.n ?? 0) - (a.n ?? 0) || (a.value < b.value ? -1 : 1));
  return {
    datasets: rows.slice(0, limit).map((row) => {
      const dataset = datasetOf(row);
      return { ...dataset, place: { score: row.score, modified: dataset.modified, id: row.id } };
    }),
    more: rows.length > limit,
    count,
    about,
    values: { agency: of("agency"), theme: of("theme"), format: of("format"), licence: of("licence") },
  };
}
