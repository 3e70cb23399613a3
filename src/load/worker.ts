// One thread of a load: every so-manyth slice, each told of when it is written.
import { parentPort, workerData } from "node:worker_threads";
import { Client } from "pg";
import type { Config } from "../config.ts";
import type { DatabaseUrls } from "../platform/database/index.ts";
import { openStage, unhurried } from "./scene.ts";
import { loadSlice, type Span } from "./slice.ts";

/** What a thread is given. */
export interface Share {
  readonly config: Config;
  readonly urls: DatabaseUrls;
  readonly span: Span;
  readonly size: number;
  /** This thread's number and how many there are. */
  readonly thread: number;
  readonly threads: number;
}

async function work({ config, urls, span, size, thread, threads }: Share): Promise<void> {
  const stage = await openStage({ config, urls, until: span.until, share: { thread, threads } });
  const owner = new Client({ connectionString: unhurried(urls.owner), application_name: "errand load" });
  await owner.connect();
  try {
    for (let first = thread * size; first < span.cases; first += threads * size) {
      parentPort?.postMessage(await loadSlice(stage, owner, span, first, Math.min(first + size, span.cases)));
    }
  } finally {
    await owner.end();
    await stage.close();
  }
}

if (parentPort) await work(workerData as Share);
