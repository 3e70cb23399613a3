// An agency's signing key: one pair on P-256 for its credentials (ES256) and its documents (PAdES), with a certificate issued by the
// installation's own authority.
import { createHash, type KeyObject, X509Certificate } from "node:crypto";

/** A key ready to sign with. */
export interface SigningKey {
  /** Fingerprint of the public key; also the `kid` of everything signed with it. */
  readonly kid: string;
  /** X.509 certificate, DER. */
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
}

/** SHA-256 of a public key's SubjectPublicKeyInfo, lower-case hexadecimal: what people compare. */
export const fingerprint = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");

/** A certificate (DER) over a key on P-256, the only kind that signs here; undefined for anything else. Never throws. */
export function readCertificate(der: Uint8Array): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(der);
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    return asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1" ? certificate : undefined;
  } catch {
    return undefined;
  }
}
