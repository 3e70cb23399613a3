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

const officer = (posts: readonly string[], rights: readonly string[] = [], id = "chen-yulan"): Actor =>
  ({ kind: "officer", id, name: "", language: "zh", posts, rights, acting: [] }) as Actor;
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
  const place = { version: 1, line: 1, from: 0, to: 2 };
  await cases.json(
    cases.post("cheng-siyuan", `/api/v1/cases/${note.id}/texts/note/comments`, { ...place, words: "是否包括沿湖的蓝藻监测站" }),
  );
  await app.news();
  const commented = await look(government, "蓝藻");
  assert.deepEqual(
    commented.results.map(({ id, found: shown }) => [id, shown.map(({ kind }) => kind)]),
    [[note.id, ["comment"]]],
  );
  assert.deepEqual(ids(await look(market, "蓝藻")), []);
  await write(1, "一、由来\n沿江各闸口自六月起实行双岗值守。");
  await app.news();
  assert.deepEqual(ids(await look(government, "泵站")), []);
  assert.deepEqual(ids(await look(government, "闸口 双岗", { kind: "document" })), [note.id]);
  assert.deepEqual(ids(await look(market, "闸口")), []);
  assert.deepEqual((await look(government, "值守安排")).results[0]?.found[0]?.pieces.length, 2, "nobody applies: answers are shown whole");
});

test("a message is found by those who take part in the conversation, and by nobody else who reads the case", async () => {
  const said = async (body: object): Promise<{ thread: string }> => {
    const answer = await cases.post("chen-yulan", `/api/v1/cases/${first.id}/messages`, { ...body, to: [{ agency: "market" }] });
    assert.equal(answer.status, 201);
    return (await answer.json()) as { thread: string };
  };
  const sent = await said({ text: "排烟管道改走北墙，请核对图纸。" });
  await app.news();
  const desk_ = officer(["market/documents"], [], "somebody");
  for (const reader of [desk_, market, officer(["market/head"], ["read-cases"], "chen-yulan")]) {
    const found = await look(reader, "排烟 北墙");
    assert.deepEqual(
      found.results.map(({ id, thread, found: shown }) => [id, thread, shown.map(({ kind }) => kind)]),
      [[first.id, sent.thread, ["message"]]],
    );
    assert.equal(
      found.results[0]?.found[0]?.pieces.map(({ text, mark }) => (mark ? `[${text}]` : text)).join(""),
      "[排烟]管道改走[北墙]，请核对图纸。",
    );
  }
  const beside = [officer(["market/review"], [], "another"), officer(["market/head"], ["read-cases"], "another"), party, stranger];
  for (const reader of beside) assert.deepEqual(await look(reader, "排烟"), { results: [], count: 0, about: false, tooShort: false });
  // Who took part and may read the case no more finds nothing of it.
  assert.deepEqual(ids(await look(officer([], [], "chen-yulan"), "排烟")), []);
  await said({ text: "已改为东墙", thread: sent.thread });
  await app.news();
  assert.equal((await look(desk_, "东墙")).results[0]?.thread, sent.thread);
});

/** A file as programs write it: one page, one line. */
const pdfOf = (words: string): Uint8Array<ArrayBuffer> => {
  const stream = `BT /F1 12 Tf 72 720 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let file = "%PDF-1.7\n";
  const places = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
};

test("what was handed in is found by its words and its name, by whoever may read the case", async () => {
  const hand = async (name: string, body: Uint8Array<ArrayBuffer>): Promise<string> => {
    const path = `/api/v1/files?name=${encodeURIComponent(name)}`;
    const answer = await app.request(path, { as: "shen-ruolan", method: "POST", body });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { id: string }).id;
  };
  const file = await hand("厨房平面.pdf", pdfOf("Ventilation shaft northside, telephone 13987651234"));
  const broken = await hand("坏掉的图.pdf", new TextEncoder().encode("%PDF-1.7\nnothing of a file\n%%EOF\n"));
  const evidence = (id: string) => [
    { requirement: "gas-alarm", declared: true },
    { requirement: "layout", file: id },
  ];
  const third = await cases.open("shen-ruolan", { ...restaurant({ signboard: "三味书屋" }), evidence: evidence(file) });
  const fourth = await cases.open("shen-ruolan", { ...restaurant({ signboard: "五味书屋" }), evidence: evidence(broken) });
  await app.news();
  assert.deepEqual(ids(await look(market, "ventilation")), [], "not read yet");
  assert.deepEqual(ids(await look(market, "厨房平面")), [third.id]);
  await app.work();
  const found = await look(market, "ventilation");
  assert.deepEqual(ids(found), [third.id]);
  assert.deepEqual(
    found.results[0]?.found.map(({ kind, pieces }) => [kind, pieces]),
    [["evidence", [{ text: "Ventilation", mark: true }]]],
    "of what an applicant handed in a list shows the words alone",
  );
  assert.ok((await look(party, "ventilation")).results[0]?.found[0]?.pieces.some(({ text }) => text.includes("northside")));
  for (const words of ["13987651234", "139876"]) assert.ok(!ids(await look(market, words)).includes(third.id), "a telephone is no word");
  assert.deepEqual(ids(await look(stranger, "ventilation")), []);
  assert.deepEqual(ids(await look(market, "坏掉")), [fourth.id], "what cannot be read is found by its name");
  const { rows } = await desk.pool.query<{ row: string }>("select r::text row from search.reading r");
  assert.equal(rows.length, 2);
  assert.doesNotMatch(rows.map(({ row }) => row).join(""), new RegExp(Buffer.from("Ventilation").toString("hex"), "i"));
  await forget(desk.pool, third.id);
  assert.deepEqual(ids(await look(market, "ventilation")), []);
  assert.equal((await desk.pool.query("select from search.reading where case_id = $1", [third.id])).rowCount, 0);
});

test("one character finds what holds it, and is shown", async () => {
  const found = await look(market, "阁");
  assert.deepEqual(ids(found), []);
  assert.deepEqual(ids(await look(market, "云")).includes(first.id), true);
  const [result] = (await look(market, "堤")).results;
  assert.equal(result?.id, second.id);
  assert.deepEqual(marks(result), ["堤"]);
});

test("too little, too much and nonsense", async () => {
  for (const words of ["", " ", "，。！", "<", "%"]) assert.equal((await look(everybody, words)).tooShort, true, words);
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
