// Working days, clocks and due dates, each explained day by day.
export { type Calendar, calendarOf, isJurisdiction, type Jurisdiction, works } from "./calendar.ts";
export type { Clock, Due, Segment } from "./clock.ts";
export { dateOf, dayOf } from "./day.ts";
export { type DueDate, due } from "./due.ts";
export type { DayLine } from "./line.ts";
export { type ClockReading, type DueInstant, dueOf, readClock, type SayGround } from "./reading.ts";
export type { DayTime, Time } from "./time.ts";
export { dueAfter, warnBefore } from "./warn.ts";
export { type YearFile, yearFile } from "./year.ts";
export { dayAt, endOf, startOf } from "./zone.ts";
