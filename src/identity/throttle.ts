// Guessing is slowed by growing delays, never by locking: somebody who fails on purpose must not keep the owner of an account out.
import type { Pool } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";

/** One thing that failures are counted on. */
export interface Limit {
  /** Keyed hash of what it is. */
  readonly key: Buffer;
  /** Failures without any delay. */
  readonly free: number;
  /** The longest delay, in seconds. */
  readonly most: number;
}

/**
 * How fast: an address at an account waits 1, 2, 4 … s up to a quarter of an hour after 4 failures, an address at any accounts the
 * same after 30 (an office sits behind one), an account from any address at most 15 s after 12.
 */
export const limits = { pair: { free: 4, most: 900 }, address: { free: 30, most: 900 }, account: { free: 12, most: 15 } } as const;

/** What a try at somebody's password from an address is counted on, and what a success forgets and eases. */
export function triesOf(keys: Keyring, name: string, address: string) {
  const pair = keys.blind("sign-in tries", `pair ${name} ${address}`);
  const account = keys.blind("sign-in tries", `account ${name}`);
  const place = keys.blind("sign-in tries", `address ${address}`);
  return {
    limits: [
      { key: pair, ...limits.pair },
      { key: account, ...limits.account },
      { key: place, ...limits.address },
    ],
    forgotten: [pair, account],
    eased: place,
  };
}

export const waitText = (seconds: number): Text => ({
  zh: `尝试次数过多，请 ${seconds} 秒后再试。`,
  en: `Too many tries: wait ${seconds} seconds, then try again.`,
});

/** Failures older than this are forgotten, in seconds. */
const memory = 3600;

/**
 * Reserves one try, counting it as failed before the password is looked at, so that many tries at once cannot slip past. One
 * statement; rows are locked in the order of their keys. Answers 0 if the try may go on, else the seconds to wait.
 */
export async function reserveTry(app: Pick<Pool, "query">, tried: readonly Limit[], now: number): Promise<number> {
  const sorted = tried.toSorted((a, b) => Buffer.compare(a.key, b.key));
  const { rows } = await app.query<{ wait: number; reserved: number }>(
    `with asked as (
       select * from unnest($1::bytea[], $2::int[], $3::int[]) with ordinality a (key, free, most, place)
     ), blocked as (
       select max(t.until) until from identity.throttle t join asked using (key) where t.until > to_timestamp($4 / 1000.0)
     ), counted as (
       insert into identity.throttle as t (key, failures, last_at, until)
       select key, 1, to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0) from asked
       where (select until from blocked) is null order by place
       on conflict (key) do update set
         failures = case when t.last_at < excluded.last_at - make_interval(secs => $5) then 1 else t.failures + 1 end,
         last_at = excluded.last_at,
         until = excluded.last_at + make_interval(secs => case when t.last_at < excluded.last_at - make_interval(secs => $5) then 0
           else (select case when t.failures + 1 < a.free then 0 else least(a.most, power(2, least(t.failures + 1 - a.free, 20))) end
                 from asked a where a.key = t.key) end)
       where t.until <= excluded.last_at
       returning key
     )
     select coalesce(ceil(extract(epoch from (select until from blocked) - to_timestamp($4 / 1000.0))), 0)::int wait,
       (select count(*) from counted)::int reserved`,
    [sorted.map((one) => one.key), sorted.map((one) => one.free), sorted.map((one) => one.most), now, memory],
  );
  const [row] = rows;
  if (!row) throw new Error("the throttle gave no answer");
  if (row.reserved === tried.length) return 0;
  // Lost a race against a try that was made at the same moment: as if blocked.
  return Math.max(1, row.wait);
}

/** After a success: what was counted on the account is forgotten; of the address only this try, lest one good account open the way to guess at others. */
export async function forgetTry(app: Pick<Pool, "query">, forgotten: readonly Buffer[], eased: Buffer): Promise<void> {
  await app.query(
    `with gone as (delete from identity.throttle where key = any ($1))
     update identity.throttle set failures = greatest(failures - 1, 0), until = last_at where key = $2`,
    [forgotten, eased],
  );
}
