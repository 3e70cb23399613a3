// Writes what was decided, with an entry for each row: one call of organisation.change.
import type { Pool } from "pg";
import type { RowChange } from "./decided.ts";

export interface ChangeWrite {
  /** The id under which the command is done once. */
  readonly command: string;
  /** The edition of the directory on which it was decided (hexadecimal). */
  readonly edition: string;
  /** RFC 3339. */
  readonly at: string;
  /** `officer:<id>`. */
  readonly actor: string;
  readonly type: string;
  readonly rows: readonly RowChange[];
}

/** `stale`: something was changed since the directory was read; read it again and decide anew. */
export async function writeChange(app: Pick<Pool, "query">, write: ChangeWrite): Promise<"done" | "repeat" | "stale"> {
  const { rows } = await app.query<{ outcome: "done" | "repeat" | "stale" }>(
    "select organisation.change($1, decode($2, 'hex'), $3, $4, $5, $6) outcome",
    [write.command, write.edition, write.at, write.actor, write.type, JSON.stringify(write.rows)],
  );
  const [row] = rows;
  if (!row) throw new Error("organisation.change gave no answer");
  return row.outcome;
}

/** One row's change as it was entered. */
export interface ChangeEntry {
  readonly no: number;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly what: string;
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The latest changes, those before number `before`; of one thing alone where it is named. */
export async function changesOf(
  app: Pick<Pool, "query">,
  query: { readonly before?: number; readonly what?: string; readonly key?: string; readonly limit: number },
): Promise<readonly ChangeEntry[]> {
  const { rows } = await app.query<ChangeEntry>(
    `select no::float8 no, at, actor, type, what, key, before - 'reason' before, after - 'reason' after from organisation.change
     where ($1::bigint is null or no < $1) and ($2::text is null or what = $2) and ($3::text is null or key = $3) order by no desc limit $4`,
    [query.before ?? null, query.what ?? null, query.key ?? null, query.limit],
  );
  return rows;
}
