// The figures as they are read: sums over months, and the cases that they are made of. Every query reads sums, or a page of rows by an
// index; `agencies` limits what is seen, null sees all.
import type { Pool } from "pg";

type Db = Pick<Pool, "query">;

/** What is counted: from the first day of a month on, of these agencies. */
export interface Span {
  /** `YYYY-MM-01`. */
  readonly since: string;
  readonly agencies: readonly string[] | null;
}

/** How long cases stayed in a stage, in working days. */
export interface StageTime {
  readonly pack: string;
  readonly agency: string;
  readonly stage: string;
  readonly stays: number;
  readonly median: number;
  /** Nine of ten took no longer. */
  readonly p90: number;
}

export async function stageTimes(db: Db, { since, agencies }: Span, pack?: string): Promise<readonly StageTime[]> {
  const { rows } = await db.query<StageTime>(
    `select pack, agency, stage, total::int stays, min(tenths) filter (where reached >= total * 0.5) / 10.0::float8 median,
       min(tenths) filter (where reached >= total * 0.9) / 10.0::float8 p90
     from (
       select pack, agency, stage, tenths, sum(n) over (partition by pack, agency, stage order by tenths) reached,
         sum(n) over (partition by pack, agency, stage) total
       from (
         select pack, agency, stage, tenths, sum(n) n from insight.spent
         where month >= $1::date and ($2::text[] is null or agency = any ($2)) and ($3::text is null or pack = $3)
         group by 1, 2, 3, 4 having sum(n) > 0
       ) counted
     ) summed group by pack, agency, stage, total order by pack, agency, stage`,
    [since, agencies, pack ?? null],
  );
  return rows;
}

/** A place in a list of cases: when, which case, which of its rows. */
export type Place = readonly [at: number, id: string, n: number];

const after = (place: Place | undefined): readonly unknown[] =>
  place === undefined ? [null, null, null] : [new Date(place[0]), place[1], place[2]];

export interface Stay {
  readonly id: string;
  readonly number: string;
  readonly n: number;
  readonly entered: number;
  readonly left: number;
  /** Working days. */
  readonly days: number;
}

/** The cases behind a stage's time, the last to leave it first. */
export async function stays(
  db: Db,
  asked: {
    readonly pack: string;
    readonly agency: string;
    readonly stage: string;
    readonly since: string;
    readonly after?: Place | undefined;
    readonly limit: number;
  },
): Promise<readonly Stay[]> {
  const { rows } = await db.query<Stay>(
    `select s.case_id id, c.number, s.n, s.entered_at entered, s.left_at "left", s.tenths / 10.0::float8 days
     from insight.stage s join casework.case c on c.id = s.case_id
     where s.pack = $1 and s.agency = $2 and s.stage = $3 and s.left_at is not null and s.month >= $4::date and s.left_at > $4::date - 2
       and ($5::timestamptz is null or (s.left_at, s.case_id, s.n) < ($5::timestamptz, $6::uuid, $7::int))
     order by s.left_at desc, s.case_id desc, s.n desc limit $8`,
    [asked.pack, asked.agency, asked.stage, asked.since, ...after(asked.after), asked.limit],
  );
  return rows;
}

/** What a post has to do and did. Officers: what each has taken, and did. */
export interface Load {
  readonly post: string;
  readonly open: number;
  readonly overdue: number;
  /** More are open than are counted: what is open, overdue and taken is at least as many as is said. */
  readonly more: boolean;
  readonly done: number;
  readonly late: number;
  readonly officers: readonly { readonly officer: string; readonly taken: number; readonly done: number; readonly late: number }[];
}

/** Open tasks of a post are counted up to so many. */
export const mostOpen = 10_000;

