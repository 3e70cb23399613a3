// Signed notes, C2SP signed-note, with Ed25519 (signature type 1).
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject, sign, verify } from "node:crypto";

const ed25519 = 0x01;

/** A key that notes are checked with. */
export interface NoteVerifier {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), in hexadecimal. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly key: KeyObject;
}

export interface NoteSigner extends NoteVerifier {
  readonly privateKey: KeyObject;
}

// Unicode spaces and plus may not stand in a key name.
const validName = (name: string): boolean => name !== "" && !/[\s+\p{Z}\p{Cc}]/u.test(name);

const keyId = (name: string, publicKey: Uint8Array): string =>
  hash("sha256", Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ed25519]), publicKey]), "hex").slice(0, 8);

const raw = (key: KeyObject): Uint8Array => Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");

/** A verifier for 32 bytes of Ed25519 public key; null for a name or key that cannot be one. */
export function makeVerifier(name: string, publicKey: Uint8Array): NoteVerifier | null {
  if (!validName(name) || publicKey.length !== 32) return null;
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") }, format: "jwk" });
  return { name, id: keyId(name, publicKey), publicKey, key };
}

/** Reads `name+id+base64`; null where it is malformed, of another signature type, or its id does not fit. */
export function parseVerifierKey(line: string): NoteVerifier | null {
  const [, name, id, coded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line.trim()) ?? [];
  if (name === undefined || id === undefined || coded === undefined) return null;
  const bytes = Buffer.from(coded, "base64");
  if (bytes[0] !== ed25519) return null;
  const verifier = makeVerifier(name, bytes.subarray(1));
  return verifier?.id === id ? verifier : null;
}

/** A verifier as the line by which it is handed on. */
export function verifierKey(verifier: NoteVerifier): string {
  const { name, id, publicKey } = verifier;
  const known = lines.get(verifier) ?? `${name}+${id}+${Buffer.concat([Buffer.from([ed25519]), publicKey]).toString("base64")}`;
  lines.set(verifier, known);
  return known;
}
// Every receipt carries the line.
const lines = new WeakMap<NoteVerifier, string>();

/** A signer for a private key in PKCS #8 bytes. A RangeError for a name that no key may have. */
export function makeSigner(name: string, pkcs8: Uint8Array): NoteSigner {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const verifier = makeVerifier(name, raw(createPublicKey(privateKey)));
  if (!verifier) throw new RangeError(`a key name has neither spaces nor plus signs: ${name}`);
  return { ...verifier, privateKey };
}

/** A new Ed25519 private key, PKCS #8 bytes. */
export const makePrivateKey = (): Uint8Array => generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" });

/**
 * The note for a text that ends in a newline. A RangeError for a text that no note may hold. A signature takes 50 µs: less than waking
 * another thread for it.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!validText(text)) throw new RangeError("a note's text ends in a newline and has no other control characters");
  const lines = signers.map(({ name, id, privateKey }) => {
    const signed = sign(null, Buffer.from(text), privateKey);
    return `— ${name} ${Buffer.concat([Buffer.from(id, "hex"), signed]).toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

/** Text ends in a newline, and no other control character below U+0020 stands in it. */
const validText = (text: string): boolean =>
  text.endsWith("\n") && text.isWellFormed() && !/\p{Cc}/u.test(text.replaceAll(/[\n\u007f-\u009f]/g, ""));

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly by: readonly NoteVerifier[] }
  /** `unknown`: well-formed, but by none of the keys given. `forged`: a signature by a known key does not hold. */
  | { readonly ok: false; readonly why: "malformed" | "unknown" | "forged" };

/** Checks a note against known keys. Signatures by other keys are ignored, as the standard demands; a false one by a known key is not. */
export function openNote(note: string, known: readonly NoteVerifier[]): OpenedNote {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || note.length > 1_000_000 || !validText(note)) return { ok: false, why: "malformed" };
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n");
  if (lines.pop() !== "" || lines.length === 0 || lines.length > 64) return { ok: false, why: "malformed" };
  const by: NoteVerifier[] = [];
  for (const line of lines) {
    const [, name, coded] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
    const signature = Buffer.from(coded ?? "", "base64");
    if (name === undefined || !validName(name) || signature.length < 5 || signature.toString("base64") !== coded)
      return { ok: false, why: "malformed" };
    const id = signature.toString("hex", 0, 4);
    const verifier = known.find((key) => key.name === name && key.id === id);
    if (!verifier || by.includes(verifier)) continue;
    if (!verify(null, Buffer.from(text), verifier.key, signature.subarray(4))) return { ok: false, why: "forged" };
    by.push(verifier);
  }
  return by.length > 0 ? { ok: true, text, by } : { ok: false, why: "unknown" };
}
