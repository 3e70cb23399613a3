// How good a register is: how much of what it shares is filled, and whether it keeps the pace that its owner declared.
import type { Fields, Register } from "../registry/index.ts";

const day = 86_400_000;

/** Days between two updates, as an owner declares them. */
export const paces = { day: 1, week: 7, month: 31, quarter: 92, year: 366 } as const satisfies Record<
  NonNullable<Register["every"]>,
  number
>;

/** Days that an update may be late at the least: a weekend and a day. */
const leastGrace = 3;

/**
 * Whether an update is overdue: half as late again as it was declared, and three days at the least. What is brought up to date
 * whenever something happens is never overdue by the calendar alone.
 */
export function overdue(every: Register["every"], last: number | undefined, now: number): boolean {
  if (every === undefined || last === undefined) return false;
  const pace = paces[every];
  return now - last > (pace + Math.max(leastGrace, pace / 2)) * day;
}

/** The fields of which other agencies may have something: freely, or on a condition. */
export const sharedFields = ({ fields, share }: Pick<Register, "fields" | "share">): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) => (share[field.class] === "none" ? [] : [name]));

/** In how many of these records each of the fields has a value. Only the counts leave here. */
export function filledIn(records: readonly Fields[], names: readonly string[], before: Readonly<Record<string, number>>) {
  const counts: Record<string, number> = { ...before };
  for (const record of records) {
    for (const name of names) if (record[name] !== undefined && record[name] !== "") counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
