// `errand load`: years of plausible history, decided by the engine and written in bulk.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Client } from "pg";
import type { Config } from "../config.ts";
import { openLog, startIntegrator } from "../ledger/index.ts";
import type { Keyring } from "../platform/crypto/index.ts";
import { type DatabaseUrls, openPool } from "../platform/database/index.ts";
import { keyringIn, openStage, type StageOptions, unhurried } from "./scene.ts";
import { type Done, loadSlice, type Span } from "./slice.ts";
import type { Share } from "./worker.ts";

export interface LoadOptions {
  readonly config: Config;
  readonly urls: DatabaseUrls;
  readonly cases: number;
  /** Given in tests; read from the key file otherwise, in each thread. */
  readonly keys?: Keyring;
  /** The present; nothing is dated after it. */
  readonly now?: number;
  /** How many threads (default: one for each core, four at most); 0 works in this one. */
  readonly threads?: number;
  readonly seed?: number;
  readonly progress?: (done: number, of: number) => void;
}

export interface LoadReport extends Done {
  readonly milliseconds: number;
  /** The log's size when it was signed last. */
  readonly logged: number;
}

const nothing: Done = { cases: 0, rows: 0, entries: 0, running: 0, failed: 0 };
const sum = (a: Done, b: Done): Done => ({
  cases: a.cases + b.cases,
  rows: a.rows + b.rows,
  entries: a.entries + b.entries,
  running: a.running + b.running,
  failed: a.failed + b.failed,
});

/** Adds that many cases to what is there. May run beside a server. */
export async function loadCases({
  config,
  urls,
  cases,
  keys,
  now = Date.now(),
  threads = Math.min(4, availableParallelism()),
  seed = Math.floor(Math.random() * 2 ** 31),
  progress = () => {},
}: LoadOptions): Promise<LoadReport> {
  const started = performance.now();
  const options: StageOptions = { config, urls, ...(keys ? { keys } : {}), until: now };
  const span: Span = { until: now, cases, seed };
  // Slices that two threads write at the same time lie side by side in time, so that indexes grow at one place.
  const size = Math.max(20, Math.min(400, Math.ceil(cases / Math.max(1, threads) / 4)));
  let done = nothing;
  const tell = (one: Done) => {
    done = sum(done, one);
    progress(done.cases + done.failed, cases);
  };
  if (threads === 0) await alone(options, span, size, tell);
  else await Promise.all(Array.from({ length: threads }, (_, thread) => threaded({ config, urls, span, size, thread, threads }, tell)));
  const logged = await settle(urls, keys ?? keyringIn(config));
  return { ...done, logged, milliseconds: Math.round(performance.now() - started) };
}

async function alone(options: StageOptions, span: Span, size: number, tell: (done: Done) => void): Promise<void> {
  const stage = await openStage(options);
  const owner = await ownerOf(options.urls);
  try {
    for (let first = 0; first < span.cases; first += size)
      tell(await loadSlice(stage, owner, span, first, Math.min(first + size, span.cases)));
  } finally {
    await owner.end();
    await stage.close();
  }
}

/** What a slice makes is gone when it is written: with room for it, little of it is ever looked at again by the collector. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

const threaded = (share: Share, tell: (done: Done) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: share, resourceLimits });
    worker.on("message", tell);
    worker.on("error", reject);
    worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a thread of the load ended with ${code}`))));
  });

async function ownerOf(urls: DatabaseUrls): Promise<Client> {
  const owner = new Client({ connectionString: unhurried(urls.owner), application_name: "errand load" });
  await owner.connect();
  return owner;
}

/** Brings statistics up to date, and has the log signed over everything that was added; by the server where one is running. */
async function settle(urls: DatabaseUrls, keys: Keyring): Promise<number> {
  const owner = await ownerOf(urls);
  const jobs = openPool(urls.jobs, "errand load", 2, { statementTimeout: 0 });
  const stop = new AbortController();
  try {
    await owner.query(
      "analyze casework.case, casework.task, casework.entry, casework.data, casework.evidence, keyring.case_key, ledger.leaf",
    );
    // Dates that lie in the past already are told of by the next look.
    await owner.query("update casework.alerted set until = '-infinity'");
    // The log is founded by the first server, under the address at which it is reached.
    const { rows: logs } = await owner.query<{ origin: string }>("select origin from ledger.log order by no desc limit 1");
    const [log] = logs;
    if (!log) return 0;
    const signer = await openLog(jobs, keys, log.origin);
    let failure: unknown;
    const running = startIntegrator({ pool: jobs, signer, signal: stop.signal, every: 20, onError: (error) => (failure = error) });
    for (;;) {
      const { rows } = await owner.query<{ leaves: string | number; signed: string | number | null }>(
        "select (select coalesce(max(idx) + 1, 0) from ledger.leaf) as leaves, (select max(size) from ledger.head where origin = $1) as signed",
        [signer.name],
      );
      const [row] = rows;
      if (row && Number(row.signed) >= Number(row.leaves)) {
        stop.abort();
        await running;
        return Number(row.signed);
      }
      if (failure) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    stop.abort();
    await owner.end();
    await jobs.end();
  }
}
