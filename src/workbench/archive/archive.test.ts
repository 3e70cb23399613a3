import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { startTestApp } from "../../../test/support/app.ts";
import { endedCase, requestNow, sendNow, tenYears } from "../../../test/support/archive.ts";
import { remindDisposals } from "../../office/index.ts";

const app = await startTestApp();
await tenYears(app);
const { desk } = app;
const [one, two] = [await endedCase(app), await endedCase(app)];
await app.news();
const page = async (as: string, path: string): Promise<{ status: number; text: string; type: string }> => {
  const answer = await requestNow(app, as, `/zh/workbench/archive${path}`);
  return { status: answer.status, text: await answer.text(), type: answer.headers.get("content-type") ?? "" };
};
const send = async (as: string, path: string, fields: Record<string, string | string[]> = {}) => {
  const answer = await sendNow(app, as, `/zh/workbench/archive${path}`, fields);
  return { status: answer.status, to: answer.headers.get("location") ?? "", text: await answer.text() };
};
const [archivist, head, stranger, citizen, supervisor] = ["yin-yutong", "duan-zimo", "wan-huimin", "shen-ruolan", "ge-zhengping"];

test("words are sent by post and stand in no address; others find nothing", async () => {
  const found = await send(archivist, "/search", { words: one.number });
  assert.equal(found.status, 200);
  assert.match(found.text, /980100001-GK·2026-D10-0001/);
  assert.doesNotMatch((await send(stranger, "/search", { words: one.number })).text, /980100001-GK/);
  assert.match((await page(archivist, "?class=disclosure&year=2026&state=kept")).text, /-0002/);
  for (const odd of ["?year=x&before=1_2&class=__proto__&state=gone", "?before=99999999999999999_x", "?agency=nobody"])
    assert.equal((await page(archivist, odd)).status, 200, odd);
  assert.equal((await page(citizen, "")).status, 403);
});

test("a file is read by whoever may, held with a reason, exported by its archivist", async () => {
  assert.equal((await page(archivist, `/files/${one.id}`)).status, 200);
  for (const path of [`/files/${randomUUID()}`, "/files/nothing", `/files/${one.id}/documents/9`, `/files/${one.id}/documents/x`])
    assert.equal((await page(archivist, path)).status, 404, path);
  assert.equal((await page(stranger, `/files/${one.id}`)).status, 404);
  const bad = await send(archivist, `/files/${one.id}/hold`, { reason: "", until: "2026-02-30" });
  assert.deepEqual([bad.status, /请写明停止销毁的原因/.test(bad.text)], [422, true]);
  const typed = await send(archivist, `/files/${one.id}/hold`, { reason: "复议期间", until: "2020-01-01" });
  assert.ok(typed.status === 422 && typed.text.includes("复议期间"), "what was typed is there");
  const _once = randomUUID();
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await send(archivist, `/files/${two.id}/hold`, { _once, reason: "复议期间", until: "" })).status, 303);
  const { rows } = await desk.pool.query<{ id: string }>("select id from archive.hold where case_id = $1", [two.id]);
  assert.equal(rows.length, 1, "sent twice, held once");
  assert.equal((await send(stranger, `/holds/${rows[0]?.id}/lift`)).status, 403);
  assert.equal((await send(archivist, `/holds/${rows[0]?.id}/lift`)).status, 303);
  assert.equal((await send("fang-zhiwei", `/files/${one.id}/hold`, { reason: "x" })).status, 403);
  const zip = await requestNow(app, archivist, `/zh/workbench/archive/files/${one.id}`);
  assert.equal(zip.status, 200);
  const bag = await sendNow(app, archivist, `/zh/workbench/archive/files/${one.id}/export`, {});
  assert.deepEqual([bag.status, bag.headers.get("content-type")], [200, "application/zip"]);
  assert.equal((await send("fang-zhiwei", `/files/${one.id}/export`)).status, 403);
});

test("a loan is asked for, granted and returned; nobody else decides", async () => {
  const bad = await send(stranger, "/lending", { number: "x", purpose: "", until: "tomorrow" });
  assert.equal(bad.status, 422);
  const _once = randomUUID();
  for (let twice = 0; twice < 2; twice++)
    assert.equal((await send(stranger, "/lending", { _once, number: one.number, purpose: "复核", until: "2026-10-01" })).status, 303);
  const { rows } = await desk.pool.query<{ id: string }>("select id from archive.loan");
  assert.equal(rows.length, 1);
  const loan = rows[0]?.id ?? "";
  assert.equal((await send(stranger, `/lending/${loan}/lend`)).status, 403);
  assert.equal((await send(archivist, `/lending/${loan}/burn`)).status, 404);
  assert.match((await page(archivist, "/lending")).text, /复核/);
  assert.equal((await send(archivist, `/lending/${loan}/lend`)).status, 303);
  assert.equal((await page(stranger, `/files/${one.id}`)).status, 200);
  assert.equal((await send(stranger, `/lending/${loan}/return`)).status, 303);
  assert.equal((await page(stranger, `/files/${one.id}`)).status, 404);
});

