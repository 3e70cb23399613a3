// Numbers taken in the very commit that uses them: a hundred at once with aborts of every sort leave no gap and no double.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { startTestApp } from "../../test/support/app.ts";
import { letterPacks, letters } from "../../test/support/letters.ts";
import { seeded } from "../platform/random/index.ts";
import { numberSeries, takenNumbers } from "./index.ts";

const app = await startTestApp({ packs: letterPacks });
const { desk } = app;
const { documents, verifier, head, keeper, send, openTask, signed, done, numbered } = await letters(app);
const series = { organ: "government", word: "云试函", year: 2026 };
const taken = async () => (await takenNumbers(desk, { ...series, limit: 1000 })).map(({ n }) => n).sort((a, b) => a - b);

test("a hundred in parallel with killed connections, rolled back commits and stale versions: no gap, no double", async (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const random = seeded(seed);
  const cases: { id: string; no: number }[] = [];
  for (let i = 0; i < 100; i++) {
    const id = await signed(`第 ${i + 1} 件函`);
    cases.push({ id, no: await openTask(id, "number") });
  }
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  // Connections of the application die in the middle of what they do.
  let over = false;
  let [killed, rolledBack] = [0, 0];
  const killing = (async () => {
    while (!over) {
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = 'errand_app' and query ilike '%casework.commit%' and state = 'active' order by random() limit 1`,
      );
      killed += rowCount ?? 0;
      await sleep(random.int(1, 5));
    }
  })();
  // Commits that take a number and are then rolled back, as a server does that dies before its answer.
  const rolling = (async () => {
    const client = new Client({ connectionString: app.database.owner });
    await client.connect();
    while (!over) {
      await client.query("begin");
      await client.query(
        `insert into casework.register as r values ($1, $2, $3, 1) on conflict (organ, word, year) do update set last = r.last + 1`,
        [series.organ, series.word, series.year],
      );
      await sleep(random.int(0, 6));
      await client.query("rollback");
      rolledBack += 1;
      await sleep(random.int(1, 10));
    }
    await client.end();
  })();
  const finishOne = async ({ id, no }: { id: string; no: number }): Promise<void> => {
    for (let tries = 0; ; tries++) {
      // Sent twice at once now and then: one of them is stale or too late.
      const at = [send(documents, `/api/v1/tasks/${id}.${no}/commands`, { type: "finish", outcome: "done" })];
      if (random.chance(0.3)) at.push(send(documents, `/api/v1/tasks/${id}.${no}/commands`, { type: "finish", outcome: "done" }));
      const answers = await Promise.allSettled(at);
      const statuses = answers.map((one) => (one.status === "fulfilled" ? one.value.status : 503));
      if (statuses.some((status) => status < 300) || statuses.every((status) => status === 409)) return;
      assert.ok(tries < 200, `case ${id}: ${statuses}`);
      await sleep(random.int(5, 40));
    }
  };
  while (rolledBack === 0) await sleep(1);
  await Promise.all(cases.map(finishOne));
  over = true;
  await Promise.all([killing, rolling]);
  await owner.end();
  t.diagnostic(`${killed} connections killed, ${rolledBack} transactions rolled back`);
  assert.ok(rolledBack > 0, "nothing was in the way of it");
  assert.deepEqual(
    await taken(),
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  assert.deepEqual(await numberSeries(desk, "government"), [{ word: "云试函", year: 2026, last: 100 }]);
  await app.integrate();
});

test("a register says what became of each number: used, under way, or void and why", async () => {
  const [used, open, dropped] = [await numbered("用上的函"), await numbered("在办的函"), await signed("不发的函")];
  await done(documents, dropped, "number", "done");
  await done(keeper, used, "seal", "sealed");
  await done(verifier, dropped, "release", "drop");
  const rows = (await takenNumbers(desk, { ...series, limit: 3 })).map(({ n, caseId, state, end, printed }) => ({
    n,
    caseId,
    state,
    end,
    printed,
  }));
  assert.deepEqual(rows, [
    { n: 103, caseId: dropped, state: "void", end: "dropped", printed: null },
    { n: 102, caseId: open, state: "open", end: null, printed: null },
    { n: 101, caseId: used, state: "used", end: "sent", printed: "云试函〔2026〕101号" },
  ]);
  const page = async (path: string, as: string) => (await app.request(path, { as })).text();
  const address = `/zh/workbench/numbers/government?word=${encodeURIComponent("云试函")}&year=2026`;
  assert.match(await page("/zh/workbench/numbers", documents), /云试函/);
  const list = await page(address, documents);
  assert.match(list, /作废[\s\S]*办件已结束：未发/);
  assert.match(await page(`${address}&before=52`, head), /回到最近的/);
  assert.match(await page(address.replace("?", "/numbers.csv?"), documents), /"云试函","2026","101","云试函〔2026〕101号"/);
  for (const [path, status] of [
    [`${address}&before=x`, 400],
    ["/zh/workbench/numbers/government?word=x&year=2026", 404],
    ["/zh/workbench/numbers/nobody?word=x&year=2026", 404],
  ] as const)
    assert.equal((await app.request(path, { as: documents })).status, status, path);
  assert.equal((await app.request(address, { as: "chen-yulan" })).status, 404, "another body's register");
});
