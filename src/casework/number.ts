// Ids and numbers of cases. The id of a case submitted under an idempotency key follows from caller and key,
// so that the same submission sent twice meets itself; the number is for people, and tells nothing but the day.
import { keyedHash, randomBytesOf } from "../platform/crypto/index.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const dashed = (bytes: Buffer): string => {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};

/** A new time-ordered id (UUIDv7, RFC 9562). */
export function newId(now: number): string {
  const bytes = randomBytesOf(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return dashed(bytes);
}

const ready = new WeakMap<Uint8Array, ReturnType<typeof keyedHash>>();

/** The id (UUIDv8) that caller and idempotency key give together, under the installation's secret. */
export function idFor(secret: Uint8Array, caller: string, key: string): string {
  const keyed = ready.get(secret) ?? keyedHash(secret);
  ready.set(secret, keyed);
  const bytes = keyed(`${caller.length}:${caller}${key}`).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return dashed(bytes);
}

/** The number on paper: the day of submission and seven letters and digits that are easy to read aloud, with a check
 * character; `attempt` gives another one where a number is already taken. */
export function caseNumber(id: string, day: string, attempt = 0): string {
  let rest = (BigInt(`0x${id.replaceAll("-", "").slice(-9)}`) + BigInt(attempt)) & 0x7ffffffffn;
  let code = "";
  let sum = 0;
  for (let i = 0; i < 7; i++) {
    const digit = Number(rest & 31n);
    code = alphabet.charAt(digit) + code;
    sum = (sum * 3 + digit) % 31;
    rest >>= 5n;
  }
  return `${day.replaceAll("-", "")}-${code.slice(0, 4)}-${code.slice(4)}${alphabet.charAt(sum)}`;
}

/** The id of a command that a caller names by a key of its own. */
export const commandIdFor = (
  desk: { readonly keys: { derive(purpose: string): { readonly bytes: Uint8Array } } },
  actor: { readonly kind: string; readonly id?: string },
  key: string,
): string => idFor(desk.keys.derive("command ids").bytes, `${actor.kind}:${actor.id ?? ""}`, key);
