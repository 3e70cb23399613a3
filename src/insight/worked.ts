// Time as an office spends it: the part of it that falls on working days. Pure.
import { type Calendar, dayAt, startOf, works } from "../engine/calendar/index.ts";

const dayLength = 86_400_000;

/** Tenths of working days between two instants; nights count, days off do not. */
export function workedTenths(calendar: Calendar, zone: string, from: number, to: number): number {
  let worked = 0;
  const last = dayAt(to, zone);
  for (let day = dayAt(from, zone); day <= last; day++) {
    if (!works(calendar, day)) continue;
    worked += Math.max(0, Math.min(to, startOf(day + 1, zone)) - Math.max(from, startOf(day, zone)));
  }
  return Math.round((worked / dayLength) * 10);
}
