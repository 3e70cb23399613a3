// Inboxes as they change, for pages that stand open: every process hears that somebody has news and asks once for the new lines of
// those who are connected to it. A connection ends with its session.
import type { Pool } from "pg";
import type { Notices } from "../platform/database/index.ts";
import { type Line, mostUnread, unreadSql } from "./inbox.ts";

/** What is sent: how many lines are unread now, and the new ones. */
export interface News {
  readonly unread: number;
  readonly lines: readonly Line[];
}

export interface Listener {
  readonly receiver: string;
  /** The session by whose cookie somebody listens: the connection ends with it. */
  readonly cookie?: string | undefined;
  /** When it ends in any case (epoch milliseconds), to be asked anew who it is. */
  readonly until: number;
  /** The last line that is known already; without it only lines from now on are sent. */
  readonly after?: number | undefined;
  send(news: News): void;
  /** Keeps the connection from being taken for dead. */
  beat(): void;
  end(): void;
}

export interface Live {
  /** Listens until the returned function is called; undefined where this person listens too often already, or the process is stopping. */
  connect(listener: Listener): Promise<(() => void) | undefined>;
  /** Ends every connection, and takes no more. */
  close(): void;
  /** How many are connected. */
  readonly size: number;
}

export interface LiveOptions {
  readonly pool: Pool;
  /** Who wakes it; without them it looks by itself. */
  readonly notices?: Notices | undefined;
  /** Which of these sessions still live. */
  readonly alive: (cookies: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onError?: (error: unknown) => void;
  /** The clock that listeners' ends are told by (default the machine's). */
  readonly now?: () => number;
  /** Milliseconds between two looks that nobody asked for (default 20,000; 500 where nobody wakes it). */
  readonly every?: number;
}

/** Connections of one person to one process. */
const mostEach = 8;
const most = 5_000;
/** Lines that one look sends to one listener; a reader who missed more is told the count, and finds them on the page. */
const mostLines = 50;
/** Lines may become visible in another order than they were numbered in: so many numbers back are looked at again. */
const overlap = 200;
/** Looks follow each other no faster, in milliseconds. */
const pause = 50;

interface Connected {
  readonly listener: Listener;
  /** The highest line sent or passed over, and what was sent around it. */
  last: number;
  readonly sent: Set<number>;
  unread: number;
}

export function openLive({ pool, notices, alive, onError = () => {}, now = Date.now, every = notices ? 20_000 : 500 }: LiveOptions): Live {
  const connected = new Set<Connected>();
  let closed = false;
  let wanted = false;
  let looking = false;
  let timer: NodeJS.Timeout | undefined;

  const drop = (one: Connected): void => {
    if (!connected.delete(one)) return;
    one.listener.end();
  };

  const look = async (): Promise<void> => {
    wanted = true;
    if (looking) return;
    looking = true;
    try {
      while (wanted && connected.size > 0) {
        wanted = false;
        await lookOnce();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch (error) {
      onError(error);
    } finally {
      looking = false;
    }
  };

  const lookOnce = async (): Promise<void> => {
    const all = [...connected];
    const cookies = [...new Set(all.flatMap(({ listener }) => listener.cookie ?? []))];
    const living = cookies.length > 0 ? await alive(cookies) : new Set<string>();
    const at = now();
    for (const one of all) {
      const { cookie, until } = one.listener;
      if (at >= until || (cookie !== undefined && !living.has(cookie))) drop(one);
    }
    const here = all.filter((one) => connected.has(one));
    const receivers = [...new Set(here.map(({ listener }) => listener.receiver))];
    if (receivers.length === 0) return;
    const after = receivers.map((receiver) =>
      Math.min(...here.filter((one) => one.listener.receiver === receiver).map(({ last }) => last)),
    );
    const found = await newsOf(pool, receivers, after);
    for (const one of here) {
      const news = found.get(one.listener.receiver);
      if (!news || !connected.has(one)) continue;
      const lines = news.lines.filter(({ n }) => n > one.last - overlap && !one.sent.has(n));
      for (const { n } of lines) one.sent.add(n);
      one.last = Math.max(one.last, ...lines.map(({ n }) => n));
      for (const n of one.sent) if (n <= one.last - overlap) one.sent.delete(n);
      if (lines.length === 0 && news.unread === one.unread) continue;
      one.unread = news.unread;
      one.listener.send({ unread: news.unread, lines: lines.slice(-mostLines) });
    }
  };

  const round = (): void => {
    if (closed) return;
    for (const { listener } of connected) listener.beat();
    if (connected.size > 0) void look();
    timer = connected.size > 0 ? setTimeout(round, every) : undefined;
    timer?.unref();
  };

  notices?.on("errand_inbox", () => void look());

  return {
    get size() {
      return connected.size;
    },
    connect: async (listener) => {
      const mine = [...connected].filter((one) => one.listener.receiver === listener.receiver).length;
      if (closed || mine >= mostEach || connected.size >= most) return undefined;
      const one: Connected = { listener, last: 0, sent: new Set(), unread: -1 };
      connected.add(one);
      try {
        const start = await startOf(pool, listener);
        if (closed || !connected.has(one)) return undefined;
        one.last = start.last;
        one.unread = start.unread;
        for (const n of start.before) one.sent.add(n);
        listener.send({ unread: start.unread, lines: start.lines });
      } catch (error) {
        connected.delete(one);
        throw error;
      }
      if (!timer) {
        timer = setTimeout(round, every);
        timer.unref();
      }
      // What came between the first look and now.
      void look();
      return () => void connected.delete(one);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const one of [...connected]) drop(one);
    },
  };
}

interface Found {
  readonly receiver: string;
  readonly unread: number;
  readonly lines: readonly Line[];
}

/** New lines and counts of several receivers, in one statement. */
async function newsOf(pool: Pool, receivers: readonly string[], after: readonly number[]): Promise<ReadonlyMap<string, Found>> {
  const { rows } = await pool.query<Found>({
    name: "notices-news",
    text: `select r.receiver, ${unreadSql("r.receiver")} unread, l.lines
      from unnest($1::text[], $2::bigint[]) r(receiver, after)
      cross join lateral (
        select coalesce(jsonb_agg(${lineJson} order by x.n), '[]') lines
        from (select * from notices.inbox where receiver = r.receiver and n > r.after - ${overlap} order by n limit ${overlap + 4 * mostLines}) x
      ) l`,
    values: [receivers, after],
  });
  return new Map(rows.map((row) => [row.receiver, row]));
}

const lineJson = `jsonb_build_object('id', x.id, 'n', x.n, 'kind', x.kind, 'case_id', x.case_id,
  'at', round(date_part('epoch', x.at) * 1000), 'read_at', round(date_part('epoch', x.read_at) * 1000), 'text', x.text, 'href', x.href)`;

/** Where a listener begins: after the last line there is, or after the one that it names, with what came since. */
async function startOf(
  pool: Pool,
  { receiver, after }: Listener,
): Promise<{ last: number; unread: number; lines: readonly Line[]; before: readonly number[] }> {
  const { rows } = await pool.query<{ unread: number; last: number | null; recent: number[] | null }>(
    `select ${unreadSql("$1")} unread, max(x.n)::float8 last, array_agg(x.n::float8) recent
     from (select n from notices.inbox where receiver = $1 order by n desc limit ${overlap}) x`,
    [receiver],
  );
  const last = rows[0]?.last ?? 0;
  const recent = rows[0]?.recent ?? [];
  const missed =
    after === undefined || after >= last ? [] : ((await newsOf(pool, [receiver], [after + overlap])).get(receiver)?.lines ?? []);
  const lines = missed.filter(({ n }) => n <= last).slice(-mostLines);
  return { last, unread: Math.min(rows[0]?.unread ?? 0, mostUnread), lines, before: recent };
}
