// Dates, times and durations (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.8): proleptic Gregorian, years −999999999 to 999999999,
// nanoseconds. The texts are those of XML Schema, with `@Area/City` for a named time zone.
import { fixedOffset, isZone, offsetLocal } from "./zone.ts";

const DAY = 86_400;
const GIGA = 1_000_000_000n;
const two = (n: number): string => String(n).padStart(2, "0");

/** Days since 1970-01-01. */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Days since 1970-01-01. */
  get days(): number {
    return daysOf(this.year, this.month, this.day);
  }

  /** 1 is Monday, 7 Sunday. */
  get weekday(): number {
    return ((((this.days + 3) % 7) + 7) % 7) + 1;
  }

  toString(): string {
    const size = String(Math.abs(this.year)).padStart(4, "0");
    return `${this.year < 0 ? "-" : ""}${size}-${two(this.month)}-${two(this.day)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The date of a day number; null beyond the years there are. */
export function dateOfDays(days: number): FeelDate | null {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return dateFrom(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1);
}

/** Null where there is no such day. */
export function dateFrom(year: number, month: number, day: number): FeelDate | null {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > 999_999_999) return null;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return new FeelDate(year, month, day);
}

export class FeelTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
  /** `Z`, `+08:00`, a name of the IANA database; null for local time. */
  readonly zone: string | null;

  constructor(hour: number, minute: number, second: number, nano: number, zone: string | null) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.nano = nano;
    this.zone = zone;
  }

  /** Nanoseconds since midnight by the clock on the wall. */
  get nanos(): bigint {
    return BigInt(this.hour * 3600 + this.minute * 60 + this.second) * GIGA + BigInt(this.nano);
  }

  toString(): string {
    const fraction = this.nano === 0 ? "" : `.${String(this.nano).padStart(9, "0").replace(/0+$/, "")}`;
    const zone = this.zone === null ? "" : fixedOffset(this.zone) === null ? `@${this.zone}` : this.zone;
    return `${two(this.hour)}:${two(this.minute)}:${two(this.second)}${fraction}${zone}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Null where there is no such time. */
export function timeFrom(hour: number, minute: number, second: number, nano: number, zone: string | null): FeelTime | null {
  if (![hour, minute, second, nano].every(Number.isInteger)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || nano < 0 || nano >= 1e9) return null;
  return new FeelTime(hour, minute, second, nano, zone);
}

/** The time so many nanoseconds after midnight, the day wrapping round. */
export function timeOfNanos(nanos: bigint, zone: string | null): FeelTime {
  const day = BigInt(DAY) * GIGA;
  const within = ((nanos % day) + day) % day;
  const seconds = Number(within / GIGA);
  return new FeelTime(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60, Number(within % GIGA), zone);
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Nanoseconds since 1970 by the clock on the wall. */
  get wall(): bigint {
    return BigInt(this.date.days) * BigInt(DAY) * GIGA + this.time.nanos;
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z; local time counts as UTC. */
  get instant(): bigint {
    return this.wall - BigInt(this.offset ?? 0) * GIGA;
  }

  /** Seconds ahead of UTC; null for local time. */
  get offset(): number | null {
    const { zone } = this.time;
    return zone === null ? null : (fixedOffset(zone) ?? offsetLocal(zone, Number(this.wall / GIGA)));
  }

  toString(): string {
    return `${this.date}T${this.time}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The date and time at so many nanoseconds on the wall; null beyond the years there are. */
export function dateTimeOfWall(wall: bigint, zone: string | null): FeelDateTime | null {
  const day = BigInt(DAY) * GIGA;
  const days = wall >= 0n ? wall / day : -((-wall + day - 1n) / day);
  const date = dateOfDays(Number(days));
  return date === null ? null : new FeelDateTime(date, timeOfNanos(wall - days * day, zone));
}

/** Seconds ahead of UTC of a time by itself; a named zone as it was on 1970-01-01. */
export const timeOffset = (time: FeelTime): number | null =>
  time.zone === null ? null : (fixedOffset(time.zone) ?? offsetLocal(time.zone, Number(time.nanos / GIGA)));

/** A years and months duration, in months. */
export class MonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  toString(): string {
    const size = Math.abs(this.months);
    const [years, months] = [Math.floor(size / 12), size % 12];
    const text = `${years > 0 ? `${years}Y` : ""}${months > 0 ? `${months}M` : ""}`;
    return `${this.months < 0 ? "-" : ""}P${text || "0M"}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A days and time duration, in nanoseconds. */
export class DaysDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  toString(): string {
    if (this.nanos === 0n) return "PT0S";
    const size = this.nanos < 0n ? -this.nanos : this.nanos;
    const seconds = size / GIGA;
    const fraction =
      size % GIGA === 0n
        ? ""
        : `.${String(size % GIGA)
            .padStart(9, "0")
            .replace(/0+$/, "")}`;
    const part = (n: bigint, unit: string): string => (n > 0n ? `${n}${unit}` : "");
    const rest = seconds % 60n;
    const last = rest > 0n || fraction !== "" ? `${rest}${fraction}S` : "";
    const time = part((seconds / 3600n) % 24n, "H") + part((seconds / 60n) % 60n, "M") + last;
    return `${this.nanos < 0n ? "-" : ""}P${part(seconds / 86_400n, "D")}${time === "" ? "" : `T${time}`}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

const zonePart = "(Z|[+-]\\d\\d:\\d\\d(?::\\d\\d)?|@[A-Za-z0-9_+/-]+)?";
const datePattern = /^(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)$/;
const timePattern = new RegExp(`^(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9})\\d*)?${zonePart}$`);

/** `2026-02-28`; null where that is no day. */
export function parseDate(text: string): FeelDate | null {
  const found = datePattern.exec(text);
  return found === null ? null : dateFrom(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** `10:30:00`, `10:30:00.5+08:00`, `10:30:00@Asia/Shanghai`. */
export function parseTime(text: string): FeelTime | null {
  const found = timePattern.exec(text);
  if (found === null) return null;
  const [, hour, minute, second, fraction = "", written] = found;
  const zone = written === undefined ? null : written.replace(/^@/, "").replace(/^[+-]00:00(?::00)?$/, "Z");
  if (zone !== null && !isZone(zone)) return null;
  return timeFrom(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(9, "0")), zone);
}

/** A date, `T` and a time; a date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf("T");
  const date = parseDate(at === -1 ? text : text.slice(0, at));
  const time = at === -1 ? new FeelTime(0, 0, 0, 0, null) : parseTime(text.slice(at + 1));
  return date === null || time === null ? null : new FeelDateTime(date, time);
}

const monthsPattern = /^(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/;
const daysPattern = /^(-)?P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,9})\d*)?S)?)?$/;

/** `P1Y2M` or `P2DT3H`: the standard has no duration of both kinds. */
export function parseDuration(text: string): MonthsDuration | DaysDuration | null {
  const months = monthsPattern.exec(text);
  if (months !== null) {
    const size = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return Number.isSafeInteger(size) ? new MonthsDuration(months[1] === "-" && size > 0 ? -size : size) : null;
  }
  const days = daysPattern.exec(text);
  if (days === null || text.length > 60) return null;
  const [, sign, day = "0", hour = "0", minute = "0", second = "0", fraction = ""] = days;
  const seconds = BigInt(day) * 86_400n + BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  const nanos = seconds * GIGA + BigInt(fraction.padEnd(9, "0"));
  return new DaysDuration(sign === "-" ? -nanos : nanos);
}
