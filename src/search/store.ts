// Writing the index.
import type { Pool } from "pg";
import type { IndexRow } from "./row.ts";

type Db = Pick<Pool, "query">;

/** Puts rows in the place of what was there; what stays the same is not written again. */
export async function putRows(db: Db, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into search.item as i (case_id, at, status, grams)
     select r.id, r.at, r.status, array(select g::int from unnest(string_to_array(r.grams, ' ')) g)
     from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[]) r(id, at, status, grams)
     on conflict (case_id) do update set status = excluded.status, grams = excluded.grams
     where i.status <> excluded.status or i.grams is distinct from excluded.grams`,
    [
      rows.map(({ caseId }) => caseId),
      rows.map(({ at }) => new Date(at)),
      rows.map(({ status }) => status),
      rows.map(({ grams }) => grams.toSorted((a, b) => a - b).join(" ")),
    ],
  );
}

/** Takes cases out: whatever was found by them is found no more. For destruction, in its own transaction. */
export async function forget(db: Db, ...cases: readonly string[]): Promise<void> {
  await db.query("delete from search.item where case_id = any ($1::uuid[])", [cases]);
}
