// PostgreSQL refuses to run as root. When we are root, its processes run under an account of their own.
import { spawnSync } from "node:child_process";
import { DatabaseProblem } from "./problem.ts";

/** A system account, by number. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const own = "errand";

function find(name: string): Account | undefined {
  const ask = (flag: string) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout?.trim() || Number.NaN);
  const uid = ask("-u");
  const gid = ask("-g");
  return Number.isInteger(uid) && uid > 0 && Number.isInteger(gid) ? { name, uid, gid } : undefined;
}

/**
 * The account under which PostgreSQL's processes run: `undefined` unless this process is root, who may not run
 * them. Creates the system account `errand` where it is missing; where the machine has no tool for that,
 * `nobody` serves.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const present = find(own);
  if (present) return present;
  const ways = [
    ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/errand", "--shell", "/bin/false", own],
    ["adduser", "-S", "-D", "-H", "-h", "/var/lib/errand", "-s", "/bin/false", own],
  ] as const;
  for (const [tool, ...rest] of ways) {
    spawnSync(tool, rest, { stdio: "ignore" });
    const made = find(own);
    if (made) return made;
  }
  const nobody = find("nobody");
  if (nobody) return nobody;
  throw new DatabaseProblem("PostgreSQL cannot run as root and no account for it could be made: start Errand as an ordinary user.");
}
