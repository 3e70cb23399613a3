// A clock of a case: a time, the intervals in which it ran, and what extended it. Due dates are computed from these and
// the calendar, never stored as state. How a day counts that the clock ran through only in part is decision 0030.
import { type Calendar, works } from "./calendar.ts";
import { touchesUnpublished } from "./due.ts";
import { hour, type Time } from "./time.ts";
import { dayAt, endOf, startOf } from "./zone.ts";

/** An interval in which a clock ran, in epoch milliseconds; without `to` it still runs. */
export interface Segment {
  readonly from: number;
  readonly to?: number;
  /** The legal ground (a key of the pack) on which the clock stopped at `to`. */
  readonly ground?: string;
}

export interface Clock {
  readonly time: Time;
  /** In order, not overlapping; empty before the clock has started. */
  readonly segments: readonly Segment[];
  /** Extensions, each beginning where the time before it ends. */
  readonly extra: readonly Time[];
}

/**
 * A day met while counting: the start day, one that counts (its number and unit), one of rest, one through which the
 * clock stood still (on a ground), one past the last counted day onto which the end moved.
 */
export type Met =
  | { kind: "start" | "rest" | "moved"; day: number }
  | { kind: "counted"; day: number; nth: number; unit: "workdays" | "days" }
  | { kind: "stopped"; day: number; ground: string | undefined };

/** `due` is the last millisecond of the time; null where the clock stands still before its time has run out. */
export interface Due {
  readonly due: number | null;
  /** True where the due date depends on a year whose holidays are not published. */
  readonly provisional: boolean;
}

/** True while the clock runs. */
export const isRunning = ({ segments }: Clock): boolean => segments.length > 0 && segments.at(-1)?.to === undefined;

const endOfSegment = (segment: Segment): number => segment.to ?? Number.POSITIVE_INFINITY;
const standsStill: Due = { due: null, provisional: false };

/** Counts day by day from the start until every time is used, telling of each day met. */
export function count({ time, segments, extra }: Clock, calendar: Calendar, zone: string, meet: (met: Met) => void = () => {}): Due {
  const [first] = segments;
  if (!first) return standsStill;
  const halt = endOfSegment(segments.at(-1) ?? first);
  const ran = (from: number, to: number) => segments.some((s) => s.from < to && endOfSegment(s) > from && endOfSegment(s) > s.from);
  const stopped = (day: number, from: number) =>
    meet({ kind: "stopped", day, ground: segments.findLast((segment) => endOfSegment(segment) <= from)?.ground });

  let instant = first.from;
  let day = dayAt(instant, zone);
  let nth = 0;
  let earliest: number | undefined;
  meet({ kind: "start", day });
  const times = [time, ...extra];
  for (const { n, unit } of times) {
    if (unit === "hours") {
      const end = afterHours(segments, instant, n);
      if (end === null) return standsStill;
      instant = end;
      day = dayAt(end, zone);
      continue;
    }
    for (let left = n; left > 0; ) {
      day += 1;
      const from = startOf(day, zone);
      if (from >= halt) return standsStill;
      if (!ran(from, startOf(day + 1, zone))) stopped(day, from);
      else if (unit === "workdays" && !works(calendar, day)) meet({ kind: "rest", day });
      else {
        left -= 1;
        nth += 1;
        earliest ??= day;
        meet({ kind: "counted", day, nth, unit });
      }
    }
    instant = endOf(day, zone);
  }
  const unit = times.at(-1)?.unit;
  if (unit === "hours") return { due: instant, provisional: earliest !== undefined && touchesUnpublished(calendar, earliest, day) };
  // A time neither runs out while its clock stands still nor, in calendar days, on a day of rest.
  while (!ran(instant, instant + 1) || (unit === "days" && !works(calendar, day))) {
    if (instant >= halt) return standsStill;
    day += 1;
    instant = endOf(day, zone);
    const from = startOf(day, zone);
    if (ran(from, instant + 1)) meet({ kind: "moved", day });
    else stopped(day, from);
  }
  return { due: instant, provisional: touchesUnpublished(calendar, earliest ?? day, day) };
}

/** The instant at which the clock has run for `n` hours since `from`; null where it stands still before. */
function afterHours(segments: readonly Segment[], from: number, n: number): number | null {
  let left = n * hour;
  for (const segment of segments) {
    const start = Math.max(segment.from, from);
    const end = endOfSegment(segment);
    if (end <= start) continue;
    if (start + left <= end) return start + left;
    left -= end - start;
  }
  return null;
}
