// The one list of tasks: what my posts have to do, most urgent first. Top rows per post by a lateral join, so that the
// cost does not grow with the number of cases; nothing is decrypted and no state is parsed.
import { type RawBuilder, sql } from "kysely";
import type { Desk } from "./desk.ts";
import type { Facts } from "./facts.ts";

/** The place after which a page of the list goes on. */
export interface WorkCursor {
  readonly due: number;
  readonly case: string;
  readonly no: number;
}

export interface WorkQuery {
  /** Posts (`agency/post`), and `@officer` for what is meant for the person. */
  readonly posts: readonly string[];
  /** Posts that count for these services alone, by post. */
  readonly limited?: Readonly<Record<string, readonly string[]>>;
  /** Only what this officer has taken. */
  readonly takenBy?: string;
  /** Only open ones that nobody has taken. */
  readonly free?: boolean;
  readonly pack?: string;
  readonly number?: string;
  /** Due at this instant or later, and before that one. */
  readonly from?: number;
  readonly until?: number;
  readonly after?: WorkCursor;
  /** The page that ends before `after` instead, and its rows in reverse. */
  readonly back?: boolean;
  /** At most 200. */
  readonly limit: number;
}

export interface WorkRow {
  readonly case_id: string;
  readonly no: number;
  readonly number: string;
  readonly pack: string;
  readonly pack_hash: Buffer;
  readonly stage: string;
  readonly key: string;
  readonly item: string | null;
  readonly extra: boolean;
  readonly status: "open" | "taken";
  readonly post: string;
  readonly officer: string | null;
  readonly opened_at: number;
  /** Infinity where no clock runs. */
  readonly due_at: number;
  readonly case_due: number | null;
  readonly case_warn: number | null;
  readonly facts: Facts;
  readonly duplicate: boolean;
}

/** One page of tasks, by due date. */
export async function worklist(desk: Desk, query: WorkQuery): Promise<readonly WorkRow[]> {
  const { after, limit } = query;
  const [beyond, order] = query.back === true ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  const instant = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
  const [from, until] = [instant(query.from), instant(query.until)];
  const { limited } = query;
  // Said only where somebody acts for some services alone: the list of everybody else keeps its plan.
  const lent =
    limited === undefined
      ? sql``
      : sql`and (not ${JSON.stringify(limited)}::jsonb ? t.post or exists (
          select 1 from casework.case k where k.id = t.case_id and (${JSON.stringify(limited)}::jsonb -> t.post) ? k.pack))`;
  const due = after === undefined ? null : Number.isFinite(after.due) ? new Date(after.due).toISOString() : "infinity";
  const { rows } = await sql<WorkRow>`
    select x.*, c.number, c.pack, c.pack_hash, c.facts, c.due_at as case_due, c.warn_at as case_warn,
      exists (select 1 from casework.case o where o.fingerprint = c.fingerprint and o.id <> c.id and o.status = 'running') as duplicate
    from (select y.* from unnest(${query.posts}::text[]) p
    cross join lateral (
      select t.case_id, t.no, t.stage, t.key, t.item, t.extra, t.status, t.post, t.officer, t.opened_at, t.due_at
      from casework.task t
      where t.post = p and t.status in ('open', 'taken') ${lent}
        and (${query.takenBy ?? null}::text is null or t.officer = ${query.takenBy ?? null})
        and (not ${query.free ?? false}::boolean or t.status = 'open')
        and (${due}::timestamptz is null or (t.due_at, t.case_id, t.no) ${beyond} (${due}::timestamptz, ${after?.case ?? null}::uuid, ${after?.no ?? null}::int))
        and (${from}::timestamptz is null or t.due_at >= ${from}::timestamptz)
        and (${until}::timestamptz is null or t.due_at < ${until}::timestamptz)
        and (${query.pack ?? null}::text is null or exists (select 1 from casework.case k where k.id = t.case_id and k.pack = ${query.pack ?? null}))
        and (${query.number ?? null}::text is null or exists (select 1 from casework.case k where k.id = t.case_id and k.number = ${query.number ?? null}))
      order by t.due_at ${order}, t.case_id ${order}, t.no ${order}
      limit ${limit}
    ) y
    order by y.due_at ${order}, y.case_id ${order}, y.no ${order}
    limit ${limit}) x
    join casework.case c on c.id = x.case_id
    order by x.due_at ${order}, x.case_id ${order}, x.no ${order}
    limit ${limit}`.execute(desk.db);
  return rows;
}

