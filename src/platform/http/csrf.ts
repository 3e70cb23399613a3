// Against requests forged by other sites, doubly: the browser's own word on where a request comes from (Sec-Fetch-Site,
// Origin), and a token in every form. The token is masked afresh in each answer, so that compression tells nothing about
// it (BREACH), and bound by an HMAC to the visitor's cookie, so that a planted cookie alone makes no valid token.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { readCookie, writeCookie } from "./cookies.ts";
import type { Http, HttpEnv } from "./env.ts";
import { refuse } from "./errors.tsx";

const bytes = 32;

export interface CsrfOptions {
  /** Known to all processes of the installation; at least 32 bytes. */
  readonly key: Uint8Array;
  /** Further origins of this site, e.g. the public address behind a proxy: `https://example.org`. */
  readonly origins?: readonly string[] | undefined;
}

const mac = (key: Uint8Array, visitor: string): Buffer => createHmac("sha256", key).update("csrf\0").update(visitor).digest();

/** The token for one answer: a random mask and the masked secret. */
export function maskedToken(key: Uint8Array, visitor: string): string {
  const mask = randomBytes(bytes);
  const secret = mac(key, visitor);
  const out = Buffer.alloc(2 * bytes);
  for (let i = 0; i < bytes; i++) {
    out[i] = mask[i] ?? 0;
    out[bytes + i] = (mask[i] ?? 0) ^ (secret[i] ?? 0);
  }
  return out.toString("base64url");
}

/** True for a token that was made for this visitor. */
export function tokenHolds(key: Uint8Array, visitor: string, token: string): boolean {
  if (!/^[A-Za-z0-9_-]{86}$/.test(token)) return false;
  const given = Buffer.from(token, "base64url");
  const secret = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i++) secret[i] = (given[i] ?? 0) ^ (given[bytes + i] ?? 0);
  return timingSafeEqual(secret, mac(key, visitor));
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** The request comes from a page of this site, as far as the browser says; programs say nothing and carry no cookies of ours. */
function fromHere(c: Http, origins: readonly string[]): boolean {
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  const own = new URL(c.req.url);
  return origins.includes(origin) || origin === `${c.get("secure") ? "https:" : own.protocol}//${c.req.header("host") ?? own.host}`;
}

/** A caller who brings a bearer token was not sent by a browser behind its reader's back. */
export const bearer = (c: Http): boolean => /^bearer /i.test(c.req.header("authorization") ?? "");

/**
 * Gives every answer its token and refuses forged origins at once. The token itself is checked by the reader of forms
 * (`readForm`), which alone knows the fields.
 */
export const csrf =
  ({ key, origins = [] }: CsrfOptions): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    if (!safe.has(c.req.method) && !bearer(c) && !fromHere(c, origins)) return refuse(c, "forged");
    let visitor = readCookie(c, "visitor");
    if (visitor === undefined || !/^[A-Za-z0-9_-]{32}$/.test(visitor)) visitor = undefined;
    c.set("csrfToken", () => {
      if (visitor === undefined) {
        visitor = randomBytes(24).toString("base64url");
        writeCookie(c, "visitor", visitor);
      }
      return maskedToken(key, visitor);
    });
    c.set("csrfHolds", (token) => visitor !== undefined && tokenHolds(key, visitor, token));
    c.set("keepKey", (reader) => createHmac("sha256", key).update("keep\0").update(reader).digest("base64url"));
    let once: string | undefined;
    c.set("heard", (read) => {
      once = read;
    });
    await next();
    if (once !== undefined && c.res.status < 500) writeHeard(c, once);
    return undefined;
  };

/** The last forms that were read, for the page's own script: keys made by chance, which tell nothing. */
function writeHeard(c: Http, once: string): void {
  const before = (readCookie(c, "heard") ?? "").split(".").filter((one) => onceShape.test(one) && one !== once);
  if (onceShape.test(once)) writeCookie(c, "heard", [once, ...before].slice(0, 8).join("."), { seconds: 86_400, readable: true });
}

const onceShape = /^[0-9a-f-]{36}$/;

/** A new visitor from here on; call it when somebody signs in or out, so that a token from before is void. */
export function renewVisitor(c: Http): void {
  writeCookie(c, "visitor", randomBytes(24).toString("base64url"));
}
