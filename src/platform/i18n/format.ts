// Dates, times, numbers, durations and lists as each language writes them. Formatters are made once: making one
// costs a hundred times more than using it.

import { type Lang, type Text, tag } from "./lang.ts";
import { defaultZone, isoDate } from "./zone.ts";

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(lang: Lang, zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${name}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag[lang], { ...options, timeZone: zone });
    made.set(key, format);
  }
  return format;
}

const longMonth = new Intl.DateTimeFormat(tag.en, { month: "long", timeZone: "UTC" });
const longMonths = Array.from({ length: 12 }, (_, i) => longMonth.format(Date.UTC(2000, i)));

/** A calendar date `YYYY-MM-DD`: 2026年9月24日, 24 September 2026. Put together by hand: lists show hundreds of them. */
export function date(iso: string, lang: Lang): string {
  const [year, month, day] = iso.split("-").map(Number);
  return lang === "zh" ? `${year}年${month}月${day}日` : `${day} ${longMonths[(month ?? 1) - 1]} ${year}`;
}

/** The month of a calendar date `YYYY-MM-DD`: 2026年9月, September 2026. */
export const month = (iso: string, lang: Lang): string =>
  formatter(lang, "UTC", "month", { year: "numeric", month: "long" }).format(Date.parse(`${iso.slice(0, 7)}-01T00:00:00Z`));

/** The weekday of a calendar date `YYYY-MM-DD`: 星期四, Thursday. */
export const weekday = (iso: string, lang: Lang): string =>
  formatter(lang, "UTC", "weekday", { weekday: "long" }).format(Date.parse(`${iso}T00:00:00Z`));

/** An instant (epoch milliseconds) in the city's zone: 2026年9月24日 15:04, 24 September 2026, 15:04. */
export function dateTime(at: number, lang: Lang, zone: string = defaultZone): string {
  return `${date(isoDate(at, zone), lang)}${lang === "zh" ? " " : ", "}${time(at, lang, zone)}`;
}

/** The time of day of an instant in the city's zone: 15:04. */
export const time = (at: number, lang: Lang, zone: string = defaultZone): string =>
  formatter(lang, zone, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

const plain = { zh: new Intl.NumberFormat(tag.zh), en: new Intl.NumberFormat(tag.en) };
const share = {
  zh: new Intl.NumberFormat(tag.zh, { style: "percent", maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat(tag.en, { style: "percent", maximumFractionDigits: 1 }),
};

/** A number with its thousands apart: 12,345.5. */
export const number = (value: number, lang: Lang): string => plain[lang].format(value);

/** A share between 0 and 1 as a percentage: 12.5%. */
export const percent = (value: number, lang: Lang): string => share[lang].format(value);

/** A size in bytes, in steps of 1,000: 980 KB, 3.4 MB. */
export function size(bytes: number, lang: Lang): string {
  const units = ["B", "KB", "MB", "GB", "TB"] as const;
  let step = 0;
  let value = bytes;
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${number(value < 10 && step > 0 ? Math.round(value * 10) / 10 : Math.round(value), lang)} ${units[step]}`;
}

const counted = (n: number, zh: string, one: string, many: string): Text => ({
  zh: `${number(n, "zh")} ${zh}`,
  en: `${number(n, "en")} ${n === 1 ? one : many}`,
});

/** So many working days, in both languages: 5 个工作日, 5 working days. */
export const workdays = (n: number): Text => counted(n, "个工作日", "working day", "working days");

/** So many calendar days: 30 天, 30 days. */
export const days = (n: number): Text => counted(n, "天", "day", "days");

/** So many hours: 2 小时, 2 hours. */
export const hours = (n: number): Text => counted(n, "小时", "hour", "hours");

const joints = {
  and: { zh: ["、", "和"], en: [", ", " and "] },
  or: { zh: ["、", "或"], en: [", ", " or "] },
} as const;

/** Things one after another: 甲、乙和丙; a, b and c; with "or": a, b or c. */
export function list(items: readonly string[], lang: Lang, joint: keyof typeof joints = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  const [between, before] = joints[joint][lang];
  return `${items.slice(0, -1).join(between)}${before}${items.at(-1)}`;
}