/** Of each of these posts. */
export async function loadOf(db: Db, posts: readonly string[], since: string, now: number, most = mostOpen): Promise<readonly Load[]> {
  const { rows } = await db.query<Omit<Load, "officers"> & { officers: Load["officers"] | null }>(
    `select p post, least(o.open, $4) open, least(o.overdue, $4) overdue, o.open > $4 more, coalesce(d.n, 0)::int done, coalesce(d.late, 0)::int late,
       (select json_agg(json_build_object('officer', x.officer, 'taken', x.taken, 'done', x.done, 'late', x.late) order by x.officer) from (
          select officer, sum(taken)::int taken, sum(done)::int done, sum(late)::int late from (
            select t.officer, count(*) taken, 0 done, 0 late from (
              select officer from casework.task where post = p and status in ('open', 'taken') order by due_at limit $4::int
            ) t where t.officer is not null group by 1
            union all
            select y.officer, 0, sum(y.n), sum(y.late) from insight.tally y where y.post = p and y.month >= $2::date group by 1
          ) u group by officer having sum(taken) + sum(done) > 0
        ) x) officers
     from unnest($1::text[]) p
     cross join lateral (
       select count(*)::int open, count(*) filter (where due_at < $3::timestamptz)::int overdue
       from (select due_at from casework.task where post = p and status in ('open', 'taken') order by due_at limit $4::int + 1) t
     ) o
     cross join lateral (select sum(n) n, sum(late) late from insight.tally where post = p and month >= $2::date) d
     order by p`,
    [posts, since, new Date(now), most],
  );
  return rows.map((row) => ({ ...row, officers: row.officers ?? [] }));
}

export interface Finished {
  readonly id: string;
  readonly number: string;
  readonly no: number;
  readonly pack: string;
  readonly officer: string;
  readonly at: number;
  readonly late: boolean;
}

/** The tasks behind a post's figure, the last finished first; of one officer, or late ones alone, where asked. */
export async function finished(
  db: Db,
  asked: {
    readonly post: string;
    readonly officer?: string | undefined;
    readonly late?: boolean | undefined;
    readonly since: string;
    readonly after?: Place | undefined;
    readonly limit: number;
  },
): Promise<readonly Finished[]> {
  const { rows } = await db.query<Finished>(
    `select d.case_id id, c.number, d.no, d.pack, d.officer, d.done_at at, d.late
     from insight.done d join casework.case c on c.id = d.case_id
     where d.post = $1 and d.month >= $2::date and d.done_at > $2::date - 2 and ($3::text is null or d.officer = $3) and (not $4::boolean or d.late)
       and ($5::timestamptz is null or (d.done_at, d.case_id, d.no) < ($5::timestamptz, $6::uuid, $7::int))
     order by d.done_at desc, d.case_id desc, d.no desc limit $8`,
    [asked.post, asked.since, asked.officer ?? null, asked.late ?? false, ...after(asked.after), asked.limit],
  );
  return rows;
}

/** What was given without paper. */
export interface Paper {
  readonly agency: string;
  readonly pack: string;
  readonly documents: number;
  readonly pages: number;
}

export async function paperSaved(db: Db, { since, agencies }: Span): Promise<readonly Paper[]> {
  const { rows } = await db.query<Paper>(
    `select agency, pack, sum(documents)::int documents, sum(pages)::int pages from insight.paper
     where month >= $1::date and ($2::text[] is null or agency = any ($2)) group by 1, 2 order by 1, 2`,
    [since, agencies],
  );
  return rows;
}

export interface Sheet {
  readonly id: string;
  readonly number: string;
  readonly no: number;
  readonly at: number;
  readonly pages: number;
}

/** The documents behind it, the last made first. */
export async function sheets(
  db: Db,
  asked: {
    readonly agency: string;
    readonly pack: string;
    readonly since: string;
    readonly after?: Place | undefined;
    readonly limit: number;
  },
): Promise<readonly Sheet[]> {
  const { rows } = await db.query<Sheet>(
    `select s.case_id id, c.number, s.no, s.made_at at, s.pages
     from insight.sheet s join casework.case c on c.id = s.case_id
     where s.agency = $1 and s.pack = $2 and s.month >= $3::date and s.made_at > $3::date - 2
       and ($4::timestamptz is null or (s.made_at, s.case_id, s.no) < ($4::timestamptz, $5::uuid, $6::int))
     order by s.made_at desc, s.case_id desc, s.no desc limit $7`,
    [asked.agency, asked.pack, asked.since, ...after(asked.after), asked.limit],
  );
  return rows;
}
