// Refuses what no honest client sends before anything reads it: such requests get a clear 400 or 431, never a 500.

import type { MiddlewareHandler } from "hono";
import type { Http, HttpEnv } from "./env.ts";
import { refuse } from "./errors.tsx";

/** Characters of the address, and of all header lines together. Node itself stops reading at 16 KB of headers. */
const longestUrl = 4096;
const longestHeaders = 12_000;

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Counted as they came in, names and values in turn, where that is known: making the platform's `Headers` of them costs every request more than all else here. */
function headersSize(c: Http): number {
  const came = (c.env as { incoming?: { rawHeaders?: readonly string[] } } | undefined)?.incoming?.rawHeaders;
  return (came ?? [...c.req.raw.headers].flat()).reduce((size, text) => size + text.length + 2, 0);
}

/** Malformed percent-encoding, NUL and other control characters, oversized addresses and headers. */
export const saneRequest = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  const { url } = c.req;
  if (url.length > longestUrl) return refuse(c, "tooLong");
  const address = url.slice(url.indexOf("/", 8));
  if (!decodes(address.replaceAll("+", " ")) || /\p{Cc}/u.test(decodeURIComponent(address))) return refuse(c, "badAddress");
  if (headersSize(c) > longestHeaders) return refuse(c, "headersTooLarge");
  return next();
};
