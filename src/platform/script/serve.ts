import type { MiddlewareHandler } from "hono";
import { encodingFor, type HttpEnv, refuse } from "../http/index.ts";
import type { Script } from "./script.ts";

/**
 * `app.get(scriptPattern, serveScripts([…]))`. A process that has not made the page yet bundles the script now: the same sources are the
 * same bytes, and so the same address. An address of other sources is gone.
 */
export function serveScripts(scripts: readonly Script[]): MiddlewareHandler<HttpEnv> {
  const byName = new Map(scripts.map((script) => [script.name, script]));
  return async (c) => {
    const script = byName.get(c.req.param("name") ?? "");
    const built = await script?.body();
    if (!built || built.path !== c.req.path) return refuse(c, "notFound");
    const encoding = encodingFor(c.req.header("accept-encoding"));
    const body = built[encoding ?? "plain"];
    return c.body(body, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "content-length": String(body.length),
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
  };
}
