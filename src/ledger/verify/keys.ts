// Keys that a checker trusts: verifier-key lines or PEM, from a file or the data directory.
import { createPublicKey, hash } from "node:crypto";
import { type NoteVerifier, parseVerifierKey } from "../../engine/merkle/index.ts";

/** An Ed25519 public key that is trusted; a verifier-key line also says under which name. */
export interface TrustedKey {
  readonly name: string | null;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** How a key is told to people: SHA-256 of its 32 bytes, hexadecimal. */
export const fingerprint = (publicKey: Uint8Array): string => hash("sha256", publicKey, "hex");

/**
 * Reads a key file: verifier-key lines, or one Ed25519 public key in PEM. Lines of other keys are left out; an empty
 * list means that there was none.
 */
export function readTrustedKeys(text: string): TrustedKey[] {
  if (text.includes("-----BEGIN PUBLIC KEY-----")) {
    try {
      const { kty, crv, x } = createPublicKey(text).export({ format: "jwk" });
      return kty === "OKP" && crv === "Ed25519" && x !== undefined ? [{ name: null, publicKey: Buffer.from(x, "base64url") }] : [];
    } catch {
      return []; // not a key after all
    }
  }
  return text
    .split("\n")
    .map((line) => parseVerifierKey(line))
    .filter((key): key is NoteVerifier => key !== null)
    .map(({ name, publicKey }) => ({ name, publicKey }));
}

/** True where a key is among the trusted ones, under a name that they allow. */
export const isTrusted = (key: NoteVerifier, trusted: readonly TrustedKey[]): boolean =>
  trusted.some(({ name, publicKey }) => (name === null || name === key.name) && Buffer.compare(publicKey, key.publicKey) === 0);
