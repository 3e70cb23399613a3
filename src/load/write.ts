// Writes a batch of cases in one transaction, as the owner: rows by COPY, then their leaves at the end of the log.

import { finished } from "node:stream/promises";
import type { Client } from "pg";
import { from } from "pg-copy-streams";
import type { CaseRows } from "../casework/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import type { CopyBuffer } from "./copy-binary.ts";
import { copyStatement, gathered, numbered, type TableName } from "./tables.ts";

export interface Written {
  readonly rows: number;
  readonly entries: number;
}

/** All or nothing. A unique violation (23505) means that a number was taken: live the batch anew. */
export async function write(owner: Client, cases: readonly CaseRows[]): Promise<Written> {
  const { tables, leaves } = gathered(cases);
  let rows = leaves.length;
  await inTransaction(owner, async () => {
    for (const [table, buffer] of tables) {
      rows += buffer.rows;
      await copy(owner, table, buffer);
    }
    // The integrator takes the same lock: leaves are numbered by one at a time, and committed before the next.
    await owner.query("select pg_advisory_xact_lock(hashtextextended('errand ledger', 0))");
    const { rows: found } = await owner.query<{ next: string | number }>("select coalesce(max(idx) + 1, 0) as next from ledger.leaf");
    await copy(owner, "ledger.leaf", numbered(leaves, Number(found[0]?.next ?? 0)));
  });
  return { rows, entries: leaves.length };
}

async function copy(owner: Client, table: TableName, buffer: CopyBuffer): Promise<void> {
  if (buffer.rows === 0) return;
  const stream = owner.query(from(copyStatement(table)));
  stream.end(buffer.end());
  await finished(stream);
}
