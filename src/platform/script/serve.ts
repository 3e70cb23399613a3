import type { MiddlewareHandler } from "hono";
import { encodingFor, type HttpEnv, refuse } from "../http/index.ts";
import type { Served } from "./script.ts";

/**
 * `app.get(scriptPattern, serveScripts([…]))`. A process that has not made the page yet bundles the script now: the same sources are the
 * same bytes, and so the same address. An address of other sources is gone.
 */
export function serveScripts(files: readonly Served[]): MiddlewareHandler<HttpEnv> {
  const byName = new Map(files.map((file) => [file.name, file]));
  return async (c) => {
    const file = byName.get(c.req.param("name") ?? "");
    const built = await file?.body();
    if (!built || built.path !== c.req.path) return refuse(c, "notFound");
    const encoding = encodingFor(c.req.header("accept-encoding"));
    const body = built[encoding ?? "plain"];
    return c.body(body, 200, {
      "content-type": built.type,
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
  };
}
