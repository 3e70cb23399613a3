// What time does by itself: tasks that are late where the pack says what silence means, warnings, overdue.
import { sql } from "kysely";
import { act } from "./act.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./number.ts";

const batch = 200;
const instant = (ms: number): string => new Date(ms).toISOString();

/** Where the last look at late tasks stopped: what cannot be finished must not stand before what can. */
interface Place {
  readonly late: string;
  readonly case: string;
  readonly no: number;
}
const places = new WeakMap<Desk["pool"], Place>();
const start: Place = { late: "-infinity", case: "00000000-0000-0000-0000-000000000000", no: 0 };

/**
 * Finishes tasks whose time has run out, as the pack says; answers how many. Goes on until it is through, or until `most`
 * could not be finished; the next look then begins after those, and comes back to them when it has been through the rest.
 */
export async function finishLate(desk: Desk, now = desk.now(), most = batch): Promise<number> {
  let finished = 0;
  let left = most;
  for (let place = places.get(desk.pool) ?? start; ; ) {
    const { rows } = await sql<{ case_id: string; no: number; late: string }>`
      select case_id, no, late_at::text as late from casework.task
      where status in ('open', 'taken') and late_at is not null and late_at < ${instant(now)}::timestamptz
        and late_at >= ${place.late}::timestamptz and (late_at, case_id, no) > (${place.late}::timestamptz, ${place.case}::uuid, ${place.no}::int)
      order by late_at, case_id, no limit ${most}`.execute(desk.db);
    for (const { case_id, no, late } of rows) {
      const done = await act(desk, { kind: "system" }, case_id, { type: "late", task: no }, { command: newId(now), now });
      place = { late, case: case_id, no };
      if (done.ok) finished++;
      else if (--left === 0) {
        places.set(desk.pool, place);
        return finished;
      }
    }
    if (rows.length < most) {
      places.delete(desk.pool);
      return finished;
    }
  }
}

/** Opens tasks whose day has come; answers how many. */
export async function openDue(desk: Desk, now = desk.now()): Promise<number> {
  const { rows } = await sql<{ case_id: string; no: number }>`
    select case_id, no from casework.task where status = 'waiting' and late_at is not null and late_at <= ${instant(now)}::timestamptz
    order by late_at, case_id, no limit ${batch}`.execute(desk.db);
  let opened = 0;
  for (const { case_id, no } of rows) {
    const done = await act(desk, { kind: "system" }, case_id, { type: "late", task: no }, { command: newId(now), now });
    if (done.ok) opened++;
  }
  return opened;
}

/** Records warnings (yellow) and overdue (red) that have come; each once. */
export async function raiseAlerts(desk: Desk, now = desk.now()): Promise<number> {
  const { rows } = await sql<{ n: number }>`select casework.raise_alerts(${instant(now)}::timestamptz, ${batch}) as n`.execute(desk.db);
  return rows[0]?.n ?? 0;
}

/** Deletes drafts past their end, and their keys with them. */
export async function dropExpiredDrafts(desk: Desk, now = desk.now()): Promise<void> {
  await sql`delete from casework.draft where expires_at < ${instant(now)}::timestamptz`.execute(desk.db);
}
