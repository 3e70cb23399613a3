// The database of a data directory: PostgreSQL from the npm package, in the charge of one process at a time.
import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { type Account, databaseAccount } from "./account.ts";
import { canEnter, findBinaries, makeSystemFolder } from "./binaries.ts";
import { type ClusterPlan, ensureCluster, type RunningCluster, startCluster, stopOrphan, superuser } from "./cluster.ts";
import { type Credentials, ensureCredentials, readCredentials } from "./credentials.ts";
import { takeGuard } from "./guard.ts";
import { DatabaseProblem } from "./problem.ts";
import { ensureLocalRoles } from "./roles.ts";
import { type DatabaseUrls, localUrl } from "./urls.ts";

/** The name of the database inside an embedded cluster. */
export const databaseName = "errand";

/** Who is in charge of a data directory, for other processes to read. */
const stateSchema = z.object({ pid: z.number(), port: z.number(), command: z.string() });
type State = z.infer<typeof stateSchema>;

/** A database that this process may use until it is released. */
export interface OpenDatabase {
  readonly urls: DatabaseUrls;
  /** Gives it back: a database that was started for this process is stopped, another's keeps running. */
  release(): Promise<void>;
  /** Asks a database that was started for this process to end, without waiting: for a process that must end at once. */
  abandon(): void;
}

/** Options of {@link openEmbedded}. */
export interface EmbeddedOptions {
  /** Shown to others that find the directory in use, e.g. `serve`. */
  readonly command: string;
  /** Told when the database process ended without being asked to and was started again (or could not be). */
  readonly onLoss?: (recovered: boolean) => void;
}

const paths = (data: string) => ({
  cluster: join(data, "postgres"),
  pointer: join(data, "postgres.location"),
  secret: join(data, "database.secret"),
  state: join(data, "database.json"),
  log: join(data, "log/postgres.log"),
});

/** Makes the data directory where it is missing: nobody else may list it, PostgreSQL's own account may pass through. */
export function makeDataFolder(data: string): string {
  const folder = resolve(data);
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw new DatabaseProblem(
      `The data directory ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}): name another with --data.`,
    );
  }
  return folder;
}

/** Where the cluster lies: under the data directory, unless PostgreSQL's account cannot get there. */
function placeCluster(data: string, account: Account | undefined): string {
  const { cluster, pointer } = paths(data);
  if (existsSync(pointer)) {
    const place = readFileSync(pointer, "utf8").trim();
    if (!existsSync(place))
      throw new DatabaseProblem(
        `The database that ${pointer} points to is gone (${place}): restore it from a backup into an empty data directory.`,
      );
    return place;
  }
  const reachable = !account || canEnter(data, account);
  if (existsSync(join(cluster, "PG_VERSION"))) {
    if (reachable) return cluster;
    throw new DatabaseProblem(
      `The account "${account?.name}" can no longer enter ${data}: allow it with "chmod 711" on that folder and those above.`,
    );
  }
  if (reachable || !account) return cluster;
  // The empty folder stands before the pointer does, so that a pointer to nothing always means a loss.
  const place = join(makeSystemFolder("clusters"), randomUUID());
  mkdirSync(place, { mode: 0o700 });
  chownSync(place, account.uid, account.gid);
  writeFileSync(`${pointer}.new`, `${place}\n`);
  renameSync(`${pointer}.new`, pointer);
  return place;
}

const urlsFor = (credentials: Credentials, port: number): DatabaseUrls => ({
  app: localUrl("errand_app", credentials.app, port, databaseName),
  jobs: localUrl("errand_jobs", credentials.jobs, port, databaseName),
  owner: localUrl("errand_owner", credentials.owner, port, databaseName),
});

const planFor = (data: string): ClusterPlan => {
  const account = databaseAccount();
  const binaries = findBinaries(account);
  return { account, binaries, folder: placeCluster(data, account), logFile: paths(data).log };
};

/** Thrown when another live process is in charge of the data directory. */
export class InUse extends DatabaseProblem {}

/**
 * Takes charge of a data directory and starts its database, made on first use. An orphan that a killed process left
 * is stopped first; should the database process end by itself, it is started again on the same port.
 * @throws InUse when another process is in charge, DatabaseProblem for what a person must put right
 */
