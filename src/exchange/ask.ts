// The asker's side: record the question, send it to the holder, record what came of it.
import type { Pool } from "pg";
import { z } from "zod";
import { type Key, type Keyring, openJson, sealJson } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { AgencyKeys } from "../registry/index.ts";
import { holdBack } from "./access.ts";
import { consentLack, consentsById } from "./consent.ts";
import {
  type Fields,
  type Holder,
  heldBack,
  lack,
  type Message,
  messageHash,
  messageOf,
  type Question,
  type Reply,
  replyHash,
} from "./question.ts";
import { type ReasonKey, reasonKeys } from "./reason.ts";
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

/** What the asker gets. `request` is the id of the record that the question left. */
export type Answer =
  | {
      readonly state: "found";
      readonly request: string;
      /** The first record: the only one, or the latest. */
      readonly fields: Fields;
      /** All records that have the key. */
      readonly records: readonly Fields[];
      /** When the holder answered. */
      readonly at: number;
      /** True if an earlier answer was used again. */
      readonly reused: boolean;
      /** SHA-256 of the answer, as both sides recorded it. */
      readonly hash: Buffer;
    }
  | { readonly state: "none"; readonly request: string; readonly at: number; readonly hash: Buffer }
  | {
      readonly state: "unavailable";
      /** `down`: the register is out of order; `late`: no answer in time; `refused`: may not be asked, or not like this. */
      readonly why: "down" | "late" | "refused";
      readonly text: Text;
      /** What stood in the way of a question that was refused, by name. */
      readonly reason?: ReasonKey;
      /** Absent where the question was not fit to be asked. */
      readonly request?: string;
      readonly at: number;
    };

const texts = {
  down: {
    zh: "该登记库暂时无法查询，请改用其他方式提供材料。",
    en: "The register is out of order at the moment; supply the evidence another way.",
  },
  late: { zh: "登记库没有及时答复，请改用其他方式提供材料。", en: "The register did not answer in time; supply the evidence another way." },
} as const satisfies Record<string, Text>;

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

/** What the asker is told of a reply. */
export function outcomeOf(message: Message, reply: Reply | { state: "late" }, hash: Buffer | null, now: number): Answer {
  if (reply.state === "found" && hash) {
    return { state: "found", request: message.id, fields: reply.records[0], records: reply.records, at: now, reused: false, hash };
  }
  if (reply.state === "none" && hash) return { state: "none", request: message.id, at: now, hash };
  const why = reply.state === "refused" ? "refused" : reply.state === "down" ? "down" : "late";
  return {
    state: "unavailable",
    why,
    text: reply.state === "refused" ? reply.text : texts[why === "down" ? "down" : "late"],
    ...(reply.state === "refused" && reply.reason !== undefined ? { reason: reply.reason } : {}),
    request: message.id,
    at: now,
  };
}

/** How long a holder has, in milliseconds, unless told otherwise. */
export const defaultDeadline = 5000;

/** The holder's reply within the deadline; whatever else happens counts as late. */
async function reach({ holderOf, deadline = defaultDeadline, onError }: AskGround, message: Message): Promise<Reply | { state: "late" }> {
  const signal = AbortSignal.timeout(deadline);
  const late = new Promise<{ state: "late" }>((resolve) =>
    signal.addEventListener("abort", () => resolve({ state: "late" }), { once: true }),
  );
  const failed = (error: unknown): { state: "late" } => {
    onError?.(error);
    return { state: "late" };
  };
  const reply = holderOf(message.register)(message, signal).then((given) => parseReply(given, message), failed);
  return Promise.race([reply, late]);
}

const recordShape = z.record(z.string(), z.union([z.string(), z.number()]));
const text = z.object({ zh: z.string(), en: z.string() });
const replyShape = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), records: z.tuple([recordShape], recordShape) }),
  z.object({ state: z.literal("none") }),
  z.object({ state: z.literal("down") }),
  z.object({ state: z.literal("refused"), reason: z.enum(reasonKeys).optional(), text }),
]);

/** What an answer may hold at the most, in characters. */
const largest = 1_000_000;

