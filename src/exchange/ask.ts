// The asker's side: record the question, send it to the holder, record what came of it.
import type { Pool } from "pg";
import { type Keyring, sealJson } from "../platform/crypto/index.ts";
import type { AgencyKeys } from "../registry/index.ts";
import { holdBack } from "./access.ts";
import { type Answer, outcomeOf } from "./answer.ts";
import { freshAnswer, keptKey, longestKept } from "./kept.ts";
import { type Holder, heldBack, lack, type Message, messageHash, messageOf, type Question, type Reply, replyHash } from "./question.ts";
import { reach } from "./reach.ts";
import { partyMark, subjectBlind } from "./subject.ts";

export interface AskGround {
  readonly app: Pick<Pool, "query">;
  readonly keys: Keyring;
  readonly agencyKeys: AgencyKeys;
  /** Who answers for a register: `localHolder`, or a way to another installation. */
  readonly holderOf: (register: string) => Holder;
  /** Milliseconds that a holder has (default 5,000). */
  readonly deadline?: number;
  /** Told what a holder threw; the asker only learns that there was no answer. */
  readonly onError?: (error: unknown) => void;
}

/** Asks one question. Never rejects for what the holder does; rejects only if this side cannot record it. */
export async function ask(ground: AskGround, question: Question, now: number): Promise<Answer> {
  const wrong = lack(question);
  if (wrong) return { state: "unavailable", why: "refused", text: wrong, at: now };
  const message = messageOf(question, now);
  await holdBack(ground, heldBack(question, message));
  if (question.fresh !== undefined && question.subject !== undefined) {
    const kept = await freshAnswer(ground, { ...question, subject: question.subject, fresh: question.fresh }, now);
    if (kept) {
      await record(ground, question, message, { state: "reused", hash: kept.hash, reused: kept.request });
      return { ...kept, request: message.id };
    }
  }
  await record(ground, question, message);
  const reply = await reach(ground, message);
  const hash = reply.state === "late" ? null : replyHash(message, reply);
  await settle(ground, question, message, reply, hash);
  return outcomeOf(message, reply, hash, now);
}

interface Settled {
  readonly state: "reused";
  readonly hash: Buffer;
  readonly reused: string;
}

async function record({ app, keys }: AskGround, question: Question, message: Message, settled?: Settled): Promise<void> {
  const { asker, subject } = question;
  await app.query(
    `with asked as (
       insert into exchange.request (id, at, asker, actor, register, fields, purpose, law, consent, case_id, draft, subjects, hash, service, post)
       values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $17, $18) returning id, at
     )
     insert into exchange.outcome (request, at, state, answer_hash, reused)
     select id, at, $14::text, $15::bytea, $16::uuid from asked where $14::text is not null`,
    [
      message.id,
      message.at,
      asker.agency,
      asker.actor ?? "party",
      message.register,
      message.fields,
      message.purpose,
      message.law ?? null,
      message.consent ?? null,
      message.case ?? null,
      message.draft ?? null,
      [subjectBlind(keys, message.key), ...(subject === undefined ? [] : [partyMark(keys, subject)])],
      messageHash(message),
      settled?.state ?? null,
      settled?.hash ?? null,
      settled?.reused ?? null,
      message.service ?? null,
      message.post ?? null,
    ],
  );
}

async function settle(
  ground: AskGround,
  question: Question,
  message: Message,
  reply: Reply | { state: "late" },
  hash: Buffer | null,
): Promise<void> {
  const { app, keys } = ground;
  const keep = reply.state === "found" && question.subject !== undefined && question.fresh !== undefined;
  const key = keep ? await ground.agencyKeys.key(message.asker) : undefined;
  const content =
    key && reply.state === "found"
      ? sealJson(key, { records: reply.records, hash: hash?.toString("hex") }, `exchange answer:${message.id}`)
      : null;
  await app.query(
    `with outcome as (
       insert into exchange.outcome (request, at, state, answer_hash, reason) values ($1, to_timestamp($2 / 1000.0), $3, $4, $12)
     )
     insert into exchange.kept (request, party, register, key, asker, fields, at, until, sealed)
     select $1, $5, $6, $7, $8, $9, to_timestamp($2 / 1000.0), to_timestamp($10 / 1000.0), $11 where $11::bytea is not null`,
    [
      message.id,
      message.at,
      reply.state,
      hash,
      question.subject === undefined ? null : partyMark(keys, question.subject),
      message.register,
      keptKey(keys, message),
      message.asker,
      message.fields,
      message.at + Math.min(question.fresh ?? 0, longestKept),
      content,
      reply.state === "refused" ? (reply.reason ?? null) : null,
    ],
  );
}
