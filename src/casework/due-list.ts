// Running cases of agencies by the date on which their time runs out: what is overdue, what soon will be.
import { sql } from "kysely";
import type { Desk } from "./desk.ts";

export interface DueQuery {
  /** Agencies that own the cases; all where left out. */
  readonly agencies?: readonly string[];
  /** `overdue`: the time has run out. `soon`: the warning has come. */
  readonly kind: "overdue" | "soon";
  readonly now: number;
  readonly after?: { readonly due: number; readonly case: string };
  /** The page that ends before `after` instead, and its rows in reverse. */
  readonly back?: boolean;
  readonly limit: number;
}

export interface DueRow {
  readonly id: string;
  readonly number: string;
  readonly pack: string;
  readonly pack_hash: Buffer;
  readonly agency: string;
  readonly stage: string;
  readonly opened_at: number;
  readonly due_at: number;
  readonly provisional: boolean;
  /** Who has it now: posts with a task at hand. */
  readonly posts: readonly string[];
}

/** One page of cases, the most urgent first. */
export async function casesDue(desk: Desk, { agencies, kind, now, after, back, limit }: DueQuery): Promise<readonly DueRow[]> {
  const at = new Date(now).toISOString();
  const [from, until] = kind === "overdue" ? ["-infinity", at] : [at, "infinity"];
  const due = after === undefined ? null : new Date(after.due).toISOString();
  const [beyond, order] = back === true ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  const { rows } = await sql<DueRow>`
    select c.id, c.number, c.pack, c.pack_hash, c.agency, c.stage, c.opened_at, c.due_at, c.provisional,
      array(select distinct t.post from casework.task t where t.case_id = c.id and t.status in ('open', 'taken') order by 1) as posts
    from casework.case c
    where c.status = 'running' and c.due_at >= ${from}::timestamptz and c.due_at < ${until}::timestamptz
      and (${kind === "overdue"}::boolean or c.warn_at <= ${at}::timestamptz)
      and (${agencies ?? null}::text[] is null or c.agency = any(${agencies ?? null}::text[]))
      and (${due}::timestamptz is null or (c.due_at, c.id) ${beyond} (${due}::timestamptz, ${after?.case ?? null}::uuid))
    order by c.due_at ${order}, c.id ${order}
    limit ${limit}`.execute(desk.db);
  return rows;
}
