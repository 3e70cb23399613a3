// Calendar dates as whole numbers: days since 1970-01-01. Counting is then adding, and no time zone is involved.

const ms = 86_400_000;

/** The day number of a date `YYYY-MM-DD`; null where that is not a date that exists. */
export function dayOf(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / ms;
}

/** The date `YYYY-MM-DD` of a day number. */
export const dateOf = (day: number): string => new Date(day * ms).toISOString().slice(0, 10);

export const yearOf = (day: number): number => new Date(day * ms).getUTCFullYear();

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
