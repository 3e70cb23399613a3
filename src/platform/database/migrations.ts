// Brings the schema up to date from plain SQL files, `src/<module>/migrations/NNNN-name.sql`.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runMigrations } from "graphile-worker";
import { Client, type ClientBase, Pool } from "pg";
import { DatabaseProblem } from "./problem.ts";
import { ensureRoles, roles } from "./roles.ts";
import type { DatabaseUrls } from "./urls.ts";

/** One migration. `role` is whom it runs as: the owner, unless its first line says `-- role: errand_jobs`. */
export interface Migration {
  /** `module/NNNN-name` */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
  readonly role: string;
}

const source = fileURLToPath(new URL("../..", import.meta.url));
const lock = "select pg_advisory_lock(hashtext('errand migrations'))";
const queue = "graphile-worker";

/** Reads every module's migrations, in the order of their numbers. */
export function readMigrations(folder = source): readonly Migration[] {
  const found: { number: string; migration: Migration }[] = [];
  for (const module of readdirSync(folder)) {
    const path = join(folder, module, "migrations");
    if (!existsSync(path)) continue;
    for (const file of readdirSync(path)) {
      const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
      if (!number) throw new DatabaseProblem(`${join(path, file)} is not named like a migration (NNNN-name.sql).`);
      const sql = readFileSync(join(path, file), "utf8");
      const role = /^-- role: (\w+)/.exec(sql)?.[1] ?? roles.owner;
      const hash = createHash("sha256").update(sql).digest("hex");
      found.push({ number, migration: { name: `${module}/${file.slice(0, -4)}`, sql, hash, role } });
    }
  }
  found.sort((a, b) => a.number.localeCompare(b.number));
  for (const [i, { number, migration }] of found.entries()) {
    const before = found[i - 1];
    if (before?.number === number) throw new DatabaseProblem(`${before.migration.name} and ${migration.name} have the same number.`);
  }
  return found.map((one) => one.migration);
}

/** The queue's own schema is migrated by its library; its version stands in the list of what was applied. */
function queueMigration(): { name: string; hash: string } {
  const manifest = fileURLToPath(new URL("../package.json", import.meta.resolve("graphile-worker")));
  return { name: queue, hash: (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version };
}

/** The names of migrations that the database still lacks; a problem if it is newer than this program or was changed. */
export async function pendingMigrations(client: ClientBase, migrations = readMigrations()): Promise<readonly string[]> {
  const known = await client.query<{ known: boolean }>("select to_regclass('platform.migration') is not null known");
  if (!known.rows[0]?.known) return [queue, ...migrations.map((one) => one.name)];
  const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from platform.migration");
  const applied = new Map(rows.map((row) => [row.name, row.hash]));
  const queueNow = queueMigration();
  const pending = applied.get(queue) === queueNow.hash ? [] : [queue];
  for (const { name, hash } of migrations) {
    const before = applied.get(name);
    if (before === undefined) pending.push(name);
    else if (before !== hash)
      throw new DatabaseProblem(`The migration ${name} was changed after it had been applied: put it back and add a new one.`);
    applied.delete(name);
  }
  applied.delete(queue);
  const [foreign] = applied.keys();
  if (foreign)
    throw new DatabaseProblem(
      `The database was brought up to date by another version of Errand (${foreign}): start that version or a newer one.`,
    );
  return pending;
}

/**
 * Brings the database up to date as its owner; answers the names of what was applied. Several processes may call
 * it at once: one works, the others wait and find nothing to do. Each migration is one transaction.
 */
export async function migrate(
  urls: Pick<DatabaseUrls, "owner"> & Partial<DatabaseUrls>,
  migrations = readMigrations(),
): Promise<readonly string[]> {
  const client = new Client({ connectionString: urls.owner, application_name: "errand migrate" });
  await client.connect();
  try {
    await client.query(lock);
    await ensureRoles(client, urls);
    const pending = new Set(await pendingMigrations(client, migrations));
    if (pending.size === 0) return [];
    await prepare(client);
    if (pending.has(queue)) {
      await migrateQueue(urls.owner);
      const { name, hash } = queueMigration();
      await record(client, name, hash);
    }
    for (const migration of migrations) if (pending.has(migration.name)) await apply(client, migration);
    return [...pending];
  } finally {
    await client.end();
  }
}

async function prepare(client: Client): Promise<void> {
  await client.query("begin");
  await client.query(`set local role ${roles.owner}`);
  await client.query("create schema if not exists platform");
  await client.query(`create table if not exists platform.migration
    (name text primary key, hash text not null, at timestamptz not null default now())`);
  await client.query(`grant usage on schema platform to ${roles.app}, ${roles.jobs}`);
  await client.query(`grant select on platform.migration to ${roles.app}, ${roles.jobs}`);
  await client.query("commit");
}

async function migrateQueue(owner: string): Promise<void> {
  const pgPool = new Pool({ connectionString: owner, options: `-c role=${roles.jobs}`, max: 1, application_name: "errand migrate" });
  pgPool.on("error", () => {});
  pgPool.on("connect", (client) => client.on("error", () => {}));
  try {
    await runMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
}

const record = (client: Client, name: string, hash: string) =>
  client.query(
    `insert into platform.migration (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, at = now()`,
    [name, hash],
  );

async function apply(client: Client, { name, sql, hash, role }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(`set local role ${role}`);
    await client.query(sql);
    await client.query(`set local role ${roles.owner}`);
    await record(client, name, hash);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new DatabaseProblem(`The migration ${name} failed and changed nothing: ${(error as Error).message}`, { cause: error });
  }
}
