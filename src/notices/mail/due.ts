// Whose turn it is: mails that wait go to the workers, digests are made in the morning, what is lost or too old is ended.
import type { Desk } from "../../casework/index.ts";
import { lease, longest, mailJob } from "./send.ts";

/** The hour of the day, in the installation's zone, at which digests are made. */
const digestHour = 8;
const batch = 200;

/** Gives the workers what is due; answers how many. Without a server nothing is sent, and what waited too long is dropped. */
export async function dueMail(desk: Desk, now: number, configured: boolean): Promise<number> {
  // What the server may have, and nobody lived to say: it is not sent again.
  await desk.pool.query(
    `update notices.mail set state = 'unsure', why = 'no-answer', ended_at = to_timestamp($1 / 1000.0)
     where state = 'sending' and handed_at is not null and began_at < to_timestamp($2 / 1000.0) and next_at <= to_timestamp($1 / 1000.0)`,
    [now, now - lease],
  );
  await desk.pool.query(
    `update notices.mail set state = case when attempts > 0 then 'failed' else 'dropped' end, why = coalesce(why, 'too-late'), ended_at = to_timestamp($1 / 1000.0)
     where state = 'waiting' and next_at <= to_timestamp($1 / 1000.0) and made_at < to_timestamp($2 / 1000.0)`,
    [now, now - longest],
  );
  if (!configured) return 0;
  const { rows } = await desk.pool.query<{ id: string }>(
    `select id from notices.mail where state in ('waiting', 'sending') and next_at <= to_timestamp($1 / 1000.0)
       and (state = 'waiting' or began_at < to_timestamp($2 / 1000.0)) order by next_at limit ${batch}`,
    [now, now - lease],
  );
  if (rows.length === 0) return 0;
  const jobs = rows.map(({ id }) => ({ task: mailJob, payload: { mail: id }, key: `${mailJob}:${id}`, queue: mailJob, attempts: 1 }));
  await desk.pool.query("select jobs.add_all($1::jsonb)", [JSON.stringify(jobs)]);
  return rows.length;
}

/** Makes the digests of the day, once, from eight in the morning on; answers how many. */
export async function makeDigests(desk: Desk, now: number): Promise<number> {
  const day = desk.day(now);
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: desk.zone }).format(now));
  if (hour < digestHour) return 0;
  const { rowCount } = await desk.pool.query(
    "update notices.place set day = $1::date where name = 'digest' and (day is null or day < $1::date)",
    [day],
  );
  if (rowCount !== 1) return 0;
  const made = await desk.pool.query(
    `insert into notices.mail (id, receiver, what, day, after_n, until_n, made_at, next_at)
     select gen_random_uuid(), r.receiver, 'digest', $1::date, coalesce(d.until_n, 0), x.until_n, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0)
     from notices.reader r
     left join lateral (
       select m.until_n from notices.mail m where m.receiver = r.receiver and m.what = 'digest' order by m.made_at desc limit 1) d on true
     cross join lateral (
       select max(i.n) until_n from notices.inbox i join notices.kind k on k.kind = i.kind
       left join notices.preference p on p.receiver = i.receiver and p.kind = i.kind
       where i.receiver = r.receiver and i.read_at is null and i.n > coalesce(d.until_n, 0) and i.at > r.confirmed_at
         and i.at > to_timestamp($3 / 1000.0) and coalesce(p.mail, k.mail) = 'digest') x
     where r.confirmed_at is not null and r.bad_at is null and x.until_n is not null
     on conflict do nothing`,
    [day, now, now - 7 * 86_400_000],
  );
  return made.rowCount ?? 0;
}
