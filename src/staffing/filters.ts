// Filters of the list of tasks that an officer keeps under names of their own.

import type { Pool } from "pg";
import { inTransaction } from "../platform/database/index.ts";

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** The list's address after its question mark. */
  readonly query: string;
  /** The list begins with it. */
  readonly first: boolean;
}

/** At most, for one officer. */
const most = 30;

export async function filtersOf(app: Pick<Pool, "query">, officer: string): Promise<readonly SavedFilter[]> {
  const { rows } = await app.query<SavedFilter>({
    name: "staffing-filters",
    text: "select id, name, query, first from organisation.filter where officer = $1 order by name",
    values: [officer],
  });
  return rows;
}

/** Keeps one; `taken`: the officer has one of this name, `full`: as many as may be kept. */
export async function saveFilter(
  app: Pick<Pool, "query">,
  one: { readonly id: string; readonly officer: string; readonly name: string; readonly query: string },
  now: number,
): Promise<"done" | "taken" | "full"> {
  const { rows } = await app.query<{ n: number; done: number }>(
    `with n as (select count(*)::int n from organisation.filter where officer = $2),
     put as (insert into organisation.filter (id, officer, name, query, made_at)
       select $1, $2, $3, $4, to_timestamp($5 / 1000.0) from n where n.n < $6 on conflict do nothing returning 1)
     select n.n, (select count(*)::int from put) done from n`,
    [one.id, one.officer, one.name, one.query, now, most],
  );
  const [row] = rows;
  return row?.done === 1 ? "done" : (row?.n ?? 0) >= most ? "full" : "taken";
}

/** The filter with which the list begins; null for none. False where the officer has none of this id. */
export async function firstFilter(app: Pool, officer: string, id: string | null): Promise<boolean> {
  return inTransaction(app, async (client) => {
    if (id !== null) {
      const { rowCount } = await client.query("select from organisation.filter where officer = $1 and id = $2 for update", [officer, id]);
      if (rowCount === 0) return false;
    }
    await client.query("update organisation.filter set first = (id = $2) is true where officer = $1 and (first or id = $2)", [officer, id]);
    return true;
  });
}

export async function deleteFilter(app: Pick<Pool, "query">, officer: string, id: string): Promise<boolean> {
  const { rowCount } = await app.query("delete from organisation.filter where officer = $1 and id = $2", [officer, id]);
  return rowCount === 1;
}

/** Another's filter, by the link that was given; undefined where it is gone. */
export async function sharedFilter(app: Pick<Pool, "query">, id: string): Promise<SavedFilter | undefined> {
  const { rows } = await app.query<SavedFilter>("select id, name, query, first from organisation.filter where id = $1", [id]);
  return rows[0];
}
