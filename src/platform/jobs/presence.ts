// Which worker pools are alive. Each holds an advisory lock under its name for as long as its process lives; jobs taken by
// a worker whose lock is gone are freed at once, where the queue itself would wait four hours.
import { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import type { Pool, PoolClient } from "pg";
import type { Log } from "../log/index.ts";

const kind = 0x4a4f42; // "JOB": the first half of the locks' two-part key

const freeTheDead = `
  select graphile_worker.force_unlock_workers(array_agg(distinct locked_by)) from (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null
  ) taken
  where not exists (
    select from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and l.locktype = 'advisory' and l.classid = ${kind}::oid
      and l.objid = (hashtext(taken.locked_by)::bigint & 4294967295)::oid)
  having count(*) > 0`;

/** Stands for this process's workers until released: give `events` to the queue, and announce once its workers are made. */
export async function holdPresence(
  pool: Pool,
  log: Log,
): Promise<{ readonly events: WorkerEvents; announce(): Promise<void>; release(): Promise<void> }> {
  const events: WorkerEvents = new EventEmitter();
  const names = new Set<string>();
  let client: PoolClient | undefined;

  const connect = async () => {
    const fresh = await pool.connect();
    fresh.on("error", (error) => {
      if (client !== fresh) return;
      client = undefined;
      fresh.release(error);
    });
    client = fresh;
    await announce();
  };
  const announce = async () => {
    await client?.query("select pg_advisory_lock_shared($1, hashtext(name)) from unnest($2::text[]) name", [kind, [...names]]);
  };
  const sweep = async () => {
    try {
      if (!client) await connect();
      await client?.query(freeTheDead);
    } catch (error) {
      client?.release(true);
      client = undefined;
      log.fault("dead workers could not be looked for", error);
    }
  };

  events.on("pool:create", ({ workerPool }) => names.add(workerPool.id));
  await connect();
  await sweep();
  const timer = setInterval(() => void sweep(), 60_000);
  timer.unref();
  return {
    events,
    announce,
    release: async () => {
      clearInterval(timer);
      client?.release(true);
      client = undefined;
    },
  };
}
