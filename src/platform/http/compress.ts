// Packs pages and JSON on their way out. Brotli at quality 4 takes about 0.3 ms of a core for a page of 18 KB and leaves a
// fifth of it; higher qualities cost several times as much for a few percent. It runs on the thread pool.
// Secrets beside reflected text would leak through sizes (BREACH): the CSRF token, the only one, is masked afresh each time.

import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import { encodingFor } from "./encoding.ts";
import type { Http, HttpEnv } from "./env.ts";
import { isWhole } from "./whole.ts";

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);
const text = /^(text\/(?!event-stream)|application\/(json|problem\+json|ld\+json|xml)|image\/svg\+xml)/;

/** Larger answers are files: they go out as they come in, piece by piece. */
const largest = 8_000_000;

/** Smaller answers are sent as they are: one packet anyway. */
const least = 1_200;

/** How an answer of so many bytes is packed for whoever asked; undefined where it is sent as it is. */
export const packingFor = (c: Http, size: number): "br" | "gzip" | undefined =>
  size < least ? undefined : encodingFor(c.req.header("accept-encoding"));

export const compress = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  await next();
  if (isWhole(c.res)) return;
  // Whether there is a body is asked last: asking makes a stream of it, which costs a small answer more than everything else here.
  const { res } = c;
  const { headers, status } = res;
  if (status === 204 || status === 304 || c.req.method === "HEAD" || headers.has("content-encoding") || headers.has("content-range"))
    return;
  if (!text.test(headers.get("content-type") ?? "") || Number(headers.get("content-length") ?? 0) > largest) return;
  headers.append("vary", "Accept-Encoding");
  const encoding = packingFor(c, Number(headers.get("content-length") ?? least));
  if (!encoding || !res.body) return;
  const plain = Buffer.from(await res.arrayBuffer());
  const packed =
    plain.length < least
      ? plain
      : encoding === "br"
        ? await packBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } })
        : await packGzip(plain, { level: 6 });
  if (packed !== plain) {
    headers.set("content-encoding", encoding);
    // The packed bytes are another representation: its tag may serve revalidation, not byte ranges.
    const tag = headers.get("etag");
    if (tag && !tag.startsWith("W/")) headers.set("etag", `W/${tag}`);
  }
  headers.delete("content-length");
  c.res = new Response(packed, { status, headers });
};
