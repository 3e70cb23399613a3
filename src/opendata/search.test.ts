// Searching a catalogue that has grown: right, page by page, and without reading it from end to end.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cloneDatabase } from "../../test/support/database.ts";
import { growDatasets } from "../../test/support/datasets.ts";
import { openPool } from "../platform/database/index.ts";
import { packageSearch } from "./ckan/package-search.ts";
import { type Place, type Search, searchDatasets } from "./index.ts";
import type { Place as CkanPlace } from "./rdf/place.ts";
import { termsOf, wantedOf } from "./terms.ts";

// Before the database's own end, which is told of next.
after(async () => {
  await app.end();
  await owner.end();
});
const database = await cloneDatabase();
const app = openPool(database.app, "test", 2);
const owner = new Client({ connectionString: database.owner });
before(async () => {
  await growDatasets(database.owner, 12_000, 600);
  await owner.connect();
});

test("whoever looks for a part of what is written finds it", () => {
  const texts = ["特种设备检查名录", "Hospitals of the city: Café, ISO-8859", "Ｃｏｄｅ １２"];
  const terms = new Set(termsOf(texts));
  for (const query of ["特种设备", "设备检查", "备", "hosp", "HOSPITALS", "cafe", "iso 8859", "code 12", "city of"]) {
    assert.deepEqual(
      wantedOf(query).terms.filter((term) => !terms.has(term)),
      [],
      query,
    );
  }
  for (const query of ["检设", "pital", "库"])
    assert.ok(
      wantedOf(query).terms.some((term) => !terms.has(term)),
      query,
    );
});

/** Every dataset of a search, page by page. */
async function all(search: Search, limit: number): Promise<{ ids: string[]; titles: string[]; count: number; about: boolean }> {
  const [ids, titles]: [string[], string[]] = [[], []];
  let at: Place | undefined;
  for (;;) {
    const page = await searchDatasets(app, search, { limit, ...(at ? { after: at } : {}) });
    ids.push(...page.datasets.map(({ id }) => id));
    titles.push(...page.datasets.map(({ title }) => `${title.zh} ${title.en}`));
    at = page.datasets.at(-1)?.place;
    if (!page.more) return { ids, titles, count: page.count, about: page.about };
  }
}

test("narrow searches are counted exactly, title first, each dataset once however the pages are cut", async () => {
  const search: Search = { words: "电梯 名录", facets: { licence: "cc0-1.0" } };
  const whole = await all(search, 2000);
  assert.ok(whole.count > 20 && !whole.about, String(whole.count));
  assert.equal(new Set(whole.ids).size, whole.count);
  assert.deepEqual((await all(search, 7)).ids, whole.ids);
  const hits = whole.titles.map((title) => title.includes("电梯") && title.includes("名录"));
  assert.deepEqual(
    hits,
    hits.toSorted((a, b) => Number(b) - Number(a)),
  );
  const { rows } = await owner.query(
    "select id from opendata.dataset where entry::text like '%电梯%' and entry::text like '%名录%' and licence = 'cc0-1.0'",
  );
  assert.deepEqual(whole.ids.toSorted(), rows.map(({ id }) => id).toSorted());
});

test("facets are counted as they are", async () => {
  const found = await searchDatasets(app, { words: "疫苗", facets: { theme: "EDUC" } }, { limit: 5 });
  assert.ok(!found.about);
  for (const facet of ["agency", "licence"] as const)
    assert.equal(
      found.values[facet].reduce((sum, { n }) => sum + (n ?? 0), 0),
      found.count,
      facet,
    );
  for (const { value, n } of found.values.agency.slice(0, 3)) {
    const narrowed = await searchDatasets(app, { words: "疫苗", facets: { theme: "EDUC", agency: value } }, { limit: 1 });
    assert.equal(narrowed.count, n, value);
  }
});

