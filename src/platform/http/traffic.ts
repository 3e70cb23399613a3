// Whoever waits for a page comes first: how many requests are under way in this process, and waiting until they are few.
import { setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";

export interface Traffic {
  /** Counts a request until its answer begins. Lay it over everything else. */
  readonly watch: MiddlewareHandler<HttpEnv>;
  /** Comes back at once where few requests are under way; else when they are few, when `patience` milliseconds are over, or when `signal` aborts. */
  calm(patience: number, signal: AbortSignal): Promise<void>;
}

/** More than so many at once and what can wait waits. */
const few = 2;
/** Milliseconds between two looks. */
const look = 20;

/** The traffic of one process; `now` in milliseconds. */
export function makeTraffic(now: () => number = () => performance.now()): Traffic {
  let underWay = 0;
  return {
    watch: async (_, next) => {
      underWay += 1;
      try {
        await next();
      } finally {
        underWay -= 1;
      }
    },
    calm: async (patience, signal) => {
      for (const until = now() + patience; underWay > few && !signal.aborted && now() < until; )
        await sleep(look, undefined, { signal }).catch(() => {});
    },
  };
}
