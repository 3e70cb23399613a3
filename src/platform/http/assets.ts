// Serves the files that pages fetch: addressed by content, so kept forever; packed once.

import type { MiddlewareHandler } from "hono";
import { assets } from "../page/index.ts";
import { encodingFor } from "./encoding.ts";
import type { HttpEnv } from "./env.ts";
import { refuse } from "./errors.tsx";

/** `app.get("/assets/*", serveAssets())`. */
export function serveAssets(): MiddlewareHandler<HttpEnv> {
  const files = new Map(assets().files.map((file) => [file.path, file]));
  return async (c) => {
    const file = files.get(c.req.path);
    if (!file) return refuse(c, "notFound");
    const encoding = encodingFor(c.req.header("accept-encoding"));
    const body = new Uint8Array(encoding === "br" ? file.brotli : encoding === "gzip" ? file.gzip : file.body);
    return c.body(body, 200, {
      "content-type": file.type,
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
  };
}

/** `app.get("/favicon.ico", …)` and `/robots.txt` are asked for by themselves. */
export const favicon = (): MiddlewareHandler<HttpEnv> => async (c) => c.redirect(assets().paths.icon, 301);
