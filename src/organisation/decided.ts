// What a decision on the organisation is made of: the rows that it changes, what stands against it, who is told.
import type { Text } from "../platform/i18n/index.ts";
import type { Directory } from "./directory.ts";

/** A row as it was and as it is from now on, by the columns of its table. */
export interface RowChange {
  readonly what: "agency" | "post" | "officer" | "appointment" | "acting" | "leave";
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What stands against a command: the field, and the remedy in words. */
export interface Against {
  /** JSON pointer into the command. */
  readonly pointer: string;
  readonly detail: Text;
}

/** What somebody is told of a change that concerns them. */
export interface Told {
  readonly officer: string;
  readonly text: Text;
}

export type Decided =
  | { readonly ok: true; readonly rows: readonly RowChange[]; readonly told: readonly Told[] }
  | { readonly ok: false; readonly status: 403 | 404 | 409 | 422; readonly title: Text; readonly against: readonly Against[] };

/** What a decision needs to know beside the directory. */
export interface Around {
  readonly directory: Directory;
  /** The officer who asks. */
  readonly by: string;
  /** `YYYY-MM-DD` of the city's calendar, and the instant (RFC 3339). */
  readonly today: string;
  readonly at: string;
  /** What still needs a post: its running tasks, packs, registers, agreements. */
  readonly needs: (post: string) => readonly Text[];
  /** Ids of the services that there are. */
  readonly services: ReadonlySet<string>;
  /** New ids, in order. */
  readonly newId: () => string;
  /** Seals words under an id, as a bytea literal. */
  readonly sealed: (words: string, id: string) => string;
}

export const against = (pointer: string, zh: string, en: string): Against => ({ pointer, detail: { zh, en } });

/** What a rule comes to; `conflict` says in one sentence why something that is in use stands against it. */
export interface Result {
  readonly rows: readonly RowChange[];
  readonly told?: readonly Told[];
  readonly against: readonly Against[];
  readonly conflict?: Text;
}

export const no = (...problems: readonly Against[]): Result => ({ rows: [], against: problems });

/** The day before and the day after. */
export const dayBefore = (day: string): string => shifted(day, -1);
export const dayAfter = (day: string): string => shifted(day, 1);
export const shifted = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
