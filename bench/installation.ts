// A server of one's own to be measured: a process, its database, its data directory; all gone afterwards.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Config, readConfig } from "../src/config.ts";
import { type DatabaseUrls, joinEmbedded } from "../src/platform/database/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Serving {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the first 200 of /readyz, milliseconds. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

export interface Installation {
  readonly config: Config;
  /** Starts the server, with more options, and more arguments for Node itself. */
  serve(options?: readonly string[], nodeArguments?: readonly string[]): Promise<Serving>;
  /** Works on the database, with the server running or stopped. */
  database<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T>;
  /** Deletes it; the server must have been stopped. */
  remove(): void;
}

/** Makes one; with `kept` an existing data directory is used, and stays. */
export function makeInstallation(kept?: string): Installation {
  const data = kept ?? mkdtempSync(join(tmpdir(), "errand-bench-"));
  chmodSync(data, 0o711);
  const read = readConfig({ flags: { data }, env: {} });
  if (!read.ok) throw new Error(read.problems.join(" "));
  return {
    config: read.config,
    serve: (options = [], nodeArguments = []) => serve(data, options, nodeArguments),
    database: async (work) => {
      const database = await joinEmbedded(data, { command: "bench", mustExist: true });
      try {
        return await work(database.urls);
      } finally {
        await database.release();
      }
    },
    remove: () => {
      if (kept === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

async function serve(data: string, options: readonly string[], nodeArguments: readonly string[]): Promise<Serving> {
  const started = performance.now();
  const hook = fileURLToPath(new URL("../src/platform/source.mjs", import.meta.url));
  // The flags of `scripts/run.mjs`, without the process that it puts before the server.
  const words = [
    "--disable-warning=ExperimentalWarning",
    "--max-semi-space-size=24",
    "--import",
    hook,
    ...nodeArguments,
    join(root, "src/main.ts"),
  ];
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ERRAND_|DATABASE_|NODE_)/.test(name)));
  const child = spawn(process.execPath, [...words, "serve", "--port", "0", "--data", data, ...options], {
    cwd: root,
    env: clean,
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    child.once("exit", () => reject(new Error(`the server ended: ${said}`)));
  });
  while ((await fetch(`${url}/readyz`).catch(() => undefined))?.status !== 200) await new Promise((resolve) => setTimeout(resolve, 5));
  return {
    url,
    pid: child.pid ?? 0,
    startedIn: performance.now() - started,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      running.delete(child);
    },
  };
}
