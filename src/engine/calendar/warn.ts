import { type Calendar, works } from "./calendar.ts";
import { count, type Due } from "./clock.ts";
import { hour, type Time } from "./time.ts";
import { dayAt, startOf } from "./zone.ts";

/** When a time that begins at an instant and never stops runs out (a task's own due date). */
export const dueAfter = (time: Time, from: number, calendar: Calendar, zone: string): Due & { readonly due: number } => {
  const { due, provisional } = count({ time, segments: [{ from }], extra: [] }, calendar, zone);
  return { due: due ?? from, provisional };
};

/**
 * When to warn that a time runs out at `due`: the start of the day after which exactly `time` is left (2 working days
 * before a Friday: Wednesday, 0:00). Hours are subtracted as they are.
 */
export function warnBefore(due: number, { n, unit }: Time, calendar: Calendar, zone: string): number {
  if (unit === "hours") return due - n * hour;
  let day = dayAt(due, zone);
  for (let left = n; left > 0; day -= 1) if (unit === "days" || works(calendar, day)) left -= 1;
  return startOf(day, zone);
}
