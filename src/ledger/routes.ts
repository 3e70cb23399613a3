// The public log under `/log/`: C2SP tlog-tiles. Its entries are the 32-byte commitments.
import { hash } from "node:crypto";
import { type Context, Hono } from "hono";
import { bundleOf, parseTilePath, verifierKey, widthIn } from "../engine/merkle/index.ts";
import { latestHead } from "./head.ts";
import { logVerifiers } from "./log.ts";
import type { Queryable } from "./queryable.ts";
import { commitments, tileHashes } from "./tiles.ts";

const text = "text/plain; charset=utf-8";
const binary = "application/octet-stream";
/** What a tile's address names never changes. */
const forever = "public, max-age=31536000, immutable";
const moment = "public, max-age=2";

function answer(c: Context, body: string | Uint8Array, type: string, caching: string): Response {
  const etag = `"${hash("sha256", body, "hex").slice(0, 32)}"`;
  const headers = { "Content-Type": type, "Cache-Control": caching, ETag: etag };
  const known = (c.req.header("If-None-Match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) return c.body(null, 304, headers);
  return c.body(typeof body === "string" ? body : new Uint8Array(body), 200, headers);
}

/** Routes to be mounted at `/log`: `checkpoint`, `tile/…`, `key`. */
export function logRoutes(db: Queryable): Hono {
  const app = new Hono();
  app.get("/checkpoint", async (c) => {
    const head = await latestHead(db);
    return head ? answer(c, head.checkpoint, text, moment) : c.notFound();
  });
  app.get("/key", async (c) => {
    const keys = await logVerifiers(db);
    return keys.length > 0 ? answer(c, keys.map((key) => `${verifierKey(key)}\n`).join(""), text, "public, max-age=300") : c.notFound();
  });
  app.get("/tile/*", async (c) => {
    const tile = parseTilePath(c.req.path.slice(c.req.path.indexOf("/tile/") + 1));
    const head = tile && (await latestHead(db));
    if (!tile || !head) return c.notFound();
    const { level, index, width } = tile;
    if (widthIn(head.size, level === "entries" ? 0 : level, index) < width) return c.notFound();
    const body =
      level === "entries"
        ? bundleOf(await commitments(db, index, width))
        : Buffer.concat((await tileHashes(db, level, index)).slice(0, width));
    return answer(c, body, binary, forever);
  });
  return app;
}
