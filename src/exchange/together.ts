// Several questions about one matter, asked together of registers in this installation: one look-up, and one statement that
// records every question, what the holders answered and what came of it, on both sides.
import { randomUUIDv7 } from "node:crypto";
import { type Keyring, sealJson } from "../platform/crypto/index.ts";
import { holdBack } from "./access.ts";
import { type Answer, outcomeOf } from "./answer.ts";
import { type AskGround, ask } from "./ask.ts";
import { freshAnswers, type KeptRow, keptKey, longestKept } from "./kept.ts";
import { type Held, heldBack, lack, type Message, messageHash, messageOf, type Question, replyHash } from "./question.ts";
import { defaultDeadline } from "./reach.ts";
import { partyMark, subjectBlind } from "./subject.ts";

/** Answers that nobody may see or keep before `records` are recorded. */
export interface Unrecorded {
  /** In the order of the questions. */
  readonly answers: readonly Answer[];
  /** For exchange.record, in the statement that keeps the answers or in one of its own. Empty where all is recorded already. */
  readonly records: readonly object[];
  /** True where nobody was asked, because the caller found at the last moment that nobody should be. */
  readonly stopped?: true;
}

/** What the caller of several questions knows. */
export interface AskingTogether {
  /** What exchange.kept_of gives for the questions' parties, where the caller read that already. */
  readonly read?: readonly KeptRow[] | undefined;
  /** Looked at before any department is asked, and not where earlier answers do for all of them: false stops it. */
  readonly before?: () => boolean;
}

/** Asks them and leaves the recording to the caller. What cannot be asked together is asked, and recorded, by itself. */
export async function askUnrecorded(
  given: AskGround,
  questions: readonly Question[],
  now: number,
  { read, before = () => true }: AskingTogether = {},
): Promise<Unrecorded> {
  // The same party and the same identifiers come back in several questions, and in both sides' records.
  const ground = { ...given, keys: remembering(given.keys) };
  const stopped = { answers: [], records: [], stopped: true as const };
  const each = async () =>
    before() ? { answers: await Promise.all(questions.map((question) => ask(ground, question, now))), records: [] } : stopped;
  const together = ground.holderOf(questions[0]?.register ?? "").together;
  if (!together || questions.some((question) => lack(question) || ground.holderOf(question.register).together !== together)) return each();
  const reusable = questions.flatMap(({ subject, fresh, ...question }, n) =>
    subject !== undefined && fresh !== undefined ? [{ n, question: { ...question, subject, fresh } }] : [],
  );
  const fresh = await freshAnswers(
    ground,
    reusable.map(({ question }) => question),
    now,
    read,
  );
  const asked = questions.map((question, n) => ({
    question,
    message: messageOf(question, now),
    kept: fresh[reusable.findIndex((one) => one.n === n)],
  }));
  const open = asked.filter(({ kept }) => !kept);
  if (open.length > 0 && !before()) return stopped;
  await holdBack(
    ground,
    asked.flatMap(({ question, message }) => heldBack(question, message)),
  );
  let held: readonly Held[] | "late";
  try {
    held = open.length === 0 ? [] : await inTime(together(open.map(({ message }) => message)), ground.deadline);
  } catch (error) {
    ground.onError?.(error);
    return each();
  }
  const heldFor = (message: Message) => (held === "late" ? held : held[open.findIndex((one) => one.message === message)]);
  const records = await Promise.all(
    asked.map(({ question, message, kept }) => recordOf(ground, question, message, kept, heldFor(message))),
  );
  const answers = asked.map(({ message, kept }) => {
    if (kept) return { ...kept, request: message.id };
    const one = heldFor(message);
    if (one === undefined || one === "late") return outcomeOf(message, { state: "late" }, null, now);
    return outcomeOf(message, one.reply, replyHash(message, one.reply), now);
  });
  return { answers, records };
}

/** What comes within the deadline; what comes after it is thrown away. */
async function inTime<T>(coming: Promise<T>, deadline = defaultDeadline): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, deadline, "late");
  });
  coming.catch(() => {});
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

/** A keyring that makes each index once. */
function remembering(keys: Keyring): Keyring {
  const known = new Map<string, Buffer>();
  return {
    ...keys,
    blind: (purpose, value) => {
      const name = `${purpose}\0${value}`;
      const made = known.get(name) ?? keys.blind(purpose, value);
      known.set(name, made);
      return made;
    },
  };
}

/** Records what was left to be recorded, by itself. */
export async function record({ app }: Pick<AskGround, "app">, records: Unrecorded["records"]): Promise<void> {
  if (records.length === 0) return;
  await app.query({ name: "exchange-record", text: "select exchange.record($1::jsonb)", values: [JSON.stringify(records)] });
}

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;

/** What is recorded of the question itself, in the statement's own names. */
function askedOf(keys: Keyring, { asker, subject }: Question, message: Message): Record<string, unknown> {
  return {
    id: message.id,
    at: new Date(message.at).toISOString(),
    asker: asker.agency,
    post: message.post,
    actor: asker.actor ?? "party",
    register: message.register,
    fields: message.fields,
    service: message.service,
    purpose: message.purpose,
    law: message.law,
    consent: message.consent,
    case_id: message.case,
    draft: message.draft,
    subjects: [subjectBlind(keys, message.key), ...(subject === undefined ? [] : [partyMark(keys, subject)])].map(hex),
    hash: hex(messageHash(message)),
  };
}

/** The record of a question that an earlier answer does for. It is worked out when it is written, together with others: hashes in a row cost less. */
class Reused {
  readonly #keys: Keyring;
  readonly #question: Question;
  readonly #message: Message;
  readonly #kept: Extract<Answer, { state: "found" }>;
  constructor(keys: Keyring, question: Question, message: Message, kept: Extract<Answer, { state: "found" }>) {
    this.#keys = keys;
    this.#question = question;
    this.#message = message;
    this.#kept = kept;
  }
  toJSON(): Record<string, unknown> {
    const { hash, request } = this.#kept;
    return { ...askedOf(this.#keys, this.#question, this.#message), state: "reused", answer_hash: hex(hash), reused: request };
  }
}

/** Everything that is recorded of one question. */
async function recordOf(
  { keys, agencyKeys }: AskGround,
  question: Question,
  message: Message,
  kept: Extract<Answer, { state: "found" }> | undefined,
  held: Held | "late" | undefined,
): Promise<object> {
  if (kept) return new Reused(keys, question, message, kept);
  const common = askedOf(keys, question, message);
  const { subject } = question;
  if (!held) throw new Error("a question was not answered");
  if (held === "late") return { ...common, state: held };
  const { reply, holder, subjects, allowed } = held;
  const answerHash = replyHash(message, reply);
  const answered = {
    ...common,
    state: reply.state,
    answer_hash: hex(answerHash),
    ...(reply.state === "refused" ? { reason: reply.reason } : {}),
    allowed,
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
