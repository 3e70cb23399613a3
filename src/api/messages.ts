// Messages about a case, and one's inbox.
import { z } from "zod";
import { caseView, type Desk, noteReading, refused } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { attachedTypes, messagesOf, newMessage, readAttached, readMessages, sendMessage } from "../messages/index.ts";
import { inboxLines, isOfficerKind, markRead, officerKinds, officerReceiver, unread } from "../notices/index.ts";
import { newCommandId } from "./command-id.ts";
import { type Paging, paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { instant, text } from "./shapes.ts";

const caseId = z.object({ id: z.uuid() });
const message = z.object({
  id: z.uuid(),
  thread: z.uuid(),
  sender: z.string(),
  post: z.string(),
  at: instant,
  to: z.array(z.string()),
  text: z.string(),
  /** Documents and files of the case that went with it. */
  attached: z.array(z.object({ kind: z.enum(["document", "evidence"]), no: z.int(), title: text, href: z.string() })),
  readings: z.array(z.object({ officer: z.string(), at: instant })),
  unread: z.boolean(),
});
const kinds = Object.keys(officerKinds).filter(isOfficerKind);
const line = z.object({
  id: z.uuid(),
  kind: z.enum(kinds),
  case: z.uuid().optional(),
  at: instant,
  readAt: instant.optional(),
  text,
  href: z.string(),
});

type Officer = Extract<Actor, { kind: "officer" }>;

function officerOf(actor: Actor): Officer {
  if (actor.kind === "officer") return actor;
  throw new Refuse(
    refused(403, "forbidden", {
      zh: "这里供工作人员使用。申请人请查看自己的办件。",
      en: "This is for officers. Applicants find the same in their own cases.",
    }),
  );
}

export function messageRoutes(desk: Desk, pages: Paging): readonly Route[] {
  const opened = async (actor: Actor, id: string) => {
    const view = await caseView(desk, actor, id);
    if ("ok" in view) throw new Refuse(view);
    return { officer: officerOf(actor), loaded: view.loaded, view };
  };
  return [
    route({
      method: "get",
      path: "/cases/{id}/messages",
      id: "listMessages",
      summary: "Messages about a case, in the conversations that the token's holder takes part in; listing them is not reading them",
      tag: "messages",
      access: "cases:read",
      params: caseId,
      answers: { 200: { description: "The oldest first", schema: z.object({ messages: z.array(message) }) } },
      handle: async ({ actor, params }) => {
        const { officer, loaded } = await opened(actor, params.id);
        const messages = await messagesOf(desk, officer, loaded);
        return {
          status: 200,
          body: {
            messages: messages.map(({ at, readings, attached, ...one }) => ({
              ...one,
              attached: attached.map(({ kind, no, title }) => ({
                kind,
                no,
                title: { zh: title.zh, en: title.en },
                href: `/api/v1/cases/${params.id}/messages/${one.id}/attached/${kind}/${no}`,
              })),
              at: new Date(at).toISOString(),
              readings: readings.map((reading) => ({ ...reading, at: new Date(reading.at).toISOString() })),
            })),
          },
        };
      },
    }),
    route({
      method: "post",
      path: "/cases/{id}/messages",
      id: "sendMessage",
      summary: "Write to officers, posts or agencies that may read the case",
      tag: "messages",
      access: "cases:write",
      idempotent: true,
      params: caseId,
      body: newMessage.extend({ thread: z.uuid().optional() }),
      answers: { 201: { description: "Sent", schema: z.object({ id: z.uuid(), thread: z.uuid() }) } },
      handle: async ({ actor, params, body, key }) => {
        const { officer, loaded } = await opened(actor, params.id);
        const id = newCommandId(desk, officer, key, `message:${params.id}`);
        const sent = await sendMessage(desk, officer, loaded, { ...body, id });
        if (!sent.ok) throw new Refuse(sent);
        return { status: 201, body: { id: sent.id, thread: sent.thread } };
      },
    }),
    route({
      method: "post",
      path: "/cases/{id}/messages/{message}/read",
      id: "readMessage",
      summary: "Say that a message was read; the first time is entered in the case",
      tag: "messages",
      access: "cases:write",
      params: caseId.extend({ message: z.uuid() }),
      answers: { 200: { description: "Read", schema: z.object({ entered: z.boolean() }) } },
      handle: async ({ actor, params }) => {
        const { officer, loaded } = await opened(actor, params.id);
        const found = (await messagesOf(desk, officer, loaded)).filter(({ id }) => id === params.message);
        if (found.length === 0) return { status: 404 };
        return { status: 200, body: { entered: (await readMessages(desk, officer, loaded, found)) > 0 } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/messages/{message}/attached/{kind}/{no}",
      id: "readAttached",
      summary: "A document or file of the case that went with a message, for those who take part in the conversation",
      tag: "messages",
      access: "cases:read",
      params: caseId.extend({
        message: z.uuid(),
        kind: z.enum(["document", "evidence"]),
        no: z.coerce.number().int().positive().max(2_147_483_647),
      }),
      answers: { 200: { description: "The file", bytes: Object.values(attachedTypes) } },
      handle: async ({ actor, params }) => {
        const { officer, loaded, view } = await opened(actor, params.id);
        const found = (await messagesOf(desk, officer, loaded)).find(({ id }) => id === params.message);
        const one = found?.attached.find(({ kind, no }) => kind === params.kind && no === params.no);
        const file = one && (await readAttached(desk, view, one));
        if (!file) return { status: 404 };
        if (file.output !== undefined) await noteReading(desk, actor, view, { no: params.no, output: file.output });
        return { status: 200, bytes: { type: file.type, content: file.bytes, name: file.name } };
      },
    }),
    route({
      method: "get",
      path: "/inbox",
      id: "listInbox",
      summary: "What concerns the token's holder, the latest first",
      tag: "messages",
      access: "cases:read",
      query: paging.extend({ kind: z.enum(kinds).optional(), unread: z.enum(["true", "false"]).optional() }),
      answers: {
        200: {
          description: "A page of lines, and how many are unread (counted up to 100)",
          schema: z.object({ unread: z.int(), lines: z.array(line) }),
          headers: { Link: "The next page" },
        },
      },
      handle: async ({ actor, query, url }) => {
        const receiver = officerReceiver(officerOf(actor).id);
        const limit = query.limit ?? 50;
        const place = pages.read(`inbox:${receiver}`, query.after, z.tuple([z.number()]));
        const [count, rows] = await Promise.all([
          unread(desk, receiver),
          inboxLines(desk, {
            receiver,
            kind: query.kind,
            ...(query.unread === undefined ? {} : { read: query.unread === "false" }),
            place: place?.[0],
            limit: limit + 1,
          }),
        ]);
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          status: 200,
          body: {
            unread: count,
            lines: shown.map((one) => ({
              id: one.id,
              kind: one.kind,
              ...(one.case_id === null ? {} : { case: one.case_id }),
              at: new Date(one.at).toISOString(),
              ...(one.read_at === null ? {} : { readAt: new Date(one.read_at).toISOString() }),
              text: { zh: one.text.zh, en: one.text.en },
              href: one.href,
            })),
          },
          headers: rows.length > limit && last ? pages.next(url, `inbox:${receiver}`, [last.n]) : {},
        };
      },
    }),
    route({
      method: "post",
      path: "/inbox/read",
      id: "readInbox",
      summary: "Mark lines as read",
      tag: "messages",
      access: "cases:write",
      body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
      answers: { 200: { description: "How many were not read before", schema: z.object({ marked: z.int() }) } },
      handle: async ({ actor, body }) => {
        const receiver = officerReceiver(officerOf(actor).id);
        let marked = 0;
        for (const id of new Set(body.ids)) marked += await markRead(desk, receiver, { id }, desk.now());
        return { status: 200, body: { marked } };
      },
    }),
  ];
}
