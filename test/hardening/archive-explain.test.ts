// What the archive costs when it has been filled for years: no statement of a request reads one of its tables from end to end.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Client } from "pg";
import {
  agencyArchives,
  archiveFigures,
  askLoan,
  disposalLists,
  dueCount,
  lendingDesk,
  lendingFigures,
  loansBy,
  makeList,
  openFile,
  openList,
  placeHold,
  remindDisposals,
  searchFiles,
  standingHolds,
} from "../../src/office/index.ts";
import { startTestApp } from "../support/app.ts";
import { endedCase } from "../support/archive.ts";
import { fullReads, statementsOf } from "./statements.ts";

const app = await startTestApp();
const { desk } = app;
const first = await endedCase(app);
await app.news();
const owner = new Client({ connectionString: app.database.superuser });
await owner.connect();
const many = 30_000;
const place = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
await owner.query(`insert into archive.record (case_id, number, agency, fonds, class, year, n, retention, case_number, pack, pack_hash, opened_at, ended_at,
    due_on, filed_at, filed_by, contents, digest, grams, sealed)
  select ${place}, 'F' || n, case when n % 30 = 0 then 'government' else 'agency' || n % 30 end, 'F', 'class' || n % 8, 2000 + n % 20, n + 10, r.retention,
    'N' || n, r.pack, r.pack_hash, r.opened_at, r.ended_at, date '2030-01-01' + n % 3650, r.filed_at - n * interval '1 minute', 'system', r.contents,
    r.digest, array[substring(sha256(n::text::bytea) for 16)], ''
  from (select retention, pack, pack_hash, opened_at, ended_at, filed_at, contents, digest from archive.record) r, generate_series(1, ${many}) n`);
await owner.query("insert into archive.reader select agency, case_id, filed_at from archive.record on conflict do nothing");
await owner.query(`insert into archive.loan (id, case_id, agency, officer, post, asked_at, until, sealed)
  select gen_random_uuid(), ${place}, case when n % 30 = 0 then 'government' else 'agency' || n % 30 end, 'officer' || n % 500, 'x/y', now() - n * interval '1 minute', '2026-10-01', ''
  from generate_series(1, ${many}) n`);
await owner.query(`insert into archive.opening select ${place}, now(), 'officer', 'x/y', 'file', null from generate_series(1, ${many}) n`);
await owner.query(`insert into archive.hold (id, case_id, officer, post, placed_at, sealed, lifted_at, lifted_by)
  select gen_random_uuid(), ${place}, 'a', 'x/y', now(), '', now(), 'a' from generate_series(1, ${many}) n`);
await owner.query(`insert into archive.list (id, number, agency, year, n, made_at, made_by, state)
  select gen_random_uuid(), 'L' || n, 'agency' || n % 30, 2000, n, now(), 'a', 'dropped' from generate_series(1, 3000) n`);
await owner.query(`insert into archive.line (list, case_id, closed)
  select l.id, ${place}, true from generate_series(1, ${many}) n join (select id, number from archive.list) l on l.number = 'L' || (n / 10 + 1)`);
await owner.query("analyze");

const archivist = { kind: "officer", id: "yin-yutong", name: "", language: "zh", posts: ["government/archivist"], rights: [] } as const;
const reader = { ...archivist, rights: ["read-cases"] };
const list = randomUUID();
const agencies = ["government", ...Array.from({ length: 29 }, (_, n) => `agency${n + 1}`)];
const works: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["one's files", () => searchFiles(desk, archivist, { limit: 26 })],
  ["one's files, further down", () => searchFiles(desk, archivist, { limit: 26, before: { at: desk.now(), id: first.id } })],
  ["everybody's files", () => searchFiles(desk, reader, { limit: 26 })],
  ["a file by its number", () => searchFiles(desk, archivist, { words: first.number, limit: 26 })],
  ["files by words", () => searchFiles(desk, reader, { words: "政府信息", limit: 26 })],
  ["one file", () => openFile(desk, archivist, first.id)],
  ["a hold", () => placeHold(desk, archivist, { id: randomUUID(), case: first.id, reason: "x" })],
  ["holds that stand", () => standingHolds(desk, ["government"])],
  ["asking to borrow", () => askLoan(desk, archivist, { id: randomUUID(), number: first.number, purpose: "x", until: "2026-10-01" })],
  ["one's loans", () => loansBy(desk, "officer7")],
  ["the lending desk", () => lendingDesk(desk, ["government"])],
  ["figures of lending", () => lendingFigures(desk, ["government"])],
  ["figures of an archive", () => archiveFigures(desk, ["government"])],
  ["figures of lending in the whole city", () => lendingFigures(desk, agencies)],
  ["figures of the whole city", () => archiveFigures(desk, agencies)],
  ["figures by agency", () => agencyArchives(desk, agencies)],
  ["telling what falls due", () => remindDisposals(desk)],
  ["what is due", () => dueCount(desk, "government")],
  ["a list", () => makeList(desk, archivist, "government", list)],
  ["lists", () => disposalLists(desk, ["government"])],
  ["one list", () => openList(desk, archivist, list)],
];
const growing = ["record", "reader", "loan", "opening", "hold", "line", "list"].map((name) => `archive.${name}`);

for (const [does, run] of works)
  test(`${does}: no table is read from end to end`, async () => {
    const statements = await statementsOf(run);
    assert.ok(statements.length > 0);
    for (const statement of statements) assert.deepEqual(await fullReads(owner, statement, growing), [], statement.text);
  });

test("nobody but its functions files, lists, approves or destroys", async () => {
  const web = new Client({ connectionString: app.database.app });
  await web.connect();
  for (const statement of [
    "insert into archive.record (case_id) values (gen_random_uuid())",
    "update archive.record set due_on = '2000-01-01'",
    "update archive.list set state = 'approved'",
    "delete from archive.line",
    "update archive.hold set until = '2000-01-01'",
    "delete from archive.hold",
    "delete from archive.opening",
    "update archive.loan set officer = 'x'",
    "insert into ledger.act (id) values (gen_random_uuid())",
    "select archive.bury('[]', '[]', '[]')",
  ])
    await assert.rejects(web.query(statement), { code: "42501" }, statement);
  await web.end();
  await owner.end();
});
