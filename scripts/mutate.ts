// Do the tests of the engine see a mistake? Each mutant is the engine with one small mistake made on purpose; the tests run
// against it in a copy, and must fail. `npm run mutate [-- FILE…]`: the rules of procedures and rates, or the files named
// (`decide.ts` of the procedures, `rates/look-up.ts`, `feel/order.ts`); exit 1 if more than one in twenty survives, or one that is not explained in scripts/mutate.survivors.ts.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { survivors } from "./mutate.survivors.ts";

const root = join(import.meta.dirname, "..");
const engine = "src/engine";
const MOST_SURVIVORS = 0.05;
const TIME_MS = 120_000;
const WORKERS = 2;

/** The files that decide what happens to a case. */
const rules = [
  ..."carry clocks decide enter evolve guards joins last move offered open receipt settle tasks".split(" ").map((f) => `${f}.ts`),
  "rates/look-up.ts",
  "rates/faults.ts",
];

const named = process.argv.slice(2).filter((word) => word.endsWith(".ts"));
const files = named.length > 0 ? named : rules;
/** A file without a folder is one of the procedures'. */
const pathOf = (file: string): string => join(engine, file.includes("/") ? file : `procedure/${file}`);
const queue = files.flatMap((file) => mutantsOf(file, readFileSync(join(root, pathOf(file)), "utf8")));

/** A copy of what the tests need, in which one file at a time is wrong. */
function workshop(): string {
  const dir = mkdtempSync(join(tmpdir(), "errand-mutate-"));
  const needed = [engine, "src/platform/i18n", "src/platform/source.mjs", "test/fixtures/procedures", "test/dmn", "package.json"];
  for (const path of needed) cpSync(join(root, path), join(dir, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  return dir;
}

/** The tests that a file must answer to, in batches: the quick ones first. */
function batchesFor(file: string, dir: string): string[][] {
  const room = file.includes("/") ? (file.split("/")[0] ?? "") : "procedure";
  const folder = join(engine, room);
  const tests = readdirSync(join(dir, folder)).filter((f) => f.endsWith(".test.ts"));
  if (room === "feel") return [["test/dmn/cases.test.ts"], tests.map((f) => join(folder, f))];
  if (room !== "procedure") return [tests.map((f) => join(folder, f))];
  const stories = ["rules.test.ts", "lessons.test.ts", "scenarios.test.ts"];
  const others = tests.filter((f) => !stories.includes(f) && f !== "random.test.ts");
  return [stories, others, ["random.test.ts"]].map((batch) => batch.map((f) => join(folder, f)));
}

/** True if all pass. */
async function passes(dir: string, file: string): Promise<boolean> {
  for (const tests of batchesFor(file, dir)) if (!(await run(dir, tests))) return false;
  return true;
}

/** Without any mutant: one file of each room stands for it. */
async function allPass(dir: string): Promise<boolean> {
  const rooms = new Map(files.map((file) => [pathOf(file).split(/[\\/]/)[2], file]));
  for (const file of rooms.values()) if (!(await passes(dir, file))) return false;
  return true;
}

/** The first failure ends the run. */
function run(dir: string, tests: string[]): Promise<boolean> {
  const hook = join(dir, "src/platform/source.mjs");
  const args = ["--import", hook, "--test", "--test-isolation=none", "--test-reporter=tap", ...tests.map((f) => join(dir, f))];
  const env = { ...process.env, ERRAND_CASES: "320", ERRAND_SEED: "7" };
  const child = spawn(process.execPath, args, { cwd: dir, stdio: ["ignore", "pipe", "ignore"], env });
  const timer = setTimeout(() => child.kill("SIGKILL"), TIME_MS);
  child.stdout.on("data", (chunk: Buffer) => {
    if (/^\s*not ok /m.test(chunk.toString())) child.kill("SIGKILL");
  });
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** The explanation of a survivor, if there is one. */
const explained = (mutant: Mutant) => survivors.find((s) => s.file === mutant.file && s.mutant === mutant.name);

async function work(dir: string, alive: Mutant[]): Promise<void> {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const path = join(dir, pathOf(mutant.file));
    const original = readFileSync(path, "utf8");
    writeFileSync(path, mutant.text);
    const survived = await passes(dir, mutant.file);
    writeFileSync(path, original);
    if (survived) alive.push(mutant);
    const verdict = survived ? (explained(mutant) ? "survived, explained" : "SURVIVED") : "killed";
    process.stdout.write(`${verdict.padEnd(20)} ${mutant.file}:${mutant.line}  ${mutant.name}\n`);
  }
}

const total = queue.length;
const dirs = Array.from({ length: WORKERS }, workshop);
const alive: Mutant[] = [];
try {
  const [first] = dirs;
  if (!first || !(await allPass(first))) {
    process.stderr.write("The tests fail without any mutant; mend them first.\n");
    process.exitCode = 2;
  } else {
    await Promise.all(dirs.map((dir) => work(dir, alive)));
    report();
  }
} finally {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
}

function report(): void {
  for (const mutant of alive)
    process.stdout.write(
      `\n${mutant.file}: ${mutant.name}\n  ${explained(mutant)?.why ?? "not explained: write a test, or say why it changes nothing"}\n`,
    );
  const stale = survivors.filter((s) => files.includes(s.file) && !alive.some((m) => m.file === s.file && m.name === s.mutant));
  for (const s of stale) process.stdout.write(`\n${s.file}: ${s.mutant}\n  is explained but does not survive; strike it out\n`);
  const share = total === 0 ? 0 : alive.length / total;
  process.stdout.write(`\n${total} mutants, ${total - alive.length} killed, ${alive.length} survived (${(share * 100).toFixed(1)} %)\n`);
  if (share > MOST_SURVIVORS || alive.some((m) => !explained(m)) || stale.length > 0) process.exitCode = 1;
}