/** Tasks of a post are counted up to so many: whoever has that many reads the list, and counting further would cost every page. */
export const mostCounted = 100;

/** How many tasks each post has open, and how many of them are overdue; counted up to `mostCounted`. */
export const loads = async (desk: Desk, posts: readonly string[], now: number) => (await loadsWith(desk, posts, now, sql<number>`0`)).loads;

/** The same, with a number that another room's query gives, asked in one statement. */
export async function loadsWith(
  desk: Desk,
  posts: readonly string[],
  now: number,
  beside: RawBuilder<number>,
): Promise<{ readonly loads: ReadonlyMap<string, { open: number; overdue: number }>; readonly beside: number }> {
  const { rows } = await sql<{ post: string; open: number; overdue: number; beside: number }>`
    select p as post, x.open, x.overdue, ${beside} as beside from unnest(${posts}::text[]) p
    cross join lateral (
      select count(*)::int as open, count(*) filter (where due_at < ${new Date(now).toISOString()}::timestamptz)::int as overdue
      from (select due_at from casework.task where post = p and status in ('open', 'taken') order by due_at limit ${mostCounted}) few
    ) x`.execute(desk.db);
  return { loads: new Map(rows.map(({ post, open, overdue }) => [post, { open, overdue }])), beside: rows[0]?.beside ?? 0 };
}

export interface CaseListRow {
  readonly id: string;
  readonly number: string;
  readonly pack: string;
  readonly pack_hash: Buffer;
  readonly status: "running" | "ended";
  readonly end: string | null;
  readonly stage: string;
  readonly opened_at: number;
  readonly due_at: number | null;
  /** A task waits for the applicant. */
  readonly waits: boolean;
}

/** The cases of a party, newest first: those of the person, and those of the organisations it acts for. */
export async function casesOf(
  desk: Desk,
  blinds: readonly Buffer[],
  page: {
    before?: { at: number; id: string };
    /** Newer than this one instead, and the rows in reverse. */
    after?: { at: number; id: string };
    status?: "running" | "ended";
    limit: number /** Without the parts of bundles. */;
    whole?: boolean;
  },
): Promise<readonly CaseListRow[]> {
  const place = page.after ?? page.before;
  const at = place === undefined ? null : new Date(place.at).toISOString();
  const id = place?.id ?? null;
  const [beyond, order] = page.after === undefined ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  const status = page.status ?? null;
  const parts = page.whole !== true;
  const { rows } = await sql<CaseListRow>`
    select mine.*, exists (select 1 from casework.task t where t.case_id = mine.id and t.post = 'applicant' and t.status in ('open', 'taken'))
      or exists (select 1 from casework.case k join casework.task t on t.case_id = k.id
        where k.parent = mine.id and t.post = 'applicant' and t.status in ('open', 'taken')) waits
    from (
      select distinct on (x.opened_at, x.id) x.* from unnest(${blinds}::bytea[]) b
      cross join lateral (
        (select c.id, c.number, c.pack, c.pack_hash, c.status, c."end", c.stage, c.opened_at, c.due_at
         from casework.case c where c.party_blind = b and (${at}::timestamptz is null or (c.opened_at, c.id) ${beyond} (${at}::timestamptz, ${id}::uuid))
           and (${status}::text is null or c.status = ${status}) and (${parts} or c.parent is null)
         order by c.opened_at ${order}, c.id ${order} limit ${page.limit})
        union all
        (select c.id, c.number, c.pack, c.pack_hash, c.status, c."end", c.stage, c.opened_at, c.due_at
         from casework.case c where c.agent_blind = b and (${at}::timestamptz is null or (c.opened_at, c.id) ${beyond} (${at}::timestamptz, ${id}::uuid))
           and (${status}::text is null or c.status = ${status}) and (${parts} or c.parent is null)
         order by c.opened_at ${order}, c.id ${order} limit ${page.limit})
      ) x order by x.opened_at ${order}, x.id ${order} limit ${page.limit}
    ) mine order by mine.opened_at ${order}, mine.id ${order}`.execute(desk.db);
  return rows;
}
