// Whoever waits for a page comes first: how many requests are under way in this process and its siblings, and waiting until they are few.
import { setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";

export interface Traffic {
  /** Counts a request until its answer begins. Lay it over everything that makes answers. */
  readonly watch: MiddlewareHandler<HttpEnv>;
  /** A sibling is busy: many requests are under way there. */
  busyElsewhere(): void;
  /** Comes back at once where few requests were under way lately; else when they are few, when `patience` milliseconds are over, or when `signal` aborts. */
  calm(patience: number, signal: AbortSignal): Promise<void>;
}

/** More than so many at once and what can wait waits. */
const few = 2;
/** Many at once so lately, in milliseconds, is many still: between two answers of a busy hour there are always moments with none. */
const lately = 100;
/** Milliseconds between two looks. */
const look = 20;

/** The traffic of one process; `now` in milliseconds. `tell` is called when it is busy, not more often than siblings need to hear it. */
export function makeTraffic(now: () => number = () => performance.now(), tell: () => void = () => {}): Traffic {
  let underWay = 0;
  let busyAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    busyElsewhere: () => {
      busyAt = now();
    },
    watch: async (_, next) => {
      underWay += 1;
      if (underWay > few) {
        busyAt = now();
        if (busyAt - toldAt > lately / 2) {
          toldAt = busyAt;
          tell();
        }
      }
      try {
        await next();
      } finally {
        underWay -= 1;
      }
    },
    calm: async (patience, signal) => {
      const busy = () => underWay > few || now() - busyAt < lately;
      for (const until = now() + patience; busy() && !signal.aborted && now() < until; )
        await sleep(look, undefined, { signal }).catch(() => {});
    },
  };
}
