// Lengths of time as ISO 8601 writes them, which knows no working days: those are written as days, and the words of the
// procedure stand beside.
import type { Time } from "../procedure/index.ts";

export const isoDuration = ({ n, unit }: Time): string => (unit === "hours" ? `PT${n}H` : `P${n}D`);

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A duration in the words of the syntax, years as 365 and months as 30 days, parts of an hour as a whole one; nothing where it is none or not positive. */
export function timeOfDuration(text: string): string | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const whole = years * 365 + months * 30 + weeks * 7 + days;
  const more = hours + Math.ceil((minutes + seconds / 60) / 60);
  const [n, unit] = more % 24 === 0 ? [whole + more / 24, "day"] : [whole * 24 + more, "hour"];
  return n >= 1 && n <= 9999 ? `${n} ${unit}${n === 1 ? "" : "s"}` : undefined;
}
