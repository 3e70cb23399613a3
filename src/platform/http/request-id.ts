import { randomUUIDv7 } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";
import { isWhole } from "./whole.ts";

const sane = /^[A-Za-z0-9][A-Za-z0-9_.-]{7,63}$/;

/** Names each request: by the caller's `X-Request-Id` where that is harmless in logs and pages, else by a UUIDv7. */
export const requestId = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  const given = c.req.header("x-request-id");
  const id = given !== undefined && sane.test(given) ? given : randomUUIDv7();
  c.set("requestId", id);
  await next();
  if (!isWhole(c.res)) c.res.headers.set("x-request-id", id);
};
