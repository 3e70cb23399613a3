import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { casesOn, request } from "../../../test/hardening/cases.ts";
import { startTestApp } from "../../../test/support/app.ts";
import { endedCase, tenYears } from "../../../test/support/archive.ts";
import { caseView } from "../../casework/index.ts";
import type { Actor } from "../../identity/index.ts";
import { audit } from "../../ledger/index.ts";
import {
  approveList,
  askLoan,
  carryOutAll,
  certificateOf,
  decideLoan,
  fileAll,
  holdsOf,
  lendingDesk,
  liftHold,
  listLines,
  makeList,
  openFile,
  openList,
  placeHold,
  proposeList,
  readFiled,
  returnLoan,
  reviewLines,
  searchFiles,
  startList,
  turnBack,
} from "../index.ts";

const app = await startTestApp();
await tenYears(app);
const { desk } = app;
const directory = await desk.organisation.current();
assert.ok(directory);
type Officer = Extract<Actor, { kind: "officer" }>;
const officer = (id: string, ...posts: string[]): Officer => ({
  kind: "officer",
  id,
  name: id,
  language: "zh",
  posts,
  rights: posts.flatMap((post) => directory.post(post)?.rights ?? []),
});
const archivist = officer("yin-yutong", "government/archivist");
const colleague = officer("lin-suxin", "government/archivist", "government/verifier");
const head = officer("duan-zimo", "government/archive-head");
const stranger = officer("wan-huimin", "market/archivist");
const later = Date.parse("2037-01-15T10:00:00+08:00");
const ok = <T extends { ok: boolean }>(done: T): Extract<T, { ok: true }> => {
  assert.ok(done.ok, JSON.stringify(done));
  return done as Extract<T, { ok: true }>;
};
const code = (done: { ok: boolean; code?: string }): string => (done.ok ? "done" : (done.code ?? ""));

const one = await endedCase(app);
const two = await endedCase(app, { what: "二〇二四年防汛物资采购合同" });
const running = await casesOn(app).open("luo-zhiyuan", request());

test("every case is filed when it ends, under a number without a gap; told twice it is filed once", async () => {
  await app.news();
  const { rows } = await desk.pool.query<{ case_id: string; number: string; due_on: string; retention: string; filed_by: string }>(
    "select case_id, number, due_on::text, retention, filed_by from archive.record order by number",
  );
  assert.deepEqual(
    rows.map(({ case_id }) => case_id),
    [one.id, two.id],
  );
  assert.deepEqual(
    rows.map(({ number }) => number),
    ["980100001-GK·2026-D10-0001", "980100001-GK·2026-D10-0002"],
  );
  assert.deepEqual([rows[0]?.due_on, rows[0]?.retention, rows[0]?.filed_by], ["2037-01-01", "10 years", "system"]);
  await desk.pool.query("update ledger.feed set idx = 0 where name = 'archive'");
  await app.news();
  assert.equal(await fileAll(desk), 0);
  const again = await desk.pool.query("select from archive.record");
  assert.equal(again.rowCount, 2);
});

