// package_search: datasets by words and conditions, a page at a time, counted exactly and by facets.
import type { Pool } from "pg";
import type { Lang } from "../../platform/i18n/index.ts";
import type { Place } from "../rdf/place.ts";
import { type DatasetRow, datasetColumns, datasetOf } from "../store.ts";
import { wantedOf } from "../terms.ts";
import { withdrawnOf } from "../withdrawn.ts";
import { badQuery } from "./answer.ts";
import { boolean, type Given, list, natural, text } from "./given.ts";
import { type Condition, parseQuery } from "./query.ts";
import { groupOf, idFor, organisationOf, packageOf } from "./shape.ts";
import { fieldsOf, groupName, whereOf } from "./where.ts";

const known = new Set(
  "q fq fq_list sort rows start facet facet.mincount facet.limit facet.field fl df q.op mm bf boost tie defType qf wt include_drafts include_deleted include_private use_default_schema".split(
    " ",
  ),
);

/** Facets: the column that is counted, and what a value is called. */
const facetColumns: Readonly<Record<string, string>> = {
  organization: "d.agency",
  groups: "lower(d.theme)",
  license_id: "d.licence",
  res_format: "unnest(d.formats)",
  tags: "unnest(d.tags)",
};
/** Facets of CKAN that have nothing to count here: every value is the same. */
const empty = new Set(["name", "state", "dataset_type", "vocab_a"]);

const sorts: Readonly<Record<string, string>> = {
  score: "score",
  metadata_modified: "d.modified",
  metadata_created: "d.issued",
  name: "d.id",
  title: "d.plain",
  title_string: "d.plain",
  id: "d.uid",
};

/** What is published, and what was. */
const both = `(select uid, id, agency, theme, licence, formats, tags, plain, issued, modified, terms, entry, 'active' state from opendata.dataset
  union all select uid, id, agency, theme, licence, formats, tags, plain, issued, modified, terms, entry, 'deleted' from opendata.withdrawn) d`;

/**
 * Whether what was withdrawn comes too: where it is asked for, and for those who take what changed since an instant, unless they say
 * which state they want.
 */
function withDeleted(given: Given, conditions: readonly Condition[]): boolean {
  const fields = conditions.flatMap(fieldsOf);
  return boolean(given, "include_deleted", fields.includes("state") || fields.includes("metadata_modified"));
}

function conditionOf(query: string): Condition {
  const parsed = parseQuery(query);
  if (!parsed.ok) throw badQuery(parsed.why);
  return parsed.condition;
}

/** The words that q looks for anywhere, not those it excludes: what is found in a title comes first. */
function wordsOf(condition: Condition): readonly string[] {
  if ("all" in condition) return condition.all.flatMap(wordsOf);
  if ("any" in condition) return condition.any.flatMap(wordsOf);
  return "value" in condition && condition.field === undefined ? [condition.value] : [];
}

function orderOf(sort: string): string {
  const parts = sort.split(",").map((part) => /^\s*([\w.]+)(?:\s+(asc|desc))?\s*$/i.exec(part));
  const order = parts.map((part) => {
    const column = part?.[1] === undefined ? undefined : Object.hasOwn(sorts, part[1]) ? sorts[part[1]] : undefined;
    if (column === undefined)
      throw badQuery(`cannot sort by "${sort.slice(0, 100)}": give a field (${Object.keys(sorts).join(", ")}) and asc or desc`);
    return `${column} ${part?.[2]?.toLowerCase() === "desc" ? "desc" : "asc"}`;
  });
  return [...order, "d.id desc"].join(", ");
}

