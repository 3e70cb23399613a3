// The states of an organ's seals as a signed list that anyone may fetch: one place for each document that was sealed.
import type { Pool } from "pg";
import { type SigningKey, signStatusList, statuses } from "../../licence/index.ts";
import type { SealState } from "./authority.ts";

/** Places in one list; the next one begins after them. */
export const placesInList = 131_072;

/** Where the list of a use is served, below the installation's address. Part of every sealed document, hence never to be changed. */
export const listPath = (organ: string, place: number): string => `/status/seals/${organ}/${Math.floor(place / placesInList)}`;

interface Used {
  readonly place: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly void: boolean;
}

interface Change {
  readonly state: SealState;
  readonly from: number;
}

/** The signed list (`application/statuslist+jwt`), good for a day; undefined where the organ has none of that number. */
export async function serveSealStatuses(
  pool: Pool,
  organ: string,
  list: number,
  at: number,
  by: { readonly publicUrl: string; readonly key: () => Promise<SigningKey> },
): Promise<string | undefined> {
  const { rows: changes } = await pool.query<Change>(
    `select state, "from" from office.seal_change where organ = $1 and n is null order by no`,
    [organ],
  );
  const { rows: counters } = await pool.query<{ places: number }>("select places from office.seal_counter where organ = $1", [organ]);
  if ((counters[0]?.places ?? 0) <= list * placesInList) return undefined;
  // Only uses that a change can touch: those made void, and those after the first instant at which the seal was not in use.
  const first = Math.min(...changes.filter(({ state }) => state !== "used").map(({ from }) => from));
  const { rows } = await pool.query<Used>(
    `select u.place, u.used_at as at, v.n is not null as void from office.seal_use u
     left join (select distinct c.n from office.seal_change c where c.organ = $1 and c.n is not null and c.state = 'revoked') v on v.n = u.n
     where u.organ = $1 and u.place >= $2 and u.place < $3 and (v.n is not null or u.used_at >= $4::timestamptz)`,
    [organ, list * placesInList, (list + 1) * placesInList, Number.isFinite(first) ? new Date(first).toISOString() : "infinity"],
  );
  const changed = rows.flatMap((use): [number, number][] => {
    const state = use.void ? "revoked" : stateAt(changes, use.at);
    return state === "used" ? [] : [[use.place % placesInList, statuses[state]]];
  });
  const url = by.publicUrl.replace(/\/$/, "");
  const terms = { uri: `${url}${listPath(organ, list * placesInList)}`, issuer: url, size: placesInList, changed, at, lifetime: 86_400 };
  return signStatusList(terms, await by.key());
}

/** A seal's state at an instant, from its changes in their order: that of the last one that counts from then or before. */
export const stateAt = (changes: readonly Change[], at: number): SealState => changes.findLast(({ from }) => from <= at)?.state ?? "used";
