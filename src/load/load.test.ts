// History loaded in bulk is history: the log audits, replaying each case's entries gives its rows, and lists show it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { testKeys } from "../../test/support/city.ts";
import { loadAll } from "../casework/index.ts";
import { replay } from "../engine/procedure/index.ts";
import { audit } from "../ledger/index.ts";
import { loadCases } from "./index.ts";

const app = await startTestApp();
const { appPool } = { appPool: app.desk.pool };
const now = Date.parse("2026-09-21T09:30:00+08:00");
const seed = 20260921;
const cases = 300;

const loaded = await loadCases({ config: app.config, urls: app.database, cases, keys: testKeys(), now, threads: 0, seed });

test(`three hundred cases are loaded, most of them ended (seed ${seed})`, async () => {
  assert.equal(loaded.cases, cases);
  assert.equal(loaded.failed, 0);
  assert.ok(loaded.running > 5 && loaded.running < cases / 2, `${loaded.running} running`);
  const { rows } = await appPool.query<{ pack: string; status: string; n: number }>(
    "select pack, status, count(*)::int n from casework.case group by 1, 2 order by 1, 2",
  );
  assert.ok(
    rows.length >= 4 && new Set(rows.map(({ status }) => status)).size === 2,
    `several services, running and ended: ${JSON.stringify(rows)}`,
  );
  const { rows: ends } = await appPool.query<{ n: number }>(`select count(distinct "end")::int n from casework.case`);
  assert.ok((ends[0]?.n ?? 0) >= 8, "many outcomes");
  const { rows: late } = await appPool.query("select 1 from casework.entry where at > to_timestamp($1 / 1000.0) limit 1", [now]);
  assert.equal(late.length, 0, "nothing is dated after the present");
});

test("the log holds", async () => {
  await app.integrate();
  const result = await audit({ pool: app.desk.pool, keyring: testKeys() });
  assert.deepEqual(result.differences, []);
  const { rows } = await appPool.query<{ n: number }>("select count(*)::int n from organisation.change");
  assert.equal(result.recomputed, loaded.entries + (rows[0]?.n ?? 0), "every entry, and every change of the organisation");
});

test("replaying the entries of a case gives its rows", async () => {
  const { rows } = await appPool.query<{ case_id: string; events: never[] }>(
    "select case_id, events from casework.entry order by case_id, seq",
  );
  const events = Map.groupBy(rows, ({ case_id }) => case_id);
  const all = await loadAll(app.desk, [...events.keys()]);
  assert.equal(all.length, cases);
  for (const { row, snapshot } of all) {
    const state = replay((events.get(row.id) ?? []).flatMap((entry) => entry.events));
    assert.deepEqual(snapshot.state, state, row.number);
  }
});

test("who did something held the post on that day, and dates follow from the clocks", async () => {
  const directory = await app.desk.organisation.current();
  const { rows } = await appPool.query<{ post: string; officer: string; done_at: number }>(
    "select post, officer, done_at from casework.task where officer is not null and status = 'done' and not carried and officer not in ('system', 'applicant')",
  );
  assert.ok(rows.length > 500);
  for (const { post, officer, done_at } of rows) {
    const day = app.desk.day(done_at);
    assert.ok(
      directory?.officersOf(post, day).some(({ id }) => id === officer),
      `${officer} at ${post} on ${day}`,
    );
  }
  const { rows: running } = await appPool.query<{ due_at: number | null }>("select due_at from casework.case where status = 'running'");
  assert.ok(running.filter(({ due_at }) => due_at !== null && due_at > now).length > running.length / 3);
});

test("evidence refers to questions that both sides recorded", async () => {
  const { rows } = await appPool.query<{ n: number; known: number }>(
    `select count(*)::int n, count(r.id)::int known from casework.evidence e left join exchange.request r on r.id = e.request where e.source = 'registry'`,
  );
  assert.ok((rows[0]?.n ?? 0) > 200);
  assert.equal(rows[0]?.known, rows[0]?.n);
  assert.deepEqual(await app.desk.exchange.reconcile(), []);
});

test("an officer finds loaded tasks in the list, and can go on with them", async () => {
  const { rows } = await appPool.query<{ officer: string }>(
    `select a.officer from casework.task t join organisation.appointment a on a.post = t.post and a.last is null and a.first <= '2026-09-21'
     where t.status = 'open' order by t.due_at limit 1`,
  );
  const officer = rows[0]?.officer ?? "";
  const answer = await app.request("/api/v1/tasks", { as: officer });
  assert.equal(answer.status, 200);
  const { tasks } = (await answer.json()) as { tasks: { id: string; commands: string[] }[] };
  const open = tasks.find(({ commands }) => commands.includes("take"));
  assert.ok(open, `${officer} has work`);
  const taken = await app.request(`/api/v1/tasks/${open.id}/commands`, {
    as: officer,
    method: "POST",
    body: JSON.stringify({ type: "take" }),
    headers: { "content-type": "application/json" },
  });
  assert.equal(taken.status, 200, await taken.text());
});
