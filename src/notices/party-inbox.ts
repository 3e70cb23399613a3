// The inbox of a person at the portal: one's own lines, and those of the organisations that one acts for.
import type { Pool } from "pg";
import { type Line, mostUnread } from "./inbox.ts";

type Db = { readonly pool: Pick<Pool, "query"> };

/** Whose lines are shown: the person's own first, then the organisations'. */
export const partyReceivers = ({ id, actsFor }: { readonly id: string; readonly actsFor: readonly string[] }): readonly string[] =>
  [id, ...actsFor].map((one) => `party:${one}`);

// What the person was told themselves is not shown a second time as told to an organisation. $1: receivers, the person's own first.
const shown = `not (r.place > 1 and exists (select from notices.inbox o where o.receiver = ($1::text[])[1] and o.once = i.once))`;

/** A page of the inbox, the latest first; in reverse when `back`. */
export async function partyLines(
  { pool }: Db,
  query: { readonly receivers: readonly string[]; readonly place?: number | undefined; readonly back?: boolean; readonly limit: number },
): Promise<readonly Line[]> {
  const [beyond, order] = query.back === true ? [">", "asc"] : ["<", "desc"];
  const { rows } = await pool.query<Line>(
    `select l.* from unnest($1::text[]) with ordinality r (receiver, place)
     cross join lateral (
       select i.id, i.n, i.kind, i.case_id, i.at, i.read_at, i.text, i.href from notices.inbox i
       where i.receiver = r.receiver and ($2::bigint is null or i.n ${beyond} $2) and ${shown} order by i.n ${order} limit $3) l
     order by l.n ${order} limit $3`,
    [query.receivers, query.place ?? null, query.limit],
  );
  return rows;
}

/** How many lines are unread, counted up to {@link mostUnread}. */
export async function partyUnread({ pool }: Db, receivers: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: "notices-party-unread",
    text: `select count(*)::int n from (
        select 1 from unnest($1::text[]) with ordinality r (receiver, place)
        cross join lateral (
          select 1 from notices.inbox i where i.receiver = r.receiver and i.read_at is null and ${shown} limit ${mostUnread}) l
        limit ${mostUnread}) few`,
    values: [receivers],
  });
  return rows[0]?.n ?? 0;
}

/** Marks one line, or all up to a place, as read. Answers where the one line leads; undefined where it is not theirs. */
export async function partyRead(
  { pool }: Db,
  receivers: readonly string[],
  which: { readonly id: string } | { readonly upTo: number },
  now: number,
): Promise<string | undefined> {
  if ("upTo" in which) {
    await pool.query(
      "update notices.inbox set read_at = to_timestamp($3 / 1000.0) where receiver = any ($1) and read_at is null and n <= $2",
      [receivers, which.upTo, now],
    );
    return undefined;
  }
  const { rows } = await pool.query<{ href: string }>(
    `with marked as (
       update notices.inbox set read_at = to_timestamp($3 / 1000.0) where receiver = any ($1) and id = $2 and read_at is null
     )
     select href from notices.inbox where receiver = any ($1) and id = $2`,
    [receivers, which.id, now],
  );
  return rows[0]?.href;
}
