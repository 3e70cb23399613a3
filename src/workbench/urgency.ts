// How urgent something is, in words and with the colour that repeats them.
import { type Calendar, dateOf, dayAt, dueAfter, works } from "../engine/calendar/index.ts";
import { days, type Text, workdays } from "../platform/i18n/index.ts";
import type { TagKind } from "../platform/page/index.ts";
import { words } from "./words.ts";

interface World {
  readonly calendar: Calendar;
  readonly zone: string;
}

export interface Urgency {
  readonly kind: Extract<TagKind, "late" | "soon" | "plain">;
  readonly text: Text;
  /** The last day, `YYYY-MM-DD`; undefined where there is no time limit. */
  readonly date: string | undefined;
}

/** What is due before this instant is due soon: today, or on one of the next two working days. */
export const soonUntil = (now: number, { calendar, zone }: World): number =>
  dueAfter({ n: 2, unit: "workdays" }, now, calendar, zone).due + 1;

/** How far off a due date is; working days are counted as long as they can be told at a glance. */
export function urgency(due: number, now: number, world: World): Urgency {
  if (!Number.isFinite(due)) return { kind: "plain", text: words.noDue, date: undefined };
  const { calendar, zone } = world;
  const [today, last] = [dayAt(now, zone), dayAt(due, zone)];
  const date = dateOf(last);
  if (due < now) {
    const late = today - last;
    const by = days(late);
    return {
      kind: "late",
      date,
      text: late === 0 ? { zh: "今天已超时", en: "Overdue today" } : { zh: `超期 ${by.zh}`, en: `Overdue by ${by.en}` },
    };
  }
  const kind = due < soonUntil(now, world) ? "soon" : "plain";
  if (last === today) return { kind, date, text: { zh: "今天到期", en: "Due today" } };
  const left = last - today > 90 ? days(last - today) : workdays(countWork(calendar, today, last));
  return { kind, date, text: { zh: `剩 ${left.zh}`, en: `${left.en} left` } };
}

function countWork(calendar: Calendar, from: number, to: number): number {
  let n = 0;
  for (let day = from + 1; day <= to; day++) if (works(calendar, day)) n += 1;
  return n;
}

/** The working days (or all days) that have passed since a time ran out. */
export function daysOver(due: number, now: number, unit: "workdays" | "days" | "hours", { calendar, zone }: World): number {
  if (unit === "hours") return Math.ceil((now - due) / 3_600_000);
  const [from, to] = [dayAt(due, zone), dayAt(now, zone)];
  return unit === "days" || to - from > 1000 ? to - from : countWork(calendar, from, to);
}
