// Searching the catalogue: by words, by facets, a page at a time, counted.
import type { Pool } from "pg";
import type { Dataset } from "./format.ts";
import { type DatasetRow, datasetColumns, datasetOf } from "./store.ts";
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
  /** How many there are; `about` where it was worked out from a sixteenth of the catalogue. */
  readonly count: number;
  readonly about: boolean;
  /** For each facet its values, most first. */
  readonly values: Readonly<Record<Facet, readonly { readonly value: string; readonly n: number }[]>>;
}

/** About so many are counted and ordered one by one, title first; beyond, the newest come first and counts are worked out. */
const narrow = 2_000;
/** The catalogue's sixteenths, by the first hexadecimal digit of an id's hash. */
const sixteenths = 16;

interface Row extends DatasetRow {
  readonly id: string;
  readonly score: number;
}
interface Counts {
  readonly n: number;
  readonly f: readonly { f: Facet; v: string; n: number }[] | null;
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
  // A sixteenth tells first whether it is worth counting and ordering them all.
  const sample = await sampled(app, all);
  if (sample.n * sixteenths > narrow) {
    const page = await newest(app, all, search.facets, limit, after);
    const known = all.length === 1 ? await tallied(app, search.facets) : undefined;
    const values = (sample.f ?? []).map((each) => ({ ...each, n: each.n * sixteenths }));
    return found(page, limit, known ?? sample.n * sixteenths, known === undefined, values);
  }
  const { rows } = await app.query<{ page: Row[] | null } & Counts>(narrowSearch, [
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

const counted = (from: string): string => `
  (select count(*)::int from ${from}) n,
  (select json_agg(json_build_object('f', f, 'v', v, 'n', n)) from (
    select f, v, count(*)::int n from ${from} h,
      lateral (values ('agency', h.agency), ('theme', h.theme), ('licence', h.licence)) x (f, v) group by f, v
    union all select 'format', v, count(*)::int from ${from} h, unnest(h.formats) v group by v
  ) c) f`;

const narrowSearch = `
  with hit as materialized (
    select d.id, d.agency, d.theme, d.licence, d.formats, d.modified, (cardinality($2::text[]) > 0 and d.plain like all ($2))::int score
    from opendata.dataset d where d.terms @> $1
  )
  select ${counted("hit")},
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

/** The newest that fit, read in the order of their dates: so many fit that the page fills soon. */
async function newest(
  app: Pick<Pool, "query">,
  terms: readonly string[],
  chosen: Search["facets"],
  limit: number,
  after?: Place,
): Promise<readonly Row[]> {
  // Facets with an index in this order stand beside the terms, so that one that is rare among the newest costs nothing.
  const kept = (["agency", "theme", "licence"] as const).filter((facet) => chosen[facet] !== undefined);
  const { rows } = await app.query<Row>(
    `select d.id, 0 score, ${datasetColumns} from opendata.dataset d
     where d.terms @> $1 and (d.modified, d.id) < ($2::timestamptz, $3::text)${kept.map((facet, at) => ` and d.${facet} = $${at + 5}`).join("")}
     order by d.modified desc, d.id desc limit $4`,
    [terms, new Date(after?.modified ?? far), after?.id ?? "~", limit + 1, ...kept.map((facet) => chosen[facet])],
  );
  return rows;
}

/** How many have the one value that is chosen, as it is kept; undefined where words are sought. */
async function tallied(app: Pick<Pool, "query">, chosen: Search["facets"]): Promise<number | undefined> {
  const [facet] = facets.filter((one) => chosen[one] !== undefined);
  if (facet === undefined) return undefined;
  const { rows } = await app.query<{ n: number }>("select n from opendata.tally where facet = $1 and value = $2", [facet, chosen[facet]]);
  return rows[0]?.n ?? 0;
}

/** Counts one sixteenth of what fits. */
async function sampled(app: Pick<Pool, "query">, terms: readonly string[]): Promise<Counts> {
  const { rows } = await app.query<Counts>(
    `with hit as materialized (
        select d.agency, d.theme, d.licence, d.formats from opendata.dataset d where d.terms @> ($1::text[] || array['sample:0'])
      ) select ${counted("hit")}`,
    [terms],
  );
  return rows[0] ?? { n: 0, f: null };
}

/** The whole catalogue, newest first; its counts are kept beside it. */
async function everything(app: Pick<Pool, "query">, limit: number, after?: Place): Promise<Found> {
  const [{ rows }, tally] = await Promise.all([
    app.query<Row>({
      name: "opendata-everything",
      text: `select d.id, 0 score, ${datasetColumns} from opendata.dataset d where (d.modified, d.id) < ($1::timestamptz, $2::text)
        order by d.modified desc, d.id desc limit $3`,
      values: [new Date(after?.modified ?? far), after?.id ?? "~", limit + 1],
    }),
    app.query<{ f: Facet | "all"; v: string; n: number }>("select facet f, value v, n from opendata.tally where n > 0"),
  ]);
  const count = tally.rows.find(({ f }) => f === "all")?.n ?? 0;
  return found(
    rows,
    limit,
    count,
    false,
    tally.rows.flatMap(({ f, v, n }) => (f === "all" ? [] : [{ f, v, n }])),
  );
}

function found(
  rows: readonly Row[],
  limit: number,
  count: number,
  about: boolean,
  counts: readonly { f: Facet; v: string; n: number }[],
): Found {
  const of = (facet: Facet) =>
    counts
      .filter(({ f }) => f === facet)
      .map(({ v, n }) => ({ value: v, n }))
      .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
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
