import type { Pool } from "pg";
import type { Declared } from "./format.ts";

/** What owners have declared open, by id. */
export async function declaredDatasets(app: Pick<Pool, "query">): Promise<readonly Declared[]> {
  const { rows } = await app.query<{ definition: Declared }>(
    "select definition from opendata.declared where withdrawn_at is null order by id",
  );
  return rows.map(({ definition }) => definition);
}
