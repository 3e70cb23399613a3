// How much time is left: each clock as a bar, each day explained for those who ask.
import type { ClockView } from "../../casework/index.ts";
import { dateOf, dayAt } from "../../engine/calendar/index.ts";
import { days, hours, type Text, workdays } from "../../platform/i18n/index.ts";
import { ClockBar, type ClockPart, DateText, DateTime, LangText } from "../../platform/page/index.ts";
import { daysOver } from "../urgency.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const clocksPart: CasePart = {
  id: "clocks",
  title: text.clocks,
  place: "beside",
  show: (sheet) => <Clocks sheet={sheet} />,
};

function Clocks({ sheet }: { sheet: CaseSheet }) {
  const { clocks } = sheet.view;
  if (clocks.length === 0) {
    return (
      <p class="e-muted">
        <LangText of={text.noClock} />
      </p>
    );
  }
  return (
    <>
      {clocks.map((clock) => (
        <Clock key={clock.key} sheet={sheet} clock={clock} />
      ))}
    </>
  );
}

const units = { workdays, days, hours } as const;

function Clock({ sheet, clock }: { sheet: CaseSheet; clock: ClockView }) {
  const { view } = sheet;
  const { reading } = clock;
  const lines = reading.unit === "hours" ? [] : reading.explain((ground) => view.loaded.pack.header.texts.grounds[ground]);
  const warn = view.loaded.pack.model.clocks[clock.key]?.warn;
  const ended = view.heading.status === "ended";
  return (
    <ClockBar
      id={`clock-${clock.key}`}
      title={clock.title}
      parts={partsOf(sheet, clock, lines)}
      unit={units[reading.unit]}
      due={<Due clock={clock} ended={ended} />}
      provisional={reading.provisional && !ended}
      soon={!ended && !reading.overdue && warn !== undefined && warn.unit === reading.unit && reading.left <= warn.n}
      days={lines}
    />
  );
}

function Due({ clock: { reading }, ended }: { clock: ClockView; ended: boolean }) {
  if (ended) {
    return (
      <>
        <LangText of={text.closedIn} /> <LangText of={units[reading.unit](Math.round(reading.used))} />
      </>
    );
  }
  const said = !reading.running ? text.standsStill : reading.overdue ? text.ranOut : text.runsOut;
  return (
    <>
      <LangText of={said} /> {reading.unit === "hours" ? <DateTime at={reading.expected} /> : <DateText of={reading.expected} />}
    </>
  );
}

/** The stretches of the clock in the order of time: used, stood still, left, over. */
function partsOf({ bench, view }: CaseSheet, { reading }: ClockView, lines: ReturnType<ClockView["reading"]["explain"]>): ClockPart[] {
  const until = view.heading.endedAt ?? bench.now;
  const over = reading.overdue && reading.due !== null ? daysOver(reading.due, until, reading.unit, bench.desk) : 0;
  const end: ClockPart[] = over > 0 ? [{ kind: "overdue", days: over }] : [];
  if (reading.unit === "hours") {
    const { used, stopped, left } = reading;
    return [
      { kind: "used", days: Math.round(used) },
      { kind: "stopped", days: Math.round(stopped) },
      { kind: "left", days: Math.round(left) },
      ...end,
    ];
  }
  const today = dateOf(dayAt(until, bench.desk.zone));
  const parts: { kind: ClockPart["kind"]; days: number; ground?: Text | undefined }[] = [];
  for (const { date, counts, ground } of lines) {
    if (!counts && ground === undefined) continue;
    const kind = counts ? (date <= today ? "used" : "left") : "stopped";
    if (kind === "stopped" && date > today) continue;
    const last = parts.at(-1);
    const named = ground === undefined ? undefined : view.loaded.pack.header.texts.grounds[ground];
    if (last?.kind === kind && last.ground?.zh === named?.zh) last.days += 1;
    else parts.push({ kind, days: 1, ...(named ? { ground: named } : {}) });
  }
  // Days still left are not on the calendar while the clock stands still.
  const left: ClockPart[] = reading.running ? [] : [{ kind: "left", days: reading.left }];
  return [...parts, ...left, ...end];
}
