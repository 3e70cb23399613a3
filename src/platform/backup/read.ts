import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client, escapeIdentifier } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate, readMigrations } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import { BackupProblem, readArchive } from "./archive.ts";
import { type Manifest, manifestSchema, sectionSchema } from "./format.ts";
import { listTables } from "./tables.ts";

/** Where a backup is restored to. */
export interface RestorePlan {
  readonly url: string;
  readonly files: FileStore;
  readonly dataPath: string;
  readonly keysPath: string;
  readonly progress?: (what: string) => void;
  /** What time it is (default the machine's). */
  readonly now?: number;
  /** Looks at what was loaded, before it is committed; throws a BackupProblem where it may not stay. `secrets` are those of the keys archive. */
  readonly check?: (client: Client, secrets: Readonly<Record<string, Buffer>>) => Promise<void>;
  /** Puts in order what the keys archive knows better than the data, once the schema is that of this version. */
  readonly settle?: (client: Client, secrets: Readonly<Record<string, Buffer>>) => Promise<void>;
}

/** Keys that say nothing else may be restored for so many days. */
export const keysDays = 30;
const day = 86_400_000;

/** What was restored. */
export interface RestoreResult {
  readonly rows: number;
  readonly files: number;
  readonly at: string;
  /** Secrets of the keys archive, by name. */
  readonly secrets: Readonly<Record<string, Buffer>>;
  readonly about: Readonly<Record<string, string>>;
}

/** Reads an archive's manifest alone. */
export async function readManifest(path: string): Promise<Manifest> {
  for await (const { header } of readArchive(path)) {
    const read = manifestSchema.safeParse(header);
    if (read.success) return read.data;
    break;
  }
  throw new BackupProblem(`${path} is not a backup of Errand: name the file that "errand backup" wrote.`);
}

/**
 * Fills an empty database from a pair of archives: brings the schema to the backup's own state, loads all rows in one
 * transaction, then applies what this version adds. Nothing is left in the tables when it fails.
 */
export async function restore(plan: RestorePlan): Promise<RestoreResult> {
  const data = await readManifest(plan.dataPath);
  const keys = await readManifest(plan.keysPath);
  if (data.kind !== "data") throw new BackupProblem(`${plan.dataPath} holds keys: give the data file first and the keys file with --keys.`);
  if (keys.kind !== "keys") throw new BackupProblem(`${plan.keysPath} holds data, not keys: give the keys file with --keys.`);
  refuseStrangers(plan, data, keys);
  const migrations = readMigrations();
  const known = new Set(migrations.map((migration) => migration.name));
  const foreign = data.migrations.find((name) => name !== "graphile-worker" && !known.has(name));
  if (foreign)
    throw new BackupProblem(`The backup comes from another version of Errand (${foreign}): restore it with that version or a newer one.`);

  const urls = { owner: plan.url };
  await refuseFilled(plan.url);
  await migrate(
    urls,
    migrations.filter((migration) => data.migrations.includes(migration.name)),
  );
  const loaded = await load(plan);
  await migrate(urls, migrations);
  const { settle } = plan;
  if (settle) await asOwner(plan.url, (client) => settle(client, loaded.secrets));
  return { ...loaded, at: data.at, about: data.about };
}

/** Keys open the data that they were written with, and older data of the same installation; and only until the day that they say. */
function refuseStrangers({ dataPath, keysPath, now = Date.now() }: RestorePlan, data: Manifest, keys: Manifest): void {
  const until = keys.until === undefined ? Date.parse(keys.at) + keysDays * day : Date.parse(keys.until);
  if (now > until)
    throw new BackupProblem(
      `${keysPath} could be restored until ${new Date(until).toISOString()}: take the newest keys file of this installation ("errand backup --keys FILE" writes one).`,
    );
  if (data.pair === keys.pair) return;
  if (data.series === undefined || data.series !== keys.series)
    throw new BackupProblem(`${dataPath} and ${keysPath} were not written together: find the other half of one of them.`);
  if (keys.at < data.at)
    throw new BackupProblem(`${keysPath} is older than ${dataPath}: take a keys file that was written with it or later.`);
}

