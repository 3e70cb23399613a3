// What there is to save: every table with its columns, those first that others refer to, and the sequences.
import type { ClientBase } from "pg";
import { BackupProblem } from "./archive.ts";

/** A table and the columns that hold data of their own (generated ones are computed again). */
export interface SavedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** A sequence and where it stands. */
export interface SavedSequence {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
}

// The record of migrations is made by the migrations themselves; the queue's own version and its timetable likewise.
const selfMade = ["platform.migration", "graphile_worker.migrations", "graphile_worker._private_known_crontabs"];

const listing = `
  select n.nspname "schema", c.relname "name",
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) columns,
    array(select distinct f.confrelid::regclass::text from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) needs,
    c.oid::regclass::text address
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname not like 'pg\\_%' and n.nspname || '.' || c.relname <> all ($1)
  order by 1, 2`;

/** Every table, ordered so that each comes after those it refers to. */
export async function listTables(client: ClientBase): Promise<readonly SavedTable[]> {
  const { rows } = await client.query<SavedTable & { needs: string[]; address: string }>(listing, [selfMade]);
  const ordered: SavedTable[] = [];
  const done = new Set<string>();
  let left = rows;
  while (left.length > 0) {
    const free = left.filter((table) => table.needs.every((need) => done.has(need) || !rows.some((row) => row.address === need)));
    if (free.length === 0)
      throw new BackupProblem(`These tables refer to each other in a circle: ${left.map((table) => table.address).join(", ")}.`);
    for (const { schema, name, columns, address } of free) {
      done.add(address);
      ordered.push({ schema, name, columns });
    }
    left = left.filter((table) => !done.has(table.address));
  }
  return ordered;
}

/** Every sequence that was used. */
export async function listSequences(client: ClientBase): Promise<readonly SavedSequence[]> {
  const { rows } = await client.query<SavedSequence>(
    `select schemaname "schema", sequencename "name", last_value::text "value" from pg_sequences
     where last_value is not null and schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`,
  );
  return rows;
}
