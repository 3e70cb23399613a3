// Sending: the message is entered in the case, those it goes to are noted and told, all in one transaction.
import { z } from "zod";
import { actedFor, agencyOf, type Desk, enterBeside, type Loaded, mayRead, type Refused, refused, subjectOf } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { notify } from "../notices/index.ts";
import type { Directory } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type Attached, mostAttached, wrongAttached } from "./attached.ts";
import {
  type Address,
  type Barred,
  barredFor,
  barredText,
  closedFor,
  type Known,
  type MessageCase,
  type Receiver,
  receiverOf,
} from "./policy.ts";

export type Officer = Extract<Actor, { kind: "officer" }>;

/** The longest message, in characters. */
export const mostWords = 4000;
/** To so many at once. */
export const mostReceivers = 30;

/** A new message as it comes from outside. */
export const newMessage = z.strictObject({
  text: z.string().trim().min(1).max(mostWords),
  to: z
    .array(
      z.union([
        z.strictObject({ officer: z.string().min(1).max(100) }),
        z.strictObject({ post: z.string().min(3).max(200) }),
        z.strictObject({ agency: z.string().min(1).max(100) }),
      ]),
    )
    .min(1)
    .max(mostReceivers),
  attached: z
    .array(z.strictObject({ kind: z.enum(["document", "evidence"]), no: z.int().positive().max(1_000_000) }))
    .max(mostAttached)
    .optional(),
});

export interface NewMessage {
  readonly text: string;
  readonly to: readonly Address[];
  /** Documents and evidence of the case that go with it. */
  readonly attached?: readonly Attached[] | undefined;
  /** The conversation that it goes on with; without it a new one. */
  readonly thread?: string | undefined;
  /** The id under which the same message sent twice is one. */
  readonly id: string;
}

export type Sent = { readonly ok: true; readonly id: string; readonly thread: string; readonly repeated: boolean } | Refused;

const forbidden: Refused = refused(403, "forbidden", {
  zh: "消息只在办理本办件的工作人员之间传递。",
  en: "Messages are exchanged between the officers who work on the case.",
});
const noPost: Refused = refused(403, "forbidden", {
  zh: "您今天没有能查看本办件的岗位，不能就它发消息。",
  en: "You hold no post today that may read this case, so you cannot write about it.",
});
const noThread: Refused = refused(404, "not-found", {
  zh: "没有这个对话，或您没有参加。",
  en: "There is no such conversation, or you take no part in it.",
});

/** Sends a message about a case that the officer may read. */
export async function sendMessage(desk: Desk, actor: Actor, loaded: Loaded, message: NewMessage): Promise<Sent> {
  if (actor.kind !== "officer") return forbidden;
  const { row } = loaded;
  const subject = subjectOf(row, []);
  const may = mayRead(actor, subject);
  if (!may.allowed) return refused(may.status, "forbidden", may.reason);
  const directory = await desk.organisation.current();
  if (!directory) return noPost;
  const about = messageCase(loaded);
  const closed = closedFor(about);
  if (closed) return refused(409, `message-${closed}`, barredText[closed]);
  const post = actor.posts.find((one) => subject.agencies.has(agencyOf(one) ?? "") || agencyOf(one) === row.agency) ?? actor.posts[0];
  if (post === undefined) return noPost;
  const receivers = [...new Set(message.to.map(receiverOf))];
  const errors = receivers.flatMap((receiver, i) => {
    const why = barredFor(about, knownOf(directory, receiver, desk.day(desk.now())));
    return why ? [{ pointer: `/to/${i}`, detail: namedText(directory, receiver, why) }] : [];
  });
  if (errors.length > 0)
    return {
      ...refused(422, "message-receiver", { zh: "有收件人不能就本办件收消息。", en: "Some cannot be written to about this case." }),
      errors,
    };
  if (message.thread !== undefined && !(await takesPart(desk, actor, row.id, message.thread))) return noThread;
  const { attached = [] } = message;
  const wrong = await wrongAttached(desk, { loaded }, attached);
  if (wrong) return wrong;
  const thread = message.thread ?? message.id;
  const said = {
    text: message.text,
    to: receivers,
    ...(attached.length === 0 ? {} : { attached: attached.map(({ kind, no }) => ({ kind, no })) }),
  };
  const done = await enterBeside<{ readonly ok: true }>(desk, row.id, {
    actor,
    type: "message",
    command: message.id,
    request: desk.digestRequest(actor, { case: row.id, message: said }),
    prepare: async (_, now, seq) => ({
      ok: true,
      happening: { type: "noted", kind: "message", text: message.id },
      acting: actedFor(actor, post),
      secret: { message: said },
      reply: { ok: true as const },
      also: async (client) => {
        await client.query(
          `with sent as (
             insert into messages.message (id, case_id, seq, thread, sender, post, at) values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0)) returning id
           ), gone as (
             insert into messages.receiver (message, receiver) select sent.id, r from sent, unnest($8::text[]) r
           )
           insert into messages.part (thread, receiver, case_id, last_at)
           select distinct $4::uuid, p, $2::uuid, to_timestamp($7 / 1000.0) from unnest($8::text[] || array['officer:' || $5, 'post:' || $6]) p
           on conflict (thread, receiver) do update set last_at = greatest(messages.part.last_at, excluded.last_at)`,
          [message.id, row.id, seq, thread, actor.id, post, now, receivers],
        );
        await client.query(
          "update messages.part set last_at = to_timestamp($2 / 1000.0) where thread = $1 and last_at < to_timestamp($2 / 1000.0)",
          [thread, now],
        );
        const { title } = loaded.pack.header;
        await notify(
          client,
          receivers.map((receiver) => ({
            ...(receiver.startsWith("post:") ? { post: receiver.slice(5), not: actor.id } : { officer: receiver.slice(8) }),
            kind: "message" as const,
            case: row.id,
            text: {
              zh: `${actor.name}发来消息（${title.zh} ${row.number}）`,
              en: `A message from ${actor.name} (${title.en} ${row.number})`,
            },
            href: `/workbench/cases/${row.id}/messages/${thread}`,
            once: `message:${message.id}`,
          })),
          now,
        );
      },
    }),
  });
  return done.ok ? { ok: true, id: message.id, thread, repeated: done.repeated } : done;
}

