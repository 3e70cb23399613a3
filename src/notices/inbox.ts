// Reading one's inbox: a page of lines, how many are unread, marking them as read.
import { type RawBuilder, sql } from "kysely";
import type { Pool } from "pg";
import type { Text } from "../platform/i18n/index.ts";
import type { NoticeKind } from "./kinds.ts";

type Db = { readonly pool: Pick<Pool, "query"> };

/** One line of an inbox. */
export interface Line {
  readonly id: string;
  /** Its place in the order in which lines were written. */
  readonly n: number;
  readonly kind: NoticeKind;
  readonly case_id: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly read_at: number | null;
  readonly text: Text;
  /** A path without the language in front. */
  readonly href: string;
}

/** Lines are counted up to so many. */
export const mostUnread = 100;

export const officerReceiver = (id: string): string => `officer:${id}`;

/** The unread lines of `$n`, counted up to {@link mostUnread}: a scalar query, to stand in another statement. */
export const unreadSql = (parameter: string): string =>
  `(select count(*)::int from (select 1 from notices.inbox i where i.receiver = ${parameter} and i.read_at is null limit ${mostUnread}) few)`;

/** The same for one receiver, as a part of a query that is built. */
export const unreadOf = (receiver: string): RawBuilder<number> => {
  const [before = "", after = ""] = unreadSql("\0").split("\0");
  return sql<number>`${sql.raw(before)}${receiver}${sql.raw(after)}`;
};

export interface InboxQuery {
  readonly receiver: string;
  readonly kind?: NoticeKind | undefined;
  /** Only those not yet read, or only those read. */
  readonly read?: boolean;
  /** The page after this line, or before it. */
  readonly place?: number | undefined;
  readonly back?: boolean;
  readonly limit: number;
}

/** A page of an inbox, the latest first (in reverse when `back`). */
export async function inboxLines({ pool }: Db, query: InboxQuery): Promise<readonly Line[]> {
  const [beyond, order] = query.back === true ? [">", "asc"] : ["<", "desc"];
  const read = query.read === undefined ? "" : `and read_at is ${query.read ? "not null" : "null"}`;
  const { rows } = await pool.query<Line>(
    `select id, n, kind, case_id, at, read_at, text, href from notices.inbox
     where receiver = $1 and ($2::text is null or kind = $2) and ($3::bigint is null or n ${beyond} $3) ${read}
     order by n ${order} limit $4`,
    [query.receiver, query.kind ?? null, query.place ?? null, query.limit],
  );
  return rows;
}

/** How many lines are unread, counted up to {@link mostUnread}. */
export async function unread({ pool }: Db, receiver: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select ${unreadSql("$1")} n`, [receiver]);
  return rows[0]?.n ?? 0;
}

/** Marks lines as read: one, those of a case, or all up to a place. Answers how many were not yet. Open pages are told. */
export async function markRead(
  { pool }: Db,
  receiver: string,
  which: { readonly id: string } | { readonly case: string; readonly kind: NoticeKind } | { readonly upTo: number },
  now: number,
): Promise<number> {
  const [where, values] =
    "id" in which
      ? ["id = $3", [which.id]]
      : "case" in which
        ? ["case_id = $3 and kind = $4", [which.case, which.kind]]
        : ["n <= $3", [which.upTo]];
  const { rows } = await pool.query<{ n: number }>(
    `with marked as (
       update notices.inbox set read_at = to_timestamp($2 / 1000.0) where receiver = $1 and read_at is null and ${where} returning 1
     ), told as (select pg_notify('errand_inbox', '') where exists (select from marked))
     select (select count(*) from marked)::int + 0 * (select count(*) from told)::int n`,
    [receiver, now, ...values],
  );
  return rows[0]?.n ?? 0;
}