export async function openEmbedded(data: string, options: EmbeddedOptions): Promise<OpenDatabase & { readonly port: number }> {
  const folder = makeDataFolder(data);
  const guard = await takeGuard(folder);
  if (!guard) throw new InUse(describeUse(folder));
  const { state, secret } = paths(folder);
  try {
    rmSync(state, { force: true });
    const plan = planFor(folder);
    if (existsSync(join(plan.folder, "PG_VERSION")) && !existsSync(secret)) readCredentials(secret);
    const credentials = ensureCredentials(secret);
    ensureCluster(plan, credentials.superuser);
    await stopOrphan(plan);
    const cluster = supervise(plan, await startCluster(plan), options.onLoss);
    const { port } = cluster;
    try {
      await setUp(credentials, port);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    writeFileSync(`${state}.new`, JSON.stringify({ pid: process.pid, port, command: options.command } satisfies State), { mode: 0o600 });
    renameSync(`${state}.new`, state);
    const release = async () => {
      // In this order: whoever still finds the file is seen as a session, and waited for.
      rmSync(state, { force: true });
      if (options.command !== "serve") await othersGone(credentials, port);
      await cluster.stop();
      await guard.release();
    };
    const abandon = () => void cluster.stop();
    return { urls: urlsFor(credentials, port), port, release, abandon };
  } catch (error) {
    await guard.release();
    throw error;
  }
}

/**
 * The database of a data directory for one command, whether a server is running on it or not: joins the one that
 * runs, else starts it and stops it on release. A directory that holds no data yet is made unless `mustExist`.
 */
export async function joinEmbedded(data: string, options: EmbeddedOptions & { readonly mustExist?: boolean }): Promise<OpenDatabase> {
  const folder = resolve(data);
  if (options.mustExist && !existsSync(paths(folder).secret)) {
    throw new DatabaseProblem(`${folder} is not a data directory: name one with --data, or start once with "errand serve".`);
  }
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      return await openEmbedded(folder, options);
    } catch (error) {
      if (!(error instanceof InUse)) throw error;
      const joined = await joinRunning(folder);
      if (joined) return joined;
      if (Date.now() > until) throw error;
      await sleep(100);
    }
  }
}

/** Whether a running process is in charge of the folder, and who. */
function readState(folder: string): State | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(paths(folder).state, "utf8")));
  } catch {
    return undefined;
  }
}

function describeUse(folder: string): string {
  const state = readState(folder);
  const who = state ? `"errand ${state.command}" (process ${state.pid})` : "another errand process";
  return `The data directory ${folder} is in use by ${who}: stop that one first, or name another with --data.`;
}

/** Waits until no other process uses the database that was started for this command. */
async function othersGone(credentials: Credentials, port: number): Promise<void> {
  const admin = new Client({
    connectionString: localUrl(superuser, credentials.superuser, port, "postgres"),
    application_name: "errand setup",
  });
  admin.on("error", () => {});
  await admin.connect();
  const others = "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1";
  while ((await admin.query(others)).rowCount) await sleep(50);
  await admin.end();
}

async function joinRunning(folder: string): Promise<OpenDatabase | undefined> {
  const state = readState(folder);
  if (!state) return undefined;
  const urls = urlsFor(readCredentials(paths(folder).secret), state.port);
  // This session keeps a command from stopping its database under us.
  const hold = new Client({ connectionString: urls.owner, application_name: "errand command" });
  hold.on("error", () => {});
  try {
    await hold.connect();
  } catch {
    return undefined;
  }
  if (readState(folder)?.port !== state.port) {
    await hold.end();
    return undefined;
  }
  return { urls, release: () => hold.end(), abandon: () => {} };
}

async function setUp(credentials: Credentials, port: number): Promise<void> {
  const admin = new Client({
    connectionString: localUrl(superuser, credentials.superuser, port, "postgres"),
    application_name: "errand setup",
  });
  await admin.connect();
  try {
    await ensureLocalRoles(admin, credentials, databaseName);
  } finally {
    await admin.end();
  }
}

/** Keeps a cluster running until it is stopped on purpose. */
function supervise(plan: ClusterPlan, first: RunningCluster, onLoss: EmbeddedOptions["onLoss"]): RunningCluster {
  let current = first;
  let stopping = false;
  let restart: Promise<void> = Promise.resolve();
  const watch = (cluster: RunningCluster) =>
    cluster.process.once("exit", () => {
      if (!stopping) restart = again();
    });
  const again = async () => {
    try {
      current = await startCluster(plan, first.port);
      watch(current);
      onLoss?.(true);
    } catch {
      onLoss?.(false);
    }
  };
  watch(first);
  return {
    port: first.port,
    process: first.process,
    stop: async () => {
      stopping = true;
      await current.stop();
      // One that was just being started again is stopped as well.
      await restart;
      await current.stop();
    },
  };
}
