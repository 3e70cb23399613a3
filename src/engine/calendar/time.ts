/** A length of time as laws state it. */
export interface Time {
  readonly n: number;
  readonly unit: "workdays" | "days" | "hours";
}

/** A length of time counted in days of either kind. */
export type DayTime = Time & { readonly unit: "workdays" | "days" };

/** Milliseconds in an hour. */
export const hour = 3_600_000;
