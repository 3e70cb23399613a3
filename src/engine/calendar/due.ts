import { type Calendar, isProvisional, works } from "./calendar.ts";
import { dateOf, dayOf } from "./day.ts";
import { countedLine, type DayLine, movedLine, restLine, startLine } from "./line.ts";
import type { DayTime } from "./time.ts";

export interface DueDate {
  /** The last day of the time, `YYYY-MM-DD`. */
  readonly due: string;
  /** True where a day was counted in a year whose holidays are not published. */
  readonly provisional: boolean;
  /** From the start day to the due day. */
  readonly days: readonly DayLine[];
}

/**
 * The last day of a time that begins on `from` (`YYYY-MM-DD`): `n` working days (a bare number) or calendar days. The
 * start day does not count. A time of calendar days that would end on a day of rest ends on the next working day
 * (Civil Code, article 203). A RangeError where `from` is no date or `n` no whole number from 0 to 36,500: parse first.
 */
export function due(calendar: Calendar, from: string, time: number | DayTime): DueDate {
  const { n, unit } = typeof time === "number" ? { n: time, unit: "workdays" as const } : time;
  const start = dayOf(from);
  if (start === null) throw new RangeError(`not a date: ${from}`);
  if (!Number.isInteger(n) || n < 0 || n > 36_500) throw new RangeError(`not a number of days: ${n}`);
  const days = [startLine(start)];
  let day = start;
  for (let left = n; left > 0; ) {
    day += 1;
    if (unit === "workdays" && !works(calendar, day)) days.push(restLine(calendar, day));
    else {
      left -= 1;
      days.push(countedLine(calendar, day, n - left, unit));
    }
  }
  const last = day;
  if (unit === "days") while (!works(calendar, day)) day += 1;
  for (let moved = last + 1; moved <= day; moved += 1) days.push(movedLine(calendar, moved));
  return { due: dateOf(day), provisional: touchesUnpublished(calendar, unit === "days" ? last : Math.min(start + 1, day), day), days };
}

/** True where any year from that of `from` to that of `to` (day numbers) has no published notice. */
export function touchesUnpublished(calendar: Calendar, from: number, to: number): boolean {
  for (let day = from; day < to; day += 365) if (isProvisional(calendar, day)) return true;
  return isProvisional(calendar, to);
}
