import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { FileStore } from "../files/index.ts";
import { type ArchiveWriter, createArchive } from "./archive.ts";
import { format, type Manifest, type SectionHeader } from "./format.ts";
import { listSequences, listTables, type SavedTable } from "./tables.ts";

/** What is saved, and where. */
export interface BackupPlan {
  /** The owner's address. */
  readonly url: string;
  readonly files: FileStore;
  /** The data archive; without it the keys alone are saved. */
  readonly dataPath?: string;
  readonly keysPath: string;
  /** Names the installation, telling nothing of it. */
  readonly series?: string;
  /** Until when the keys may be restored, epoch milliseconds. */
  readonly keysUntil?: number;
  /** Schemas that go into the keys archive only. */
  readonly apart: readonly string[];
  /** Secrets that go into the keys archive only, by name. */
  readonly secrets: Readonly<Record<string, Uint8Array>>;
  /** More of them, read in the same snapshot. */
  readonly moreSecrets?: (client: Client) => Promise<Readonly<Record<string, Uint8Array>>>;
  /** Facts for the manifest, read in the same snapshot. */
  readonly about?: (client: Client) => Promise<Record<string, string>>;
  readonly progress?: (done: number, of: number) => void;
}

/** What was saved. */
export interface BackupResult {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

/** Saves everything as it stood at one instant, while others go on working. No archive appears before all are whole. */
export async function backUp(plan: BackupPlan): Promise<BackupResult> {
  const client = new Client({ connectionString: plan.url, application_name: "errand backup", statement_timeout: 0 });
  await client.connect();
  const archives: ArchiveWriter[] = [];
  try {
    await client.query("begin isolation level repeatable read read only");
    const tables = await listTables(client);
    const applied = await client.query<{ name: string }>("select name from platform.migration order by name");
    const common = {
      format,
      pair: randomUUID(),
      ...(plan.series === undefined ? {} : { series: plan.series }),
      at: new Date().toISOString(),
      migrations: applied.rows.map((row) => row.name),
    } as const;
    const about = (await plan.about?.(client)) ?? {};
    const secrets = { ...plan.secrets, ...(await plan.moreSecrets?.(client)) };
    const data = plan.dataPath === undefined ? undefined : await createArchive(plan.dataPath);
    if (data) archives.push(data);
    const keys = await createArchive(plan.keysPath);
    archives.push(keys);
    const until = plan.keysUntil === undefined ? {} : { until: new Date(plan.keysUntil).toISOString() };
    await data?.section({ ...common, kind: "data", about } satisfies Manifest);
    await keys.section({ ...common, ...until, kind: "keys", about: {} } satisfies Manifest);

    const rows = { data: {} as Record<string, number>, keys: {} as Record<string, number> };
    for (const [i, table] of tables.entries()) {
      const kind = plan.apart.includes(table.schema) ? "keys" : "data";
      const archive = kind === "keys" ? keys : data;
      if (archive) rows[kind][`${table.schema}.${table.name}`] = await copyTable(client, archive, table);
      plan.progress?.(i + 1, tables.length);
    }
    for (const [secret, bytes] of Object.entries(secrets)) await keys.section({ secret } satisfies SectionHeader, oneBlock(bytes));
    // Files are stored before the rows that name them are committed, so every file of the snapshot is there by now.
    let files = 0;
    if (data)
      for await (const id of plan.files.ids()) {
        const content = await plan.files.get(id);
        if (!content) continue;
        await data.section({ file: id } satisfies SectionHeader, content);
        files += 1;
      }
    const sequences = [...(await listSequences(client))];
    await client.query("commit");
    await keys.section({ end: { rows: rows.keys, files: 0, sequences: [] } } satisfies SectionHeader);
    await data?.section({ end: { rows: rows.data, files, sequences } } satisfies SectionHeader);
    await keys.finish();
    await data?.finish();
    const counts = [...Object.values(rows.data), ...Object.values(rows.keys)];
    return { tables: counts.length, rows: counts.reduce((sum, count) => sum + count, 0), files };
  } catch (error) {
    for (const archive of archives) await archive.abandon();
    throw error;
  } finally {
    await client.end();
  }
}

async function* oneBlock(bytes: Uint8Array) {
  yield bytes;
}

async function copyTable(client: Client, archive: ArchiveWriter, { schema, name, columns }: SavedTable): Promise<number> {
  const list = columns.map((column) => escapeIdentifier(column)).join(", ");
  const stream = client.query(copyTo(`copy (select ${list} from ${escapeIdentifier(schema)}.${escapeIdentifier(name)}) to stdout`));
  await archive.section({ table: { schema, name, columns: [...columns] } } satisfies SectionHeader, stream);
  return stream.rowCount ?? 0;
}