test("a list goes from what is due to its certificate; every step is its own officer's", async () => {
  for (const [as, status] of [
    [archivist, 200],
    [head, 200],
    ["fang-zhiwei", 403],
    [citizen, 403],
  ] as const) {
    assert.equal((await page(as, "/disposal")).status, status, as);
    assert.equal((await page(as, "/figures")).status, status, as);
    assert.equal((await page(as, "/holds")).status, status, as);
  }
  assert.equal((await send(archivist, "/disposal", { agency: "government" })).status, 422, "nothing is due yet");
  app.at(Date.parse("2037-02-02T10:00:00+08:00"));
  assert.equal((await send(archivist, "/disposal", { agency: "market" })).status, 403);
  // Those who keep the archive are told that files fall due, once a year, whoever looks how often.
  assert.deepEqual([await remindDisposals(desk), await remindDisposals(desk)], [1, 0]);
  const { rows: told } = await desk.pool.query<{ receiver: string; zh: string; href: string }>(
    "select receiver, text->>'zh' zh, href from notices.inbox where kind = 'archived-for-disposal' order by receiver",
  );
  assert.ok(
    told.some(({ receiver }) => receiver === `officer:${archivist}`) && told.every(({ receiver }) => receiver !== `officer:${head}`),
  );
  assert.match(told[0]?.zh ?? "", /2037 年有 2 件档案保管期满/);
  assert.equal((await page(archivist, (told[0]?.href ?? "").slice("/workbench/archive".length))).status, 200);
  const made = await send(archivist, "/disposal", { agency: "government" });
  assert.equal(made.status, 303);
  const at = made.to.slice("/zh/workbench/archive".length);
  assert.equal((await page(stranger, at)).status, 404);
  assert.equal((await send(archivist, `${at}/do/review`, { decision: "destroy" })).status, 422, "nothing chosen");
  assert.equal((await send(archivist, `${at}/do/propose`)).status, 422, "not reviewed");
  assert.equal((await send(archivist, `${at}/do/review`, { cases: [one.id], decision: "keep", until: "soon" })).status, 422);
  assert.equal((await send(archivist, `${at}/do/review`, { cases: [one.id, two.id], decision: "destroy" })).status, 303);
  assert.equal((await send(head, `${at}/do/propose`)).status, 403);
  assert.equal((await send(archivist, `${at}/do/propose`)).status, 303);
  const act = /name="act" value="([0-9a-f-]+)"/.exec((await page(head, at)).text)?.[1] ?? "";
  assert.equal((await send(head, `${at}/do/approve`, { act: randomUUID() })).status, 409);
  assert.equal((await send(head, `${at}/do/approve`, { act })).status, 303);
  assert.doesNotMatch((await page(head, at)).text, /name="act"/, "nobody approves twice");
  assert.equal((await send(archivist, `${at}/do/start`)).status, 409);
  assert.equal((await send(archivist, `${at}/do/approve`, { act })).status, 303);
  assert.equal((await page(archivist, `${at}/certificate`)).status, 404);
  for (let twice = 0; twice < 2; twice++) assert.equal((await send(archivist, `${at}/do/start`)).status, 303);
  await app.work();
  const certificate = await page(head, `${at}/certificate`);
  assert.deepEqual([certificate.status, certificate.type], [200, "application/pdf"]);
  assert.match((await page(archivist, `/files/${one.id}`)).text, /内容已依法销毁/);
  assert.match((await page(archivist, "/figures")).text, /<td[^>]*>2<\/td>/);
  // The whole city's figures, for those who may read every case; of one agency, for them as well.
  assert.equal((await page(archivist, "/figures?agency=market")).status, 403);
  const city = (await page(supervisor, "/figures")).text;
  assert.match(city, /全市各单位/);
  assert.match(city, /figures\?agency=government[\s\S]*<td[^>]*>2<\/td>/);
  assert.equal((await page(supervisor, "/figures?agency=market")).status, 200);
  const ask = async (as: string, query = "") => (await requestNow(app, as, `/api/v1/archive/figures${query}`)).status;
  assert.deepEqual([await ask(archivist), await ask(archivist, "?agency=government"), await ask(supervisor)], [403, 200, 200]);
});
