// Lengths of time as packs write them.
import type { Time } from "../engine/procedure/index.ts";

/** `8 workdays` → 8 working days; the text was held against the format before. */
export function parseTime(text: string): Time {
  const [n = "0", unit = "days"] = text.split(" ");
  return { n: Number(n), unit: unit.startsWith("work") ? "workdays" : unit.startsWith("hour") ? "hours" : "days" };
}

/** Calendar hours that such a time takes at least; five working days make a week. */
export const hoursOf = ({ n, unit }: Time): number => (unit === "hours" ? n : unit === "days" ? n * 24 : (n * 24 * 7) / 5);
