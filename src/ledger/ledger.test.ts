import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { cloneDatabase } from "../../test/support/database.ts";
import {
  append,
  checkpointText,
  emptyFrontier,
  hashesOf,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  rootOf,
  signNote,
  verifyConsistency,
  verifyInclusion,
} from "../engine/merkle/index.ts";
import { caseKey, entryNonce, keyringOf, newCaseKey, seal } from "../platform/crypto/index.ts";
import { openPool } from "../platform/database/index.ts";
import { grow, takeUp } from "./grow.ts";
import {
  audit,
  type Entry,
  entryBody,
  entryContext,
  entryDigest,
  foundAnew,
  includeReceipt,
  latestHead,
  logRoutes,
  openLog,
  promiseReceipt,
  proveConsistency,
  proveInclusion,
  startIntegrator,
  verifyReceipt,
} from "./index.ts";

const database = await cloneDatabase();
const pools = {
  app: openPool(database.app, "ledger test", 8),
  jobs: openPool(database.jobs, "ledger test", 8),
  owner: openPool(database.owner, "ledger test", 8),
  root: openPool(database.superuser, "ledger test", 8),
};
after(() => Promise.all(Object.values(pools).map((pool) => pool.end())));

const keyring = keyringOf({ id: "installation:test", bytes: Buffer.alloc(32, 9) });
const agency = keyring.newAgencyKey("street");
const start = Date.UTC(2026, 8, 24, 1, 0);
const idOf = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`;
let made = 0;

interface Written {
  id: string;
  nonce: (seq: number) => Buffer;
  entry: (seq: number) => Entry;
}

/** Writes a case with entries as a commit would: case, key, entries, and what waits for the log. */
async function writeCase(entries: number): Promise<Written> {
  const id = idOf(made);
  made += 1;
  const { key, wrapped } = newCaseKey(agency.key, id);
  await pools.owner.query(
    `insert into casework.case (id, number, pack, pack_hash, agency, version, status, stage, round, run, facts, channel, language, opened_at, calendar_version)
     values ($1, $3, 'p', '', 'street', $2, 'running', 's', 1, '{}', '{}', 'online', 'en', now(), 'c')`,
    [id, entries, id],
  );
  await pools.owner.query("insert into keyring.case_key values ($1, 'street', $2)", [id, wrapped]);
  const entry = (seq: number): Entry => ({
    case: id,
    seq,
    at: start + made * 1000 + seq,
    type: "finish",
    actor: "officer:zhang",
    body: entryBody({
      command: idOf(500_000_000 + made * 100 + seq),
      events: [{ type: "done", z: 1, a: ["𠮷", seq] }],
      request: Buffer.from([seq]),
    }),
  });
  const fixed = new Map(Array.from({ length: entries }, (_, at) => [at + 1, entry(at + 1)]));
  const of = (seq: number) => fixed.get(seq) ?? assert.fail();
  for (const [seq, e] of fixed) {
    const digest = entryDigest(e, entryNonce(key, seq));
    await pools.owner.query(
      `insert into casework.entry (case_id, seq, command, at, actor, type, events, request, digest, sealed)
       values ($1, $2, $3, to_timestamp($4 / 1000.0), $5, $6, $7, decode($8, 'hex'), $9, $10)`,
      [
        id,
        seq,
        e.body.command,
        e.at,
        e.actor,
        e.type,
        JSON.stringify(e.body.events),
        e.body.request,
        digest,
        seal(key, Buffer.from("secret"), entryContext(id, seq)),
      ],
    );
    await pools.owner.query("insert into ledger.pending (case_id, seq, commitment, at) values ($1, $2, $3, to_timestamp($4 / 1000.0))", [
      id,
      seq,
      digest,
      e.at,
    ]);
  }
  return { id, entry: of, nonce: (seq) => entryNonce(key, seq) };
}

await pools.owner.query("insert into keyring.agency_key (agency, wrapped) values ('street', $1)", [agency.wrapped]);
const signer = await openLog(pools.app, keyring, "city.example/log");

/** Integrates all that waits, without the running integrator. */
async function settle(): Promise<void> {
  const log = await takeUp(pools.jobs, signer);
  while ((await grow(pools.jobs, log, signer, 100)) > 0);
}
const look = (checkpoint?: string) => audit({ pool: pools.app, keyring, ...(checkpoint === undefined ? {} : { checkpoint }) });
const leavesOf = async () =>
  (await pools.app.query<{ commitment: Buffer }>("select commitment from ledger.leaf order by idx")).rows.map((r) =>
    leafHash(r.commitment),
  );

/** Does something as a superuser, audits, and undoes it by a copy of the tables. */
async function tampered(sql: string, checkpoint?: string) {
  const tables = [
    "casework.entry",
    "casework.case",
    "keyring.case_key",
    "ledger.leaf",
    "ledger.head",
    "ledger.tile",
    "ledger.pending",
    "ledger.tombstone",
    "ledger.approval",
    "ledger.act",
  ];
  for (const [at, table] of tables.entries()) await pools.root.query(`create table public.kept_${at} as table ${table}`);
  await pools.root.query(sql);
  try {
    return await look(checkpoint);
  } finally {
    for (const [at, table] of tables.entries()) {
      await pools.root.query(`delete from ${table}; insert into ${table} table public.kept_${at}; drop table public.kept_${at}`);
    }
  }
}

test("the first process founds the log, the others open it; another installation key does not", async () => {
  const again = await openLog(pools.jobs, keyring, "another.example/log");
  assert.equal(again.name, "city.example/log");
  assert.equal(again.id, signer.id);
  await assert.rejects(openLog(pools.app, keyringOf({ id: "installation:other", bytes: Buffer.alloc(32, 1) }), "x"), /does not open/);
});

test("the application reads the ledger and changes nothing in it", async () => {
  for (const sql of [
    "insert into ledger.pending values (gen_random_uuid(), 1, sha256(''), now())",
    "insert into ledger.leaf values (0, gen_random_uuid(), 1, sha256(''), now())",
    "delete from ledger.leaf",
    "update ledger.head set size = 0",
    "delete from ledger.tombstone",
    "insert into ledger.tombstone values (gen_random_uuid(), 'x', 'a', 'b')",
    "truncate ledger.leaf",
    "select ledger.advance(1, 0)",
    "select ledger.publish('city.example/log', 0, '', '', '[]')",
  ]) {
    await assert.rejects(pools.app.query(sql), { code: "42501" }, sql);
  }
  for (const sql of [
    "insert into ledger.leaf values (0, gen_random_uuid(), 1, sha256(''), now())",
    "delete from ledger.leaf",
    "update ledger.tile set hashes = sha256('')",
  ]) {
    await assert.rejects(pools.jobs.query(sql), { code: "42501" }, sql);
  }
});

test("an empty log has a signed head; then leaves follow in the order of their time", async () => {
  assert.equal(await latestHead(pools.app), null);
  await settle();
  assert.equal((await latestHead(pools.app))?.size, 0);
  for (let n = 0; n < 4; n += 1) await writeCase(3);
  await settle();
  const { rows } = await pools.app.query<{ case_id: string; seq: number }>("select case_id, seq from ledger.leaf order by idx");
  assert.deepEqual(
    rows.map((r) => `${r.case_id} ${r.seq}`),
    [0, 1, 2, 3].flatMap((n) => [1, 2, 3].map((seq) => `${idOf(n)} ${seq}`)),
  );
  const head = (await latestHead(pools.app)) ?? assert.fail();
  assert.equal(head.size, 12);
  assert.deepEqual(Buffer.from(rootOf(append(emptyFrontier, await leavesOf()))), head.root);
  const opened = openNote(head.checkpoint, [signer]);
  assert.deepEqual(opened.ok && parseCheckpoint(opened.text), { origin: "city.example/log", size: 12, root: head.root });
});

test("a head may neither cover leaves that are not there nor shorten the log", async () => {
  const publish = (size: number) => pools.jobs.query("select ledger.publish('city.example/log', $1, '', '', '[]')", [size]);
  await assert.rejects(publish(13), /not there/);
  await assert.rejects(publish(11), /shorten/);
});

test("beyond one tile, and after a stop, the log goes on where its head left it", async () => {
  for (let n = 0; n < 60; n += 1) await writeCase(5);
  // A process that died between moving leaves and publishing.
  await pools.jobs.query("select * from ledger.advance(50, 0)");
  await settle();
  await settle();
  const leaves = await leavesOf();
  const head = (await latestHead(pools.app)) ?? assert.fail();
  assert.equal(head.size, 312);
  assert.deepEqual(Buffer.from(rootOf(append(emptyFrontier, leaves))), head.root);
  for (const index of [0, 255, 256, 311]) {
    assert.ok(verifyInclusion(leaves[index] ?? assert.fail(), index, 312, await proveInclusion(pools.app, index, 312), head.root));
  }
  assert.ok(
    verifyConsistency(12, 312, await proveConsistency(pools.app, 12, 312), rootOf(append(emptyFrontier, leaves.slice(0, 12))), head.root),
  );
});

test("the public log serves checkpoint, key and tiles, and nothing beyond them", async () => {
  const app = logRoutes(pools.app);
  const head = (await latestHead(pools.app)) ?? assert.fail();
  const checkpoint = await app.request("/checkpoint");
  assert.equal(await checkpoint.text(), head.checkpoint);
  assert.equal(checkpoint.headers.get("Content-Type"), "text/plain; charset=utf-8");
  assert.match(checkpoint.headers.get("Cache-Control") ?? "", /max-age=2$/);
  const unchanged = await app.request("/checkpoint", { headers: { "If-None-Match": checkpoint.headers.get("ETag") ?? "" } });
  assert.equal(unchanged.status, 304);
  const key = parseVerifierKey(await (await app.request("/key")).text());
  assert.equal(key?.id, signer.id);

  const bytes = async (path: string) => new Uint8Array(await (await app.request(path)).arrayBuffer());
  const full = await app.request("/tile/0/000");
  assert.match(full.headers.get("Cache-Control") ?? "", /immutable/);
  const leaves = [...hashesOf(await bytes("/tile/0/000")), ...hashesOf(await bytes("/tile/0/001.p/56"))];
  assert.deepEqual(Buffer.from(rootOf(append(emptyFrontier, leaves))), head.root);
  assert.equal((await bytes("/tile/1/000.p/1")).length, 32);
  assert.equal((await bytes("/tile/0/001.p/10")).length, 320);
  assert.equal((await bytes("/tile/entries/001.p/56")).length, 56 * 34);
  for (const path of [
    "/tile/0/001",
    "/tile/0/001.p/57",
    "/tile/0/002",
    "/tile/1/000",
    "/tile/1/000.p/2",
    "/tile/2/000.p/1",
    "/tile/0/01",
    "/tile/0/..%2f000",
    "/tile/",
    "/tile/0/x999/x999/x999/x999/x999/999",
  ]) {
    assert.equal((await app.request(path)).status, 404, path);
  }
});

test("a receipt is promised at once, included later, and holds offline", async () => {
  const written = await writeCase(1);
  const promised = promiseReceipt({
    signer,
    entry: written.entry(1),
    nonce: written.nonce(1),
    data: { name: "王" },
    at: start,
    delay: 60_000,
  });
  assert.equal(await includeReceipt(pools.app, promised), null);
  await settle();
  const included = (await includeReceipt(pools.app, promised)) ?? assert.fail();
  assert.equal(verifyReceipt(JSON.parse(JSON.stringify(included)), [signer]).standing, "included");
});

test("a sound log passes its audit, also against an older checkpoint", async () => {
  const root = rootOf(append(emptyFrontier, (await leavesOf()).slice(0, 100)));
  const older = signNote(checkpointText({ origin: signer.name, size: 100, root }), [signer]);
  const seen: number[] = [];
  const sound = await audit({ pool: pools.app, keyring, checkpoint: older, progress: (done) => seen.push(done) });
  assert.deepEqual(sound, { holds: true, size: 313, recomputed: 313, differences: [] });
  assert.deepEqual(seen, [313]);
});

const victim = idOf(7);
const where = `where case_id = '${victim}' and seq = 3`;

test("every column of an entry, altered in one row, is found and named", async () => {
  for (const change of [
    "actor = 'officer:li'",
    "type = 'withdraw'",
    "at = at + interval '1 millisecond'",
    "events = '[]'",
    "request = '\\x00'",
    "command = gen_random_uuid()",
    "digest = sha256('x')",
    "sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)",
    "sealed = ''",
  ]) {
    const { differences } = await tampered(`update casework.entry set ${change} ${where}`);
    assert.deepEqual([differences[0]?.case, differences[0]?.seq], [victim, 3], change);
  }
});

test("a first entry needs no sealed part, and one that it has must open", async () => {
  const first = `where case_id = '${victim}' and seq = 1`;
  assert.deepEqual((await tampered(`update casework.entry set sealed = '' ${first}`)).differences, []);
  const { differences } = await tampered(`update casework.entry set sealed = '\\x00' ${first}`);
  assert.deepEqual([differences[0]?.case, differences[0]?.seq], [victim, 1]);
});

test("missing and added rows are found and named", async () => {
  const first = async (sql: string) => (await tampered(sql)).differences.map(({ case: id, seq, leaf }) => `${id ?? "leaf"} ${seq ?? leaf}`);
  assert.equal((await first(`delete from casework.entry ${where}`))[0], `${victim} 3`);
  assert.ok((await first(`delete from ledger.leaf ${where}`)).includes(`${victim} 3`));
  assert.ok((await first(`delete from casework.entry ${where}; delete from ledger.leaf ${where}`)).includes(`${victim} 3`));
  const copy = `select case_id, 99, gen_random_uuid(), at, actor, type, events, request, digest, sealed from casework.entry ${where}`;
  assert.ok(
    (await first(`insert into casework.entry (case_id, seq, command, at, actor, type, events, request, digest, sealed) ${copy}`)).includes(
      `${victim} 99`,
    ),
  );
  assert.ok((await first(`delete from keyring.case_key where case_id = '${victim}'`)).includes(`${victim} 1`));
});

test("an entry rewritten by who holds every key, leaf and tiles included, fails the heads; without heads, an older checkpoint", async () => {
  const older = (await latestHead(pools.app))?.checkpoint ?? assert.fail();
  const wrapped = await pools.root.query<{ wrapped: Buffer }>("select wrapped from keyring.case_key where case_id = $1", [victim]);
  const key = caseKey(agency.key, victim, wrapped.rows[0]?.wrapped ?? assert.fail()) ?? assert.fail();
  const row = (await pools.root.query(`select * from casework.entry ${where}`)).rows[0];
  const forged = entryDigest(
    { case: victim, seq: 3, at: Number(row.at), type: row.type, actor: "officer:li", body: entryBody(row) },
    entryNonce(key, 3),
  ).toString("hex");
  const both = `update casework.entry set actor = 'officer:li', digest = '\\x${forged}' ${where};
    update ledger.leaf set commitment = '\\x${forged}' ${where};`;
  const idx = Number((await pools.root.query(`select idx from ledger.leaf ${where}`)).rows[0].idx);
  const byHeads = await tampered(both);
  assert.ok(byHeads.differences.some(({ leaf = -1, text }) => leaf <= idx && text.en.includes("was altered")));
  const bare = await tampered(`${both} delete from ledger.head; delete from ledger.tile`);
  assert.equal(bare.holds, true, "nothing left inside to hold it against");
  const byCheckpoint = await tampered(`${both} delete from ledger.head; delete from ledger.tile`, older);
  assert.match(byCheckpoint.differences[0]?.text.en ?? "", /not that of the checkpoint kept outside/);
});

test("a removed end, a forged head and a foreign checkpoint are found", async () => {
  const older = (await latestHead(pools.app))?.checkpoint ?? assert.fail();
  const last = (await pools.root.query<{ case_id: string }>("select case_id from ledger.leaf order by idx desc limit 1")).rows[0]?.case_id;
  const gone = `delete from ledger.head; delete from casework.entry where case_id = '${last}'; delete from casework.case where id = '${last}'; delete from ledger.leaf where case_id = '${last}'`;
  assert.equal((await tampered(gone)).holds, true);
  assert.match((await tampered(gone, older)).differences[0]?.text.en ?? "", /its end was removed/);
  assert.match(
    (await tampered("update ledger.head set root = sha256('') where size = 12")).differences[0]?.text.en ?? "",
    /checkpoint at 12 was altered/,
  );
  assert.match((await look("nonsense")).differences[0]?.text.en ?? "", /not signed by a key of this log/);
});

test("a destruction that two persons of different posts approved is accepted; the log still holds", async () => {
  const act = "00000000-0000-7000-8000-00000000000a";
  const destroyed = `delete from keyring.case_key where case_id = '${victim}'`;
  const digest = (id: string) => `sha256('${id}')`;
  const acted = (id = victim) => `insert into ledger.act values ('${act}', 'retention ended', '{${id}}', ${digest(id)}, '2026-09-01')`;
  const signed = (post: string, officer: string, counts = officer, of = victim) =>
    `insert into ledger.approval values ('${act}', '${post}', '${officer}', '{${counts}}', ${digest(of)}, '2026-09-02')`;
  const buried = `insert into ledger.tombstone values ('${victim}', 'retention ended', 'a', 'b', '2026-09-03', '${act}')`;
  const both = [signed("x/one", "a"), signed("x/two", "b")];
  const judged = (...sql: readonly string[]) => tampered([destroyed, ...sql].join("; "));
  const approved = await judged(acted(), ...both, buried);
  assert.deepEqual([approved.holds, approved.size, approved.recomputed], [true, 313, 308]);
  const without = [
    [`insert into ledger.tombstone values ('${victim}', 'r', 'a', 'b')`],
    [acted(), signed("x/one", "a"), buried],
    [acted(), signed("x/one", "a"), signed("x/two", "b", "b,a"), buried],
    [acted(), signed("x/one", "a"), signed("x/two", "c"), buried],
    [acted(), ...both, buried.replace("2026-09-03", "2026-09-01")],
    [acted(act), signed("x/one", "a", "a", act), signed("x/two", "b", "b", act), buried],
  ];
  for (const sql of without) {
    const found = await judged(...sql);
    assert.deepEqual([found.differences.length, found.differences[0]?.case], [1, victim], sql.join("; "));
    assert.match(found.differences[0]?.text.en ?? "", /not approved by two/);
  }
  const back = await tampered([acted(), ...both, buried].join("; "));
  assert.match(back.differences[0]?.text.en ?? "", /key is there again/);
  await assert.rejects(pools.root.query(`insert into ledger.tombstone values ('${victim}', 'r', 'a', 'a')`), { code: "23514" });
});

test("waiting entries are audited too", async () => {
  await writeCase(2);
  assert.equal((await look()).holds, true);
  const altered = await tampered("update ledger.pending set commitment = sha256('x') where seq = 2");
  assert.deepEqual([altered.differences[0]?.case, altered.differences[0]?.seq], [idOf(made - 1), 2]);
  await settle();
});

test("among many processes one integrates; another takes over when it ends; each entry is in within its time", async () => {
  const ends = [new AbortController(), new AbortController(), new AbortController()];
  const errors: unknown[] = [];
  const running = ends.map(({ signal }) =>
    startIntegrator({ pool: pools.jobs, signer, signal, every: 20, most: 7, onError: (error) => errors.push(error) }),
  );
  const waiting = async () => Number((await pools.app.query("select count(*) n from ledger.pending")).rows[0].n);
  const drained = async () => {
    for (let tries = 0; (await waiting()) > 0; tries += 1) {
      assert.ok(tries < 500, "still waiting");
      await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: 10 }, () => writeCase(2)));
  await drained();
  const locks = await pools.root.query(
    "select count(*) n from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
  );
  assert.equal(Number(locks.rows[0].n), 1);
  // The leader's connection breaks; whoever is next takes over.
  await pools.root.query(
    "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
  );
  await writeCase(3);
  await drained();
  for (const end of ends) end.abort();
  await Promise.all(running);
  assert.ok(errors.length <= 1, String(errors));
  await settle();
  assert.equal((await look()).holds, true);
  assert.equal((await latestHead(pools.app))?.size, (await leavesOf()).length);
});

test("a new log over the same leaves signs them under its own name", async () => {
  const fresh = await foundAnew(pools.owner, keyring, "city.example/log-2");
  assert.equal((await openLog(pools.app, keyring, "ignored")).name, "city.example/log-2");
  const log = await takeUp(pools.jobs, fresh);
  while ((await grow(pools.jobs, log, fresh, 100)) > 0);
  const head = (await latestHead(pools.app)) ?? assert.fail();
  assert.deepEqual([head.origin, head.size], ["city.example/log-2", (await leavesOf()).length]);
  assert.equal((await look()).holds, true);
});
