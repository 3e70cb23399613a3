// What the queue looks like: for administration, metrics, and putting failed work right.
import type { Pool } from "pg";

/** Jobs of one kind. */
export interface JobCount {
  readonly task: string;
  /** Due or due later. */
  readonly waiting: number;
  readonly running: number;
  /** Tried at least once and to be tried again. */
  readonly retrying: number;
  /** Failed for good. */
  readonly failed: number;
}

/** A job that failed for good. */
export interface FailedJob {
  readonly id: number;
  readonly task: string;
  readonly attempts: number;
  readonly error: string;
  /** Epoch milliseconds of the last attempt. */
  readonly at: number;
}

const dead = "j.attempts >= j.max_attempts and j.locked_at is null";

/** Counts by kind. */
export async function countJobs(jobsPool: Pool): Promise<readonly JobCount[]> {
  const { rows } = await jobsPool.query<JobCount>(
    `select t.identifier task,
       (count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts))::integer waiting,
       (count(*) filter (where j.locked_at is not null))::integer running,
       (count(*) filter (where j.locked_at is null and j.attempts > 0 and j.attempts < j.max_attempts))::integer retrying,
       (count(*) filter (where ${dead}))::integer failed
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     group by 1 order by 1`,
  );
  return rows;
}

/** The latest jobs that failed for good. */
export async function failedJobs(jobsPool: Pool, limit = 50): Promise<readonly FailedJob[]> {
  const { rows } = await jobsPool.query<FailedJob>(
    `select j.id, t.identifier task, j.attempts, coalesce(j.last_error, '') error, j.updated_at at
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where ${dead} order by j.updated_at desc limit $1`,
    [limit],
  );
  return rows;
}

/** Lets failed jobs be tried again from the start; answers how many. */
export async function retryJobs(jobsPool: Pool, ids: readonly number[]): Promise<number> {
  const { rowCount } = await jobsPool.query(
    "select graphile_worker.reschedule_jobs($1::bigint[], now(), attempts => 0, max_attempts => 25)",
    [ids],
  );
  return rowCount ?? 0;
}
