// Token Status List (IETF draft-ietf-oauth-status-list): one compressed list of two-bit states for many licences, so that a checker
// who fetches it does not tell which licence is being checked.

import type { X509Certificate } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { readJws, signJws } from "./jws.ts";
import { field } from "./sd-jwt.ts";
import type { SigningKey } from "./signing-key.ts";

/** The registered states: 0 valid, 1 invalid (revoked, final), 2 suspended. */
export const statuses = { valid: 0, revoked: 1, suspended: 2 } as const satisfies Record<string, number>;
export type Status = keyof typeof statuses;

const bits = 2;
const perByte = 8 / bits;
/** No list of ours is larger; a checker inflates no more (2²² states). */
const largest = 2 ** 22 / perByte;

/** A list of `size` states, all valid but those of `changed` (index → state). */
export function encodeStatuses(size: number, changed: Iterable<readonly [number, number]>): string {
  const bytes = new Uint8Array(Math.ceil(size / perByte));
  for (const [index, status] of changed) {
    const at = Math.floor(index / perByte);
    bytes[at] = (bytes[at] ?? 0) | (status << ((index % perByte) * bits));
  }
  return deflateSync(bytes, { level: 9 }).toString("base64url");
}

export interface StatusListTerms {
  /** Where the list is served: the `uri` in its licences. */
  readonly uri: string;
  readonly issuer: string;
  readonly size: number;
  readonly changed: Iterable<readonly [number, number]>;
  /** When it is made, epoch milliseconds, and for how many seconds it may be believed. */
  readonly at: number;
  readonly lifetime: number;
}

/** The signed list (`application/statuslist+jwt`). */
export function signStatusList({ uri, issuer, size, changed, at, lifetime }: StatusListTerms, key: SigningKey): string {
  const iat = Math.floor(at / 1000);
  const list = { bits, lst: encodeStatuses(size, changed) };
  return signJws(
    "statuslist+jwt",
    { iss: issuer, sub: uri, iat, exp: iat + lifetime, ttl: Math.min(lifetime, 3600), status_list: list },
    key,
  );
}

/** A signed list as read. */
export interface StatusList {
  readonly uri: unknown;
  readonly issuer: unknown;
  readonly certificate: X509Certificate;
  readonly holds: boolean;
  /** Made at and good until, epoch milliseconds. */
  readonly at: number;
  readonly until: number;
  /** The state at an index; undefined beyond the list's end. */
  status(index: number): number | undefined;
}

/** Reads a signed list; undefined where it is none in form. */
export function readStatusList(compact: string): StatusList | undefined {
  const jws = readJws("statuslist+jwt", compact.trim());
  const list = jws?.payload.status_list;
  const [width, packed] = [field(list, "bits"), field(list, "lst")];
  if (!jws || (width !== 1 && width !== 2 && width !== 4 && width !== 8) || typeof packed !== "string") return undefined;
  const { sub, iss, iat, exp } = jws.payload;
  const bytes = inflate(packed);
  if (!bytes || typeof iat !== "number" || (exp !== undefined && typeof exp !== "number")) return undefined;
  return {
    uri: sub,
    issuer: iss,
    certificate: jws.certificate,
    holds: jws.holds,
    at: iat * 1000,
    until: exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000,
    status: (index) => {
      const byte = bytes[Math.floor((index * width) / 8)];
      return byte === undefined ? undefined : (byte >>> ((index * width) % 8)) & (2 ** width - 1);
    },
  };
}

function inflate(packed: string): Uint8Array | undefined {
  try {
    return inflateSync(Buffer.from(packed, "base64url"), { maxOutputLength: largest });
  } catch {
    return undefined;
  }
}