test("broad searches come newest first, about counted; the whole catalogue and facets alone are counted exactly", async () => {
  const broad = await searchDatasets(app, { words: "dataset", facets: {} }, { limit: 30 });
  assert.ok(broad.about && Math.abs(broad.count - 12_000) < 6_000, String(broad.count));
  const dates = broad.datasets.map(({ modified }) => modified);
  assert.deepEqual(
    dates,
    dates.toSorted((a, b) => b - a),
  );
  const everything = await searchDatasets(app, { words: "", facets: {} }, { limit: 1 });
  assert.deepEqual([everything.count, everything.about], [12_000, false]);
  const { rows } = await owner.query("select count(*)::int n from opendata.dataset where agency = 'agency-0'");
  const agency = await searchDatasets(app, { words: "", facets: { agency: "agency-0" } }, { limit: 1 });
  assert.deepEqual([agency.count, agency.about], [rows[0]?.n, false]);
  assert.deepEqual(everything.values.agency.find(({ value }) => value === "agency-0")?.n, rows[0]?.n);
  // Facets together are counted exactly as well, however many fit, and so are the facets among them.
  const facets = { licence: "cc-by-4.0", format: "CSV" };
  const held = await owner.query<{ n: number; json: number }>(
    "select count(*)::int n, count(*) filter (where formats @> '{JSON}')::int json from opendata.dataset where licence = $1 and formats @> array[$2]",
    [facets.licence, facets.format],
  );
  const both = await searchDatasets(app, { words: "", facets }, { limit: 1 });
  assert.ok(both.count > 2000);
  assert.deepEqual(
    [{ n: both.count, json: both.values.format.find(({ value }) => value === "JSON")?.n }, both.about],
    [held.rows[0], false],
  );
});

test("no search reads the catalogue from end to end", async () => {
  const statements: { text: string; values: unknown[] }[] = [];
  const listening = {
    query: (asked: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
      const statement = typeof asked === "string" ? { text: asked, values } : { text: asked.text, values: asked.values };
      statements.push(statement);
      return app.query(statement);
    },
  } as unknown as typeof app;
  const searches: Search[] = [
    { words: "", facets: {} },
    { words: "", facets: { agency: "agency-0" } },
    { words: "dataset", facets: {} },
    { words: "道路", facets: { theme: "AGRI" } },
    { words: "电梯 名录", facets: { agency: "agency-9" } },
    { words: "没有人发布过的东西", facets: {} },
  ];
  for (const search of searches) await searchDatasets(listening, search, { limit: 20 });
  // What harvesters ask every day: all that changed or went since an instant.
  const since = { fq: "metadata_modified:[NOW-1DAY TO *]", rows: "10", "facet.field": '["organization"]' };
  const place = { base: "", directory: { agencies: () => [], agency: () => undefined } } as unknown as CkanPlace;
  await packageSearch(listening, place, "en", since, Date.now());
  let seen = 0;
  for (const { text, values } of statements.filter((one) => one.text.includes("opendata."))) {
    const { rows } = await owner.query(`explain ${text}`, values);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    assert.doesNotMatch(plan, /Seq Scan on dataset/, `${text}\n${plan}`);
    seen += 1;
  }
  assert.ok(seen >= searches.length);
  // What the function that they call does inside.
  await owner.query("set enable_seqscan = off");
  const { rows } = await owner.query("explain select d.id from opendata.dataset d where d.terms @> '{dataset}'");
  await owner.query("reset enable_seqscan");
  assert.match(JSON.stringify(rows), /Bitmap Index Scan on dataset_terms/);
});

test("what stands far back in the catalogue is found as well, page by page", async () => {
  // A broad word of which the newest datasets know nothing.
  await owner.query(
    "update opendata.dataset set terms = array_remove(terms, 'dataset') where id in (select id from opendata.dataset order by modified desc limit 3000)",
  );
  const { rows } = await owner.query("select id from opendata.dataset where terms @> '{dataset}' order by modified desc, id desc");
  const whole = await all({ words: "dataset", facets: {} }, 900);
  assert.ok(whole.about && whole.ids.length === rows.length && rows.length > 5000, String(rows.length));
  assert.deepEqual(
    whole.ids,
    rows.map(({ id }) => id),
  );
});

test("what nobody would type finds nothing, and fails nothing", async () => {
  for (const words of ["!!!", "'; drop table x; --", "\0", "%_\\", "𠮷".repeat(300), "a".repeat(5000), "‮"]) {
    const found = await searchDatasets(app, { words, facets: { agency: "no'body" } }, { limit: 5 });
    assert.deepEqual([found.count, found.datasets.length], [0, 0], words.slice(0, 20));
  }
});
