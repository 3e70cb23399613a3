// Why each day counts or does not: the lines in which a due date is explained to an applicant.
import type { Text } from "../../platform/i18n/index.ts";
import { type Calendar, festival, works } from "./calendar.ts";
import { dateOf, weekdayOf } from "./day.ts";

/** One day between the start and the due date. */
export interface DayLine {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly counts: boolean;
  readonly why: Text;
  /** The legal ground (a key of the pack) on which the clock stood still for the whole of this day. */
  readonly ground?: string;
}

export const startLine = (day: number): DayLine => ({
  date: dateOf(day),
  counts: false,
  why: { zh: "起算当日不计入", en: "The day it begins does not count" },
});

const dayName: Readonly<Record<string, Text>> = { 0: { zh: "星期日", en: "Sunday" }, 6: { zh: "星期六", en: "Saturday" } };

/** A day that does not work. */
export function restLine(calendar: Calendar, day: number): DayLine {
  const special = calendar.special.get(day);
  const name = special ? festival(special.name) : (dayName[weekdayOf(day)] ?? { zh: "休息日", en: "Rest day" });
  return { date: dateOf(day), counts: false, why: special ? { zh: `${name.zh}放假`, en: `${name.en} holiday` } : name };
}

export function countedLine(calendar: Calendar, day: number, nth: number, unit: "workdays" | "days"): DayLine {
  const special = unit === "workdays" ? calendar.special.get(day) : undefined;
  const count = unit === "workdays" ? { zh: `第 ${nth} 个工作日`, en: `Working day ${nth}` } : { zh: `第 ${nth} 天`, en: `Day ${nth}` };
  if (!special) return { date: dateOf(day), counts: true, why: count };
  const name = festival(special.name);
  return {
    date: dateOf(day),
    counts: true,
    why: { zh: `${count.zh}（${name.zh}调休上班）`, en: `${count.en} (make-up workday for ${name.en})` },
  };
}

export function stoppedLine(day: number, ground: string | undefined, say: (ground: string) => Text | undefined): DayLine {
  const name = ground === undefined ? undefined : (say(ground) ?? { zh: ground, en: ground });
  const why = name
    ? { zh: `时限中止：${name.zh}`, en: `The clock stood still: ${name.en}` }
    : { zh: "时限未在计算", en: "The clock was not running" };
  return { date: dateOf(day), counts: false, why, ...(ground === undefined ? {} : { ground }) };
}

/** A day past the last counted one: the time may not run out on it. */
export function movedLine(calendar: Calendar, day: number): DayLine {
  if (!works(calendar, day)) {
    const rest = restLine(calendar, day).why;
    return {
      date: dateOf(day),
      counts: false,
      why: { zh: `${rest.zh}，期满顺延`, en: `${rest.en}: the end moves to the next day` },
    };
  }
  return { date: dateOf(day), counts: false, why: { zh: "顺延后的期满日", en: "The day on which the time runs out" } };
}
