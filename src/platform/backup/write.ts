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
  /** The data archive and the keys archive. */
  readonly dataPath: string;
  readonly keysPath: string;
  /** Schemas that go into the keys archive only. */
  readonly apart: readonly string[];
  /** Secrets that go into the keys archive only, by name. */
  readonly secrets: Readonly<Record<string, Uint8Array>>;
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

/** Saves everything as it stood at one instant, while others go on working. Neither archive appears before both are whole. */
export async function backUp(plan: BackupPlan): Promise<BackupResult> {
  const client = new Client({ connectionString: plan.url, application_name: "errand backup", statement_timeout: 0 });
  await client.connect();
  const archives: ArchiveWriter[] = [];
  try {
    await client.query("begin isolation level repeatable read read only");
    const tables = await listTables(client);
    const applied = await client.query<{ name: string }>("select name from platform.migration order by name");
    const common = { format, pair: randomUUID(), at: new Date().toISOString(), migrations: applied.rows.map((row) => row.name) } as const;
    const about = (await plan.about?.(client)) ?? {};
    const data = await createArchive(plan.dataPath);
    archives.push(data);
    const keys = await createArchive(plan.keysPath);
    archives.push(keys);
    await data.section({ ...common, kind: "data", about } satisfies Manifest);
    await keys.section({ ...common, kind: "keys", about: {} } satisfies Manifest);

    const rows = { data: {} as Record<string, number>, keys: {} as Record<string, number> };
    for (const [i, table] of tables.entries()) {
      const kind = plan.apart.includes(table.schema) ? "keys" : "data";
      rows[kind][`${table.schema}.${table.name}`] = await copyTable(client, kind === "keys" ? keys : data, table);
      plan.progress?.(i + 1, tables.length);
    }
    for (const [secret, bytes] of Object.entries(plan.secrets)) await keys.section({ secret } satisfies SectionHeader, oneBlock(bytes));
    // Files are stored before the rows that name them are committed, so every file of the snapshot is there by now.
    let files = 0;
    for await (const id of plan.files.ids()) {
      const content = await plan.files.get(id);
      if (!content) continue;
      await data.section({ file: id } satisfies SectionHeader, content);
      files += 1;
    }
    const sequences = [...(await listSequences(client))];
    await client.query("commit");
    await keys.section({ end: { rows: rows.keys, files: 0, sequences: [] } } satisfies SectionHeader);
    await data.section({ end: { rows: rows.data, files, sequences } } satisfies SectionHeader);
    await keys.finish();
    await data.finish();
    const counts = [...Object.values(rows.data), ...Object.values(rows.keys)];
    return { tables: tables.length, rows: counts.reduce((sum, count) => sum + count, 0), files };
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
