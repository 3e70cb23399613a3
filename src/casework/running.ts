import { sql } from "kysely";
import type { Desk } from "./desk.ts";

/** How many cases run under each published version, by its hash (hexadecimal). */
export async function runningByPack(desk: Pick<Desk, "db">): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ hash: string; n: number }>`
    select encode(pack_hash, 'hex') as hash, count(*)::int as n from casework.case where status = 'running' group by 1`.execute(desk.db);
  return new Map(rows.map(({ hash, n }) => [hash, n]));
}
