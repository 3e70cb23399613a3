// News for the rooms above: what was entered, each entry once and in the order of the log. Whoever follows keeps the place in the same
// transaction as what was made of it, so that nothing is told twice and nothing is left out, whatever dies in between.

import type { Pool, PoolClient } from "pg";
import type { Event } from "../engine/procedure/index.ts";
import type { Notices } from "../platform/database/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import type { Traffic } from "../platform/http/index.ts";

/** One entry as it is read off the log; what is personal in it stays sealed. */
export interface FedEntry {
  /** Its place in the log. */
  readonly idx: number;
  readonly case: string;
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `officer:<id>`, `party` or `system`. */
  readonly actor: string;
  readonly type: string;
  readonly events: readonly Event[];
}

/** A leaf of something else than a case: a change of the organisation. */
interface NoEntry {
  readonly idx: number;
  readonly case: null;
}

/** One who follows. */
export interface Feed {
  /** Under which its place is kept. */
  readonly name: string;
  /** Where it begins the first time: with everything that ever happened, or with what happens from now on. */
  readonly from: "start" | "now";
  /** Entries at once, at most (default 200). */
  readonly most?: number;
  /** How long it lets requests go before it, in milliseconds, before each of its steps (default 250): for what may come a little later. */
  readonly patience?: number;
  /** Makes of the entries what is to be made; writes through `client` belong to the same transaction as the place. */
  handle(client: PoolClient, entries: readonly FedEntry[]): Promise<void>;
}

const begin = `insert into ledger.feed (name, idx)
  select $1, case when $2 then coalesce((select max(idx) + 1 from ledger.leaf), 0) else 0 end on conflict do nothing`;
const news = `select l.idx::float8 idx, e.case_id "case", e.seq, e.at, e.actor, e.type, e.events
  from (select idx, case_id, seq from ledger.leaf where idx >= $1 order by idx limit $2) l
  left join casework.entry e on e.case_id = l.case_id and e.seq = l.seq order by l.idx`;

/**
 * Hands over what is new, once; answers how many entries. Nobody's turn where another process is at it: then it is none.
 */
export async function feedOnce(pool: Pool, feed: Feed): Promise<number> {
  const { most = 200 } = feed;
  await pool.query(begin, [feed.name, feed.from === "now"]);
  return inTransaction(pool, async (client) => {
    const place = await client.query<{ idx: string }>("select idx from ledger.feed where name = $1 for update skip locked", [feed.name]);
    const [held] = place.rows;
    const { rows } = held ? await client.query<FedEntry | NoEntry>(news, [held.idx, most]) : { rows: [] };
    const last = rows.at(-1);
    if (last) {
      const entries = rows.flatMap((row) => (row.case === null ? [] : [row]));
      if (entries.length > 0) await feed.handle(client, entries);
      await client.query("update ledger.feed set idx = $2 where name = $1", [feed.name, last.idx + 1]);
    }
    return rows.length;
  });
}

export interface FeedOptions {
  readonly pool: Pool;
  readonly notices: Pick<Notices, "on">;
  readonly feeds: readonly Feed[];
  /** Ends it; what is under way is finished. */
  readonly signal: AbortSignal;
  readonly onError?: (error: unknown, feed: string) => void;
  /** Looks without having been woken, in milliseconds (default 2,000). */
  readonly every?: number;
  /** Waits while this process has its hands full, at most for a feed's patience (default: it never has). */
  readonly calm?: Traffic["calm"];
}

/** Follows the log until `signal` aborts; the promise then resolves. Any number of processes may call it. */
export async function followLog({
  pool,
  notices,
  feeds,
  signal,
  onError = () => {},
  every = 2000,
  calm = async () => {},
}: FeedOptions): Promise<void> {
  let wake: (() => void)[] = [];
  let turn = 0;
  notices.on("errand_log", () => {
    turn += 1;
    for (const one of wake.splice(0)) one();
  });
  const follow = async (feed: Feed): Promise<void> => {
    for (let failed = 0; !signal.aborted; ) {
      const seen = turn;
      await calm(feed.patience ?? 250, signal);
      try {
        const done = await feedOnce(pool, feed);
        failed = 0;
        if (done > 0) continue;
      } catch (error) {
        onError(error, feed.name);
        failed = Math.min(failed + 1, 5);
      }
      if (turn !== seen && failed === 0) continue;
      await rest(every * 2 ** failed, failed === 0);
    }
  };
  const rest = (ms: number, wakeable: boolean): Promise<void> =>
    new Promise((resolve) => {
      // Stopped while it was at work: nobody calls any more.
      if (signal.aborted) return resolve();
      const go = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", go);
        resolve();
      };
      const timer = setTimeout(go, ms);
      signal.addEventListener("abort", go);
      if (wakeable) wake.push(go);
    });
  await Promise.all(feeds.map(follow));
  wake = [];
}
