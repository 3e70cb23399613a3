// The dates that lists and warnings go by: derived from the clocks and the calendar, never read by a decision.
import { type Calendar, dueOf, warnBefore } from "../engine/calendar/index.ts";
import type { Model, State } from "../engine/procedure/index.ts";

/** Of the clocks that run, the one that runs out first. Nothing while all stand still. */
export interface Dates {
  readonly due: number | undefined;
  readonly warn: number | undefined;
  /** A year without a published calendar was counted. */
  readonly provisional: boolean;
  readonly calendarVersion: string;
}

export function dates(model: Model, state: State, calendar: Calendar, zone: string): Dates {
  const known = reckoned.get(state);
  if (known?.model === model && known.calendar === calendar && known.zone === zone) return known.dates;
  const made = reckon(model, state, calendar, zone);
  reckoned.set(state, { model, calendar, zone, dates: made });
  return made;
}

/** States never change: what follows from one is worked out once, though the step before and the step after both ask. */
const reckoned = new WeakMap<State, { readonly model: Model; readonly calendar: Calendar; readonly zone: string; readonly dates: Dates }>();

function reckon(model: Model, state: State, calendar: Calendar, zone: string): Dates {
  let due: number | undefined;
  let warn: number | undefined;
  let provisional = false;
  if (state.status === "running") {
    for (const [key, { time, warn: before }] of Object.entries(model.clocks)) {
      const clock = state.clocks[key];
      if (!clock) continue;
      const reading = dueOf({ time, ...clock }, calendar, zone);
      if (reading.due === null || clock.segments.at(-1)?.to !== undefined) continue;
      provisional ||= reading.provisional;
      due = Math.min(due ?? Number.POSITIVE_INFINITY, reading.due);
      if (before) warn = Math.min(warn ?? Number.POSITIVE_INFINITY, warnBefore(reading.due, before, calendar, zone));
    }
  }
  return { due, warn, provisional, calendarVersion: calendar.version };
}
