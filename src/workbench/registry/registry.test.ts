// The registers' pages: who may come in, that every look at personal data is recorded, and that a file is loaded with a report.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleRows } from "../../../test/support/city.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";

const bench = await startTestWorkbench({ now: Date.now() });
const city = sampleRows();
const [citizen] = city.persons;
assert.ok(citizen);
const steward = "an-ning";
const page = async (path: string, as: string, status = 200) => {
  const answer = await bench.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path} ${text.slice(0, 2000)}`);
  return text;
};
const send = async (path: string, as: string, fields: Record<string, string>, status = 200) => {
  const answer = await bench.send(path, as, fields);
  const text = await answer.text();
  assert.equal(answer.status, status, `${path} ${text.slice(0, 2000)}`);
  return text;
};
const looks = async (): Promise<number> => (await bench.app.desk.exchange.accessesOf(citizen.identifier)).length;
const upload = (path: string, as: string, name: string, content: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set("file", new File([content], name));
  return bench.request(path, { as, method: "POST", body: form });
};

test("registers are for the agency that keeps them, what changes them for its steward", async () => {
  const own = await page("/en/workbench/registers", steward);
  assert.match(own, /Population register/);
  assert.doesNotMatch(own, /Register of addresses/);
  await page("/zh/workbench/registers/population", steward);
  for (const path of ["population", "population/duplicates", "population/load", "population/export", "nothing"]) {
    await page(`/zh/workbench/registers/${path}`, "zhao-tiejun", 404);
  }
  assert.equal((await bench.request("/zh/workbench/registers/population", {})).status, 302 + 1);
});

test("personal data is looked for and opened for a purpose, and the person sees it", async () => {
  const list = await page("/en/workbench/registers/population", steward);
  assert.ok(!list.includes(citizen.name) && !list.includes(citizen.identifier), "a list without a purpose shows nobody");
  const before = await looks();
  await send("/en/workbench/registers/population/search", steward, { words: citizen.name }, 422);
  assert.equal(await looks(), before);
  const found = await send("/en/workbench/registers/population/search", steward, { words: citizen.identifier, purpose: "核对迁移材料" });
  assert.ok(found.includes(citizen.name));
  assert.equal(await looks(), before + 1);
  const record = /href="(\/en\/workbench\/registers\/population\/records\/[0-9a-f]{64})"/.exec(found)?.[1];
  assert.ok(record);
  const closed = await page(record, steward);
  assert.ok(!closed.includes(citizen.identifier));
  await send(record, steward, { purpose: "" }, 422);
  const opened = await send(record, steward, { purpose: "核对迁移材料" });
  assert.ok(opened.includes(citizen.identifier) && opened.includes("generate.ts"));
  assert.equal(await looks(), before + 2);
  const [look] = await bench.app.desk.exchange.accessesOf(citizen.identifier);
  assert.equal(look?.purpose.zh, "核对迁移材料");
  assert.equal(look?.agency, "public-security");
});

test("open registers show shapes, series and what was revised", async () => {
  const land = await page("/zh/workbench/registers/land?q=明湖街道公园", "geng-tunan");
  const record = /href="(\/zh\/workbench\/registers\/land\/records\/[0-9a-f]{64})"/.exec(land)?.[1];
  assert.ok(record);
  assert.match(await page(record, "geng-tunan"), /<path class="e-map__own" d="M/);
  const series = await page("/zh/workbench/registers/indicators?q=gdp-2020-Q1", "ji-shu");
  const point = /href="(\/zh\/workbench\/registers\/indicators\/records\/[0-9a-f]{64})"/.exec(series)?.[1];
  assert.ok(point);
  const shown = await page(point, "ji-shu");
  assert.match(shown, /e-series__now/);
  assert.match(shown, /更正/);
});

test("the steward loads a file, all or nothing or the good rows, and is told row, column and remedy", async () => {
  const csv = "区划代码（GB/T 2260）,名称,状态\n990301,测试区,current\n99,坏区,current\n";
  const path = "/zh/workbench/registers/divisions/load";
  assert.match(await page(path, "jie-lian"), /type="file"/);
  const none = await (await upload(path, "jie-lian", "a.csv", csv, { how: "all" })).text();
  assert.match(none, /什么都没有写入/);
  assert.match(none, /应当是六位或九位数字/);
  assert.doesNotMatch(await page("/zh/workbench/registers/divisions?q=990301", "jie-lian"), /测试区/);
  assert.match(await (await upload(path, "jie-lian", "a.csv", csv, { how: "good" })).text(), /新增 1 条/);
  assert.match(await page("/zh/workbench/registers/divisions?q=990301", "jie-lian"), /测试区/);
  assert.equal((await upload(path, "jie-lian", "a.exe", "MZ")).status, 422);
  assert.equal((await upload(path, "zhao-tiejun", "a.csv", csv)).status, 404);
  const { rows } = await bench.app.desk.pool.query("select actor, added, refused from registry.load where actor <> 'operator'");
  assert.deepEqual(rows, [{ actor: "officer:jie-lian", added: 1, refused: 1 }]);
});

test("an export is streamed, and recorded before it begins", async () => {
  const path = "/zh/workbench/registers/divisions/export";
  await send(path, "jie-lian", { format: "csv" }, 422);
  const answer = await bench.send(path, "jie-lian", { format: "jsonl", purpose: "年度核对" });
  assert.equal(answer.headers.get("content-disposition"), 'attachment; filename="divisions.jsonl"');
  const lines = (await answer.text()).trim().split("\n");
  assert.ok(lines.length > 7000);
  const { rows } = await bench.app.desk.pool.query("select register, actor, purpose from registry.export");
  assert.deepEqual(rows, [{ register: "divisions", actor: "officer:jie-lian", purpose: "年度核对" }]);
});

test("an export of people is told to each of them", async () => {
  const { exchange } = bench.app.desk;
  const before = (await exchange.accessesOf(citizen.identifier, { kind: "exported" })).length;
  const answer = await bench.send("/zh/workbench/registers/population/export", steward, { format: "jsonl", purpose: "人口年报" });
  assert.ok((await answer.text()).includes(citizen.identifier));
  const told = await exchange.accessesOf(citizen.identifier, { kind: "exported" });
  assert.equal(told.length, before + 1);
  assert.deepEqual([told[0]?.register, told[0]?.purpose.zh, told[0]?.named], ["population", "人口年报", false]);
  assert.deepEqual(await exchange.accessesOf("110105194912310029", { kind: "exported" }), [], "and to nobody else");
});

test("likely duplicates are shown for a purpose and told apart once", async () => {
  const csv = `identifier,name,sex,birth-date\n980102190001019991,${citizen.name}儿,${citizen.sex},${citizen.born}\n`;
  assert.match(await (await upload("/zh/workbench/registers/population/load", steward, "b.csv", csv)).text(), /新增 1 条/);
  const path = "/zh/workbench/registers/population/duplicates";
  assert.match(await page(path, steward), /还在后台比对，已完成约 0%/);
  await bench.app.work();
  const found = await page(path, steward);
  assert.ok(!found.includes("980102190001019991") && !found.includes("后台比对"));
  const shown = await send(path, steward, { purpose: "清理重复" });
  assert.ok(shown.includes("980102190001019991"));
  const section = shown.slice(shown.lastIndexOf("<section", shown.indexOf("980102190001019991")));
  const [a, b] = [/name="a" value="([0-9a-f]{64})"/.exec(section)?.[1], /name="b" value="([0-9a-f]{64})"/.exec(section)?.[1]];
  assert.ok(a && b);
  assert.ok(!(await send(path, steward, { a, b, purpose: "清理重复" })).includes("980102190001019991"));
});