/** A holder may be another installation: what does not parse, is far too much, or is not what was asked for is no answer. */
function parseReply(reply: unknown, { fields }: Message): Reply | { state: "late" } {
  const parsed = replyShape.safeParse(reply);
  if (!parsed.success) return { state: "late" };
  const { data } = parsed;
  if (data.state !== "found") return data;
  let size = 0;
  for (const record of data.records) {
    if (Object.keys(record).some((field) => !fields.includes(field))) return { state: "late" };
    for (const value of Object.values(record)) size += String(value).length;
    if (size > largest) return { state: "late" };
  }
  return data;
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

/** How long an answer may be kept at the most, whatever a later question allows: 90 days. */
export const longestKept = 90 * 86_400_000;

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

/** By what a kept answer is found. What was asked for one purpose is not used again for another. */
export const keptKey = (keys: Keyring, { key, by, service }: Pick<Question, "key" | "by" | "service">): Buffer =>
  keys.blind("exchange kept", `${service ?? ""} ${by ?? ""} ${key}`);
const keptShape = z.object({ records: z.tuple([recordShape], recordShape), hash: z.string().regex(/^[0-9a-f]{64}$/) });

type Reusable = Pick<Question, "register" | "key" | "by" | "fields" | "asker" | "service" | "ground"> & {
  readonly subject: string;
  readonly fresh: number;
};
type Found = Extract<Answer, { state: "found" }>;

/**
 * An earlier answer to the same agency, for the same party, about the same record, that holds all the fields now asked for and is
 * no older than `fresh`. `request` is the question that it answered. The caller records its use (as `ask` does).
 */
export const freshAnswer = async (ground: AskGround, question: Reusable, now: number): Promise<Found | undefined> =>
  (await freshAnswers(ground, [question], now))[0];

/** A kept answer as it lies, for a caller that read it with something else by exchange.kept_of. */
export interface KeptRow {
  readonly party: Buffer;
  readonly register: string;
  readonly key: Buffer;
  readonly asker: string;
  readonly fields: readonly string[];
  readonly request: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly sealed: Buffer;
}

/**
 * The same for several questions; answers in their order. `read` holds what exchange.kept_of gives for their parties, where the
 * caller read that already.
 */
export async function freshAnswers(
  ground: AskGround,
  questions: readonly Reusable[],
  now: number,
  read?: readonly KeptRow[],
): Promise<readonly (Found | undefined)[]> {
  if (questions.length === 0) return [];
  const { keys, agencyKeys } = ground;
  // What is used again needs its ground as what is asked does.
  const consents = await consentsById(
    ground,
    questions.flatMap((one) => ("consent" in one.ground ? one.ground.consent : [])),
  );
  const groundless = ({ ground: by, asker, register, fields, service }: Reusable): boolean =>
    "consent" in by &&
    consentLack(consents.get(by.consent), { consent: by.consent, asker: asker.agency, register, fields, service }, now) !== undefined;
  const marks = new Map(questions.map(({ subject }) => [subject, partyMark(keys, subject)]));
  const rows = read ?? (await keptOf(ground, [...marks.values()], now));
  if (rows.length === 0) return questions.map(() => undefined);
  return Promise.all(
    questions.map(async (question) => {
      if (groundless(question)) return undefined;
      const [mark, key] = [marks.get(question.subject), keptKey(keys, question)];
      const row = rows.find(
        (one) =>
          mark?.equals(one.party) &&
          one.register === question.register &&
          key.equals(one.key) &&
          one.asker === question.asker.agency &&
          one.at > now - question.fresh &&
          question.fields.every((name) => one.fields.includes(name)),
      );
      return row && opened(await agencyKeys.key(question.asker.agency), row, question.fields);
    }),
  );
}

async function keptOf({ app }: AskGround, marks: readonly Buffer[], now: number): Promise<readonly KeptRow[]> {
  const { rows } = await app.query<KeptRow>({
    name: "exchange-kept-of",
    text: "select k.* from unnest($1::bytea[]) party cross join lateral exchange.kept_of(party, to_timestamp($2 / 1000.0)) k",
    values: [marks, now],
  });
  return rows;
}

/** A kept answer, as it was given then, cut down to the fields now asked for. */
function opened(key: Key, row: { request: string; at: number; sealed: Buffer }, names: readonly string[]): Found | undefined {
  const content = keptShape.safeParse(openJson(key, row.sealed, `exchange answer:${row.request}`));
  if (!content.success) return undefined;
  const only = (record: Fields): Fields => Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
  const [first, ...rest] = content.data.records;
  const fields = only(first);
  return {
    state: "found",
    request: row.request,
    fields,
    records: [fields, ...rest.map(only)],
    at: row.at,
    reused: true,
    hash: Buffer.from(content.data.hash, "hex"),
  };
}

/** Deletes kept answers that are stale, or whose consents have ended since they may have been kept; how many. */
export async function forgetStale({ app }: Pick<AskGround, "app">, now: number): Promise<number> {
  const { rows } = await app.query<{ n: number }>(
    `with stale as (delete from exchange.kept where until <= to_timestamp($1 / 1000.0) returning 1),
     ended as (
       select id from exchange.consent where until <= to_timestamp($1 / 1000.0) and until > to_timestamp(($1 - $2::bigint) / 1000.0)
       union select consent from exchange.consent_end where at > to_timestamp(($1 - $2::bigint) / 1000.0)
     ), groundless as (
       delete from exchange.kept k using exchange.request r, ended e
       where r.consent = e.id and k.request = r.id and k.until > to_timestamp($1 / 1000.0) returning 1
     )
     select ((select count(*) from stale) + (select count(*) from groundless))::int n`,
    [now, longestKept],
  );
  return rows[0]?.n ?? 0;
}
