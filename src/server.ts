// The life of a serving process: database, application, listening, background work; then the same backwards.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "./config.ts";
import {
  DatabaseProblem,
  type Databases,
  type DatabaseUrls,
  InUse,
  migrate,
  openDatabases,
  openEmbedded,
  pendingMigrations,
  refuseStrongLogin,
} from "./platform/database/index.ts";
import { type FileStore, openFileStore } from "./platform/files/index.ts";
import {
  answering,
  type Fetch,
  type Joined,
  listen,
  makeTraffic,
  type Sibling,
  type Siblings,
  startSiblings,
  type Traffic,
} from "./platform/http/index.ts";
import { type Job, startScheduler, startWorker, type Tick } from "./platform/jobs/index.ts";
import type { Log } from "./platform/log/index.ts";

/** What the application is composed on. `T` is all modules' tables. */
export interface AppContext<T> {
  readonly config: Config;
  /** The address that people reach it by, without a slash at the end. */
  readonly publicUrl: string;
  readonly databases: Databases<T>;
  readonly files: FileStore;
  readonly log: Log;
  /** The owner's address, in an embedded database only: for loading the sample city before anything is served. */
  readonly ownerUrl: string | undefined;
  /** How many requests are under way, here and in the siblings. */
  readonly traffic: Traffic;
  /** The figures of the other processes that answer for the same address. */
  readonly measuredElsewhere: () => Promise<readonly unknown[]>;
}

/** The composed application. */
export interface App {
  readonly fetch: Fetch;
  readonly jobs: readonly Job[];
  readonly ticks: readonly Tick[];
  /** Lines for the terminal once it serves: who can sign in, and where. */
  readonly announcement: readonly string[];
  /** The figures of this process, for its siblings. */
  measure(): Promise<unknown>;
  /** Ends answers that go on by themselves, so that stopping need not wait for them. */
  leave(): void;
  /** Ends what the application itself keeps running. */
  stop(): Promise<void>;
}

/** Composes the application; defined in `app.ts`. */
export type CreateApp<T> = (context: AppContext<T>) => Promise<App>;

/** A serving process. */
export interface Server {
  readonly url: string;
  readonly announcement: readonly string[];
  /** Finishes what is under way (requests for at most ten seconds), stops everything, the embedded database last. */
  stop(): Promise<void>;
  /** Lets go of everything without waiting, for a process that must end at once. */
  abandon(): void;
}

const patience = 10_000;

/** The database under a serving process: embedded, brought up to date; or given, held against what serving demands. */
async function openDatabase(
  config: Config,
  log: Log,
  onFatal: (why: string) => void,
): Promise<{ urls: Partial<DatabaseUrls> & Pick<DatabaseUrls, "app" | "jobs">; release(): Promise<void>; abandon(): void }> {
  if (config.database.kind === "given") {
    const { app, jobs } = config.database;
    if (!jobs) throw new DatabaseProblem("DATABASE_JOBS_URL is missing: the login that holds errand_jobs, beside DATABASE_URL.");
    return { urls: { app, jobs }, release: () => Promise.resolve(), abandon: () => {} };
  }
  const onLoss = (recovered: boolean) => {
    if (recovered) log.warn("the database process ended by itself and was started again");
    else onFatal("The database process ended and could not be started again: see log/postgres.log in the data directory.");
  };
  const database = await patiently(() => openEmbedded(config.data, { command: "serve", onLoss }));
  try {
    for (const name of await migrate(database.urls)) log.info("migrated", { name });
  } catch (error) {
    await database.release();
    throw error;
  }
  return database;
}

/** A predecessor that was told to stop may still be leaving. */
async function patiently<T>(open: () => Promise<T>): Promise<T> {
  const until = Date.now() + 2_000;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof InUse) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function refuseUnfit<T>(databases: Databases<T>): Promise<void> {
  for (const [pool, setting] of [
    [databases.appPool, "DATABASE_URL"],
    [databases.jobsPool, "DATABASE_JOBS_URL"],
  ] as const) {
    const client = await pool.connect().catch((error: Error) => {
      throw new DatabaseProblem(`The database of ${setting} does not answer (${(error as NodeJS.ErrnoException).code ?? error.name}).`);
    });
    try {
      await refuseStrongLogin(client, setting);
      const pending = await pendingMigrations(client);
      if (pending.length > 0)
        throw new DatabaseProblem(
          `The database lacks ${pending.length} migrations (${pending[0]} first): run "errand migrate" with DATABASE_OWNER_URL.`,
        );
    } finally {
      client.release();
    }
  }
}

