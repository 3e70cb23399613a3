// A piece of work done by a process of its own that is killed with -9 in the midst of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

/** Where the work is done, what it is, and after which of its statements the process dies; see test/crash/statement-child.ts. */
export interface Killed {
  readonly database: { readonly app: string; readonly jobs: string; readonly owner: string };
  readonly data: string;
  readonly now: number;
  readonly nth: number;
  readonly work: Readonly<Record<string, unknown>>;
}

/** Runs it; the process has to die by the signal, not before and not of itself. */
export function killedWhile({ database: { app, jobs, owner }, ...rest }: Killed): void {
  const plan = JSON.stringify({ urls: { app, jobs, owner }, ...rest });
  const child = spawnSync(process.execPath, ["--import", "./src/platform/source.mjs", "test/crash/statement-child.ts", plan], {
    encoding: "utf8",
  });
  assert.equal(child.signal, "SIGKILL", child.stderr);
}
