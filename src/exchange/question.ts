// A question from one agency to another, and what comes back. Both travel as plain JSON, whether the holder is in this
// installation or in another.
import { randomUUIDv7 } from "node:crypto";
import { canonical, randomBytesOf, sha256 } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { ReasonKey } from "./reason.ts";

/** Why one may ask: an article of law (`law-id/article`), or the consent of the one it is about, by the consent's id. */
export type GroundOf = { readonly law: string } | { readonly consent: string };

export interface Question {
  readonly register: string;
  /** What the record is searched by. */
  readonly key: string;
  /** The register's field that `key` is held against; any of its keys if absent. */
  readonly by?: string | undefined;
  /** Only these are answered. */
  readonly fields: readonly string[];
  /** What for, in words that the person concerned will read. */
  readonly purpose: Text;
  /** What for, by key: the pack's id. Consents and agreements are held against it. */
  readonly service?: string | undefined;
  readonly ground: GroundOf;
  readonly asker: {
    readonly agency: string;
    /** The post of the officer who asks, without the agency; absent where a party or the system asks. */
    readonly post?: string;
    /** `officer:<id>`, `system`, or `party` (default) where a party fills in its own form. */
    readonly actor?: string;
    readonly case?: string;
    readonly draft?: string;
  };
  /** The party whose matter it is, by its id. */
  readonly subject?: string;
  /** A law lets the one concerned be told of it only from then on (epoch milliseconds). */
  readonly heldBack?: { readonly until: number; readonly law: string };
  /** An answer to the same party no older than this, in milliseconds, is used again. */
  readonly fresh?: number;
}

/** A question under way. */
export interface Message {
  readonly id: string;
  readonly at: number;
  readonly asker: string;
  readonly post?: string;
  readonly register: string;
  readonly key: string;
  readonly by?: string;
  readonly fields: readonly string[];
  readonly purpose: Text;
  readonly service?: string;
  readonly law?: string;
  readonly consent?: string;
  readonly case?: string;
  readonly draft?: string;
  /** Keeps the hash from being guessed by whoever tries every identifier; kept by neither side. */
  readonly salt: string;
}

export type Fields = Readonly<Record<string, string | number>>;

/** What a holder sends back. */
export type Reply =
  | { readonly state: "found"; readonly records: readonly [Fields, ...Fields[]] }
  | { readonly state: "none" | "down" }
  /** `reason`: what stood in the way, by name. */
  | { readonly state: "refused"; readonly reason?: ReasonKey | undefined; readonly text: Text };

/** Whoever answers for a register. Rejecting, or taking longer than the deadline, counts as no answer. */
export interface Holder {
  (message: Message, signal: AbortSignal): Promise<Reply>;
  /** Looks up for several questions at once and records nothing: for an asker in the same database, who records both sides. */
  readonly together?: (messages: readonly Message[]) => Promise<readonly Held[]>;
  /** Would each of these be answered, as far as rules and consents say? A holder that does not tell lets nothing be handed on. */
  readonly permits?: (messages: readonly Message[]) => Promise<readonly boolean[]>;
}

/** A holder's reply, and what its record of it needs. */
export interface Held {
  readonly reply: Reply;
  /** The agency that keeps the register; empty where there is no such register. */
  readonly holder: string;
  /** Identifiers of those whom the answer is about. */
  readonly subjects: readonly string[];
  /** By what it was allowed: `owner`, `unconditional`, `consent`, or the agreement's id; absent where it was refused. */
  readonly allowed?: string;
}

export function messageOf(question: Question, now: number): Message {
  const { asker, ground, by } = question;
  return {
    id: randomUUIDv7(),
    at: now,
    asker: asker.agency,
    ...(asker.post === undefined ? {} : { post: asker.post }),
    register: question.register,
    key: question.key,
    ...(by === undefined ? {} : { by }),
    fields: [...new Set(question.fields)].sort(),
    purpose: question.purpose,
    ...(question.service === undefined ? {} : { service: question.service }),
    ...("law" in ground ? { law: ground.law } : { consent: ground.consent }),
    ...(asker.case === undefined ? {} : { case: asker.case }),
    ...(asker.draft === undefined ? {} : { draft: asker.draft }),
    salt: randomBytesOf(32).toString("base64url"),
  };
}

/** The hash that links both records of a question: SHA-256 of its canonical form (RFC 8785). */
export function messageHash(message: Message): Buffer {
  const known = hashes.get(message) ?? sha256(canonical(message));
  hashes.set(message, known);
  return known;
}
// Both sides' records and the answer's hash ask for it.
const hashes = new WeakMap<Message, Buffer>();

/** The hash of an answer, bound to its question. */
export const replyHash = (message: Message, reply: Reply): Buffer => sha256(messageHash(message), message.salt, canonical(reply));

const missing = (zh: string, en: string): Text => ({ zh, en });

/** What is to be noted where the one concerned is told of a question only later; nothing for others. */
export const heldBack = ({ heldBack: until }: Question, message: Message) => (until ? [{ ...until, hash: messageHash(message) }] : []);

/** What a question lacks before it may be asked at all; undefined if nothing. */
export function lack({ purpose, ground, fields, key, asker }: Question): Text | undefined {
  if (!purpose.zh.trim() || !purpose.en.trim()) return missing("请写明查询目的。", "Say what the question is for.");
  if (!("law" in ground ? ground.law : ground.consent).trim())
    return missing("请写明法律依据或本人同意。", "Name the legal ground, or the person's consent.");
  if (fields.length === 0) return missing("请写明要查询的字段。", "Name the fields that are asked for.");
  if (!key.trim() || key.length > 500 || !key.isWellFormed()) return missing("请写明查询对象。", "Say whom or what the question is about.");
  if (!asker.agency) return missing("请写明查询部门。", "Name the agency that asks.");
  return undefined;
}
