import type { MiddlewareHandler } from "hono";
import type { Http, HttpEnv } from "./env.ts";
import { isWhole } from "./whole.ts";

/** Everything from ourselves, no inline script or style, in nobody's frame. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join("; ");

const always = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** All of them for one answer. */
export const headersFor = (c: Http): Record<string, string> => ({
  ...always,
  ...(c.get("secure") ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  "cache-control": "no-store",
});

/**
 * The headers that keep a browser from doing what no page of ours asks for. An answer may set its own first, e.g. a
 * document that a page of ours shows in a frame. Personal pages are kept by nobody: `no-store` unless the answer says.
 */
export const securityHeaders = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  await next();
  if (isWhole(c.res)) return;
  const { headers } = c.res;
  for (const [name, value] of Object.entries(headersFor(c))) if (!headers.has(name)) headers.set(name, value);
};
