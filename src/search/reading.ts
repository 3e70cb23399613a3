// The words of files that were handed in: read once, in the background, and kept sealed under the case's key, so that neither the index
// nor a search opens a file. What is no text, as a photograph, has none; it is found by its name.
import type { PoolClient } from "pg";
import type { Searchable } from "../casework/index.ts";
import type { Readings } from "./places.ts";
import { mostRead } from "./read-pdf.ts";

/** Where the words of a file are sealed to, by the number of the evidence. */
export const readingPlace = (no: number): string => `search-reading:${no}`;
/** The kind of job that reads one. */
export const readingTask = "search-reading";

/** Has files read that nobody read yet; in the transaction of whoever follows the log. */
export async function wantReadings(client: PoolClient, cases: readonly Searchable[]): Promise<void> {
  const files = cases.flatMap(({ loaded, uploads }) =>
    uploads.filter(({ file }) => file.kind === "pdf" && file.size <= mostRead).map(({ no }) => ({ id: loaded.row.id, no })),
  );
  if (files.length === 0) return;
  const { rows } = await client.query<{ case: string; no: number }>(
    `insert into search.reading (case_id, no) select * from unnest($1::uuid[], $2::int[]) on conflict do nothing returning case_id "case", no`,
    [files.map(({ id }) => id), files.map(({ no }) => no)],
  );
  if (rows.length > 0)
    await client.query("select jobs.add_all($1)", [JSON.stringify(rows.map((payload) => ({ task: readingTask, payload })))]);
}

/** What was read of the files of these cases, by the case's id. */
export async function readingsOf(db: Pick<PoolClient, "query">, cases: readonly Searchable[]): Promise<ReadonlyMap<string, Readings>> {
  const handed = new Map(cases.filter(({ uploads }) => uploads.length > 0).map(({ loaded }) => [loaded.row.id, loaded.cipher]));
  if (handed.size === 0) return new Map();
  const { rows } = await db.query<{ case_id: string; no: number; sealed: Buffer }>(
    "select case_id, no, sealed from search.reading where case_id = any ($1::uuid[]) and sealed is not null",
    [[...handed.keys()]],
  );
  const opened = rows.map(({ case_id, no, sealed }) => ({ case_id, no, words: handed.get(case_id)?.openBeside(readingPlace(no), sealed) }));
  return new Map(
    [...Map.groupBy(opened, ({ case_id }) => case_id)].map(([id, of]) => [
      id,
      new Map(of.map(({ no, words }) => [no, typeof words === "string" ? words : ""])),
    ]),
  );
}
