// Which keys a checker believes, and why. A key that lies beside or inside a file proves nothing about who made it.
import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import type { Text } from "../platform/i18n/index.ts";
import { fingerprint } from "./signing-key.ts";

/** A key or authority that the checker believes. */
export interface TrustedKey {
  readonly key: KeyObject;
  /** Present where others' certificates may be believed because of this one. */
  readonly authority?: X509Certificate;
  readonly fingerprint: string;
  /** Where the trust comes from, such as "the file given with --key". */
  readonly source: Text;
}

/**
 * Reads every certificate and public key of a PEM text; `source` says where it came from. Empty where it holds none, or where
 * one of them is malformed.
 */
export function readTrustedKeys(pem: string, source: Text): TrustedKey[] {
  const blocks = pem.match(/-----BEGIN (CERTIFICATE|PUBLIC KEY)-----[\s\S]*?-----END \1-----/g) ?? [];
  try {
    return blocks.map((block) => {
      if (block.includes("PUBLIC")) {
        const key = createPublicKey(block);
        return { key, fingerprint: fingerprint(key), source };
      }
      return trustCertificate(new X509Certificate(block), source);
    });
  } catch {
    return [];
  }
}

/** A certificate as something to believe: an authority with all it issued, another one for its own key alone. */
export function trustCertificate(certificate: X509Certificate, source: Text): TrustedKey {
  const key = certificate.publicKey;
  return { key, fingerprint: fingerprint(key), source, ...(certificate.ca && { authority: certificate }) };
}

/** The trusted key that vouches for `certificate`: the same key, or the authority that issued it. */
export function whoVouches(certificate: X509Certificate, trusted: readonly TrustedKey[]): TrustedKey | undefined {
  const own = fingerprint(certificate.publicKey);
  return trusted.find(
    ({ authority, fingerprint: known, key }) =>
      known === own || (authority?.ca === true && certificate.checkIssued(authority) && certificate.verify(key)),
  );
}

/** True where the certificate was in force at `at` (epoch milliseconds). */
export const inForce = (certificate: X509Certificate, at: number): boolean =>
  certificate.validFromDate.getTime() <= at && at <= certificate.validToDate.getTime();
