// How large a body may be, by the kind of route; kept while streaming, so that a body without a length cannot pass either.

import type { MiddlewareHandler } from "hono";
import { BodyTooLarge } from "./body-too-large.ts";
import type { HttpEnv } from "./env.ts";
import { refuse } from "./errors.tsx";

/** Bytes. */
export const bodyLimits = { none: 0, form: 256_000, json: 1_000_000, upload: 30_000_000 } as const;
export type BodyKind = keyof typeof bodyLimits;

/** Refuses bodies longer than `limit` bytes, or a kind's. */
export const bodyLimit =
  (limit: number | BodyKind): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const most = typeof limit === "number" ? limit : bodyLimits[limit];
    const said = c.req.header("content-length");
    if (said !== undefined && !/^\d{1,15}$/.test(said)) return refuse(c, "badLength");
    if (said !== undefined && Number(said) > most) return refuse(c, "bodyTooLarge", most);
    const { raw, method } = c.req;
    // Of what carries no body none is asked for: asking alone makes a whole request of the platform's.
    if (said === undefined && method !== "GET" && method !== "HEAD" && raw.body) {
      let seen = 0;
      const counted = raw.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, out) {
            seen += chunk.byteLength;
            if (seen > most) out.error(new BodyTooLarge(most));
            else out.enqueue(chunk);
          },
        }),
      );
      c.req.raw = new Request(raw, { body: counted, duplex: "half" } as RequestInit);
    }
    return next();
  };
