// `npm test [-- PATTERN]`: the checks, then every test file under src, test, city and scripts, on one real PostgreSQL.
// Ends with one line, `N passed, N failed`, and with 1 when anything failed or nothing ran. A pattern (a part of a
// path, or several) narrows the run to matching files and leaves out the checks.
import { globSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "node:test";
import { announce, startTestCluster } from "../test/support/database.ts";
import { checks, root, sourceFlags } from "./checks.ts";

const patterns = process.argv.slice(2).filter((word) => word !== "--");
const started = Date.now();
// Interrupted, the runner ends the files that are under way.
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => interruption.abort());
let passed = 0;
let failed = 0;
let skipped = 0;
/** What each file took, milliseconds. */
const times = new Map<string, number>();

function fail(name: string, words: string): void {
  failed += 1;
  process.stdout.write(`✖ ${name}\n${words.replace(/^/gm, "    ")}\n`);
}

/** The test files to run: those of `test/` first, because they are the slowest. */
function testFiles(): string[] {
  const files = ["test", "src", "city", "scripts"].flatMap((folder) => globSync(`${folder}/**/*.test.{ts,tsx}`, { cwd: root }).toSorted());
  return files.filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
}

/** What a failed test has to say, without the runner's own frames. */
function reason(error: Error | undefined): string {
  const cause = error?.cause instanceof Error ? error.cause : error;
  const words = cause?.stack ?? cause?.message ?? String(error?.cause ?? "it failed without a word");
  return words
    .split("\n")
    .filter((line) => !/^\s+at .*node:internal/.test(line))
    .slice(0, 60)
    .join("\n");
}

async function runFiles(files: readonly string[]): Promise<void> {
  const seen = new Map<string, number>();
  const stream = run({
    files: files.map((file) => join(root, file)),
    // Two cores and a third file: many of them wait, for a page, a process, a clock.
    concurrency: 3,
    // Room for what is young, from the beginning: loading the application, and many requests, otherwise collect it again and again.
    execArgv: [
      "--min-semi-space-size=16",
      "--max-semi-space-size=48",
      ...sourceFlags,
      "--import",
      new URL("../test/support/unfollowed.ts", import.meta.url).href,
    ],
    timeout: 480_000,
    signal: interruption.signal,
  });
  // A file is begun when its first test is dequeued, and over when the last has ended.
  const begun = new Map<string, number>();
  stream.on("test:dequeue", ({ file }) => void (file && begun.set(file, begun.get(file) ?? Date.now())));
  stream.on("test:complete", ({ file }) => void (file && times.set(relative(root, file), Date.now() - (begun.get(file) ?? Date.now()))));
  const note = (file: string | undefined) => file && seen.set(file, (seen.get(file) ?? 0) + 1);
  stream.on("test:pass", ({ name, file, skip, todo, details }) => {
    if (details.type === "suite" || isFile(name)) return;
    note(file);
    if (skip !== undefined || todo !== undefined) skipped += 1;
    else passed += 1;
  });
  stream.on("test:fail", ({ name, file, details }) => {
    // A suite fails because a test in it did, which has been told; unless its own hooks failed.
    const { error } = details;
    if ("failureType" in error && error.failureType === "subtestsFailed") return;
    note(file);
    const where = relative(root, file ?? name);
    fail(isFile(name) ? where : `${name}  (${where})`, reason(error));
  });
  stream.on("test:stderr", ({ message }) => void process.stderr.write(message));
  stream.on("test:stdout", ({ message }) => void process.stdout.write(message));
  for await (const _ of stream);
  for (const file of files) if (!seen.has(join(root, file))) fail(file, "it holds no test");
}

/** The runner reports a whole file under its path. */
const isFile = (name: string) => /\.test\.tsx?$/.test(name);

const files = testFiles();
const starting = files.length === 0 ? undefined : startTestCluster();
if (patterns.length === 0) {
  const found = await Promise.all(checks.map((check) => check.run()));
  for (const [n, check] of checks.entries()) {
    const words = found[n];
    if (words) fail(check.name, words);
    else passed += 1;
  }
}
if (!starting) process.stderr.write(`No test file matches ${patterns.join(" ")}.\n`);
else {
  const cluster = await starting;
  announce(cluster);
  try {
    await runFiles(files);
  } finally {
    await cluster.stop();
  }
}
if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
const slowest = [...times].toSorted(([, a], [, b]) => b - a).slice(0, 12);
if (files.length > 1) for (const [file, ms] of slowest) process.stdout.write(`${String(Math.round(ms / 1000)).padStart(4)} s  ${file}\n`);
process.stdout.write(`${Math.round((Date.now() - started) / 1000)} s\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
