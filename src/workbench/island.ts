// The script that lets the list be worked through by keyboard. The list works without it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Handler } from "hono";
import type { HttpEnv } from "../platform/http/index.ts";

const source = readFileSync(new URL("look/worklist.js", import.meta.url), "utf8");
const hash = createHash("sha256").update(source).digest("hex").slice(0, 16);

/** Addressed by its content, so that it may be kept forever. */
export const keysScript = { path: `/workbench/assets/${hash}/worklist.js` } as const;

export const serveKeysScript: Handler<HttpEnv> = (c) =>
  c.body(source, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "public, max-age=31536000, immutable" });
