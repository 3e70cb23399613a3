// The clocks of a case as bars, each day explained: which count, which do not, and why.
import type { CaseView, ClockView, Desk } from "../../casework/index.ts";
import { type Calendar, type DayLine, dayAt, dayOf, works } from "../../engine/calendar/index.ts";
import { days, hours, isoDate, type Text, workdays } from "../../platform/i18n/index.ts";
import { ClockBar, type ClockPart, DateText, useSay } from "../../platform/page/index.ts";
import { words } from "./messages.ts";

const units = { workdays, days, hours } as const;

export function Clocks({ view, desk }: { view: CaseView; desk: Pick<Desk, "now" | "zone" | "calendar"> }) {
  const s = useSay();
  if (view.clocks.length === 0) return view.heading.status === "running" ? <p>{s(words.clockLater)}</p> : null;
  return (
    <>
      {view.clocks.map((clock) => (
        <Clock key={clock.key} clock={clock} view={view} desk={desk} />
      ))}
    </>
  );
}

function Clock({ clock, view, desk }: { clock: ClockView; view: CaseView; desk: Pick<Desk, "now" | "zone" | "calendar"> }) {
  const s = useSay();
  const { reading } = clock;
  const grounds = view.loaded.pack.header.texts.grounds;
  const lines = reading.unit === "hours" ? [] : reading.explain((ground) => grounds[ground]);
  const running = view.heading.status === "running";
  const stopped = view.tasks.some(({ status, stops }) => stops !== undefined && (status === "open" || status === "taken"));
  const soon = running && view.heading.warnAt !== undefined && view.heading.warnAt <= desk.now();
  return (
    <ClockBar
      id={`clock-${clock.key}`}
      title={clock.title}
      parts={reading.unit === "hours" ? hourParts(clock) : dayParts(clock, lines, desk, (ground) => grounds[ground], running)}
      unit={units[reading.unit]}
      soon={soon && !reading.overdue}
      provisional={reading.provisional}
      due={
        !running ? (
          s(words.clockEnded)
        ) : reading.due === null ? (
          s(stopped ? words.standsStill : words.notCounting)
        ) : (
          <>
            {s(words.dueOn)} <DateText of={reading.due} />
          </>
        )
      }
      days={lines}
    />
  );
}

function hourParts({ reading }: ClockView): ClockPart[] {
  return [
    { kind: "used", days: Math.floor(reading.used) },
    { kind: "stopped", days: Math.floor(reading.stopped) },
    { kind: "left", days: Math.ceil(reading.left) },
  ];
}

/** Days in the order of time, neighbours of one kind together; days of rest stand in the explanation only. */
export function dayParts(
  { reading }: Pick<ClockView, "reading">,
  lines: readonly DayLine[],
  desk: Pick<Desk, "now" | "zone" | "calendar">,
  ground: (key: string) => Text | undefined,
  going: boolean,
): ClockPart[] {
  const today = isoDate(desk.now(), desk.zone);
  const parts: { kind: ClockPart["kind"]; days: number; ground?: Text | undefined }[] = [];
  const add = (kind: ClockPart["kind"], why?: Text): void => {
    const last = parts.at(-1);
    if (last?.kind === kind && last.ground?.zh === why?.zh) last.days += 1;
    else parts.push({ kind, days: 1, ...(why ? { ground: why } : {}) });
  };
  const working = reading.unit === "workdays";
  for (const line of lines) {
    const day = dayOf(line.date);
    if (line.ground !== undefined && line.date <= today) {
      if (!working || (day !== null && works(desk.calendar, day))) add("stopped", ground(line.ground));
    } else if (line.counts) add(line.date <= today ? "used" : "left");
  }
  // A clock that stands still explains no day to come, but its time is not lost.
  if (going && !reading.running && reading.left > 0) parts.push({ kind: "left", days: reading.left });
  const late = reading.overdue && reading.due !== null ? overdueDays(desk, reading.due, working) : 0;
  if (late > 0) parts.push({ kind: "overdue", days: late });
  return parts;
}

/** Days since the due day, today included. */
function overdueDays({ now, zone, calendar }: { now(): number; zone: string; calendar: Calendar }, due: number, working: boolean): number {
  let late = 0;
  for (let day = dayAt(due, zone) + 1; day <= dayAt(now(), zone); day++) if (!working || works(calendar, day)) late += 1;
  return late;
}
