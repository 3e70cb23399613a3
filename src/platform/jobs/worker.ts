// Runs jobs from the queue. A wrapper around graphile-worker that adds typed payloads, quiet errors and quick recovery.
import { Logger, run, type TaskList } from "graphile-worker";
import type { Pool } from "pg";
import { describeError, type Log } from "../log/index.ts";
import { GiveUp, type Job } from "./job.ts";
import { holdPresence } from "./presence.ts";

/** What a worker needs. */
export interface WorkerOptions {
  /** Connections of the queue's role. */
  readonly pool: Pool;
  readonly jobs: readonly Job[];
  readonly log: Log;
  /** Jobs at the same time (default 4). */
  readonly concurrency?: number;
}

/** A running worker. */
export interface Worker {
  /** Takes no more jobs, waits for those under way (they see their signal aborted), and ends. */
  stop(): Promise<void>;
}

/** Starts working. Jobs that a killed process had taken are freed first, and again every minute. */
export async function startWorker({ pool, jobs, log, concurrency = 4 }: WorkerOptions): Promise<Worker> {
  const stopping = new AbortController();
  const taskList: TaskList = {};
  for (const job of jobs) {
    if (taskList[job.name]) throw new Error(`two jobs are called ${job.name}`);
    taskList[job.name] = async (payload, { job: row, withPgClient }) => {
      const lines = log.with({ job: job.name, id: row.id, attempt: row.attempts });
      try {
        await job.run(payload, { number: row.attempts, last: row.attempts >= row.max_attempts, signal: stopping.signal, log: lines });
      } catch (error) {
        if (error instanceof GiveUp) {
          await withPgClient((client) =>
            client.query("update graphile_worker._private_jobs set max_attempts = attempts where id = $1", [row.id]),
          );
        }
        const reference = lines.fault("job failed", error);
        // This text is kept in the queue, so it holds no more than the diary may.
        throw new Error(`${describeError(error).message} (reference ${reference})`);
      }
    };
  }
  const presence = await holdPresence(pool, log);
  const runner = await run({
    pgPool: pool,
    taskList,
    concurrency,
    noHandleSignals: true,
    parsedCronItems: [],
    pollInterval: 1000,
    logger: quietLogger(log),
    events: presence.events,
  });
  await presence.announce();
  return {
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await presence.release();
    },
  };
}

/** The library's own news: only what went wrong outside a job (a job's own failure is already noted). */
const quietLogger = (log: Log) =>
  new Logger(() => (level, message) => {
    if (level !== "error" && level !== "warning") return;
    if (message.startsWith("Failed task")) return;
    log.warn("the queue met trouble", { message });
  });
