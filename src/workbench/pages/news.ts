// What an officer is told: the inbox and its live stream, messages, what is told how.
import type { Hono } from "hono";
import { livingSessions } from "../../identity/index.ts";
import { type Live, openLive } from "../../notices/index.ts";
import type { HttpEnv } from "../../platform/http/index.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, words } from "../doors.ts";
import { inboxOpen, inboxPage, inboxRead } from "../inbox/page.tsx";
import { noticesAddress, noticesDone, noticesPage } from "../inbox/settings.tsx";
import { inboxStream } from "../inbox/stream.ts";
import { threadsPage } from "../messages/list.tsx";
import { newMessageDone, newMessagePage } from "../messages/new.tsx";
import { threadDone, threadPage } from "../messages/thread.tsx";
import { routes } from "../routes.ts";
import { shownAt } from "../shown-at.ts";
import { staff } from "../staff.ts";

export function newsPages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.threads.pattern, staff(context, read, threadsPage));
  app.get(routes.newMessage.pattern, staff(context, words, newMessagePage));
  app.post(routes.newMessage.pattern, staff(context, words, newMessageDone));
  app.get(routes.thread.pattern, staff(context, read, threadPage));
  app.post(routes.thread.pattern, staff(context, words, threadDone));
  app.get(routes.notices.pattern, staff(context, read, noticesPage));
  app.post(routes.notices.pattern, staff(context, read, noticesDone));
  app.post(routes.noticesAddress.pattern, staff(context, read, noticesAddress));
  app.get(routes.noticesAddress.pattern, shownAt(routes.notices.to));
  app.get(routes.inbox.pattern, staff(context, read, inboxPage));
  app.get(routes.inboxStream.pattern, inboxStream(context, liveOf(context)));
  app.post(routes.inboxRead.pattern, staff(context, read, inboxRead));
  app.get(routes.inboxRead.pattern, shownAt(routes.inbox.to));
  app.get(routes.inboxOpen.pattern, staff(context, read, inboxOpen));
}

/** The installation's own, or one that looks by itself. */
const liveOf = ({ live, desk }: WorkbenchContext): Live =>
  live ?? openLive({ pool: desk.pool, alive: (cookies) => livingSessions(desk.ground, cookies, desk.now()) });