const starting: Fetch = () => new Response("Starting, please try again in a moment.\n", { status: 503, headers: { "retry-after": "2" } });
/** What a sibling is told as it begins. */
export interface SiblingSettings {
  readonly config: Config;
  readonly publicUrl: string;
  readonly urls: Pick<DatabaseUrls, "app" | "jobs">;
}

/** Whether the database answers. */
const reachable = async <T>({ appPool }: Databases<T>): Promise<boolean> => (await appPool.query("select 1")).rowCount === 1;

/** Answers requests beside the process that listens, on the same database; does nothing else. */
export async function startSibling<T>(
  { config, publicUrl, urls }: SiblingSettings,
  joined: Joined,
  log: Log,
  createApp: CreateApp<T>,
): Promise<Sibling> {
  // However many there are, all together stay within what a database allows by default.
  const databases = openDatabases<T>(urls, {
    appConnections: Math.min(20, Math.floor(60 / (config.processes - 1))),
    jobsConnections: 2,
    embedded: config.database.kind === "embedded",
  });
  const app = await createApp({
    config: { ...config, roles: config.roles.filter((role) => role === "web" || role === "gateway") },
    publicUrl,
    databases,
    files: openFileStore(join(config.data, "files")),
    log,
    ownerUrl: undefined,
    traffic: makeTraffic(undefined, joined.busy),
    measuredElsewhere: joined.measured,
  });
  const answers = answering(app.fetch, { host: config.host, ready: () => reachable(databases) });
  return {
    take: answers.take,
    measure: app.measure,
    drain: async (patience) => {
      app.leave();
      await answers.drain(patience);
      await app.stop();
      await databases.close();
    },
  };
}

const elsewhere: Fetch = () => new Response("This process serves no pages.\n", { status: 404 });

/**
 * Starts a serving process. What was started is stopped again when a later step fails.
 * @param onFatal told when the process can no longer serve and should end
 */
export async function startServer<T>(config: Config, log: Log, createApp: CreateApp<T>, onFatal: (why: string) => void): Promise<Server> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step().catch((error) => log.fault("stopping failed", error));
  };
  try {
    const database = await openDatabase(config, log, onFatal);
    undo.push(() => database.release());
    const databases = openDatabases<T>(database.urls, { embedded: config.database.kind === "embedded" });
    undo.push(() => databases.close());
    await refuseUnfit(databases);

    let answer = starting;
    let ready = false;
    let siblings: Siblings | undefined;
    const traffic = makeTraffic();
    const listening = await listen((request, env) => answer(request, env), {
      host: config.host,
      port: config.port,
      ready: async () => ready && (await reachable(databases)),
      ...(config.processes > 1 ? { share: (connection, here) => (siblings ? siblings.take(connection, here) : here(connection)) } : {}),
    });
    const publicUrl = config.publicUrl ?? listening.url;
    undo.push(async () => void (await Promise.all([listening.drain(patience), siblings?.drain(patience)])));
    const app = await createApp({
      config,
      publicUrl,
      databases,
      files: openFileStore(join(config.data, "files")),
      log,
      ownerUrl: database.urls.owner,
      traffic,
      measuredElsewhere: async () => (await siblings?.measured()) ?? [],
    });
    // The application ends after the requests that use it, so its step goes below theirs.
    undo.splice(-1, 0, () => app.stop());
    const does = new Set(config.roles);
    if (does.has("worker")) {
      const worker = await startWorker({ pool: databases.jobsPool, jobs: app.jobs, log });
      undo.splice(-1, 0, () => worker.stop());
    }
    if (does.has("scheduler")) {
      const scheduler = startScheduler({ pool: databases.appPool, ticks: app.ticks, log });
      undo.splice(-1, 0, () => scheduler.stop());
    }
    undo.push(async () => app.leave());
    answer = does.has("web") || does.has("gateway") ? app.fetch : elsewhere;
    ready = true;
    if (config.processes > 1) {
      const { app: appUrl, jobs } = database.urls;
      const settings: SiblingSettings = { config, publicUrl, urls: { app: appUrl, jobs } };
      siblings = startSiblings({
        program: fileURLToPath(new URL("sibling.ts", import.meta.url)),
        count: config.processes - 1,
        settings,
        busy: traffic.busyElsewhere,
        measure: app.measure,
        onEnd: (status) => log.warn("a process that shares the requests ended and is begun anew", { status }),
      });
    }
    log.info("serving", { url: listening.url, roles: config.roles.join(" "), processes: config.processes });
    return { url: publicUrl, announcement: app.announcement, stop, abandon: () => database.abandon() };
  } catch (error) {
    await stop();
    throw error;
  }
}