test("in bulk beside each other, with progress: each once, numbers gapless", async () => {
  for (let n = 0; n < 6; n++) await endedCase(app);
  const told: number[] = [];
  const done = await Promise.all([fileAll(desk, (at) => told.push(at)), fileAll(desk), fileAll(desk)]);
  assert.equal(
    done.reduce((sum, n) => sum + n, 0),
    6,
  );
  assert.ok(told.length > 0);
  const { rows } = await desk.pool.query<{ n: number }>("select n from archive.record order by n");
  assert.deepEqual(
    rows.map(({ n }) => n),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
});

test("files are found by number and words, by those who might read the case alone", async () => {
  const found = async (who: Officer, words?: string) => (await searchFiles(desk, who, { words, limit: 50 })).map(({ id }) => id);
  assert.equal((await found(archivist)).length, 8);
  assert.deepEqual(await found(archivist, one.number), [one.id]);
  assert.deepEqual(await found(archivist, "980100001-GK·2026-D10-0002"), [two.id]);
  assert.equal((await found(archivist, "政府信息")).length, 8);
  assert.deepEqual(await found(archivist, "信政府息"), []);
  assert.deepEqual(await found(stranger), []);
  assert.deepEqual(await found(stranger, one.number), []);
  const first = await searchFiles(desk, archivist, { limit: 3 });
  const last = first.at(-1) ?? assert.fail();
  const rest = await searchFiles(desk, archivist, { before: { at: last.filedAt, id: last.id }, limit: 50 });
  assert.equal(new Set([...first, ...rest].map(({ id }) => id)).size, 8);
});

test("a file says what it holds and whether that is whole; each look is recorded", async () => {
  assert.equal(code(await openFile(desk, stranger, one.id)), "not-found");
  const file = ok(await openFile(desk, archivist, one.id));
  assert.equal(file.whole, true);
  assert.ok(file.contents.entries >= 2 && file.contents.answers >= 1);
  assert.equal(ok(await openFile(desk, archivist, one.id)).openings.length, 2);
  assert.equal(code(await openFile(desk, archivist, running.id)), "not-found");
});

test("a file is lent for a time and a purpose, read in that time, returned; nobody lends to oneself", async () => {
  const loan = { id: randomUUID(), number: one.number, purpose: "复核同类合同", until: "2026-10-20" };
  assert.equal(code(await askLoan(desk, stranger, { ...loan, purpose: " " })), "invalid");
  assert.equal(code(await askLoan(desk, stranger, { ...loan, until: "2026-13-40" })), "invalid");
  assert.equal(code(await askLoan(desk, stranger, { ...loan, until: "2030-01-01" })), "invalid");
  assert.equal(code(await askLoan(desk, stranger, { ...loan, number: "nothing" })), "invalid");
  ok(await askLoan(desk, stranger, loan));
  ok(await askLoan(desk, stranger, loan));
  assert.equal((await lendingDesk(desk, ["government"])).length, 1);
  assert.equal(code(await decideLoan(desk, stranger, { id: loan.id, lent: true })), "forbidden");
  assert.equal(code(await openFile(desk, stranger, one.id)), "not-found");
  const own = { ...loan, id: randomUUID() };
  ok(await askLoan(desk, archivist, own));
  assert.equal(code(await decideLoan(desk, archivist, { id: own.id, lent: true })), "four-eyes");
  ok(await decideLoan(desk, colleague, { id: own.id, lent: false }));
  ok(await decideLoan(desk, archivist, { id: loan.id, lent: true }));
  const lent = ok(await openFile(desk, stranger, one.id));
  assert.deepEqual(
    [lent.keeper, lent.reader, lent.loans.length, lent.loans[0]?.state, lent.loans[0]?.purpose],
    [false, false, 1, "lent", loan.purpose],
  );
  for (const { no } of lent.documents) ok(await readFiled(desk, stranger, one.id, no));
  app.at(Date.parse("2026-10-21T09:00:00+08:00"));
  assert.equal(code(await openFile(desk, stranger, one.id)), "not-found");
  assert.equal((await lendingDesk(desk, ["government"])).find(({ id }) => id === loan.id)?.state, "overdue");
  ok(await returnLoan(desk, stranger, loan.id));
  assert.equal((await lendingDesk(desk, ["government"])).find(({ id }) => id === loan.id)?.state, "returned");
});

let list = "";

test("what is due is listed, reviewed line by line, and approved by two persons of different posts", async () => {
  assert.equal(code(await makeList(desk, archivist, "government")), "invalid", "nothing is due in 2026");
  app.at(later);
  assert.equal(code(await makeList(desk, stranger, "government")), "forbidden");
  ok(await placeHold(desk, archivist, { id: randomUUID(), case: two.id, reason: "正在诉讼", until: "2037-12-31" }));
  assert.equal((await holdsOf(desk, two.id))[0]?.reason, "正在诉讼");
  const id = randomUUID();
  list = ok(await makeList(desk, archivist, "government", id)).id;
  assert.equal(ok(await makeList(desk, archivist, "government", id)).id, list);
  assert.equal(code(await makeList(desk, archivist, "government")), "invalid", "what is on a list is on no second one");
  assert.equal(code(await openList(desk, stranger, list)), "not-found");
  const lines = await listLines(desk, list, { limit: 50 });
  assert.equal(lines.length, 7);
  assert.ok(!lines.some((line) => line.case === two.id), "what is held is on no list");
  assert.equal(code(await proposeList(desk, archivist, list)), "invalid");
  const [kept, ...rest] = lines.map((line) => line.case).filter((of) => of !== one.id);
  assert.ok(kept);
  assert.equal(code(await reviewLines(desk, archivist, list, { cases: [kept], decision: "keep", until: "2030-01-01" })), "invalid");
  ok(await reviewLines(desk, archivist, list, { cases: [kept], decision: "keep", until: "2047-01-01" }));
  ok(await reviewLines(desk, archivist, list, { cases: [one.id, ...rest], decision: "destroy" }));
  ok(await proposeList(desk, archivist, list));
  assert.equal(code(await reviewLines(desk, archivist, list, { cases: [kept], decision: "destroy" })), "changed");
  assert.equal(code(await startList(desk, archivist, list)), "changed");
  const { act = "" } = ok(await openList(desk, head, list)).list;
  assert.equal(code(await approveList(desk, stranger, list, act)), "not-found");
  assert.equal(code(await approveList(desk, archivist, list, randomUUID())), "changed");
  ok(await approveList(desk, archivist, list, act));
  ok(await approveList(desk, archivist, list, act));
  assert.equal(ok(await openList(desk, head, list)).list.approvals.length, 1);
  // Another person of the same post, and the same person in another post.
  assert.equal(code(await approveList(desk, colleague, list, act)), "four-eyes");
  assert.equal(code(await approveList(desk, officer("yin-yutong", "government/archive-head"), list, act)), "four-eyes");
  // Whoever acts for the first counts as the first.
  const acting = {
    ...head,
    acting: [{ post: "government/archive-head", for: "yin-yutong", how: "delegated" as const, id: "x", until: "2037-12-31" }],
  };
  assert.equal(code(await approveList(desk, acting, list, act)), "four-eyes");
  ok(await turnBack(desk, head, list));
  assert.equal(code(await approveList(desk, head, list, act)), "changed");
  ok(await proposeList(desk, archivist, list));
  const anew = ok(await openList(desk, head, list)).list.act ?? "";
  assert.notEqual(anew, act);
  ok(await approveList(desk, archivist, list, anew));
  ok(await approveList(desk, head, list, anew));
  assert.equal(ok(await openList(desk, head, list)).list.state, "approved");
});

test("the database itself destroys nothing without two approvals, and lets nobody write them", async () => {
  for (const sql of [
    "delete from keyring.case_key",
    "insert into ledger.tombstone (case_id, reason, first, second) values (gen_random_uuid(), 'x', 'a', 'b')",
    "insert into ledger.approval select act, 'government/x', 'x', '{x}', digest, now() from ledger.approval limit 1",
    "update archive.list set state = 'executing'",
    "select casework.destroy(gen_random_uuid(), gen_random_uuid(), '{}')",
  ])
    await assert.rejects(desk.pool.query(sql), { code: "42501" }, sql);
  await assert.rejects(
    desk.pool.query("select archive.settle($1, $2, current_date, now(), '{}', '{}')", [list, one.id]),
    /is not being carried out/,
  );
});

test("a destroyed file opens nowhere, says why, and the log still holds", async () => {
  const before = ok(await openFile(desk, archivist, one.id));
  const { rows: files } = await desk.pool.query<{ file: string }>("select file from casework.document where case_id = $1", [one.id]);
  const held = (await listLines(desk, list, { limit: 50 })).filter(({ decision }) => decision === "destroy").map((line) => line.case);
  const late = held.find((id) => id !== one.id) ?? assert.fail();
  ok(await placeHold(desk, archivist, { id: randomUUID(), case: late, reason: "刚刚收到的举报" }));
  ok(await startList(desk, archivist, list));
  ok(await startList(desk, archivist, list));
  await app.work();
  const done = ok(await openList(desk, head, list)).list;
  assert.deepEqual([done.state, done.destroyed, done.kept, done.held], ["done", 5, 1, 1]);
  const certificate = ok(await certificateOf(desk, head, list));
  assert.equal(certificate.bytes.subarray(0, 5).toString(), "%PDF-");
  await carryOutAll(desk);
  assert.ok(ok(await certificateOf(desk, head, list)).bytes.equals(certificate.bytes), "one certificate");

  assert.ok(before.documents.length === 0 || files.length > 0);
  for (const { file } of files) await assert.rejects(desk.files.read(file, Buffer.alloc(32)), /is gone/);
  const gone = await caseView(desk, { kind: "system" }, one.id);
  assert.ok("ok" in gone && gone.status === 410);
  const file = ok(await openFile(desk, archivist, one.id));
  assert.deepEqual([file.whole, file.line.title, file.list?.id], [undefined, undefined, list]);
  assert.equal(code(await placeHold(desk, archivist, { id: randomUUID(), case: one.id, reason: "x" })), "destroyed");
  assert.equal(
    code(await askLoan(desk, stranger, { id: randomUUID(), number: one.number, purpose: "x", until: "2037-01-20" })),
    "destroyed",
  );
  assert.equal((await searchFiles(desk, archivist, { state: "destroyed", limit: 50 })).length, 5);
  const sealed = await desk.pool.query(
    `select from casework.entry where case_id = $1 and sealed <> '' union all select from casework.data where case_id = $1 and sealed <> ''
     union all select from keyring.case_key where case_id = $1 union all select from casework.evidence where case_id = $1 and sealed <> ''`,
    [one.id],
  );
  assert.equal(sealed.rowCount, 0);
  await app.news();
  const checked = await audit({ pool: desk.pool, keyring: desk.keys });
  assert.deepEqual([checked.holds, checked.differences], [true, []]);
  const { rows } = await desk.pool.query<{ type: string }>("select type from casework.entry where case_id = $1 order by seq desc limit 1", [
    one.id,
  ]);
  assert.equal(rows[0]?.type, "destroyed");
});

test("everywhere a destroyed case is told as such, never as a fault", async () => {
  const { requestNow } = await import("../../../test/support/archive.ts");
  for (const [as, path] of [
    ["fang-zhiwei", `/zh/workbench/cases/${one.id}`],
    ["fang-zhiwei", `/en/workbench/cases/${one.id}/documents/1`],
    ["luo-zhiyuan", `/zh/cases/${one.id}`],
    ["luo-zhiyuan", `/api/v1/cases/${one.id}`],
    ["luo-zhiyuan", `/api/v1/cases/${one.id}/events`],
    ["luo-zhiyuan", `/api/v1/cases/${one.id}/receipt`],
  ] as const) {
    const answer = await requestNow(app, as, path);
    assert.equal(answer.status, 410, path);
    assert.match(await answer.text(), path.includes("/en/") ? /lawfully destroyed/ : /依法销毁|lawfully destroyed/, path);
  }
  for (const [as, path] of [
    ["luo-zhiyuan", "/zh/cases"],
    ["luo-zhiyuan", "/api/v1/cases"],
    ["fang-zhiwei", "/zh/workbench"],
  ] as const)
    assert.equal((await requestNow(app, as, path)).status, 200, path);
  assert.equal(
    (await requestNow(app, "chen-yulan", `/zh/workbench/cases/${one.id}`)).status,
    404,
    "whoever might not have read it learns nothing",
  );
  const { rows } = await desk.pool.query<{ id: string }>("select id from archive.hold where case_id = $1", [two.id]);
  ok(await liftHold(desk, archivist, rows[0]?.id ?? ""));
  assert.notEqual((await holdsOf(desk, two.id))[0]?.liftedAt, null);
});
