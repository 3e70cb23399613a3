// Several questions about one matter, asked together of registers in this installation: one look-up, and one statement that
// records every question, what the holders answered and what came of it, on both sides. No answer is handed out before that
// statement is through.
import { randomUUIDv7 } from "node:crypto";
import { sealJson } from "../platform/crypto/index.ts";
import { type Answer, type AskGround, ask, freshAnswer, keptKey, longestKept, outcomeOf } from "./ask.ts";
import { type Held, lack, type Message, messageHash, messageOf, type Question, replyHash } from "./question.ts";
import { partyMark, subjectBlind } from "./subject.ts";

export interface TogetherOptions {
  /**
   * The caller writes in this database and waits for it right after: the records then become durable with that, and need not be
   * waited for by themselves.
   */
  readonly followed?: boolean;
}

/** Asks them; answers in their order. What cannot be asked together is asked by itself. */
export async function askTogether(
  ground: AskGround,
  questions: readonly Question[],
  now: number,
  { followed = false }: TogetherOptions = {},
): Promise<readonly Answer[]> {
  const each = () => Promise.all(questions.map((question) => ask(ground, question, now)));
  const together = ground.holderOf(questions[0]?.register ?? "").together;
  if (!together || questions.some((question) => lack(question) || ground.holderOf(question.register).together !== together)) return each();
  const asked = await Promise.all(
    questions.map(async (question) => ({ question, message: messageOf(question, now), kept: await keptFor(ground, question, now) })),
  );
  const open = asked.filter(({ kept }) => !kept);
  let held: readonly Held[];
  try {
    held = await together(open.map(({ message }) => message));
  } catch (error) {
    ground.onError?.(error);
    return each();
  }
  const records = await Promise.all(
    asked.map(async ({ question, message, kept }) => {
      const answer = held[open.findIndex((one) => one.message === message)];
      return recordOf(ground, question, message, kept, answer);
    }),
  );
  await ground.app.query({ name: "exchange-together", text: statement, values: [JSON.stringify(records), followed ? "off" : "on"] });
  return asked.map(({ message, kept }) => {
    if (kept) return { ...kept, request: message.id };
    const { reply } = held[open.findIndex((one) => one.message === message)] ?? { reply: { state: "down" as const } };
    return outcomeOf(message, reply, replyHash(message, reply), now);
  });
}

const keptFor = async (ground: AskGround, question: Question, now: number) =>
  question.fresh !== undefined && question.subject !== undefined
    ? freshAnswer(ground, { ...question, subject: question.subject, fresh: question.fresh }, now)
    : undefined;

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;

/** Everything that is recorded of one question, in the statement's own names. */
async function recordOf(
  { keys, agencyKeys }: AskGround,
  question: Question,
  message: Message,
  kept: Extract<Answer, { state: "found" }> | undefined,
  held: Held | undefined,
): Promise<Record<string, unknown>> {
  const { asker, subject } = question;
  const hash = messageHash(message);
  const common = {
    id: message.id,
    at: new Date(message.at).toISOString(),
    asker: asker.agency,
    actor: asker.actor ?? "party",
    register: message.register,
    fields: message.fields,
    purpose: message.purpose,
    law: message.law,
    consent: message.consent,
    case_id: message.case,
    draft: message.draft,
    subjects: [subjectBlind(keys, message.key), ...(subject === undefined ? [] : [partyMark(keys, subject)])].map(hex),
    hash: hex(hash),
  };
  if (kept) return { ...common, state: "reused", answer_hash: hex(kept.hash), reused: kept.request };
  if (!held) throw new Error("a question was not answered");
  const { reply, holder, subjects } = held;
  const answerHash = replyHash(message, reply);
  const answered = {
    ...common,
    state: reply.state,
    answer_hash: hex(answerHash),
    answer_id: randomUUIDv7(),
    holder,
    held_subjects: [message.key, ...subjects].map((identifier) => hex(subjectBlind(keys, identifier))),
  };
  if (reply.state !== "found" || subject === undefined || question.fresh === undefined) return answered;
  const content = { records: reply.records, hash: answerHash.toString("hex") };
  return {
    ...answered,
    party: hex(partyMark(keys, subject)),
    key: hex(keptKey(keys, message)),
    until: new Date(message.at + Math.min(question.fresh, longestKept)).toISOString(),
    sealed: hex(sealJson(await agencyKeys.key(message.asker), content, `exchange answer:${message.id}`)),
  };
}

const statement = `
  with said as materialized (select set_config('synchronous_commit', $2, true)),
  x as materialized (
    select x.* from said, jsonb_to_recordset($1::jsonb) x (
      id uuid, at timestamptz, asker text, actor text, register text, fields text[], purpose jsonb, law text, consent text, case_id uuid,
      draft uuid, subjects bytea[], hash bytea, state text, answer_hash bytea, reused uuid, answer_id uuid, holder text,
      held_subjects bytea[], party bytea, key bytea, until timestamptz, sealed bytea)
  ), asked as (
    insert into exchange.request (id, at, asker, actor, register, fields, purpose, law, consent, case_id, draft, subjects, hash)
    select id, at, asker, actor, register, fields, purpose, law, consent, case_id, draft, subjects, hash from x
  ), came as (
    insert into exchange.outcome (request, at, state, answer_hash, reused) select id, at, state, answer_hash, reused from x
  ), held as (
    insert into exchange.answer (id, request_hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, subjects, state, answer_hash)
    select answer_id, hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, held_subjects, state, answer_hash
    from x where answer_id is not null
  )
  insert into exchange.kept (request, party, register, key, asker, fields, at, until, sealed)
  select id, party, register, key, asker, fields, at, until, sealed from x where sealed is not null`;
