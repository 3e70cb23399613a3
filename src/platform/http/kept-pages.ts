// Pages that are the same for every stranger, made once a second instead of once a request: answers to readers who bring
// neither cookie nor token, kept whole and packed. Nothing that belongs to somebody is ever kept.

import { randomUUIDv7 } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { encodingFor } from "./encoding.ts";
import type { Http, HttpEnv } from "./env.ts";

export interface KeptPagesOptions {
  /** The paths whose answers may be kept. */
  readonly paths: RegExp;
  /** Requests that must go all the way whatever they ask for. */
  readonly except?: (header: (name: string) => string | undefined) => boolean;
  /** How long an answer may be given again, in milliseconds (default 1,000): a change made by another process shows after that. */
  readonly age?: number;
  /** Most answers kept (default 200). */
  readonly most?: number;
}

interface Kept {
  readonly until: number;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request's headers as they came in; asking for them as the platform's `Headers` would cost more than the whole answer. */
function headersOf(c: Http): (name: string) => string | undefined {
  const incoming = (c.env as { incoming?: { headers?: Readonly<Record<string, string | readonly string[] | undefined>> } } | undefined)
    ?.incoming?.headers;
  if (!incoming) return (name) => c.req.header(name);
  return (name) => {
    const value = incoming[name];
    return typeof value === "string" ? value : value?.join(", ");
  };
}

/** Lay it over everything that makes the answer, so that what is kept is the answer as it was sent. */
export function keptPages({ paths, except = () => false, age = 1000, most = 200 }: KeptPagesOptions): MiddlewareHandler<HttpEnv> {
  const kept = new Map<string, Kept>();
  return async (c, next) => {
    const { raw, path } = c.req;
    const header = headersOf(c);
    const stranger = raw.method === "GET" && header("cookie") === undefined && header("authorization") === undefined;
    if (!stranger || !paths.test(path) || raw.url.includes("?") || except(header)) return next();
    const key = `${path} ${encodingFor(header("accept-encoding")) ?? ""}`;
    const found = kept.get(key);
    const now = Date.now();
    if (found && found.until > now) return new Response(found.body, { headers: { ...found.headers, "x-request-id": randomUUIDv7() } });
    await next();
    const { res } = c;
    if (res.status !== 200 || res.headers.has("set-cookie") || !res.headers.get("content-type")?.startsWith("text/html")) return;
    const body = new Uint8Array(await res.arrayBuffer());
    const headers = Object.fromEntries([...res.headers].filter(([name]) => name !== "x-request-id"));
    if (kept.size >= most) kept.clear();
    kept.set(key, { until: now + age, body, headers });
    c.res = new Response(body, { headers: { ...headers, "x-request-id": res.headers.get("x-request-id") ?? randomUUIDv7() } });
  };
}
