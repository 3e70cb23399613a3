// Moves what was committed into the log, in one process among many: the one that holds an advisory lock.
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { NoteSigner } from "../engine/merkle/index.ts";
import { grow, takeUp } from "./grow.ts";

export interface IntegratorOptions {
  /** Logs in as errand_jobs. One of its connections is kept. */
  readonly pool: Pool;
  readonly signer: NoteSigner;
  /** Ends the integrator; what is under way is finished. */
  readonly signal: AbortSignal;
  /** Milliseconds between two looks (default 200): an entry becomes a leaf within about this time. */
  readonly every?: number;
  /** Most leaves under one head (default 10,000). */
  readonly most?: number;
  /** Told what went wrong; the integrator then starts over by itself. */
  readonly onError?: (error: unknown) => void;
}

/** What every process of the installation agrees on. */
const lock = "select pg_try_advisory_lock(hashtextextended('errand integrator', 0)) as held";

/**
 * Integrates until `signal` aborts; the promise then resolves. Every process with the worker role calls this: one leads,
 * the others wait to take over when its connection ends.
 */
export async function startIntegrator(options: IntegratorOptions): Promise<void> {
  const { pool, signal, every = 200, onError = () => {} } = options;
  while (!signal.aborted) {
    try {
      const client = await pool.connect();
      // Closed rather than returned, which gives the lock back whatever happened.
      const broken = new Promise<never>((_, reject) => client.on("error", reject));
      broken.catch(() => {});
      try {
        const { rows } = await client.query<{ held: boolean }>(lock);
        if (rows[0]?.held) await Promise.race([lead(client, options), broken]);
      } finally {
        client.release(true);
      }
    } catch (error) {
      onError(error);
    }
    await pause(Math.max(every, 500), signal);
  }
}

async function lead(
  client: Parameters<typeof takeUp>[0],
  { signer, signal, every = 200, most = 10_000 }: IntegratorOptions,
): Promise<void> {
  const log = await takeUp(client, signer);
  while (!signal.aborted) {
    const grown = await grow(client, log, signer, most);
    if (grown < most) await pause(every, signal);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});
