// Open data through its front doors: what is published and what never is, linked data in two forms, CKAN's interface, downloads.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import jsonld from "jsonld";
import n3 from "n3";
import { publicUrl, startTestApp, type TestApp } from "../../test/support/app.ts";
import { refreshDatasets } from "./index.ts";

const app: TestApp = await startTestApp();
const now = Date.parse("2026-09-21T09:30:00+08:00");
const ground = { app: app.desk.pool, catalogue: app.desk.catalogue, day: app.desk.day } as const;
const ids = ["addresses", "legal-entities", "licences-issued", "public-services"];

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
