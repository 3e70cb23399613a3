// The whole application on a database of its own, with the sample city, called without a network: what a test talks to.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { Client } from "pg";
import { createWeb } from "../../src/app.ts";
import { feedsOf, jobsOf } from "../../src/background.ts";
import { type Desk, feedOnce } from "../../src/casework/index.ts";
import { loadCity } from "../../src/city/index.ts";
import { type AppTables, composeDesk } from "../../src/compose.ts";
import { type Config, readConfig, root } from "../../src/config.ts";
import { issueToken, type Scope } from "../../src/identity/index.ts";
import { startIntegrator } from "../../src/ledger/index.ts";
import { mailJobs } from "../../src/notices/index.ts";
import { openDatabases } from "../../src/platform/database/index.ts";
import { openFileStore } from "../../src/platform/files/index.ts";
import type { Job } from "../../src/platform/jobs/index.ts";
import { silentLog } from "../../src/platform/log/index.ts";
import { publishPacks } from "../../src/publish-packs.ts";
import { cityFolder, testKeys } from "./city.ts";
import { cloneFilled, type TestDatabase } from "./database.ts";

export interface TestApp {
  readonly desk: Desk;
  readonly database: TestDatabase;
  readonly config: Config;
  /** Calls the application; paths are relative to its own address. */
  request(path: string, init?: RequestInit & { readonly as?: string }): Promise<Response>;
  /** A bearer token for an officer or a party by id or login; the same one each time. */
  token(as: string, scopes?: readonly Scope[]): Promise<string>;
  /** Sets the clock (epoch milliseconds). */
  at(now: number): void;
  /** Does the jobs that wait, and those that follow from them, until none is left; failures are thrown. */
  work(): Promise<void>;
  /** Moves what was committed into the log. */
  integrate(): Promise<void>;
  /** The same, and lets the rooms that follow the log hear of it. */
  news(): Promise<void>;
}

export interface TestAppOptions {
  /** When it is (default 2026-09-21T09:30 in the city). */
  readonly now?: number;
  /** Further packs to publish, by folder. */
  readonly packs?: string;
  /** More jobs than casework's. */
  readonly jobs?: (desk: Desk) => readonly Job[];
}

export const publicUrl = "http://127.0.0.1:8080";

/** The sample city and the packs that are shipped. */
async function fillCity({ owner: url }: { readonly owner: string }): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  const loaded = await loadCity(owner, testKeys(), cityFolder);
  await owner.end();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  await publishFolder(url, join(root, "packs"));
}

async function publishFolder(owner: string, packs: string): Promise<void> {
  const published = await publishPacks(owner, { packs, city: cityFolder, law: join(root, "law") }, "2026-09-21");
  if (published.problems.length > 0) throw new Error(published.problems.join("\n"));
}

/** Builds it; everything is gone when the test file ends. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await cloneFilled("city", fillCity);
  const data = mkdtempSync(join(tmpdir(), "errand-app-"));
  const read = readConfig({ flags: { data, city: cityFolder }, env: {} });
  if (!read.ok) throw new Error(read.problems.join(" "));
  let now = options.now ?? Date.parse("2026-09-21T09:30:00+08:00");
  const keys = testKeys();
  if (options.packs) await publishFolder(database.owner, options.packs);
  const databases = openDatabases<AppTables>(database);
  const desk = await composeDesk(
    { config: read.config, publicUrl, databases, files: openFileStore(join(data, "files")), log: silentLog, now: () => now },
    keys,
  );
  // Those who follow begin here, as they would with a server that has just been set up.
  for (const feed of feedsOf(desk)) await feedOnce(databases.appPool, feed);
  const web = createWeb(desk, { jobs: databases.jobsPool, trustProxy: false, city: cityFolder });
  after(async () => {
    await databases.close();
    rmSync(data, { recursive: true, force: true });
  });
  const tokens = new Map<string, Promise<string>>();
  const jobs = new Map([...jobsOf(desk), ...mailJobs(desk, undefined), ...(options.jobs?.(desk) ?? [])].map((job) => [job.name, job]));
  const app: TestApp = {
    desk,
    database,
    config: read.config,
    request: async (path, { as, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== undefined) headers.set("authorization", `Bearer ${await app.token(as)}`);
      return web.request(
        new Request(new URL(path, publicUrl), { ...init, headers, ...(init.body ? { duplex: "half" } : {}) } as RequestInit),
      );
    },
    token: (as, scopes) => {
      const known = tokens.get(`${as} ${scopes?.join(" ")}`);
      if (known) return known;
      const made = issueToken(desk.ground, { as, days: 3650, ...(scopes ? { scopes } : {}) }, now).then((issued) => {
        if (!issued.ok) throw new Error(`${as}: ${issued.text.en}`);
        return issued.token;
      });
      tokens.set(`${as} ${scopes?.join(" ")}`, made);
      return made;
    },
    at: (instant) => {
      now = instant;
    },
    work: async () => {
      for (;;) {
        const { rows } = await databases.jobsPool.query<{ id: string; task: string; payload: unknown }>(
          `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
           where t.id = j.task_id and j.id = (select id from graphile_worker._private_jobs order by id limit 1) returning j.id, t.identifier task, j.payload`,
        );
        const [row] = rows;
        if (!row) return;
        const job = jobs.get(row.task);
        if (!job) throw new Error(`nobody does ${row.task}`);
        await job.run(row.payload, { number: 1, last: true, signal: new AbortController().signal, log: silentLog });
      }
    },
    integrate: async () => {
      const stop = new AbortController();
      const running = startIntegrator({ pool: databases.jobsPool, signer: await desk.logSigner(), signal: stop.signal, every: 10 });
      for (let left = 1; left > 0; ) {
        const { rows } = await databases.appPool.query<{ n: number }>("select count(*)::int n from ledger.pending");
        left = rows[0]?.n ?? 0;
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      stop.abort();
      await running;
    },
    news: async () => {
      await app.integrate();
      for (const feed of feedsOf(desk)) while ((await feedOnce(databases.appPool, feed)) > 0);
    },
  };
  return app;
}
