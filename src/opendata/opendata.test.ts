// Open data through its front doors: what is published and what never is, linked data in two forms, CKAN's interface, downloads.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import jsonld from "jsonld";
import n3 from "n3";
import { Client } from "pg";
import { naughty } from "../../test/hardening/naughty.ts";
import { publicUrl, startTestApp, type TestApp } from "../../test/support/app.ts";
import { refreshDatasets } from "./index.ts";

const app: TestApp = await startTestApp();
const now = Date.parse("2026-09-21T09:30:00+08:00");
const ground = { app: app.desk.pool, catalogue: app.desk.catalogue, day: app.desk.day } as const;
const ids = ["addresses", "divisions", "indicators", "land", "legal-entities", "licences-issued", "public-services"];

before(async () => {
  assert.ok((await refreshDatasets(ground, now)) >= ids.length);
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as they come.
const action = async (name: string, query: string | Record<string, unknown> = "", init: RequestInit = {}): Promise<any> => {
  const asked =
    typeof query === "string"
      ? await app.request(`/api/3/action/${name}${query}`, init)
      : await app.request(`/api/3/action/${name}`, {
          method: "POST",
          body: JSON.stringify(query),
          headers: { "content-type": "application/json" },
        });
  return { status: asked.status, headers: asked.headers, ...((await asked.json()) as object) };
};

test("lists and shows", async () => {
  const list = await action("package_list");
  assert.deepEqual([list.status, list.success], [200, true]);
  for (const id of ids) assert.ok(list.result.includes(id), id);
  const { result } = await action("package_show", "?id=legal-entities");
  assert.equal(result.name, "legal-entities");
  assert.equal(result.organization.name, "market");
  assert.equal(result.num_resources, 2);
  assert.deepEqual((await action("package_show", `?id=${result.id}`)).result, result);
  const resource = await action("resource_show", `?id=${result.resources[1].id}`);
  assert.deepEqual(resource.result, result.resources[1]);
});

test("what is downloaded is what was said of it, and holds open fields alone", async () => {
  const { result } = await action("package_show", "?id=legal-entities");
  for (const resource of result.resources) {
    const answer = await app.request(resource.url.slice(publicUrl.length));
    assert.equal(answer.status, 200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.length, resource.size);
    assert.equal(`sha256:${createHash("sha256").update(bytes).digest("hex")}`, resource.hash);
    assert.doesNotMatch(bytes.toString("utf8"), /沈若岚|legal-representative/);
    const again = await app.request(resource.url.slice(publicUrl.length), {
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    assert.equal(again.status, 304);
  }
});

test("a register's geometries come as GeoJSON too", async () => {
  const { result } = await action("package_show", "?id=land");
  const geo = result.resources.find(({ format }: { format: string }) => format === "GEOJSON");
  const collection = JSON.parse(await (await app.request(geo.url.slice(publicUrl.length))).text());
  assert.equal(collection.type, "FeatureCollection");
  assert.ok(collection.features.length > 10);
  for (const { geometry, properties } of collection.features) assert.ok(geometry.type && properties.name && !("shape" in properties));
});

const quadsOf = async (path: string) => {
  const answer = await app.request(path);
  assert.equal(answer.status, 200, path);
  const text = await answer.text();
  if (path.includes(".ttl")) return new n3.Parser().parse(text);
  return new n3.Parser({ format: "N-Quads" }).parse(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }));
};
const canonical = async (path: string): Promise<string> => {
  const writer = new n3.Writer({ format: "N-Quads" });
  const text = writer.quadsToString(await quadsOf(path));
  return jsonld.canonize(text, { algorithm: "RDFC-1.0", inputFormat: "application/n-quads", format: "application/n-quads" });
};

test("both serialisations are the same graph", async () => {
  for (const path of ["/catalogue", "/services", "/data/addresses"]) {
    const [ld, ttl] = [await canonical(`${path}.jsonld`), await canonical(`${path}.ttl`)];
    const plain = (text: string) => text.replaceAll("/catalogue.jsonld", "/catalogue").replaceAll("/catalogue.ttl", "/catalogue");
    assert.ok(ld.length > 1000, path);
    const [a, b] = [plain(ld).split("\n"), plain(ttl).split("\n")];
    assert.deepEqual([a.filter((line) => !b.includes(line)), b.filter((line) => !a.includes(line))], [[], []], path);
  }
});

test("searches by words, fields, ranges and facets", async () => {
  const names = async (query: string): Promise<string[]> => {
    const { success, result } = await action("package_search", `?${query}`);
    assert.ok(success, query);
    assert.equal(result.count, result.results.length, query);
    return result.results.map(({ name }: { name: string }) => name).toSorted();
  };
  const q = (text: string) => `q=${encodeURIComponent(text)}`;
  assert.deepEqual(await names(""), ids);
  assert.deepEqual(await names("q=*:*&fq=state:active+AND+private:false"), ids);
  assert.deepEqual(await names(q("统一社会信用代码")), ["legal-entities"]);
  assert.deepEqual(await names(q("address*")), await names(q("ADDRESS")));
  assert.deepEqual(await names(q("没有这样的数据")), []);
  assert.deepEqual(await names(q("organization:market OR organization:planning")), ["addresses", "land", "legal-entities"]);
  assert.deepEqual(await names(q("organization:(market OR planning) -name:addresses")), ["land", "legal-entities"]);
  assert.deepEqual(await names(q('tags:"land use"')), ["addresses"]);
  assert.deepEqual(await names("fq=res_format:Turtle"), ["public-services"]);
  assert.deepEqual(await names("fq=groups:gove&fq=license_id:cc0-1.0"), ["public-services"]);
  assert.deepEqual(await names(`fq=${encodeURIComponent("metadata_modified:[2026-09-21T00:00:00Z TO *]")}`), ids);
  assert.deepEqual(await names(`fq=${encodeURIComponent("metadata_modified:{2026-09-21T01:30:00Z TO NOW]")}`), []);
  assert.deepEqual(await names(`fq=${encodeURIComponent("NOT metadata_modified:[NOW-1DAY TO NOW]")}`), []);
  const { result } = await action("package_search", {
    q: "",
    rows: 1,
    start: 1,
    sort: "name asc",
    "facet.field": ["organization", "res_format"],
  });
  assert.deepEqual([result.count, result.results[0].name], [7, "divisions"]);
  assert.deepEqual(result.facets.organization, { data: 2, planning: 2, "civil-affairs": 1, government: 1, market: 1 });
  assert.deepEqual(result.facets.res_format, { CSV: 7, JSON: 7, GEOJSON: 1, JSON_LD: 1, RDF_TURTLE: 1 });
  assert.equal(result.search_facets.organization.items[0].count, 2);
});

test("lists of departments, themes, tags; what the site is", async () => {
  assert.deepEqual((await action("organization_list")).result, ["civil-affairs", "data", "government", "market", "planning"]);
  const shown = (await action("organization_show", "?id=market&include_datasets=true")).result;
  assert.deepEqual([shown.package_count, shown.packages[0].name], [1, "legal-entities"]);
  assert.deepEqual((await action("group_list")).result, ["econ", "envi", "gove", "regi"]);
  assert.deepEqual((await action("tag_list", "?query=land")).result, ["farmland", "land", "land use"]);
  assert.equal((await action("status_show")).result.site_url, publicUrl);
  assert.equal((await action("current_package_list_with_resources", "?limit=2")).result.length, 2);
  const english = await action("package_show", "?id=addresses", { headers: { "accept-language": "en" } });
  assert.deepEqual([english.result.title, english.result.title_translated.zh_Hans_CN], ["Addresses", "标准地址"]);
  assert.match((await action("help_show", "?name=package_show")).result, /One dataset/);
});

test("what is asked wrongly is refused as CKAN refuses it, and says why", async () => {
  const refused: readonly [string, string | Record<string, unknown>, number, string][] = [
    ["package_show", "", 409, "Validation Error"],
    ["package_show", "?id=nothing", 404, "Not Found Error"],
    ["package_show", { id: ["a", "b"] }, 409, "Validation Error"],
    ["package_show", { id: "a\0b" }, 404, "Not Found Error"],
    ["resource_show", "?id=x", 404, "Not Found Error"],
    ["organization_show", "?id=health", 404, "Not Found Error"],
    ["package_search", "?rows=-1", 409, "Validation Error"],
    ["package_search", "?rows=ten", 409, "Validation Error"],
    ["package_search", "?start=1e3", 409, "Validation Error"],
    ["package_search", "?facet.field=[", 409, "Validation Error"],
    ["package_search", "?facet.field=password", 400, "Search Query Error"],
    ["package_search", "?sort=entry%20desc", 400, "Search Query Error"],
    ["package_search", "?sort=name;drop%20table", 400, "Search Query Error"],
    ["package_search", "?q=secret:1", 400, "Search Query Error"],
    ["package_search", "?q=(a", 400, "Search Query Error"],
    ["package_search", "?q=a%20AND", 400, "Search Query Error"],
    ["package_search", `?q=${"(".repeat(100)}a${")".repeat(100)}`, 400, "Search Query Error"],
    ["package_search", { q: "a ".repeat(5000) }, 400, "Search Query Error"],
    ["package_search", "?q=%22open", 400, "Search Query Error"],
    ["package_search", "?q=a?b", 400, "Search Query Error"],
    ["package_search", "?fq=metadata_modified:[yesterday%20TO%20*]", 400, "Search Query Error"],
    ["package_search", "?fq=metadata_modified:[2026-02-31T99:00:00Z%20TO%20*]", 400, "Search Query Error"],
    ["package_search", "?fq=name:[a%20TO%20b]", 400, "Search Query Error"],
    ["package_search", "?constructor=1", 400, "Search Query Error"],
    ["package_search", { q: { a: 1 } }, 409, "Validation Error"],
  ];
  for (const [name, query, status, kind] of refused) {
    const answer = await action(name, query);
    assert.deepEqual([answer.status, answer.success, answer.error?.__type], [status, false, kind], `${name} ${JSON.stringify(query)}`);
    assert.match(answer.help, /help_show\?name=/);
  }
  for (const body of ["[1]", "null", "{", "1"]) {
    const answer = await app.request("/api/3/action/package_list", {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    assert.equal(answer.status, 409, body);
  }
  for (const name of ["package_create", "constructor", "__proto__", "package_search%00"]) {
    const answer = await app.request(`/api/3/action/${name}`);
    assert.equal(answer.status, 400, name);
  }
  for (const q of ["' or 1=1 --", "%", "_", "\\", "名'称", "a & b | !c", "𠮷", "١", "{}", "[]"]) {
    const answer = await action("package_search", { q });
    assert.ok([200, 400].includes(answer.status), q);
  }
});

test("no string that people or machines come up with fails a search", async () => {
  for (const text of naughty) {
    const statuses = await Promise.all([
      action("package_search", { q: text, fq: text }),
      action("package_search", { q: "", sort: text, "facet.field": [text] }),
      action("package_show", { id: text }),
      action("tag_list", { query: text }),
    ]);
    for (const { status } of statuses) assert.ok([200, 400, 404, 409].includes(status), JSON.stringify(text));
    const query = new URLSearchParams({ q: text.slice(0, 200), agency: text.slice(0, 100) });
    const page = await app.request(`/en/data?${query}`, { headers: { accept: "text/html" } });
    assert.ok([200, 400, 414].includes(page.status), JSON.stringify(text));
  }
});

test("answers may be kept, and are not sent again to whoever has them", async () => {
  const first = await app.request("/api/3/action/package_list");
  assert.match(first.headers.get("cache-control") ?? "", /public/);
  assert.ok(first.headers.get("last-modified"));
  const again = await app.request("/api/3/action/package_list", { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  assert.equal(again.status, 304);
  const ttl = await app.request("/catalogue.ttl");
  assert.equal((await app.request("/catalogue.ttl", { headers: { "if-none-match": ttl.headers.get("etag") ?? "" } })).status, 304);
});

test("an address gives what its reader accepts", async () => {
  const to = async (path: string, accept: string) => {
    const answer = await app.request(path, { headers: { accept, "accept-language": "en" } });
    return answer.headers.get("location") ?? answer.status;
  };
  assert.equal(await to("/catalogue", "text/turtle"), "/catalogue.ttl");
  assert.equal(await to("/catalogue", "application/ld+json;q=0.9, text/turtle;q=0.1"), "/catalogue.jsonld");
  assert.equal(await to("/catalogue", "text/html,application/xhtml+xml,*/*;q=0.8"), "/en/data");
  assert.equal(await to("/data/addresses", "text/html"), "/en/data/addresses");
  assert.equal(await to("/services", "text/turtle"), "/services.ttl");
  assert.equal(await to("/catalogue", "image/png"), 406);
  for (const path of ["/data/none.ttl", "/data/addresses.exe", "/data/addresses/files/none.csv", "/data/none/datapackage.json"]) {
    assert.equal((await app.request(path)).status, 404, path);
  }
});

test("the catalogue is taken a page at a time, and what changed since an instant", async () => {
  const seen: string[] = [];
  let path: string | undefined = "/catalogue.ttl?limit=3";
  while (path !== undefined) {
    const answer: Response = await app.request(path);
    const quads = new n3.Parser().parse(await answer.text());
    seen.push(...quads.filter(({ object }) => object.value === "http://www.w3.org/ns/dcat#Dataset").map(({ subject }) => subject.value));
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1]?.slice(publicUrl.length);
  }
  assert.deepEqual(
    seen.toSorted(),
    ids.map((id) => `${publicUrl}/data/${id}`),
  );
  assert.equal(
    (await quadsOf("/catalogue.ttl?modified_since=2026-09-22")).filter(({ object }) => object.value.endsWith("#Dataset")).length,
    0,
  );
  for (const query of ["limit=0", "limit=5000", "limit=x", "after=A'", "modified_since=soon"]) {
    assert.equal((await app.request(`/catalogue.ttl?${query}`)).status, 400, query);
  }
});

test("a dataset keeps its date while nothing changes, and takes another when a record does", async () => {
  const shown = async () => (await action("package_show", "?id=addresses")).result;
  const before = await shown();
  const week = 7 * 24 * 3_600_000;
  assert.ok((await refreshDatasets(ground, now + week)) > 0);
  assert.deepEqual(await shown(), before);
  const owner = new Client({ connectionString: app.database.superuser });
  await owner.connect();
  await owner.query(
    "update registry.record set open = open || '{\"floor-area\": 12345.5}' where register = 'addresses' and (id, version) = (select id, version from registry.record where register = 'addresses' limit 1)",
  );
  await refreshDatasets(ground, now + 2 * week);
  const after = await shown();
  assert.notEqual(after.resources[0].hash, before.resources[0].hash);
  assert.equal(after.metadata_modified, "2026-10-05T01:30:00.000000");
  assert.equal(after.id, before.id);
  // A register that is no longer shared without condition takes its dataset with it.
  await owner.query(
    "update registry.register set definition = jsonb_set(definition::jsonb, '{share,open}', '\"conditional\"')::text::json where id = 'addresses'",
  );
  await owner.query("update registry.register set hash = sha256(hash) where id = 'addresses'");
  await refreshDatasets(ground, now + 3 * week);
  await owner.end();
  for (const path of [
    "/data/addresses/files/addresses.csv",
    "/data/addresses.ttl",
    "/data/addresses.jsonld",
    "/data/addresses/datapackage.json",
  ])
    assert.equal((await app.request(path)).status, 410, path);
  const page = await app.request("/zh/data/addresses", { headers: { accept: "text/html" } });
  assert.equal(page.status, 410);
  assert.match(await page.text(), /已撤下[\s\S]*2026年10月12日/);
});

test("whoever takes what changed learns of what was withdrawn; the others do not see it; published again it is the same dataset", async () => {
  const names = async (query: string): Promise<string[]> => {
    const { result } = await action("package_search", `?${query}`);
    assert.equal(result.count, result.results.length, query);
    return result.results.map((one: { name: string; state: string }) => `${one.name} ${one.state}`);
  };
  const since = "fq=metadata_modified:[2026-10-12T00:00:00Z%20TO%20*]";
  assert.deepEqual(await names(since), ["addresses deleted"]);
  assert.deepEqual(await names(`${since}&fq=state:active`), []);
  assert.deepEqual(await names(`${since}&include_deleted=false`), []);
  assert.deepEqual(await names("q=state:deleted"), ["addresses deleted"]);
  assert.ok(!(await names("")).includes("addresses deleted"));
  assert.deepEqual(
    (await names("include_deleted=true&rows=100")).filter((one) => one.startsWith("addresses")),
    ["addresses deleted"],
  );
  const gone = (await action("package_show", "?id=addresses")).result;
  assert.deepEqual(
    [gone.state, gone.resources, gone.num_resources, gone.metadata_modified],
    ["deleted", [], 0, "2026-10-12T01:30:00.000000"],
  );
  assert.deepEqual((await action("package_show", `?id=${gone.id}`)).result, gone);
  assert.ok(!(await action("package_list")).result.includes("addresses"));
  assert.doesNotMatch(await (await app.request("/catalogue.ttl?limit=1000")).text(), /data\/addresses>/);
  const owner = new Client({ connectionString: app.database.superuser });
  await owner.connect();
  await owner.query(
    "update registry.register set definition = jsonb_set(definition::jsonb, '{share,open}', '\"unconditional\"')::text::json, hash = sha256(hash) where id = 'addresses'",
  );
  await owner.end();
  await refreshDatasets(ground, now + 5 * 7 * 24 * 3_600_000);
  const again = (await action("package_show", "?id=addresses")).result;
  assert.deepEqual([again.state, again.id, again.metadata_created], ["active", gone.id, gone.metadata_created]);
  assert.deepEqual(await names("q=state:deleted"), []);
});
