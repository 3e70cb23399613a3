// A real PostgreSQL for tests: one cluster for a whole run, one migrated template in it, and a clone per test file.
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { Client, escapeIdentifier } from "pg";
import {
  type ClusterPlan,
  type DatabaseUrls,
  databaseAccount,
  ensureCluster,
  ensureLocalRoles,
  findBinaries,
  localUrl,
  migrate,
  startCluster,
  superuser,
} from "../../src/platform/database/index.ts";

const template = "errand_template";
const password = "test";
const credentials = { superuser: password, owner: password, jobs: password, app: password };
/** Names the cluster's port to test files that run under `scripts/test.ts`. */
const variable = "ERRAND_TEST_DATABASE_PORT";

/** A migrated database of one's own. */
export interface TestDatabase extends DatabaseUrls {
  readonly name: string;
  /** The cluster's superuser in this database: for tests that play an attacker. */
  readonly superuser: string;
  drop(): Promise<void>;
}

/** A cluster for tests. */
export interface TestCluster {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a throw-away cluster with the migrated template; not durable, for speed. */
export async function startTestCluster(): Promise<TestCluster> {
  const account = databaseAccount();
  const home = mkdtempSync(join(tmpdir(), "errand-test-"));
  chmodSync(home, 0o711);
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "64MB", max_connections: "200" };
  const plan: ClusterPlan = {
    account,
    binaries: findBinaries(account),
    folder: join(home, "postgres"),
    logFile: join(home, "postgres.log"),
    settings,
  };
  ensureCluster(plan, password, false);
  const cluster = await startCluster(plan);
  // The last resort when a test process ends without stopping it.
  const kill = () => cluster.process.kill("SIGQUIT");
  const end = () => process.exit(143);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  process.once("exit", kill);
  for (const signal of signals) process.once(signal, end);
  const stop = async () => {
    process.off("exit", kill);
    for (const signal of signals) process.off(signal, end);
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const admin = new Client({ connectionString: localUrl(superuser, password, cluster.port, "postgres") });
    await admin.connect();
    await ensureLocalRoles(admin, credentials, template);
    await admin.end();
    await migrate(urlsOf(cluster.port, template));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: cluster.port, stop };
}

const urlsOf = (port: number, name: string): DatabaseUrls => ({
  app: localUrl("errand_app", password, port, name),
  jobs: localUrl("errand_jobs", password, port, name),
  owner: localUrl("errand_owner", password, port, name),
});

/** Makes the cluster known to test files started from this process. */
export const announce = (cluster: TestCluster): void => {
  process.env[variable] = String(cluster.port);
};

let own: Promise<TestCluster> | undefined;

/** The run's cluster; a test file started alone starts one for itself and stops it at its end. */
async function port(): Promise<number> {
  const given = Number(process.env[variable]);
  if (given > 0) return given;
  if (!own) {
    own = startTestCluster();
    after(async () => (await own)?.stop());
  }
  return (await own).port;
}

/**
 * A fresh, migrated database; dropped when the test file (or the suite in which this is called) ends. Call it in the
 * file's or a suite's body or in `before`, once per file: `const database = await cloneDatabase();`
 */
export const cloneDatabase = (): Promise<TestDatabase> => create(`template ${template} strategy file_copy`);

/**
 * Like {@link cloneDatabase}, with content that takes long to make: `fill` makes it once in a run, under this name, and every
 * further call gets a copy. It must make the same for everybody.
 */
export async function cloneFilled(name: string, fill: (urls: DatabaseUrls) => Promise<void>): Promise<TestDatabase> {
  const at = await port();
  const filled = `${template}_${name}`;
  const admin = new Client({ connectionString: localUrl(superuser, password, at, "postgres") });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext($1))", [filled]);
    const { rowCount } = await admin.query("select from pg_database where datname = $1", [filled]);
    if (rowCount === 0) {
      const half = `${filled}_half`;
      await admin.query(`drop database if exists ${escapeIdentifier(half)}`);
      await admin.query(`create database ${escapeIdentifier(half)} owner errand_owner template ${template} strategy file_copy`);
      await fill(urlsOf(at, half));
      await admin.query(`alter database ${escapeIdentifier(half)} rename to ${escapeIdentifier(filled)}`);
    }
  } finally {
    await admin.end();
  }
  return create(`template ${filled} strategy file_copy`);
}

/** A database without any schema, otherwise like {@link cloneDatabase}'s. */
export const emptyDatabase = (): Promise<TestDatabase> => create("template template0");

async function create(how: string): Promise<TestDatabase> {
  const at = await port();
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const connectionString = localUrl(superuser, password, at, "postgres");
  const run = async (sql: string) => {
    const admin = new Client({ connectionString });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  };
  await run(`create database ${escapeIdentifier(name)} owner errand_owner ${how}`);
  const drop = () => run(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  // A cluster of one's own goes as a whole.
  if (!own) after(drop);
  return { ...urlsOf(at, name), name, superuser: localUrl(superuser, password, at, name), drop };
}
