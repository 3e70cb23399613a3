// What somebody looks for is found by whoever may see it and by nobody else, in order, with the words shown; it is found anew after
// every change, and no more when the case's key is gone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { casesOn, citizen, company, journalist, request, restaurant } from "../../test/hardening/cases.ts";
import { startTestApp } from "../../test/support/app.ts";
import type { Actor } from "../identity/index.ts";
import { forget, type Result, type Results, type Search, search } from "./index.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("../../test/fixtures/writing", import.meta.url)) });
const cases = casesOn(app);
const { desk } = app;

const officer = (posts: readonly string[], rights: readonly string[] = []): Actor =>
  ({ kind: "officer", id: "chen-yulan", name: "", language: "zh", posts, rights, acting: [] }) as Actor;
const market = officer(["market/window"]);
const government = officer(["government/review"]);
const everybody = officer(["market/window"], ["read-cases"]);
const party: Actor = { kind: "party", id: citizen.id, name: "", party: "person", actsFor: [company.id] };
const stranger: Actor = { kind: "party", id: journalist.id, name: "", party: "person", actsFor: [] };

const look = (actor: Actor, words: string, more: Partial<Search> = {}): Promise<Results> =>
  search(desk, actor, { words, ...more }, { limit: 20 });
const ids = ({ results }: Results): string[] => results.map(({ id }) => id);
const marks = ({ found }: Result): string[] => found.flatMap(({ pieces }) => pieces.filter(({ mark }) => mark).map(({ text }) => text));

const first = await cases.open("shen-ruolan", restaurant({ signboard: "云上小馆 Cloud Kitchen 88" }));
app.at(Date.parse("2026-09-22T09:30:00+08:00"));
const second = await cases.open("shen-ruolan", restaurant({ signboard: "堤岸人家" }));
const asked = await cases.open("luo-zhiyuan", request({ what: "堤岸加固三号合同的批准文件", document: "云政发〔2025〕12号" }));
await app.work();
await app.news();

test("words are found wherever they may be read, and shown", async () => {
  const found = await look(market, "云上");
  assert.deepEqual(ids(found), [first.id]);
  assert.deepEqual(found.results[0] && marks(found.results[0]), ["云上"]);
  for (const words of [
    "cloud",
    "CLOUD kitch",
    "云上 88",
    "Ｃｌｏｕｄ",
    first.number,
    first.number.replaceAll("-", ""),
    first.number.slice(9),
  ])
    assert.deepEqual(ids(await look(market, words)), [first.id], words);
  for (const words of ["loud", "上云", "云上 火锅", "小馆子"]) assert.deepEqual(ids(await look(market, words)), [], words);
  assert.deepEqual([found.count, found.about], [1, false]);
});

test("who may not read a case does not find it, by whatever word", async () => {
  for (const words of ["堤岸", asked.number, journalist.name, journalist.identifier, "云政发〔2025〕12号"]) {
    assert.ok(!ids(await look(market, words)).includes(asked.id), words);
    assert.ok(ids(await look(everybody, words)).includes(asked.id), words);
    assert.ok(!ids(await look(party, words)).includes(asked.id), words);
  }
  assert.deepEqual(ids(await look(stranger, "堤岸")), [asked.id]);
  assert.deepEqual(ids(await look(party, "堤岸")), [second.id]);
  assert.deepEqual(await look({ kind: "anonymous" } as Actor, "堤岸"), { results: [], count: 0, about: false, tooShort: false });
  assert.deepEqual(ids(await look(officer([]), "堤岸")), []);
});

test("an applicant is found by name, identifier and telephone; a list tells no more of it than what was typed", async () => {
  for (const words of [company.name.slice(0, 4), company.identifier, company.identifier.toLowerCase()]) {
    const found = await look(market, words);
    assert.deepEqual(ids(found).toSorted(), [first.id, second.id].toSorted(), words);
    for (const { pieces } of found.results.flatMap(({ found: shown }) => shown.filter(({ kind }) => kind === "party")))
      assert.deepEqual(
        pieces.map(({ text }) => text),
        [words],
      );
  }
  const said = await look(market, "堤岸");
  assert.deepEqual(
    said.results[0]?.found.map(({ pieces }) => pieces),
    [[{ text: "堤岸", mark: true }]],
  );
  // An identifier is no word: it is not found by its beginning.
  assert.deepEqual(ids(await look(market, citizen.identifier.slice(0, 12))), []);
  assert.deepEqual(ids(await look(market, company.identifier.slice(0, 10))), []);
});

