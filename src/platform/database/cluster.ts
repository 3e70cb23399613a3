// One PostgreSQL cluster in one folder: made, started, stopped, and cleared of an orphan that outlived its parent.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { DatabaseProblem } from "./problem.ts";

/** What a cluster is run with. */
export interface ClusterPlan {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** The cluster's own folder. */
  readonly folder: string;
  /** Where the server writes what it has to say. */
  readonly logFile: string;
  /** Settings beside the usual ones, e.g. `{ fsync: "off" }` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running cluster. */
export interface RunningCluster {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends every session and stops. */
  stop(): Promise<void>;
}

/** The bootstrap superuser of every embedded cluster; used for administration only. */
export const superuser = "postgres";

// Durable (fsync and synchronous_commit stay on), modest in memory, and silent about data: error details and
// statements may hold personal data, so neither is logged.
const usual: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
};

const identity = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {});
// PostgreSQL's programs see no setting of ours: neither DATABASE_URL nor PG* variables.
const environment = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", SystemRoot: process.env.SystemRoot ?? "" };

/** Makes the cluster if its folder does not hold one yet; an interrupted attempt leaves nothing behind that counts. */
export function ensureCluster(plan: ClusterPlan, password: string, sync = true): void {
  const { account, binaries, folder } = plan;
  const version = join(folder, "PG_VERSION");
  if (existsSync(version)) {
    const major = readFileSync(version, "utf8").trim();
    if (major !== "18")
      throw new DatabaseProblem(`${folder} was made by PostgreSQL ${major}; this Errand brings 18: back up with the old one and restore.`);
    return;
  }
  const draft = `${folder}.new`;
  const secret = `${folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  if (account) for (const path of [draft, secret]) chownSync(path, account.uid, account.gid);
  const args = [
    "-D",
    draft,
    "-U",
    superuser,
    `--pwfile=${secret}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-instructions",
  ];
  if (!sync) args.push("--no-sync");
  const made = spawnSync(binaries.initdb, args, { ...identity(account), cwd: dirname(folder), env: environment, encoding: "utf8" });
  rmSync(secret, { force: true });
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const why = made.error?.message ?? made.stderr.trim().split("\n").at(-1) ?? "";
    throw new DatabaseProblem(`The database could not be made in ${folder}: ${why}`);
  }
  renameSync(draft, folder);
}

/** The lines of `postmaster.pid`, or none: process id, folder, start time, port, …, and `ready` last once it serves. */
function pidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, "postmaster.pid"), "utf8")
      .split("\n")
      .map((line) => line.trim());
  } catch {
    return [];
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** True when the process is surely not the server of `folder`, but one that got its number later. */
function another(pid: number, folder: string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(folder);
  } catch {
    return false;
  }
}

/** Ends a server that outlived its parent. Call only while holding the data directory's guard. */
export async function stopOrphan(plan: ClusterPlan): Promise<void> {
  const { account, binaries, folder } = plan;
  const pid = Number(pidFile(folder)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (!alive(pid) || another(pid, folder)) {
    rmSync(join(folder, "postmaster.pid"), { force: true });
    return;
  }
  // Its own word that the server has left counts, not the process table: an unreaped process still stands there.
  for (const mode of ["fast", "immediate"]) {
    const args = ["stop", "-D", folder, "-m", mode, "-w", "-t", "20"];
    const stopped = spawnSync(binaries.pgCtl, args, { ...identity(account), cwd: "/", env: environment, stdio: "ignore" });
    if (stopped.status === 0) return;
  }
  throw new DatabaseProblem(`The database process ${pid} of ${folder} does not end: end it by hand and start again.`);
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > 16 * 1024 * 1024) renameSync(file, `${file}.1`);
  const fd = openSync(file, "a", 0o600);
  chmodSync(file, 0o600);
  return fd;
}

/**
 * Starts the server on a loopback port and waits until it accepts connections. Tries again where the port was
 * taken meanwhile, or while the last processes of a killed predecessor are still leaving.
 */
export async function startCluster(plan: ClusterPlan, port?: number): Promise<RunningCluster> {
  const until = Date.now() + 30_000;
  for (;;) {
    const chosen = port ?? (await freePort());
    const started = await attempt(plan, chosen, until);
    if (started) return started;
    if (Date.now() > until)
      throw new DatabaseProblem(`The database in ${plan.folder} does not start; its own words are in ${plan.logFile}.`);
    await sleep(100);
  }
}

async function attempt(plan: ClusterPlan, port: number, until: number): Promise<RunningCluster | undefined> {
  const { account, binaries, folder, logFile } = plan;
  const settings = Object.entries({ ...usual, ...plan.settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const log = openLog(logFile);
  // Detached: Ctrl-C on the terminal must reach us alone, so that requests in flight can still finish.
  const options = { ...identity(account), cwd: folder, env: environment, detached: true } as const;
  const child = spawn(binaries.postgres, ["-D", folder, ...settings], { ...options, stdio: ["ignore", log, log] });
  closeSync(log);
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      resolve();
    };
    child.once("exit", end).once("error", end);
  });
  while (!ended) {
    const lines = pidFile(folder);
    if (Number(lines[0]) === child.pid && lines[7] === "ready") break;
    if (Date.now() > until) {
      child.kill("SIGQUIT");
      await exit;
    }
    await Promise.race([exit, sleep(5)]);
  }
  if (ended) return undefined;
  child.unref();
  const stop = async () => {
    child.ref();
    if (!ended) child.kill("SIGINT");
    await exit;
  };
  return { port, process: child, stop };
}
