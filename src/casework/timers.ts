// What time does by itself: tasks that are late where the pack says what silence means, warnings, overdue.
import { sql } from "kysely";
import { act } from "./act.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./number.ts";

const batch = 200;
const instant = (ms: number): string => new Date(ms).toISOString();

/** Finishes tasks whose time has run out, as the pack says; answers how many. */
export async function finishLate(desk: Desk, now = desk.now()): Promise<number> {
  const { rows } = await sql<{ case_id: string; no: number }>`
    select case_id, no from casework.task
    where status in ('open', 'taken') and late_at is not null and late_at < ${instant(now)}::timestamptz
    order by late_at limit ${batch}`.execute(desk.db);
  let finished = 0;
  for (const { case_id, no } of rows) {
    const done = await act(desk, { kind: "system" }, case_id, { type: "late", task: no }, { command: newId(now), now });
    if (done.ok) finished++;
  }
  return finished;
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
