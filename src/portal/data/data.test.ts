// The pages of open data: found, narrowed, looked at, in both languages.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { startTestPortal } from "../../../test/support/portal.ts";
import { assertSane } from "../../../test/support/sane.ts";
import { refreshDatasets } from "../../opendata/index.ts";

const portal = await startTestPortal();
const { desk } = portal.app;
const page = async (path: string, status = 200): Promise<string> => {
  const answer = await portal.request(path);
  assert.equal(answer.status, status, path);
  return answer.text();
};

before(async () => {
  const empty = await page("/zh/data");
  assert.match(empty, /还没有开放的数据集/);
  await refreshDatasets({ app: desk.pool, catalogue: desk.catalogue, day: desk.day }, desk.now());
});

test("every page is sane in both languages, and says where programs find the same", async () => {
  for (const lang of ["zh", "en"] as const) {
    for (const path of [
      "/data",
      "/data?q=x",
      "/data?agency=market",
      "/data/addresses",
      "/data/legal-entities",
      "/data/licences-issued",
      "/data/public-services",
    ]) {
      const html = await page(`/${lang}${path}`);
      assertSane(html, lang, path);
      assert.match(html, /<link rel="alternate" type="text\/turtle" href="\/[^"]+\.ttl"/, path);
      if (lang === "en")
        assert.doesNotMatch(
          html
            .replace(/<table[\s\S]*?<\/table>/g, "")
            .replace(/<[^>]*>/g, "")
            .replaceAll("中文", ""),
          /\p{Script=Han}/u,
          path,
        );
    }
  }
});

test("a search finds, narrows, and stands in the address", async () => {
  const html = await page("/zh/data?q=%E5%9C%B0%E5%9D%80&agency=planning");
  assert.match(html, /1 个数据集/);
  assert.match(html, /href="\/zh\/data\/addresses"/);
  assert.doesNotMatch(html, /href="\/zh\/data\/legal-entities"/);
  assert.match(html, /moj-filter__tag" href="\/zh\/data\?q=%E5%9C%B0%E5%9D%80"/);
  assert.match(await page("/en/data?q=nosuchthing"), /No dataset was found/);
  assert.match(await page("/en/data?theme=%3Cscript%3E"), /No dataset was found/);
  await page("/en/data?after=x", 400);
  await page(`/en/data?q=${"%F0%A0%AE%B7".repeat(250)}`);
});

test("a dataset's page shows fields, rows, files and how to read it", async () => {
  const html = await page("/en/data/legal-entities");
  for (const part of [
    /Unified social credit code/,
    /legal-entities\.csv/,
    /SHA-256/,
    /Every day/,
    /Creative Commons/,
    /General, level 1/,
    /The first 10 rows/,
    /package_show\?id=legal-entities/,
  ])
    assert.match(html, part);
  assert.doesNotMatch(html, /沈若岚|[Ll]egal representative/);
  await page("/en/data/nothing", 404);
  await page("/en/data/%27", 404);
  assert.match(await page("/zh/"), /href="\/zh\/data"/);
});

test("the catalogue's id leads to its page", async () => {
  const { rows } = await desk.pool.query<{ uid: string }>("select uid from opendata.dataset where id = 'addresses'");
  const answer = await portal.request(`/en/data/${rows[0]?.uid}`);
  assert.deepEqual([answer.status, answer.headers.get("location")], [301, "/en/data/addresses"]);
});
