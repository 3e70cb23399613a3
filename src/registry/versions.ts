// The one rule of records in two times, as SQL: which version holds on a day, as it was known at an instant.

/**
 * A condition on version `r` of registry.record: it is the one that holds on the day (parameter `day`, a date), as known at the instant
 * (parameter `at`; null: as known now), and does not say that the record has ended. Its other versions are read by the primary key.
 */
export const holding = (day: string, at: string): string => `
  not r.ended and ${covers("r", day, at)}
  and r.version = (select max(n.version) from registry.record n where n.register = r.register and n.id = r.id and ${covers("n", day, at)})`;

const covers = (version: string, day: string, at: string): string =>
  `${version}.valid_from <= ${day}::date and ${version}.valid_to > ${day}::date and (${at}::timestamptz is null or ${version}.recorded <= ${at}::timestamptz)`;

/**
 * The versions that meet a condition which has an index of its own, as a table: of such a condition the planner does not know how few
 * they are, and would read the whole register beside it. `offset 0` keeps what is asked of the register outside.
 */
export const versionsWith = (condition: string): string => `(select v.* from registry.record v where ${condition} offset 0)`;

/** A day and an instant: what held on `valid` (a date), as it was known at `recorded` (epoch milliseconds). By default today and now. */
export interface AsOf {
  readonly valid?: string;
  readonly recorded?: number;
}

/** The parameters that `holding` takes. */
export const timesOf = (ground: { readonly today?: () => string }, asOf: AsOf = {}): [day: string, at: string | null] => [
  asOf.valid ?? ground.today?.() ?? Temporal.Now.plainDateISO("Asia/Shanghai").toString(),
  asOf.recorded === undefined ? null : new Date(asOf.recorded).toISOString(),
];
