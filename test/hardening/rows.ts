// How many rows every table has: what a refused request must leave as it was.
import { Client } from "pg";
import type { TestDatabase } from "../support/database.ts";

/** Rows by table, of every table in these schemas; read as the superuser. */
export async function rowCounts(database: TestDatabase, schemas: readonly string[]): Promise<Record<string, number>> {
  const client = new Client({ connectionString: database.superuser });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) order by 1`,
      [schemas],
    );
    const { rows: counted } = await client.query<{ name: string; n: string }>(
      rows.map(({ name }) => `select '${name}' as name, count(*) as n from ${name}`).join(" union all "),
    );
    return Object.fromEntries(counted.map(({ name, n }) => [name, Number(n)]));
  } finally {
    await client.end();
  }
}