/** A case as the policy of messages sees it. */
export function messageCase({ row, pack, snapshot }: Loaded): MessageCase {
  const subject = subjectOf(row, []);
  return {
    classification: pack.header.classification,
    status: row.status,
    agencies: new Set([...subject.agencies, row.agency]),
    posts: new Set(row.tasks.flatMap(({ post }) => (post.includes("/") ? [post] : []))),
    officers: new Set(
      Object.values(snapshot.state.tasks).flatMap(({ officer }) => (officer === undefined || officer === "system" ? [] : [officer])),
    ),
  };
}

/** What the policy needs to know of a receiver, as of today. */
export function knownOf(directory: Directory, receiver: Receiver, day: string): Known {
  const id = receiver.slice(receiver.indexOf(":") + 1);
  if (receiver.startsWith("post:")) {
    const agency = agencyOf(id);
    const atWork = directory.officersOf(id, day).length > 0;
    return { receiver, agencies: atWork && agency !== undefined ? [agency] : [], readsAll: false };
  }
  const posts = directory.postsOf(id, day);
  return {
    receiver,
    agencies: [...new Set(posts.map(({ agency }) => agency))],
    readsAll: posts.some(({ rights }) => rights.includes("read-cases")),
  };
}

/** A receiver by its title. */
export function receiverTitle(directory: Directory, receiver: string): Text {
  const id = receiver.slice(receiver.indexOf(":") + 1);
  if (receiver.startsWith("officer:")) {
    const name = directory.officer(id)?.name ?? id;
    return { zh: name, en: name };
  }
  const post = directory.post(id);
  const agency = directory.agency(agencyOf(id) ?? "");
  return post && agency ? { zh: `${agency.title.zh}${post.title.zh}`, en: `${post.title.en}, ${agency.title.en}` } : { zh: id, en: id };
}

function namedText(directory: Directory, receiver: Receiver, why: Barred): Text {
  const [who, text] = [receiverTitle(directory, receiver), barredText[why]];
  return { zh: `${who.zh}：${text.zh}`, en: `${who.en}: ${text.en}` };
}

/** Under which somebody takes part: as a person, and in each post. */
export const partsOf = ({ id, posts }: Pick<Officer, "id" | "posts">): string[] => [
  `officer:${id}`,
  ...posts.map((post) => `post:${post}`),
];

/** The officer, or a post of the officer's, takes part in the conversation about this case. */
export async function takesPart(desk: Pick<Desk, "pool">, officer: Officer, caseId: string, thread: string): Promise<boolean> {
  const { rowCount } = await desk.pool.query(
    "select from messages.part where thread = $1 and case_id = $2 and receiver = any ($3::text[]) limit 1",
    [thread, caseId, partsOf(officer)],
  );
  return rowCount === 1;
}
