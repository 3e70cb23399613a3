// How many tasks are overdue (red) or soon due (yellow), by post and officer, or by service: one statement, that reads no more of any
// post than is counted.
import { sql } from "kysely";
import type { Desk } from "./desk.ts";

/** Tasks of a post are counted up to so many, red and yellow together, the most urgent first. */
export const mostOnBoard = 200;

export interface BoardQuery {
  /** Posts (`agency/post`), and `@officer` for what is meant for the person. */
  readonly posts: readonly string[];
  readonly now: number;
  /** What is due before this is soon due. */
  readonly soon: number;
  /** Only tasks of this service. */
  readonly pack?: string;
}

export interface BoardCount {
  readonly post: string;
  /** Who has taken them; null: free. */
  readonly officer: string | null;
  /** The service; null unless it was asked for. */
  readonly pack: string | null;
  readonly red: number;
  readonly yellow: number;
}

/** Counts by post and officer, by post and service, or by post alone, which the index answers by itself. */
export async function boardCounts(
  desk: Pick<Desk, "db">,
  query: BoardQuery,
  by: "officer" | "pack" | "post" = "officer",
): Promise<readonly BoardCount[]> {
  const [now, soon] = [new Date(query.now).toISOString(), new Date(query.soon).toISOString()];
  const pack =
    query.pack === undefined ? sql`` : sql`and exists (select 1 from casework.case k where k.id = t.case_id and k.pack = ${query.pack})`;
  const nothing = sql`null::text`;
  const officer = by === "officer" ? sql`few.officer` : nothing;
  const service = by === "pack" ? sql`(select k.pack from casework.case k where k.id = few.case_id)` : nothing;
  const more = by === "officer" ? sql`, t.officer` : sql``;
  const { rows } = await sql<BoardCount>`
    select p as post, x.officer, x.pack, x.red, x.yellow from unnest(${query.posts}::text[]) p
    cross join lateral (
      select ${officer} as officer, ${service} as pack, (count(*) filter (where few.due_at < ${now}::timestamptz))::int as red,
        (count(*) filter (where few.due_at >= ${now}::timestamptz))::int as yellow
      from (select t.due_at, t.case_id${more} from casework.task t
        where t.post = p and t.status in ('open', 'taken') and t.due_at < ${soon}::timestamptz ${pack}
        order by t.due_at limit ${mostOnBoard}) few
      group by 1, 2
    ) x`.execute(desk.db);
  return rows;
}
