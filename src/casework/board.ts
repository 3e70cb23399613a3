// How many tasks are overdue (red) or soon due (yellow), by post and officer, or by service: one statement, that reads no more of any
// post than is counted, and of all posts together no more than a page can wait for.
import { sql } from "kysely";
import type { Desk } from "./desk.ts";

/** Of all posts together so many tasks are looked at, however many posts there are. */
const mostInAll = 6000;
const [fewest, most] = [10, 200] as const;
/** Where a service is asked for, others are looked at beside it. */
const mostBeside = 1000;

/** Tasks of a post are counted up to so many, red and yellow together, the most urgent first: fewer of each where there are many posts. */
export const mostOnBoard = (posts: number, pack = false): number =>
  Math.max(fewest, Math.min(pack ? mostBeside : most, Math.floor(mostInAll / Math.max(posts, 1))));

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
  /** The post has more that were not counted. */
  readonly more: boolean;
}

/** Counts by post and officer, by post and service, or by post alone, which the index answers by itself. */
export async function boardCounts(
  desk: Pick<Desk, "db">,
  query: BoardQuery,
  by: "officer" | "pack" | "post" = "officer",
): Promise<readonly BoardCount[]> {
  const [now, soon] = [new Date(query.now).toISOString(), new Date(query.soon).toISOString()];
  const fits =
    query.pack === undefined ? sql`true` : sql`exists (select 1 from casework.case k where k.id = few.case_id and k.pack = ${query.pack})`;
  const nothing = sql`null::text`;
  const officer = by === "officer" ? sql`few.officer` : nothing;
  const service = by === "pack" ? sql`(select k.pack from casework.case k where k.id = few.case_id)` : nothing;
  const also = by === "officer" ? sql`, t.officer` : sql``;
  const limit = mostOnBoard(query.posts.length, query.pack !== undefined);
  const { rows } = await sql<BoardCount>`
    select p as post, x.officer, x.pack, x.red, x.yellow, x.more from unnest(${query.posts}::text[]) p
    cross join lateral (
      select counted.officer, counted.pack, (count(*) filter (where fits and due_at < ${now}::timestamptz))::int as red,
        (count(*) filter (where fits and due_at >= ${now}::timestamptz))::int as yellow, max(seen) > ${limit} as more
      from (
        select few.due_at, ${fits} as fits, ${officer} as officer, ${service} as pack, count(*) over () as seen, row_number() over (order by few.due_at) as n
        from (select t.due_at, t.case_id${also} from casework.task t
          where t.post = p and t.status in ('open', 'taken') and t.due_at < ${soon}::timestamptz
          order by t.due_at limit ${limit + 1}) few
      ) counted
      where n <= ${limit}
      group by 1, 2
    ) x where x.red + x.yellow > 0 or x.more`.execute(desk.db);
  return rows;
}
