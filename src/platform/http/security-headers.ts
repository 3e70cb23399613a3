import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";

/** Everything from ourselves, no inline script or style, in nobody's frame. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
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

/**
 * The headers that keep a browser from doing what no page of ours asks for. An answer may set its own first, e.g. a
 * document that a page of ours shows in a frame. Personal pages are kept by nobody: `no-store` unless the answer says.
 */
export const securityHeaders = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
  if (c.get("secure") && !headers.has("strict-transport-security"))
    headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
};
