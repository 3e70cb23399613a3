// Notices that one process commits and all hear: PostgreSQL's LISTEN and NOTIFY on a connection kept for it. A notice carries no
// data; it says that something changed, and whoever hears it looks again.
import type { Pool } from "pg";

/** `errand_standing`: what somebody is or may do changed (posts, agents, accounts, tokens). `errand_packs`: another version of a
 * pack is current. `errand_log`: the log grew. `errand_inbox`: somebody has news. */
export const channels = ["errand_standing", "errand_packs", "errand_log", "errand_inbox"] as const;
export type Channel = (typeof channels)[number];

export interface Notices {
  /** True while notices arrive. What is remembered on their strength must not be used otherwise. */
  readonly live: boolean;
  /** Calls `heard` at every notice on the channel, and whenever some may have been missed. */
  on(channel: Channel, heard: () => void): void;
  close(): void;
}

export interface NoticesOptions {
  /** Told what broke; listening begins again by itself. */
  readonly onError?: (error: unknown) => void;
  /** Milliseconds before it is tried again (default 1,000). */
  readonly again?: number;
}

/** Listens from now on; resolves after the first attempt, whether or not it succeeded. */
export async function openNotices(pool: Pool, { onError = () => {}, again = 1000 }: NoticesOptions = {}): Promise<Notices> {
  const heard = new Map<string, (() => void)[]>();
  const tell = (channel: string): void => {
    for (const one of heard.get(channel) ?? []) one();
  };
  // What ends the listening that is going on; absent while there is none.
  let end: (() => void) | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  const failed = (error: unknown): void => {
    if (closed) return;
    onError(error);
    retry = setTimeout(() => void listen(), again);
    retry.unref();
  };
  const listen = async (): Promise<void> => {
    const lent = await pool.connect().catch((error: unknown) => void failed(error));
    if (!lent) return;
    let gone = false;
    const leave = (error: unknown): void => {
      if (gone) return;
      gone = true;
      end = undefined;
      lent.release(true);
      failed(error);
    };
    lent.on("error", leave);
    lent.on("end", () => leave(new Error("the connection for notices ended")));
    lent.on("notification", ({ channel }) => tell(channel));
    try {
      await lent.query(channels.map((channel) => `listen ${channel}`).join("; "));
    } catch (error) {
      leave(error);
    }
    if (closed) leave(undefined);
    if (gone) return;
    end = () => leave(undefined);
    // What happened while nobody listened was missed.
    for (const channel of channels) tell(channel);
  };
  await listen();
  return {
    get live() {
      return end !== undefined;
    },
    on: (channel, one) => heard.set(channel, [...(heard.get(channel) ?? []), one]),
    close: () => {
      closed = true;
      clearTimeout(retry);
      end?.();
    },
  };
}
