// Compact JWS (RFC 7515) with ES256 and the signer's certificate in `x5c`, read strictly: each part has exactly one accepted
// spelling, so that no character can be changed unseen.
import { sign, verify, type X509Certificate } from "node:crypto";
import { fingerprint, readCertificate, type SigningKey } from "./signing-key.ts";

/** A decoded JWS. Nothing in it is proved until `holds` is true. */
export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The certificate in the header: the key that the signature is checked with. */
  readonly certificate: X509Certificate;
  readonly holds: boolean;
}

const encode = (value: string | Uint8Array) => Buffer.from(value).toString("base64url");

/** Signs `payload` as a JWS of media type `typ`. */
export function signJws(typ: string, payload: object, key: SigningKey): string {
  const header = { alg: "ES256", typ, kid: key.kid, x5c: [Buffer.from(key.certificate).toString("base64")] };
  const input = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}`;
  return `${input}.${encode(sign("sha256", Buffer.from(input), { key: key.key, dsaEncoding: "ieee-p1363" }))}`;
}

/** Reads a JWS of media type `typ`; undefined where it is none of ours in form. */
export function readJws(typ: string, compact: string): Jws | undefined {
  const parts = compact.split(".");
  const [head = "", body = "", signature = ""] = parts;
  if (parts.length !== 3 || !parts.every(canonical)) return undefined;
  const [header, payload] = [record(head), record(body)];
  const certificate = header && leaf(header);
  if (!header || !payload || !certificate || header.alg !== "ES256" || header.typ !== typ || header.crit !== undefined) return undefined;
  const bytes = Buffer.from(signature, "base64url");
  const holds =
    bytes.length === 64 &&
    header.kid === fingerprint(certificate.publicKey) &&
    verify("sha256", Buffer.from(`${head}.${body}`), { key: certificate.publicKey, dsaEncoding: "ieee-p1363" }, bytes);
  return { header, payload, certificate, holds };
}

/** True where `text` is the one base64url spelling of what it stands for. */
export const canonical = (text: string): boolean => text !== "" && Buffer.from(text, "base64url").toString("base64url") === text;

function record(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True for a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leaf(header: Record<string, unknown>): X509Certificate | undefined {
  const chain = header.x5c;
  if (!Array.isArray(chain) || typeof chain[0] !== "string") return undefined;
  return readCertificate(Buffer.from(chain[0], "base64"));
}
