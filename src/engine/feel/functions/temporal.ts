// Functions of dates and times: conversion (DMN 1.5, table 71), calendar (table 79) and the moment given (table 77).
import { type FeelNumber, parts, powerOfTen } from "../decimal.ts";
import { because, running } from "../running.ts";
import {
  DaysDuration,
  dateFrom,
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  timeFrom,
} from "../temporal.ts";
import { isZone, offsetZone } from "../zone.ts";
import { type Functions, takes } from "./signature.ts";

type Day = FeelDate | FeelDateTime;
const day = "date|date and time";
const dayOf = (value: Day): FeelDate => (value instanceof FeelDate ? value : value.date);

const read = <T>(what: string, text: string, parse: (text: string) => T | null): T | null =>
  parse(text) ?? because(`“${text.slice(0, 60)}” is no ${what}`);

/** Seconds with a fraction as whole seconds and nanoseconds. */
function seconds(value: FeelNumber): [number, number] {
  const { digits, scale } = parts(value);
  const nanos = scale <= 9 ? digits * powerOfTen(9 - Math.max(scale, -9)) : digits / powerOfTen(scale - 9);
  return [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)];
}

const zoneOf = (offset: unknown): string | null | undefined => {
  if (offset === null || offset === undefined) return null;
  if (offset instanceof DaysDuration)
    return offset.nanos % 1_000_000_000n === 0n && (offset.nanos < 0n ? -offset.nanos : offset.nanos) <= 50_400_000_000_000n
      ? offsetZone(Number(offset.nanos / 1_000_000_000n))
      : undefined;
  return typeof offset === "string" && isZone(offset) ? offset : undefined;
};

function timeOf(hour: number, minute: number, second: FeelNumber, offset: unknown): FeelTime | null {
  const zone = zoneOf(offset);
  const [whole, nano] = seconds(second);
  return (zone === undefined ? null : timeFrom(hour, minute, whole, nano, zone)) ?? because("there is no such time");
}

function dateTimeOf(
  year: number,
  month: number,
  dayNumber: number,
  hour: number,
  minute: number,
  second: FeelNumber,
  offset: unknown,
): FeelDateTime | null {
  const date = dateFrom(year, month, dayNumber);
  const time = timeOf(hour, minute, second, offset);
  return date === null || time === null ? because("there is no such date and time") : new FeelDateTime(date, time);
}

function timeFromValue(from: unknown): FeelTime | null {
  if (typeof from === "string") return read("time", from, parseTime);
  if (from instanceof FeelDate) return new FeelTime(0, 0, 0, 0, "Z");
  return from instanceof FeelDateTime ? from.time : (from as FeelTime);
}

function dateTimeFromValue(from: unknown): FeelDateTime | null {
  if (typeof from === "string") return read("date and time", from, parseDateTime);
  return from instanceof FeelDate ? new FeelDateTime(from, new FeelTime(0, 0, 0, 0, "Z")) : (from as FeelDateTime);
}

/** Whole months between two days, with the sign of the direction. */
function monthsBetween(from: Day, to: Day): MonthsDuration {
  const [a, b] = [dayOf(from), dayOf(to)];
  const forward = b.days >= a.days;
  const [x, y] = forward ? [a, b] : [b, a];
  const months = (y.year - x.year) * 12 + y.month - x.month - (y.day < x.day ? 1 : 0);
  return new MonthsDuration(forward || months === 0 ? months : -months);
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = "January February March April May June July August September October November December".split(" ");
const dayOfYear = (date: FeelDate): number => date.days - (dateFrom(date.year, 1, 1)?.days ?? 0) + 1;

/** By ISO 8601: week 1 holds the year's first Thursday. */
function weekOfYear(date: FeelDate): number {
  const thursday = dayOfYear(date) + 4 - date.weekday;
  if (thursday < 1) return weekOfYear(new FeelDate(date.year - 1, 12, 31));
  const length = dayOfYear(new FeelDate(date.year, 12, 31));
  return thursday > length ? 1 : Math.ceil(thursday / 7);
}

const duration = (from: unknown): unknown => (typeof from === "string" ? read("duration", from, parseDuration) : from);
const now = (): FeelDateTime | null =>
  running.now === undefined ? because("now() needs a moment, which was not given") : parseDateTime(running.now);

export const temporal = {
  date: [
    takes(`from: string|${day}`, (from: string | Day) => (typeof from === "string" ? read("date", from, parseDate) : dayOf(from))),
    takes(
      "year: number, month: number, day: number",
      (year: number, month: number, dayNumber: number) => dateFrom(year, month, dayNumber) ?? because("there is no such date"),
    ),
  ],
  "date and time": [
    takes(`from: string|${day}`, dateTimeFromValue),
    takes(`date: ${day}, time: time`, (date: Day, time: FeelTime) => new FeelDateTime(dayOf(date), time)),
    takes(
      "year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days and time duration",
      dateTimeOf,
    ),
    takes("year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string", dateTimeOf),
  ],
  time: [
    takes(`from: string|time|${day}`, timeFromValue),
    takes("hour: number, minute: number, second: number, offset?: days and time duration", timeOf),
  ],
  duration: [takes("from: string|days and time duration|years and months duration", duration)],
  "years and months duration": [takes(`from: ${day}, to: ${day}`, monthsBetween)],
  "day of year": [takes(`date: ${day}`, (date: Day) => dayOfYear(dayOf(date)))],
  "day of week": [takes(`date: ${day}`, (date: Day) => weekdays[dayOf(date).weekday - 1])],
  "month of year": [takes(`date: ${day}`, (date: Day) => months[dayOf(date).month - 1])],
  "week of year": [takes(`date: ${day}`, (date: Day) => weekOfYear(dayOf(date)))],
  now: [takes("", now)],
  today: [
    takes("", () =>
      running.now === undefined ? because("today() needs a moment, which was not given") : parseDate(running.now.slice(0, 10)),
    ),
  ],
} satisfies Functions;
