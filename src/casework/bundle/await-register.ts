// A part of a bundle whose register is out of order when its turn comes, and which nobody else can supply: it waits and is tried again,
// for a bounded time, after which the bundle is told that it was not opened.

import { type Pack, parseTime } from "../../catalogue/index.ts";
import { dueAfter } from "../../engine/calendar/index.ts";
import type { Desk } from "../desk.ts";
import type { Loaded } from "../load.ts";

/** So long a register that does not answer is waited for. */
const patienceOf = ({ header }: Pack) => parseTime(header.bundle?.patience ?? "3 workdays");
/** A part is tried again after one minute, two, four …, and once an hour in the end. */
const longest = 60;
const longestDoublings = 6;

export interface PartWait {
  readonly register: string;
  /** When it gives up. */
  readonly until: number;
}

/** Notes that the part waits for this register; false where it has waited long enough. */
export async function awaitRegister(desk: Desk, bundle: Loaded, task: number, register: string, now: number): Promise<boolean> {
  const { due } = dueAfter(patienceOf(bundle.pack), now, desk.calendar, desk.zone);
  const { rows } = await desk.pool.query<{ more: boolean }>({
    name: "casework-await-register",
    text: `insert into casework.part_wait as w (case_id, task, register, until, next)
      values ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0) + interval '1 minute')
      on conflict (case_id, task) do update set register = excluded.register, tries = w.tries + 1,
        next = to_timestamp($5 / 1000.0) + interval '1 minute' * least($6::int, (2 ^ least(w.tries, $7::int))::int)
      returning until > to_timestamp($5 / 1000.0) as more`,
    values: [bundle.row.id, task, register, due, now, longest, longestDoublings],
  });
  return rows[0]?.more ?? false;
}

/** These parts wait no longer: they were opened, or it was said that they are not. */
export async function stopWaiting(desk: Desk, bundle: string, tasks: readonly number[]): Promise<void> {
  if (tasks.length > 0)
    await desk.pool.query("delete from casework.part_wait where case_id = $1 and task = any($2::int[])", [bundle, tasks]);
}

/** The parts of a bundle that wait for a register, by their tasks. */
export async function partWaits(desk: Desk, bundle: string): Promise<ReadonlyMap<number, PartWait>> {
  const { rows } = await desk.pool.query<{ task: number } & PartWait>({
    name: "casework-part-waits",
    text: "select task, register, round(extract(epoch from until) * 1000)::float8 as until from casework.part_wait where case_id = $1",
    values: [bundle],
  });
  return new Map(rows.map(({ task, register, until }) => [task, { register, until }]));
}

/**
 * Queues the bundles with parts that are to be tried again, and forgets what is over; answers how many. What is queued is not queued
 * again within the hour: the trial itself says when the next one is.
 */
export async function retryParts(desk: Desk, now = desk.now(), most = 200): Promise<number> {
  const { rows } = await desk.pool.query<{ case_id: string }>({
    name: "casework-retry-parts",
    text: `with due as (
        select case_id, task from casework.part_wait where next <= to_timestamp($1 / 1000.0) order by next limit $2 for update skip locked),
      -- Of a bundle that was withdrawn, or a part that was.
      over as (
        delete from casework.part_wait w using due d where w.case_id = d.case_id and w.task = d.task
          and not exists (select from casework.task t where t.case_id = d.case_id and t.no = d.task and t.status = 'open')
        returning w.case_id, w.task),
      later as (
        update casework.part_wait w set next = to_timestamp($1 / 1000.0) + interval '1 hour' from due d
        where w.case_id = d.case_id and w.task = d.task and not exists (select from over o where o.case_id = d.case_id and o.task = d.task)
        returning w.case_id),
      whole as (select distinct case_id from later),
      queued as (
        select jobs.add_all(jsonb_agg(jsonb_build_object('task', 'case-parts', 'payload', jsonb_build_object('case', case_id), 'attempts', 8)))
        from whole having count(*) > 0)
      select case_id from whole, (select count(*) from queued) q`,
    values: [now, most],
  });
  return rows.length;
}
