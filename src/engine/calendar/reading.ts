// What a page shows of a clock: when it runs out, how much is used, and the reason for each day.
import type { Text } from "../../platform/i18n/index.ts";
import type { Calendar } from "./calendar.ts";
import { type Clock, count, type Due, isRunning, type Met } from "./clock.ts";
import { dateOf } from "./day.ts";
import { countedLine, type DayLine, movedLine, restLine, startLine, stoppedLine } from "./line.ts";
import { hour, type Time } from "./time.ts";
import { dayAt, startOf } from "./zone.ts";

/** Names a legal ground (a key of the pack) in both languages. */
export type SayGround = (ground: string) => Text | undefined;

export interface DueInstant extends Due {
  /** Each day from the start to the due date, in words. Made when asked for: lists of cases do not need it. */
  explain(say?: SayGround): DayLine[];
}

/**
 * When a clock runs out: the last millisecond of its last day in `zone` (a time in hours: to the millisecond), or null
 * while it stands still with time left. The start day does not count; a day counts if the clock ran at any moment of it.
 */
export function dueOf(clock: Clock, calendar: Calendar, zone: string): DueInstant {
  return { ...count(clock, calendar, zone), explain: (say) => explained(clock, calendar, zone, say) };
}

function explained(clock: Clock, calendar: Calendar, zone: string, say: SayGround = () => undefined): DayLine[] {
  const lines: DayLine[] = [];
  count(clock, calendar, zone, (met) => lines.push(lineOf(met, calendar, say)));
  return lines;
}

function lineOf(met: Met, calendar: Calendar, say: SayGround): DayLine {
  switch (met.kind) {
    case "start":
      return startLine(met.day);
    case "rest":
      return restLine(calendar, met.day);
    case "moved":
      return movedLine(calendar, met.day);
    case "counted":
      return countedLine(calendar, met.day, met.nth, met.unit);
    case "stopped":
      return stoppedLine(met.day, met.ground, say);
  }
}

export interface ClockReading extends DueInstant {
  readonly running: boolean;
  /** When it would run out if it went on from the start of tomorrow; equal to `due` while it runs. */
  readonly expected: number;
  readonly overdue: boolean;
  /** The unit of the figures below: that of the clock's time. */
  readonly unit: Time["unit"];
  /** The whole time, extensions included. */
  readonly total: number;
  /** Used until today (for hours: until now), today included if it counts. */
  readonly used: number;
  readonly left: number;
  /** Days, or hours, through which the clock stood still since it started. */
  readonly stopped: number;
}

/** A clock as it stands at `now`. Null before it has started. */
export function readClock(clock: Clock, calendar: Calendar, zone: string, now: number): ClockReading | null {
  const [first] = clock.segments;
  if (!first) return null;
  const running = isRunning(clock);
  const today = dayAt(now, zone);
  const { unit } = clock.time;
  const going: Clock = running ? clock : { ...clock, segments: [...clock.segments, { from: Math.max(now, startOf(today + 1, zone)) }] };
  const tally = { counted: 0, stopped: 0, all: 0 };
  const { due: expected, provisional } = count(going, calendar, zone, ({ kind, day }) => {
    if (kind === "counted") tally.all += 1;
    if (day > today) return;
    if (kind === "counted") tally.counted += 1;
    if (kind === "stopped") tally.stopped += 1;
  });
  const due = running ? expected : count(clock, calendar, zone).due;
  const hours = unit === "hours" ? hoursOf(clock, first.from, now) : null;
  const total = hours ? [clock.time, ...clock.extra].reduce((sum, time) => sum + time.n * (time.unit === "hours" ? 1 : 24), 0) : tally.all;
  const used = Math.min(total, hours ? hours.ran : tally.counted);
  return {
    due,
    provisional,
    explain: (say) => explained(going, calendar, zone, say).filter((line) => running || line.date <= dateOf(today)),
    running,
    expected: expected ?? now,
    overdue: (due ?? Number.POSITIVE_INFINITY) < now,
    unit,
    total,
    used,
    left: total - used,
    stopped: hours ? hours.stood : tally.stopped,
  };
}

function hoursOf(clock: Clock, from: number, now: number): { ran: number; stood: number } {
  const ran = clock.segments.reduce((sum, segment) => sum + Math.max(0, Math.min(segment.to ?? now, now) - segment.from), 0);
  return { ran: ran / hour, stood: (now - from - ran) / hour };
}
