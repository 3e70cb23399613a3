import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { cloneDatabase } from "../../../test/support/database.ts";
import { openDatabases } from "../database/index.ts";
import { silentLog } from "../log/index.ts";
import { countJobs, defineJob, failedJobs, GiveUp, retryJobs, startScheduler, startWorker } from "./index.ts";

const database = await cloneDatabase();
const { appPool, jobsPool, close } = openDatabases<Record<string, never>>(database);
after(close);

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(10);
}

test("a job is added with the change it belongs to, or not at all", { timeout: 20_000 }, async () => {
  const seen: number[] = [];
  const job = defineJob("count", z.object({ n: z.number() }), async ({ n }) => {
    seen.push(n);
  });
  const client = await appPool.connect();
  await client.query("begin");
  await client.query("select jobs.add('count', '{\"n\": 1}')");
  await client.query("rollback");
  await client.query("begin");
  const specs = [2, 3].map((n) => ({ task: "count", payload: { n } }));
  const { rows } = await client.query<{ add_all: number }>("select jobs.add_all($1)", [JSON.stringify(specs)]);
  await client.query("commit");
  client.release();
  assert.equal(rows[0]?.add_all, 2);
  const worker = await startWorker({ pool: jobsPool, jobs: [job], log: silentLog });
  await until(() => seen.length === 2);
  await worker.stop();
  assert.deepEqual(seen.toSorted(), [2, 3]);
});

test("a job that is taken while another of its key is being added is not the last: the other one follows", {
  timeout: 20_000,
}, async () => {
  for (const add of [
    "select jobs.add('told', '{\"n\": 2}', key => 'one')",
    `select jobs.add_all('[{"task": "told", "payload": {"n": 2}, "key": "one"}, {"task": "told", "key": "two"}]')`,
  ]) {
    await appPool.query("select jobs.add('told', '{\"n\": 1}', key => 'one')");
    // A worker takes it as the queue does, and has not committed when the next one is added.
    const taking = await jobsPool.connect();
    await taking.query("begin");
    await taking.query("update graphile_worker._private_jobs set locked_by = 'worker', locked_at = now(), attempts = 1 where key = 'one'");
    const adding = appPool.query(add);
    const waits = "select from pg_locks where not granted";
    await until(async () => (await taking.query(waits)).rowCount !== 0);
    await taking.query("commit");
    taking.release();
    await adding;
    const { rows } = await jobsPool.query<{ key: string | null; n: number; taken: boolean }>(
      "select key, (payload ->> 'n')::int n, locked_at is not null taken from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'told') and (payload ->> 'n') is not null order by n",
    );
    assert.deepEqual(rows, [
      { key: null, n: 1, taken: true },
      { key: "one", n: 2, taken: false },
    ]);
    await jobsPool.query(
      "delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'told')",
    );
  }
});

test("the application can add to the queue and neither read nor change it", async () => {
  for (const sql of [
    "select * from graphile_worker.jobs",
    "delete from graphile_worker._private_jobs",
    "select graphile_worker.add_job('count')",
  ]) {
    await assert.rejects(appPool.query(sql), { code: "42501" }, sql);
  }
});

test("a failing job is tried again; one that gives up, or whose payload is wrong, stays visible and can be retried", {
  timeout: 20_000,
}, async () => {
  let attempts = 0;
  const flaky = defineJob("flaky", z.object({}), async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("not yet");
  });
  let hopeless = true;
  const stuck = defineJob("stuck", z.object({ id: z.string() }), async () => {
    if (hopeless) throw new GiveUp("no such case");
  });
  await appPool.query("select jobs.add('flaky'), jobs.add('stuck', '{\"id\":\"a\"}'), jobs.add('stuck', '{\"id\":7}')");
  const worker = await startWorker({ pool: jobsPool, jobs: [flaky, stuck], log: silentLog });
  await until(async () => (await failedJobs(jobsPool)).length === 2);
  const retrying = (await countJobs(jobsPool)).find((count) => count.task === "flaky");
  assert.equal(retrying?.retrying, 1);
  await jobsPool.query(
    "select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'flaky'), now())",
  );
  await until(() => attempts === 2);
  const failed = await failedJobs(jobsPool);
  assert.ok(failed.some((job) => job.error.includes("no such case")));
  assert.ok(failed.some((job) => job.error.includes("payload") && job.error.includes("id")));
  hopeless = false;
  assert.equal(
    await retryJobs(
      jobsPool,
      failed.filter((job) => job.error.includes("no such case")).map((job) => job.id),
    ),
    1,
  );
  await until(async () => (await failedJobs(jobsPool)).length === 1);
  await worker.stop();
});

test("a job that a dead worker had taken is run by the next worker at once", { timeout: 20_000 }, async () => {
  await appPool.query("select jobs.add('left')");
  await jobsPool.query(
    "update graphile_worker._private_jobs set locked_by = 'worker-that-died', locked_at = now(), attempts = 1 where task_id = (select id from graphile_worker._private_tasks where identifier = 'left')",
  );
  let done = false;
  const left = defineJob("left", z.object({}), async () => {
    done = true;
  });
  const worker = await startWorker({ pool: jobsPool, jobs: [left], log: silentLog });
  await until(() => done);
  await worker.stop();
});

test("a job of a living worker is left alone", { timeout: 20_000 }, async () => {
  let runs = 0;
  let free: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    free = resolve;
  });
  const slow = defineJob("slow", z.object({}), async () => {
    runs += 1;
    await gate;
  });
  const first = await startWorker({ pool: jobsPool, jobs: [slow], log: silentLog });
  await appPool.query("select jobs.add('slow')");
  await until(() => runs === 1);
  const second = await startWorker({ pool: jobsPool, jobs: [slow], log: silentLog });
  await sleep(300);
  assert.equal(runs, 1);
  free();
  await Promise.all([first.stop(), second.stop()]);
});

test("one scheduler leads; another takes over when it is gone; a failing tick does not stop the others", { timeout: 20_000 }, async () => {
  const calls: string[] = [];
  const ticks = (name: string) => [
    { name: "bad", run: () => Promise.reject(new Error("bad")) },
    { name: "good", run: async () => void calls.push(name) },
  ];
  const first = startScheduler({ pool: jobsPool, ticks: ticks("first"), log: silentLog, every: 20 });
  await until(() => calls.length > 1);
  const second = startScheduler({ pool: jobsPool, ticks: ticks("second"), log: silentLog, every: 20 });
  await sleep(100);
  assert.ok(!calls.includes("second"));
  await first.stop();
  await until(() => calls.includes("second"));
  await second.stop();
});

test("only the queue's own role reaches the queue", async () => {
  const owner = new Client({ connectionString: database.app });
  await owner.connect();
  await assert.rejects(owner.query("set role errand_jobs"), { code: "42501" });
  await owner.end();
});
