// Regular work: one process among many leads (it holds an advisory lock) and calls every tick handler in turn.
import type { Pool, PoolClient } from "pg";
import type { Log } from "../log/index.ts";

/** Something to look at regularly. It must bear being called late, twice, or not at all for a while. */
export interface Tick {
  readonly name: string;
  /** @param now epoch milliseconds */
  run(now: number): Promise<void>;
}

/** What a scheduler needs. */
export interface SchedulerOptions {
  readonly pool: Pool;
  readonly ticks: readonly Tick[];
  readonly log: Log;
  /** Milliseconds between rounds (default 10,000). */
  readonly every?: number;
  /** The time (default the machine's). */
  readonly now?: () => number;
}

/** Starts the rounds; the first comes at once. */
export function startScheduler({ pool, ticks, log, every = 10_000, now = Date.now }: SchedulerOptions): { stop(): Promise<void> } {
  let leader: PoolClient | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const lead = async (): Promise<boolean> => {
    if (leader) return true;
    const client = await pool.connect();
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(hashtext('errand scheduler')) mine");
    if (stopped || !rows[0]?.mine) {
      client.release(stopped);
      return false;
    }
    client.on("error", (error) => {
      if (leader !== client) return;
      leader = undefined;
      client.release(error);
    });
    leader = client;
    return true;
  };
  const round = async () => {
    try {
      if (!(await lead())) return;
    } catch (error) {
      log.fault("the scheduler has no database", error);
      return;
    }
    for (const tick of ticks) {
      if (stopped) return;
      try {
        await tick.run(now());
      } catch (error) {
        log.fault("tick failed", error, { tick: tick.name });
      }
    }
  };
  const cycle = async () => {
    await round();
    if (!stopped) timer = setTimeout(() => (running = cycle()), every);
  };
  let running: Promise<void> = cycle();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      // The connection goes with its lock.
      const last = leader;
      leader = undefined;
      last?.release(true);
    },
  };
}
