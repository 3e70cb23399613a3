// Background work: kinds of jobs, the worker that runs them, the scheduler's rounds, and a look at the queue.
// Jobs are added in SQL, inside the transaction they belong to: `select jobs.add(task, payload)`, `jobs.add_all(json array)`.
export { countJobs, type FailedJob, failedJobs, type JobCount, retryJobs } from "./health.ts";
export { type Attempt, defineJob, GiveUp, type Job } from "./job.ts";
export { type SchedulerOptions, startScheduler, type Tick } from "./scheduler.ts";
export { startWorker, type Worker, type WorkerOptions } from "./worker.ts";
