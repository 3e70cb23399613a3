// Receipts: what an applicant keeps, to prove later what was received and when. First a signed promise, then, when the
// entry is in the log, the proof of it. Everything needed for checking is inside, but trust in the key is not.
import { hash } from "node:crypto";
import { z } from "zod";
import { type NoteSigner, signNote, verifierKey } from "../engine/merkle/index.ts";
import { canonical } from "../platform/crypto/index.ts";
import { type Entry, entryDigest, entryLeaf, entryMoment, momentText } from "./entry.ts";
import { latestHead } from "./head.ts";
import type { Queryable } from "./queryable.ts";
import { proveInclusion } from "./tiles.ts";

/** The version of the format below. */
export const receiptFormat = "errand-receipt/1";

const base64 = (bytes: number) =>
  z.string().refine((coded) => {
    const decoded = Buffer.from(coded, "base64");
    return decoded.length === bytes && decoded.toString("base64") === coded;
  }, `base64 of ${bytes} bytes`);
const instant = z.iso.datetime({ precision: 3 });
const noteText = z.string().max(20_000);

export const receipt = z.strictObject({
  format: z.literal(receiptFormat),
  /** The log's name. */
  origin: z.string().min(1).max(300),
  /** The key that signed, as a verifier-key line: shows whose it is, proves nothing by itself. */
  key: z.string().max(500),
  /** The entry without its secrets. */
  entry: z.strictObject({
    case: z.uuid(),
    seq: z.number().int().min(1),
    at: instant,
    type: z.string().min(1).max(100),
    actor: z.string().min(1).max(200),
    body: z.strictObject({ command: z.string().max(100), events: z.json(), request: z.string().regex(/^([0-9a-f]{2})*$/) }),
  }),
  /** Hexadecimal. */
  nonce: z.string().regex(/^([0-9a-f]{2}){16,64}$/),
  /** The applicant's copy of what was submitted. */
  data: z.json(),
  leaf: base64(32),
  /** A signed note: `promiseText`. */
  promise: noteText,
  included: z
    .strictObject({
      index: z.number().int().min(0),
      size: z.number().int().min(1),
      proof: z.array(base64(32)).max(64),
      /** A signed note: the log's checkpoint at `size`. */
      checkpoint: noteText,
    })
    .optional(),
});

/** A receipt as handed out, JSON. */
export type Receipt = z.infer<typeof receipt>;

export interface Promised {
  readonly signer: NoteSigner;
  readonly entry: Entry;
  readonly nonce: Uint8Array;
  /** The applicant's copy of what was submitted: a JSON value. */
  readonly data: unknown;
  /** When the promise is made, epoch milliseconds. */
  readonly at: number;
  /** Within how many milliseconds the entry will be in the log. */
  readonly delay: number;
  /** The entry's commitment, where it was worked out already. */
  readonly digest?: Uint8Array;
}

/** What the promise's signature covers, a line each: first the kind, so that no checkpoint reads as a promise. */
export const promiseText = (promise: { origin: string; leaf: string; data: unknown; at: string; by: string }): string =>
  [receiptFormat, promise.origin, promise.leaf, hash("sha256", canonical(promise.data), "base64"), promise.at, promise.by, ""].join("\n");

/** The receipt to be handed out at once, before the entry is in the log. */
export function promiseReceipt({ signer, entry, nonce, data, at, delay, digest }: Promised): Receipt {
  const leaf = entryLeaf(digest ?? entryDigest(entry, nonce)).toString("base64");
  const times = { at: entryMoment(at), by: momentText(at + delay) };
  return {
    format: receiptFormat,
    origin: signer.name,
    key: verifierKey(signer),
    entry: { ...entry, at: entryMoment(entry.at), body: entry.body as Receipt["entry"]["body"] },
    nonce: Buffer.from(nonce).toString("hex"),
    data: data as Receipt["data"],
    leaf,
    promise: signNote(promiseText({ origin: signer.name, leaf, data, ...times }), [signer]),
  };
}

/**
 * The same receipt with the proof that the entry is in the log, under the newest checkpoint; null while it is not
 * covered by one (hand out the promise then).
 */
export async function includeReceipt(db: Queryable, promised: Receipt): Promise<Receipt | null> {
  const head = await latestHead(db);
  if (!head || head.origin !== promised.origin) return null;
  const { rows } = await db.query<{ idx: string | number }>("select idx from ledger.leaf where case_id = $1 and seq = $2", [
    promised.entry.case,
    promised.entry.seq,
  ]);
  const index = rows[0] === undefined ? head.size : Number(rows[0].idx);
  if (index >= head.size) return null;
  const proof = await proveInclusion(db, index, head.size);
  const included = {
    index,
    size: head.size,
    proof: proof.map((node) => Buffer.from(node).toString("base64")),
    checkpoint: head.checkpoint,
  };
  return { ...promised, included };
}
