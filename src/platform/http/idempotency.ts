// The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): a quoted string, or as most callers send it, bare.

import type { Http } from "./env.ts";
import { refuse } from "./errors.tsx";

export type IdempotencyKey = { readonly ok: true; readonly key: string | undefined } | { readonly ok: false; readonly response: Response };

/** The caller's key: 1 to 200 visible ASCII characters; none sent: undefined; anything else: a 400 to answer with. */
export async function readIdempotencyKey(c: Http): Promise<IdempotencyKey> {
  const header = c.req.header("idempotency-key");
  if (header === undefined) return { ok: true, key: undefined };
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  return /^[\x21-\x7e]{1,200}$/.test(key) ? { ok: true, key } : { ok: false, response: await refuse(c, "badKey") };
}
