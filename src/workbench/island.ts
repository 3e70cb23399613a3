// Scripts that save waiting: the list is worked through by keyboard, news come by themselves. The pages work without them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Handler } from "hono";
import type { HttpEnv } from "../platform/http/index.ts";

/** A script of the workbench, addressed by its content, so that it may be kept forever. */
export interface Island {
  readonly path: string;
  readonly serve: Handler<HttpEnv>;
}

function island(name: string): Island {
  const source = readFileSync(new URL(`look/${name}`, import.meta.url), "utf8");
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 16);
  return {
    path: `/workbench/assets/${hash}/${name}`,
    serve: (c) =>
      c.body(source, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=31536000, immutable" }),
  };
}

export const keysScript = island("worklist.js");
export const inboxScript = island("inbox.js");
