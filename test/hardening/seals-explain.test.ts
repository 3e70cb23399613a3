// What the registers of seals and numbers cost when they have been kept for years: no statement reads one from end to end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { numberSeries, takenNumbers } from "../../src/casework/index.ts";
import { recordFinding, sealChanges, sealFigures, sealUses, serveSealStatuses } from "../../src/office/index.ts";
import { startTestApp } from "../support/app.ts";
import { fullReads, statementsOf } from "./statements.ts";

const app = await startTestApp();
const { desk } = app;
const owner = new Client({ connectionString: app.database.superuser });
await owner.connect();
const many = 20_000;
await owner.query(`insert into casework.case select (jsonb_populate_record(null::casework.case, jsonb_build_object(
    'id', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')), 'number', 'N' || n, 'pack', 'outgoing-document', 'pack_hash', '\\x00', 'agency', 'government',
    'version', 1, 'status', 'ended', 'end', 'archived', 'stage', 'x', 'round', 1, 'run', '{}'::jsonb, 'facts', '{}'::jsonb, 'channel', 'online', 'language', 'zh',
    'opened_at', now(), 'ended_at', now(), 'provisional', false, 'calendar_version', 'x'))).* from generate_series(1, ${many}) n`);
await owner.query(`insert into casework.number (case_id, task, organ, word, year, n)
  select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'government', '云试函', 2000 + n % 20, n from generate_series(1, ${many}) n`);
await owner.query(`insert into casework.register select 'government', '云试函', y, ${many} from generate_series(2000, 2019) y`);
await owner.query(`insert into casework.document (case_id, no, task, kind, name, number, sha256, size, file, sealed, made_at, classification, retention)
  select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 1, 'document', 'd', 'x' || n, sha256(n::text::bytea), 1, gen_random_uuid(), '', now(), '', ''
  from generate_series(1, ${many}) n`);
await owner.query(`insert into office.seal_use
  select 'organ' || n % 4, n / 4 + 1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'd', n / 4, 'a', 'p', now(), 'b', 'q', now(), 1, sha256(n::text::bytea), 'x', 'k', now()
  from generate_series(1, ${many}) n`);
await owner.query(`insert into office.seal_counter select 'organ' || n, ${many / 4}, ${many / 4} from generate_series(0, 3) n`);
await owner.query(`insert into office.seal_change (organ, n, state, "from", at, officer, ground)
  select 'organ' || n % 4, n / 4 + 1, 'revoked', now(), now(), 'a', 'x' from generate_series(4, ${many}, 40) n`);
await owner.query("analyze");

const growing = ["casework.case", "casework.number", "casework.document", "office.seal_use", "office.seal_place"];

const works: readonly (readonly [string, () => Promise<unknown>])[] = [
  ["uses of a seal", () => sealUses(desk.pool, { organ: "organ1", limit: 51 })],
  ["uses of a seal, further down", () => sealUses(desk.pool, { organ: "organ1", before: 900, limit: 51 })],
  ["changes of a seal", () => sealChanges(desk.pool, "organ1")],
  ["figures of seals", () => sealFigures(desk.pool, ["organ0", "organ1", "organ2"], desk.now())],
  [
    "the record of a document",
    () => recordFinding(desk.pool, { seals: [] } as unknown as Parameters<typeof recordFinding>[1], Buffer.alloc(32)),
  ],
  [
    "the list of states",
    () =>
      serveSealStatuses(desk.pool, "organ1", 0, desk.now(), {
        publicUrl: "http://127.0.0.1",
        key: () => desk.signing.signingKey("government", { zh: "试", en: "Trial", code: "1" }, desk.now()),
      }),
  ],
  ["series of numbers", () => numberSeries(desk, "government")],
  ["numbers of a series", () => takenNumbers(desk, { organ: "government", word: "云试函", year: 2010, limit: 51 })],
];

for (const [does, run] of works) {
  test(`${does}: no table is read from end to end`, async () => {
    const statements = await statementsOf(run);
    assert.ok(statements.length > 0);
    for (const statement of statements) assert.deepEqual(await fullReads(owner, statement, growing), [], statement.text);
  });
}

test("nobody but the commit writes the registers", async () => {
  const web = new Client({ connectionString: app.database.app });
  await web.connect();
  for (const statement of [
    "insert into office.seal_use (organ, n) values ('a', 1)",
    "update office.seal_use set officer = 'x'",
    "delete from office.seal_use",
    "update office.seal_counter set uses = 0",
    "delete from office.seal_change",
    "update casework.number set n = 1",
    "update casework.register set last = 0",
    "select office.use_seals('[]', gen_random_uuid(), now())",
  ])
    await assert.rejects(web.query(statement), { code: "42501" }, statement);
  await web.end();
  await owner.end();
});
