// Datasets that were published and are not any more: what remains of them, and how one is taken out.
import type { ClientBase, Pool, PoolClient } from "pg";
import { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";
import { type Dataset, entry } from "./format.ts";
import { type DatasetRow, leaveOldFiles } from "./store.ts";

type Db = Pick<Pool, "query"> | Pick<PoolClient, "query"> | Pick<ClientBase, "query">;

/** What remains: the words, no data. `modified` is when it was withdrawn. */
export interface Withdrawn extends Dataset {
  readonly why?: Text;
}

const shape = entry.extend({ distributions: z.array(z.never()), preview: z.array(z.never()) });

/** How a withdrawn dataset's row is read: as a dataset's, with the reason. */
export const withdrawnOf = (row: DatasetRow & { readonly why?: Text | null }): Withdrawn => ({
  ...shape.parse(row.entry),
  uid: row.uid,
  issued: row.issued,
  modified: row.modified,
  ...(row.why ? { why: row.why } : {}),
});

/** A withdrawn dataset by its name or id; undefined for one that is published, or never was. */
export async function withdrawnBy(db: Db, id: string): Promise<Withdrawn | undefined> {
  if (/\0/.test(id) || id.length > 200) return undefined;
  const { rows } = await db.query<DatasetRow & { why: Text | null }>(
    "select w.uid, w.issued, w.modified, w.entry, w.why from opendata.withdrawn w where w.id = $1 or w.uid::text = lower($1) limit 1",
    [id],
  );
  return rows[0] && withdrawnOf(rows[0]);
}

/** How a dataset goes. `by` and `command` stand with the trace of a data package alone: a register's dataset has them in its declaration. */
interface Going {
  readonly at: number;
  readonly why?: Text | undefined;
  readonly by?: string;
  readonly command?: string | undefined;
}

/** Takes a dataset off the catalogue; whoever is reading its files gets to the end. False where there is none. */
export async function withdrawDataset(db: Db, id: string, { at, why, by, command }: Going): Promise<boolean> {
  const { rowCount } = await db.query("delete from opendata.dataset where id = $1", [id]);
  if (!rowCount) return false;
  await db.query("update opendata.withdrawn set modified = $2, why = $3, by = $4, command = $5 where id = $1", [
    id,
    new Date(at),
    why === undefined ? null : JSON.stringify(why),
    by ?? null,
    command ?? null,
  ]);
  await leaveOldFiles(db, { id, distributions: [] }, at);
  return true;
}
