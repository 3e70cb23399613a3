// What an entry of a case commits to. The commitment says nothing to who lacks the nonce; the leaf is public.
import { leafHash } from "../engine/merkle/index.ts";
import { canonical, sha256 } from "../platform/crypto/index.ts";

/** The part of an entry that only a digest of is committed to, mixed with the nonce. */
export interface EntryBody {
  /** The command's id. */
  readonly command: string;
  /** The procedure's events as JSON, integers only. */
  readonly events: unknown;
  /** Digest of the request, hexadecimal. */
  readonly request: string;
}

export interface Entry {
  /** The case's id. */
  readonly case: string;
  /** 1 for the first entry of the case. */
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: string;
  readonly actor: string;
  readonly body: EntryBody;
}

const hexOf = ({ buffer, byteOffset, length }: Uint8Array): string => Buffer.from(buffer, byteOffset, length).toString("hex");

/** The body of an entry's row. */
export const entryBody = (row: { command: string; events: unknown; request: Uint8Array }): EntryBody => ({
  command: row.command,
  events: row.events,
  request: hexOf(row.request),
});

/**
 * The commitment of an entry, 32 bytes: SHA-256 over the canonical JSON (RFC 8785) of `actor`, `at` (RFC 3339 with
 * milliseconds), `case`, `seq`, `type` and `body`, where `body` is the hexadecimal SHA-256 of nonce ‖ canonical body.
 */
export function entryDigest({ case: id, seq, at, type, actor, body }: Entry, nonce: Uint8Array): Buffer {
  const hidden = sha256(nonce, canonical(body)).toString("hex");
  return sha256(entryText({ actor, at: entryMoment(at), body: hidden, case: id, seq, type }));
}

/** Its members are plain and stand in canonical order: this is the canonical form. */
const entryText = (entry: { actor: string; at: string; body: string; case: string; seq: number; type: string }): string =>
  JSON.stringify(entry);

let [moment, words] = [0, new Date(0).toISOString()];

/** A moment (epoch milliseconds) as RFC 3339 with milliseconds. */
export const momentText = (at: number): string => new Date(at).toISOString();

/** The same, of the moment of an entry: the entry and its receipt say it three times. */
export function entryMoment(at: number): string {
  if (at !== moment) [moment, words] = [at, momentText(at)];
  return words;
}

/** The leaf hash of an entry with this commitment. */
export const entryLeaf = (commitment: Uint8Array): Buffer => Buffer.from(leafHash(commitment));

/** What an entry's sealed part is bound to when it is sealed under the case's key; the audit opens it with this. */
export const entryContext = (caseId: string, seq: number): string => `entry:${caseId}:${seq}`;

/**
 * The first entry of a case has no sealed part: what was submitted is sealed with the case's data, and what was answered follows from its
 * events. (One that was written with its answer sealed still has it.) Every other entry has one.
 */
export const nothingSealed = (seq: number, sealed: Uint8Array): boolean => seq === 1 && sealed.length === 0;

/** The type of the last entry of a case whose content was destroyed. Its key is gone by then, and there is nothing in it to hide: */
export const destroyedType = "destroyed";
/** … it is committed to with this nonce, so that anybody can recompute it. */
export const openNonce: Buffer = Buffer.alloc(32);
