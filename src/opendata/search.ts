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
  /** How many there are; `about` where it was worked out from a small part of the catalogue. */
  readonly count: number;
  readonly about: boolean;
  /** For each facet its values, most first: how many of those found have it, or undefined where they were too many to count. */
  readonly values: Readonly<Record<Facet, readonly { readonly value: string; readonly n: number | undefined }[]>>;
}

/** About so many are counted and ordered one by one, title first; beyond, the newest come first and the count is worked out. */
const narrow = 1_000;

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
  // A small part of the catalogue tells first whether it is worth counting and ordering them all.
  const about = await estimated(app, all);
  if (about > narrow) {
    const [page, tally] = [await newest(app, all, search.facets, about, limit, after), await tallied(app)];
    const [facet, ...more] = facets.filter((one) => search.facets[one] !== undefined);
    const known = terms.length === 0 && more.length === 0 ? tally.find(({ f, v }) => f === facet && v === search.facets[f])?.n : undefined;
    const values = tally.map(({ f, v }) => ({ f, v, n: undefined }));
    return found(page, limit, known ?? about, known === undefined, values);
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

const narrowSearch = `
  with hit as materialized (
    select d.id, d.agency, d.theme, d.licence, d.formats, d.modified, (cardinality($2::text[]) > 0 and d.plain like all ($2))::int score
    from opendata.found($1) d
  )
  select (select count(*)::int from hit) n,
    (select json_agg(c) from (
      select case when grouping(agency) = 0 then 'agency' when grouping(theme) = 0 then 'theme' else 'licence' end f,
        coalesce(agency, theme, licence) v, count(*)::int n
      from hit group by grouping sets ((agency), (theme), (licence))
      union all select 'format', v, count(*)::int from hit, unnest(formats) v group by v
    ) c) f,
    (select json_agg(p) from (
      select h.id, h.score from hit h where (h.score, h.modified, h.id) < ($3::int, $4::timestamptz, $5::text)
      order by h.score desc, h.modified desc, h.id desc limit $6
    ) p) page`;

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
/** From so many on, a page is likely to fill from among the newest. */
const broad = 10_000;

/** The newest that fit. */
async function newest(
  app: Pick<Pool, "query">,
  terms: readonly string[],
  chosen: Search["facets"],
  about: number,
  limit: number,
  after?: Place,
): Promise<readonly Row[]> {
  // Facets with an index in the order of dates stand beside the terms: their newest are found at once.
  const kept = (["agency", "theme", "licence"] as const).filter((facet) => chosen[facet] !== undefined);
  const place = [terms, new Date(after?.modified ?? far), after?.id ?? "~", limit + 1] as const;
  const earlier = `(d.modified, d.id) < ($2::timestamptz, $3::text)`;
  if (about > broad || kept.length > 0) {
    const { rows } = await app.query<Row>(
      `select d.id, 0 score, ${datasetColumns} from (
         select * from opendata.dataset d where ${earlier}${kept.map((facet, at) => ` and d.${facet} = $${at + 5}`).join("")}
         order by d.modified desc, d.id desc limit ${looked}
       ) d where d.terms @> $1 order by d.modified desc, d.id desc limit $4`,
      [...place, ...kept.map((facet) => chosen[facet])],
    );
    if (rows.length > limit) return rows;
  }
  const { rows } = await app.query<Row>(
    `with hit as materialized (select d.id, d.modified from opendata.found($1) d where ${earlier})
     select d.id, 0 score, ${datasetColumns} from (select * from hit order by modified desc, id desc limit $4) h
     join opendata.dataset d on d.id = h.id order by d.modified desc, d.id desc`,
    [...place],
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

/** About how many have all the terms, counted on one part of the catalogue. */
async function estimated(app: Pick<Pool, "query">, terms: readonly string[]): Promise<number> {
  const { rows } = await app.query<{ n: number }>("select count(*)::int n from opendata.found($1::text[] || array['sample:0'])", [terms]);
  return (rows[0]?.n ?? 0) * samples;
}

/** Every value of every facet in the whole catalogue, as they are kept beside it; `all` counts the datasets. */
async function tallied(app: Pick<Pool, "query">): Promise<readonly Count[]> {
  const { rows } = await app.query<Count>("select facet f, value v, n from opendata.tally where n > 0");
  return rows;
}

/** The whole catalogue, newest first; its counts are kept beside it. */
async function everything(app: Pick<Pool, "query">, limit: number, after?: Place): Promise<Found> {
  const [page, tally] = [await latest(app, limit, after), await tallied(app)];
  const values = tally.filter(({ f }) => facets.includes(f));
  // Each dataset has one agency.
  const count = values.reduce((sum, { f, n }) => (f === "agency" ? sum + (n ?? 0) : sum), 0);
  return found(page, limit, count, false, values);
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