test("the whole number comes first, then titles, then the rest; the newer first; filters narrow it", async () => {
  const title = await look(everybody, "申请");
  assert.ok(ids(title).includes(asked.id), "in the title of the service");
  const both = await look(everybody, "堤岸");
  assert.equal(both.results.length, 2);
  assert.ok((both.results[0]?.openedAt ?? 0) >= (both.results[1]?.openedAt ?? 0));
  const exact = await look(everybody, first.number);
  assert.equal(ids(exact)[0], first.id);
  const { pack } = exact.results[0] ?? assert.fail();
  assert.deepEqual(ids(await look(everybody, "堤岸", { pack })), [second.id]);
  assert.deepEqual(ids(await look(everybody, "堤岸", { agency: "market" })), [second.id]);
  assert.deepEqual(ids(await look(everybody, "堤岸", { year: "2025" })), []);
  assert.equal((await look(everybody, "堤岸", { year: "2026", kind: "service", status: "running" })).results.length, 2);
  assert.deepEqual(ids(await look(everybody, "堤岸", { status: "ended" })), []);
  assert.deepEqual(ids(await look(everybody, "堤岸", { kind: "document" })), []);
});

test("pages follow each other without a gap or a double", async () => {
  const seen: string[] = [];
  let after: Results["next"];
  for (let page = 0; page < 10; page++) {
    const found = await search(desk, everybody, { words: "2026" }, { limit: 1, after });
    seen.push(...ids(found));
    after = found.next;
    if (!after) break;
  }
  const whole = await look(everybody, "2026");
  assert.deepEqual(seen, ids(whole));
  assert.equal(new Set(seen).size, 3);
});

test("what is said later is found after that, and not by those to whom it was not said", async () => {
  await cases.json(
    cases.post("fang-zhiwei", `/api/v1/cases/${asked.id}/commands`, { type: "note", kind: "remark", words: "申请人来电咨询蓄水池" }),
  );
  assert.deepEqual(ids(await look(government, "蓄水池")), []);
  await app.news();
  assert.deepEqual(ids(await look(government, "蓄水池")), [asked.id]);
  assert.deepEqual(ids(await look(stranger, "蓄水池")), []);
});

test("of a text its latest version is found, with what stands around the words", async () => {
  const note = await cases.open("cheng-siyuan", { service: "draft-note", data: { subject: "汛期值守安排", kind: "short" } });
  const write = async (base: number, plain: string) =>
    cases.json(cases.post("cheng-siyuan", `/api/v1/cases/${note.id}/texts/note`, { base, plain }));
  await write(0, "一、由来\n沿江各泵站自六月起实行双岗值守。");
  await app.news();
  const found = await look(government, "泵站");
  assert.deepEqual(ids(found), [note.id]);
  assert.deepEqual(
    found.results[0]?.found.map(({ pieces }) => pieces.map(({ text, mark }) => (mark ? `[${text}]` : text)).join("")),
    ["由来 沿江各[泵站]自六月起实行双岗值守。"],
  );
  assert.equal(found.results[0]?.kind, "document");
  await write(1, "一、由来\n沿江各闸口自六月起实行双岗值守。");
  await app.news();
  assert.deepEqual(ids(await look(government, "泵站")), []);
  assert.deepEqual(ids(await look(government, "闸口 双岗", { kind: "document" })), [note.id]);
  assert.deepEqual(ids(await look(market, "闸口")), []);
  assert.deepEqual((await look(government, "值守安排")).results[0]?.found[0]?.pieces.length, 2, "nobody applies: answers are shown whole");
});

test("too little, too much and nonsense", async () => {
  for (const words of ["", " ", "水", "，。！", "<", "%"]) assert.equal((await look(everybody, words)).tooShort, true, words);
  for (const words of ["' or 1=1 --", "\\", "\0云上", "💧💧", "a".repeat(100_000), "云上 ".repeat(10_000), "＊＊ {}", "\ud800"])
    await look(everybody, words);
  assert.deepEqual(ids(await look(everybody, "\0云上")), [first.id]);
});

test("a case that is forgotten is not found, nor one whose key is gone", async () => {
  await forget(desk.pool, first.id);
  assert.deepEqual(ids(await look(market, "云上")), []);
  const owner = new Client({ connectionString: app.database.superuser });
  await owner.connect();
  await owner.query("delete from keyring.case_key where case_id = $1", [second.id]);
  assert.deepEqual(ids(await look(market, "堤岸")), [], "found by its grams, and nothing to be opened");
  await owner.query("update ledger.feed set idx = 0 where name like 'search-%'");
  await app.news();
  assert.deepEqual(ids(await look(market, "云上")), [first.id], "made anew from the log");
  const { rows } = await owner.query("select 1 from search.item where case_id = $1", [second.id]);
  await owner.end();
  assert.equal(rows.length, 0);
});
