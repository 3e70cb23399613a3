// Sealing: AES-256-GCM under a named key, bound to what the bytes belong to.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { randomBytesOf } from "./random.ts";

/** A 256-bit key and its name. The name is bound into everything sealed, so that bytes open under no other key's name. */
export interface Key {
  /** `case:<uuid>`, `agency:<id>`, `installation:<fingerprint>`, … */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const version = 1;
const [nonceBytes, tagBytes] = [12, 16];

/** How many bytes sealing adds: version, nonce and tag. */
export const sealOverhead = 1 + nonceBytes + tagBytes;

// The name's length first: no pair of name and context reads as another pair.
const bound = (key: Key, context: string): Buffer => Buffer.from(`${version}:${Buffer.byteLength(key.id)}:${key.id}:${context}`);

/** Seals bytes: version ‖ nonce ‖ ciphertext ‖ tag. `context` says what they belong to (`data:<case>:<version>`) and is needed to open. */
export function seal(key: Key, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytesOf(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  cipher.setAAD(bound(key, context));
  const body = cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(body.length + sealOverhead);
  sealed[0] = version;
  sealed.set(nonce, 1);
  sealed.set(body, 1 + nonceBytes);
  sealed.set(cipher.getAuthTag(), 1 + nonceBytes + body.length);
  return sealed;
}

/** Opens what `seal` made; null where key, context or a byte differ. */
export function open(key: Key, sealed: Uint8Array, context: string): Buffer | null {
  if (sealed.length < sealOverhead || sealed[0] !== version) return null;
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(bound(key, context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    return null; // the tag does not hold
  }
  return plain;
}

/** Seals a JSON value. */
export const sealJson = (key: Key, value: unknown, context: string): Buffer => seal(key, Buffer.from(JSON.stringify(value)), context);

/** Opens a sealed JSON value; undefined where it does not open. Parse what comes out. */
export function openJson(key: Key, sealed: Uint8Array, context: string): unknown {
  const plain = open(key, sealed, context);
  return plain === null ? undefined : JSON.parse(plain.toString());
}
