// When people do things: officers in the hours of a working day, applicants on any day between morning and night.
import { type Calendar, dayAt, startOf, works } from "../engine/calendar/index.ts";
import type { Random } from "../platform/random/index.ts";

const minute = 60_000;
const hour = 60 * minute;
/** From and to, in milliseconds of the day. */
const sessions = [
  [9 * hour, 12 * hour],
  [14 * hour, 17.5 * hour],
] as const;

export interface Hours {
  /** The first moment of office hours at or after `at`; a little into the session where `at` lies outside of one. */
  office(at: number, random: Random): number;
  /** A moment on the day of `at` at which people sit at home with a form. */
  home(at: number, random: Random): number;
}

export function hoursOf(calendar: Calendar, zone: string): Hours {
  return {
    office: (at, random) => {
      for (let day = dayAt(at, zone); ; day += 1) {
        if (!works(calendar, day)) continue;
        const midnight = startOf(day, zone);
        for (const [from, to] of sessions) {
          if (at >= midnight + to) continue;
          return at >= midnight + from ? Math.ceil(at) : midnight + from + random.int(0, 90 * minute);
        }
      }
    },
    home: (at, random) => startOf(dayAt(at, zone), zone) + random.int(8 * hour, 22 * hour),
  };
}
