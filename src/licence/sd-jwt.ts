// SD-JWT (RFC 9901) for credentials of type dc+sd-jwt: claims that the holder may show or withhold one by one. Only claims at the
// top can be withheld. Reading refuses a disclosure that the signed part does not know (RFC 9901, 7.1), which the libraries at
// hand let pass.
import { createHash, randomBytes, type X509Certificate } from "node:crypto";
import type { Json } from "../platform/pdf/index.ts";
import { canonical, isRecord, readJws, signJws } from "./jws.ts";
import type { SigningKey } from "./signing-key.ts";

export type Claims = Readonly<Record<string, Json>>;

const digest = (disclosure: string) => createHash("sha256").update(disclosure).digest("base64url");
const reserved = new Set(["_sd", "_sd_alg", "...", "iss", "nbf", "exp", "cnf", "vct", "status"]);

/** Issues a credential: `open` is always visible, each of `disclosable` only where its disclosure is shown. */
export function issueSdJwt(open: Claims, disclosable: Claims, key: SigningKey): string {
  const disclosures = Object.entries(disclosable).map(([name, value]) => {
    if (reserved.has(name)) throw new RangeError(`The claim ${name} cannot be withheld.`);
    return Buffer.from(JSON.stringify([randomBytes(16).toString("base64url"), name, value])).toString("base64url");
  });
  const payload = { ...open, _sd: disclosures.map(digest).sort(), _sd_alg: "sha-256" };
  return `${[signJws("dc+sd-jwt", payload, key), ...disclosures].join("~")}~`;
}

/** A credential as presented. Nothing in it is proved until `holds` is true. */
export interface SdJwt {
  /** The claims that are open or disclosed. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly certificate: X509Certificate;
  readonly holds: boolean;
}

/** Reads a credential without key binding; undefined where it is none in form. */
export function readSdJwt(compact: string): SdJwt | undefined {
  const [jwt = "", ...rest] = compact.split("~");
  const disclosures = rest.slice(0, -1);
  const jws = rest.at(-1) === "" ? readJws("dc+sd-jwt", jwt) : undefined;
  if (!jws) return undefined;
  const { _sd: digests = [], _sd_alg: algorithm = "sha-256", ...open } = jws.payload;
  const claims: Record<string, unknown> = open;
  if (!Array.isArray(digests) || algorithm !== "sha-256" || new Set(digests).size !== digests.length) return undefined;
  const known = new Set<unknown>(digests);
  for (const disclosure of disclosures) {
    const claim = canonical(disclosure) && known.delete(digest(disclosure)) ? parse(disclosure) : undefined;
    if (!claim || reserved.has(claim.name) || Object.hasOwn(claims, claim.name)) return undefined;
    claims[claim.name] = claim.value;
  }
  return { claims, certificate: jws.certificate, holds: jws.holds };
}

function parse(disclosure: string): { name: string; value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(disclosure, "base64url").toString());
    if (!Array.isArray(value) || value.length !== 3 || typeof value[1] !== "string" || value[1] === "__proto__") return undefined;
    return { name: value[1], value: value[2] };
  } catch {
    return undefined;
  }
}

/** A value as an object's field, where it is an object. */
export const field = (value: unknown, name: string): unknown => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined);