// A table that says so holds rows from the start: they tell nothing of use.
const own = `select format('%s.%s', relnamespace::regnamespace, relname) as table from pg_class
  where relkind = 'r' and obj_description(oid, 'pg_class') = 'rows come with the schema'`;

async function refuseFilled(url: string): Promise<void> {
  await asOwner(url, async (client) => {
    const filled = new Set((await client.query<{ table: string }>(own)).rows.map(({ table }) => table));
    for (const { schema, name } of (await listTables(client)).filter((one) => !filled.has(`${one.schema}.${one.name}`))) {
      const { rowCount } = await client.query(`select from ${escapeIdentifier(schema)}.${escapeIdentifier(name)} limit 1`);
      if (rowCount) throw new BackupProblem(`The database is not empty (${schema}.${name} has rows): restore into an empty one.`);
    }
  });
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "errand restore", statement_timeout: 0 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const load = (plan: RestorePlan) =>
  asOwner(plan.url, async (client) => {
    await client.query("begin");
    // What the migrations themselves put in comes from the backup instead.
    for (const { schema, name } of (await listTables(client)).toReversed()) {
      const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
      if ((await client.query(`select from ${table} limit 1`)).rowCount) await client.query(`delete from ${table}`);
    }
    const stored: string[] = [];
    try {
      // What triggers would write is in the backup already.
      const { rows: triggered } = await client.query<{ table: string }>(
        "select distinct tgrelid::regclass::text as table from pg_trigger where not tgisinternal and tgrelid::regclass::text not like 'graphile_worker.%'",
      );
      for (const { table } of triggered) await client.query(`alter table ${table} disable trigger user`);
      const keys = await loadArchive(client, plan, plan.keysPath, stored);
      const data = await loadArchive(client, plan, plan.dataPath, stored);
      for (const { table } of triggered) await client.query(`alter table ${table} enable trigger user`);
      await plan.check?.(client, keys.secrets);
      // No worker of the old place is alive here.
      await client.query("update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null");
      await client.query("update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null");
      await client.query("commit");
      return { rows: keys.rows + data.rows, files: data.files, secrets: keys.secrets };
    } catch (error) {
      for (const id of stored) await plan.files.remove(id);
      throw error;
    }
  });

async function loadArchive(client: Client, plan: RestorePlan, path: string, stored: string[]) {
  const rows: Record<string, number> = {};
  const secrets: Record<string, Buffer> = {};
  let files = 0;
  let whole = false;
  let first = true;
  for await (const { header, content } of readArchive(path)) {
    if (first) {
      first = false;
      continue;
    }
    const read = sectionSchema.safeParse(header);
    if (!read.success) throw new BackupProblem(`${path} holds a section that this version does not know: restore it with a newer one.`);
    const section = read.data;
    if ("table" in section) {
      const { schema, name, columns } = section.table;
      plan.progress?.(`${schema}.${name}`);
      const list = columns.map((column) => escapeIdentifier(column)).join(", ");
      const target = client.query(copyFrom(`copy ${escapeIdentifier(schema)}.${escapeIdentifier(name)} (${list}) from stdin`));
      await pipeline(Readable.from(content, { objectMode: false }), target);
      rows[`${schema}.${name}`] = target.rowCount ?? 0;
    } else if ("file" in section) {
      await plan.files.putAs(section.file, content);
      stored.push(section.file);
      files += 1;
    } else if ("secret" in section) {
      secrets[section.secret] = Buffer.concat(await Array.fromAsync(content));
    } else {
      const { end } = section;
      const wrong = Object.entries(end.rows).find(([table, count]) => rows[table] !== count);
      if (wrong || end.files !== files)
        throw new BackupProblem(`${path} is damaged (${wrong ? wrong[0] : "files"} incomplete): take another one.`);
      for (const { schema, name, value } of end.sequences) {
        await client.query("select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint)", [schema, name, value]);
      }
      whole = true;
    }
  }
  if (!whole) throw new BackupProblem(`${path} is cut off: take another one.`);
  return { rows: Object.values(rows).reduce((sum, count) => sum + count, 0), files, secrets };
}
