// The program as people run it: `bin/errand` in a process of its own, on a data directory of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Environment and account for a command. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** What a command that ended left behind. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A started command. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has written to standard output so far. */
  out(): string;
}

// Should the tests be interrupted, nothing that they started lives on.
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(143));

/** Starts `errand` with these words. The settings of the calling shell do not reach it. */
export function startErrand(words: readonly string[], { env = {}, ...account }: RunOptions = {}): Started {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ERRAND_|DATABASE_|NODE_|LC_|LANG)/.test(name)));
  const child = spawn(process.execPath, [join(root, "bin/errand"), ...words], {
    ...account,
    cwd: root,
    env: { ...clean, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  const said = { out: "", err: "" };
  for (const [name, stream] of [
    ["out", child.stdout],
    ["err", child.stderr],
  ] as const) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      said[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve) => child.once("close", (status) => resolve({ status, ...said })));
  return { child, ended, out: () => said.out };
}

/** Runs `errand` to its end. */
export const errand = (words: readonly string[], options?: RunOptions): Promise<Ended> => startErrand(words, options).ended;

/** A serving process. */
export interface Serving {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Asks it to stop and waits; answers its exit status. */
  stop(): Promise<number | null>;
}

const living = new Set<ChildProcess>();

/** Starts a server on a free port and waits until it is ready. */
export async function serve(data: string, words: readonly string[] = [], options?: RunOptions): Promise<Serving> {
  const { child, ended, out } = startErrand(["serve", "--port", "0", "--data", data, ...words], options);
  living.add(child);
  let over: Ended | undefined;
  void ended.then((result) => {
    over = result;
    living.delete(child);
  });
  for (;;) {
    if (over) throw new Error(`the server ended with ${over.status}: ${over.err}`);
    const url = /http:\/\/\S+?(?=\/?\s)/.exec(out())?.[0];
    if (url && (await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
      const stop = async () => {
        child.kill("SIGTERM");
        return (await ended).status;
      };
      return { url, child, ended, stop };
    }
    await sleep(20);
  }
}

/** The ids of the server's own process and of its database's, by its data directory. */
export function processesOf(data: string): { readonly main: number; readonly database: number } {
  const state: { pid: number } = JSON.parse(readFileSync(join(data, "database.json"), "utf8"));
  return { main: state.pid, database: Number(readFileSync(join(clusterOf(data), "postmaster.pid"), "utf8").split("\n")[0]) };
}

/** The cluster's folder of a data directory. */
export function clusterOf(data: string): string {
  const pointer = join(data, "postgres.location");
  return existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : join(data, "postgres");
}

/** A folder for data directories, removed with all that belongs to them when the test file ends. */
export function temporaryFolder(mode = 0o711): string {
  const folder = mkdtempSync(join(tmpdir(), "errand-life-"));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

// A cluster that lies elsewhere, because its data directory is closed to others, goes with it.
after(async () => {
  for (const child of living) child.kill("SIGTERM");
  while (living.size > 0) await sleep(20);
  for (const folder of folders) {
    for (const data of ["", "data", "restored"]) {
      const pointer = join(folder, data, "postgres.location");
      if (existsSync(pointer)) rmSync(readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  }
});
