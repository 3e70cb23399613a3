import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./env.ts";

/**
 * Says whether the reader came by https. `X-Forwarded-Proto` is believed only where the installation stands behind a
 * proxy that it trusts to set it.
 */
export const secureOrigin =
  ({ trustProxy }: { trustProxy: boolean }): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const forwarded = trustProxy ? c.req.header("x-forwarded-proto")?.split(",")[0]?.trim() : undefined;
    c.set("secure", (forwarded ?? new URL(c.req.url).protocol.replace(":", "")) === "https");
    await next();
  };
