// An officer's news by server-sent events. The connection is bound to the session that it was asked with; it counts as no use of it.
import { sessionCookie } from "../../identity/index.ts";
import type { Live, News } from "../../notices/index.ts";
import { officerReceiver } from "../../notices/index.ts";
import { errorAnswer, type Http, readCookie, refuse } from "../../platform/http/index.ts";
import { isLang, type Lang } from "../../platform/i18n/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { countOf } from "./count.ts";

/** Whoever came with a token is asked for it again after so long, in milliseconds. */
const tokenFor = 300_000;
/** Events that wait for a reader that takes none; then the connection ends. */
const mostWaiting = 100;

const tooMany = {
  title: { zh: "已打开的窗口太多", en: "Too many windows are open" },
  detail: { zh: "关闭几个窗口后，消息会再次自动更新。", en: "Close some of them, and news will come by themselves again." },
} as const;

/** Answers 204 to whoever has no inbox, which a browser takes as an order not to ask again. */
export const inboxStream =
  (context: WorkbenchContext, live: Live) =>
  async (c: Http): Promise<Response> => {
    const lang = c.req.param("lang") ?? "";
    if (!isLang(lang)) return refuse(c, "notFound");
    const actor = await context.actorOf(c);
    if (actor.kind !== "officer" || (actor.scopes !== undefined && !actor.scopes.includes("cases:read"))) return c.body(null, 204);
    const bearer = c.req.header("authorization") !== undefined;
    const encoder = new TextEncoder();
    let leave: (() => void) | undefined;
    let out: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          out = controller;
        },
        cancel: () => {
          out = undefined;
          leave?.();
        },
      },
      { highWaterMark: mostWaiting },
    );
    const write = (text: string): void => {
      if (!out) return;
      if ((out.desiredSize ?? 0) > 0) out.enqueue(encoder.encode(text));
      else end();
    };
    const end = (): void => {
      const open = out;
      out = undefined;
      leave?.();
      open?.close();
    };
    write("retry: 2000\n\n");
    leave = await live.connect({
      receiver: officerReceiver(actor.id),
      cookie: bearer ? undefined : readCookie(c, sessionCookie),
      until: bearer ? Date.now() + tokenFor : Number.POSITIVE_INFINITY,
      after: lastSeen(c),
      send: (news) => write(eventOf(news, lang)),
      beat: () => write(": \n\n"),
      end,
    });
    if (!leave) return errorAnswer(c, { status: 429, ...tooMany });
    return c.body(body, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  };

function lastSeen(c: Http): number | undefined {
  const given = c.req.header("last-event-id") ?? "";
  return /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

/** One event. Its id is the last line's, so that a connection taken up again goes on from there. */
function eventOf({ unread, lines }: News, lang: Lang): string {
  const data = {
    unread: countOf(unread),
    lines: lines.map(({ id, kind, case_id, at, text, href }) => ({
      id,
      kind,
      ...(case_id === null ? {} : { case: case_id }),
      at: new Date(at).toISOString(),
      text: text[lang],
      href: `/${lang}${href}`,
    })),
  };
  const last = lines.at(-1);
  return `${last ? `id: ${last.n}\n` : ""}event: news\ndata: ${JSON.stringify(data)}\n\n`;
}