export async function packageSearch(app: Pick<Pool, "query">, place: Place, lang: Lang, given: Given, now: number): Promise<unknown> {
  const strange = Object.keys(given).filter((name) => !known.has(name));
  if (strange.length > 0)
    throw badQuery(
      `Invalid search parameters: ${strange
        .slice(0, 5)
        .map((name) => name.slice(0, 50))
        .join(", ")}`,
    );
  const [rows, start] = [natural(given, "rows", 10, 1000), natural(given, "start", 0, 1_000_000_000)];
  const sort = text(given, "sort") ?? "score desc, metadata_modified desc";
  const order = orderOf(sort);
  const q = conditionOf(text(given, "q") ?? "");
  const filters = [...list(given, "fq"), ...list(given, "fq_list")].map(conditionOf);
  const agencyOfId = (id: string): string =>
    place.directory.agencies().find((one) => idFor("agency", one.id) === id.toLowerCase())?.id ?? id;
  const deleted = withDeleted(given, [q, ...filters]);
  const from = deleted ? both : "opendata.dataset d";
  const where = whereOf([q, ...filters], now, agencyOfId, deleted);
  if (!where.ok) throw badQuery(where.why);
  const { sql, values } = where;
  const pieces = wantedOf(wordsOf(q).join(" ")).pieces.map((piece) => `%${piece.replace(/[\\%_]/g, "\\$&")}%`);
  const n = values.length;
  const page = app.query<DatasetRow & { state?: string }>(
    `select ${datasetColumns}${deleted ? ", d.state" : ""}, (cardinality($${n + 1}::text[]) > 0 and d.plain like all ($${n + 1}))::int score from ${from}
     where ${sql} order by ${order} limit $${n + 2} offset $${n + 3}`,
    [...values, pieces, rows, start],
  );
  const whole = !deleted && sql.split(" and ").every((part) => part === "true");
  const count = app.query<{ n: number }>(
    whole ? "select coalesce((select n from opendata.tally where facet = 'all'), 0) n" : `select count(*)::int n from ${from} where ${sql}`,
    whole ? [] : [...values],
  );
  const facets = facetsOf(app, place, lang, given, { from, sql, values });
  const [{ rows: found }, counted, { plain, titled }] = await Promise.all([page, count, facets]);
  return {
    count: counted.rows[0]?.n ?? 0,
    sort,
    facets: plain,
    search_facets: titled,
    results: found.map((row) =>
      row.state === "deleted" ? packageOf(place, withdrawnOf(row), lang, "deleted") : packageOf(place, datasetOf(row), lang),
    ),
  };
}

async function facetsOf(
  app: Pick<Pool, "query">,
  place: Place,
  lang: Lang,
  given: Given,
  { from, sql, values }: { readonly from: string; readonly sql: string; readonly values: readonly unknown[] },
): Promise<{ plain: Record<string, Record<string, number>>; titled: Record<string, unknown> }> {
  const fields = boolean(given, "facet", true) ? list(given, "facet.field") : [];
  const most = natural(given, "facet.limit", 50, 1000);
  const least = natural(given, "facet.mincount", 1, 1_000_000_000);
  const strange = fields.find((field) => !Object.hasOwn(facetColumns, field) && !empty.has(field));
  if (strange !== undefined)
    throw badQuery(`undefined field "${strange.slice(0, 50)}" in facet.field: there are ${Object.keys(facetColumns).join(", ")}`);
  const title = (field: string, value: string): unknown => {
    if (field === "organization") return organisationOf(place, value, lang).title;
    return field === "groups" ? groupOf(value.toUpperCase(), lang).title : value;
  };
  const all = await Promise.all(
    fields.map(async (field): Promise<readonly [string, readonly { v: string; n: number }[]]> => {
      if (empty.has(field)) return [field, []];
      const { rows } = await app.query<{ v: string; n: number }>(
        `select v, count(*)::int n from (select ${facetColumns[field]} v from ${from} where ${sql}) x
         group by v having count(*) >= $${values.length + 1} order by n desc, v limit $${values.length + 2}`,
        [...values, least, most],
      );
      return [field, rows];
    }),
  );
  return {
    plain: Object.fromEntries(
      all.map(([field, rows]) => [field, Object.fromEntries(rows.map(({ v, n }) => [field === "groups" ? groupName(v) : v, n]))]),
    ),
    titled: Object.fromEntries(
      all.map(([field, rows]) => [
        field,
        { title: field, items: rows.map(({ v, n }) => ({ name: v, display_name: title(field, v), count: n })) },
      ]),
    ),
  };
}
