// Writing the index.
import type { Pool } from "pg";
import type { IndexRow } from "./row.ts";

type Db = Pick<Pool, "query">;

/** Puts rows in the place of what was there; what stays the same is not written again. */
export async function putRows(db: Db, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `insert into search.item as i (id, case_id, at, day, grams)
     select r.id, r.case_id, r.at, r.day, array(select g::int from unnest(string_to_array(r.grams, ' ')) g)
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::int[], $5::text[]) r(id, case_id, at, day, grams)
     on conflict (id) do update set grams = excluded.grams where i.grams is distinct from excluded.grams`,
    [
      rows.map(({ id }) => id),
      rows.map(({ caseId }) => caseId),
      rows.map(({ at }) => new Date(at)),
      rows.map(({ day }) => day),
      rows.map(({ grams }) => grams.toSorted((a, b) => a - b).join(" ")),
    ],
  );
}

/** Takes cases out: whatever was found by them is found no more. For destruction, in its own transaction. */
export async function forget(db: Db, ...cases: readonly string[]): Promise<void> {
  await db.query(
    `with read as (delete from search.reading where case_id = any ($1::uuid[]))
     delete from search.item where case_id = any ($1::uuid[])`,
    [cases],
  );
}
