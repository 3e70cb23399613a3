// A kind of background work: its name, what its payload looks like, and what is done.
import type { ZodType } from "zod";
import type { Log } from "../log/index.ts";

/** What a handler may know about the attempt under way. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** True when a failure now is final. */
  readonly last: boolean;
  /** Aborted when the process is about to stop. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** A kind of job, ready to be given to a worker. */
export interface Job {
  readonly name: string;
  /** Parses the payload and does the work. */
  run(payload: unknown, attempt: Attempt): Promise<void>;
}

/** Thrown by a handler when trying again cannot help: the job fails for good and stays visible. */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}

/**
 * Defines a kind of job. Jobs run at least once: a handler must bear being run again after it had finished. A thrown
 * error is tried again with growing pauses (3 s, 7 s, 20 s, … 6 h; 25 times by default); {@link GiveUp} ends at once.
 * Payloads hold ids and digests, no personal data: they lie in the queue in the clear.
 */
export function defineJob<P>(name: string, schema: ZodType<P>, handler: (payload: P, attempt: Attempt) => Promise<void>): Job {
  return {
    name,
    run: async (payload, attempt) => {
      const parsed = schema.safeParse(payload);
      if (!parsed.success) throw new GiveUp(`its payload is not what ${name} takes (${parsed.error.issues[0]?.path.join(".")})`);
      await handler(parsed.data, attempt);
    },
  };
}
