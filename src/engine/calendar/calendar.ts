import { createHash } from "node:crypto";
import type { Text } from "../../platform/i18n/index.ts";
import y2019 from "./data/cn/2019.json" with { type: "json" };
import y2020 from "./data/cn/2020.json" with { type: "json" };
import y2021 from "./data/cn/2021.json" with { type: "json" };
import y2022 from "./data/cn/2022.json" with { type: "json" };
import y2023 from "./data/cn/2023.json" with { type: "json" };
import y2024 from "./data/cn/2024.json" with { type: "json" };
import y2025 from "./data/cn/2025.json" with { type: "json" };
import y2026 from "./data/cn/2026.json" with { type: "json" };
import { dayOf, weekdayOf, yearOf } from "./day.ts";
import type { YearFile } from "./year.ts";

const shipped = { cn: [y2019, y2020, y2021, y2022, y2023, y2024, y2025, y2026] } as const satisfies Record<string, readonly YearFile[]>;

export type Jurisdiction = keyof typeof shipped;

/** True for a jurisdiction whose calendar is shipped. */
export const isJurisdiction = (value: string): value is Jurisdiction => Object.hasOwn(shipped, value);

/** What a jurisdiction's published notices say. Compare calendars by `version`. */
export interface Calendar {
  readonly jurisdiction: Jurisdiction;
  /** A hash of everything in it: kept with each due date, so that dates computed under an older calendar are found. */
  readonly version: string;
  /** Years with a published notice. */
  readonly published: ReadonlySet<number>;
  /** By day number: a holiday (`off`) or a make-up workday, and the festival it belongs to. */
  readonly special: ReadonlyMap<number, { readonly off: boolean; readonly name: string }>;
}

function build(jurisdiction: Jurisdiction, files: readonly YearFile[]): Calendar {
  const years = [...new Map(files.map((file) => [file.year, file])).values()].filter((file) => file.papers.length > 0);
  const special = new Map<number, { off: boolean; name: string }>();
  for (const { date, isOffDay, name } of years.sort((a, b) => a.year - b.year).flatMap((file) => file.days)) {
    const day = dayOf(date);
    if (day !== null) special.set(day, { off: isOffDay, name });
  }
  const content = JSON.stringify([jurisdiction, years.map(({ year, days }) => [year, days.map((d) => [d.date, d.isOffDay, d.name])])]);
  const version = `${jurisdiction}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
  return { jurisdiction, version, published: new Set(years.map(({ year }) => year)), special };
}

const built = new Map<Jurisdiction, Calendar>();

/**
 * The calendar of a jurisdiction, with an installation's own year files beside or in place of those shipped. A year
 * without a notice counts plain weekends, and every date that depends on it is provisional.
 */
export function calendarOf(jurisdiction: Jurisdiction, more: readonly YearFile[] = []): Calendar {
  if (more.length > 0) return build(jurisdiction, [...shipped[jurisdiction], ...more]);
  let calendar = built.get(jurisdiction);
  if (!calendar) {
    calendar = build(jurisdiction, shipped[jurisdiction]);
    built.set(jurisdiction, calendar);
  }
  return calendar;
}

/** True where the day is a working day. */
export function works(calendar: Calendar, day: number): boolean {
  const special = calendar.special.get(day);
  if (special) return !special.off;
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6;
}

/** True where no notice for the day's year is published. */
export const isProvisional = (calendar: Calendar, day: number): boolean => !calendar.published.has(yearOf(day));

const festivals: Readonly<Record<string, string>> = {
  元旦: "New Year's Day",
  春节: "Spring Festival",
  清明节: "Qingming Festival",
  劳动节: "Labour Day",
  端午节: "Dragon Boat Festival",
  中秋节: "Mid-Autumn Festival",
  国庆节: "National Day",
};

/** A festival's name in both languages; one that is not known keeps its Chinese name. */
export const festival = (name: string): Text => ({
  zh: name,
  en: name
    .split("、")
    .map((part) => festivals[part] ?? part)
    .join(" and "),
});
