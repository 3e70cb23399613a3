// Paging by key: the reader's place in a list is the key of its last row, sealed in an opaque cursor, so that a page
// costs the same anywhere in the list and rows that come and go shift nothing.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import type { Http } from "./env.ts";
import { refuse } from "./errors.tsx";

export type CursorKey = readonly (string | number | null)[];

const macBytes = 16;

/** Seals and opens cursors; `scope` names the list and its filters, so that a cursor fits no other. */
export class Cursors {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  #mac(scope: string, body: Buffer): Buffer {
    return createHmac("sha256", this.#key).update("cursor\0").update(scope).update("\0").update(body).digest().subarray(0, macBytes);
  }

  seal(scope: string, key: CursorKey): string {
    const body = Buffer.from(JSON.stringify(key));
    return Buffer.concat([this.#mac(scope, body), body]).toString("base64url");
  }

  /** The key, or undefined for anything that `seal` did not make for this scope. */
  open(scope: string, cursor: string): unknown {
    if (!/^[A-Za-z0-9_-]{20,2000}$/.test(cursor)) return undefined;
    const bytes = Buffer.from(cursor, "base64url");
    const body = bytes.subarray(macBytes);
    if (bytes.length <= macBytes || !timingSafeEqual(bytes.subarray(0, macBytes), this.#mac(scope, body))) return undefined;
    return JSON.parse(body.toString("utf8"));
  }
}

/** Where in the list to read: after or before a key, or from its start. */
export interface Keyset<K> {
  readonly direction: "after" | "before";
  readonly key: K | undefined;
  readonly limit: number;
}

/**
 * Reads `?after=`, `?before=` and `?limit=`. Query `limit + 1` rows beyond the key in the list's order (for `before`:
 * in reverse) and hand them to `keysetPage`.
 */
export async function readKeyset<K>(
  c: Http,
  options: { cursors: Cursors; scope: string; key: z.ZodType<K>; limit?: number; most?: number },
): Promise<{ ok: true; keyset: Keyset<K> } | { ok: false; response: Response }> {
  const { after, before, limit } = { after: c.req.query("after"), before: c.req.query("before"), limit: c.req.query("limit") };
  const usual = options.limit ?? 50;
  const bounded = limit !== undefined && /^[1-9]\d{0,5}$/.test(limit) ? Math.min(Number(limit), options.most ?? 200) : usual;
  const cursor = after ?? before;
  if (cursor === undefined) return { ok: true, keyset: { direction: "after", key: undefined, limit: bounded } };
  const key = options.key.safeParse(options.cursors.open(options.scope, cursor));
  if (!key.success || (after !== undefined && before !== undefined)) return { ok: false, response: await refuse(c, "badCursor") };
  return { ok: true, keyset: { direction: after === undefined ? "before" : "after", key: key.data, limit: bounded } };
}

export interface KeysetPage<Row> {
  readonly rows: readonly Row[];
  /** Addresses of the neighbours, with every other query parameter kept. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** One page out of `limit + 1` rows as queried, with the `Link` header (RFC 8288) set. */
export function keysetPage<Row, K extends CursorKey>(
  c: Http,
  options: { cursors: Cursors; scope: string; keyset: Keyset<K>; rows: readonly Row[]; keyOf: (row: Row) => K },
): KeysetPage<Row> {
  const { keyset } = options;
  const more = options.rows.length > keyset.limit;
  const cut = options.rows.slice(0, keyset.limit);
  const rows = keyset.direction === "before" ? cut.toReversed() : cut;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNext = keyset.direction === "before" ? keyset.key !== undefined : more;
  const hasPrevious = keyset.direction === "before" ? more : keyset.key !== undefined;
  const next = hasNext && last !== undefined ? address(c, "after", options.cursors.seal(options.scope, options.keyOf(last))) : undefined;
  const previous =
    hasPrevious && first !== undefined ? address(c, "before", options.cursors.seal(options.scope, options.keyOf(first))) : undefined;
  const link = [next ? `<${next}>; rel="next"` : "", previous ? `<${previous}>; rel="prev"` : ""].filter((x) => x !== "").join(", ");
  if (link !== "") c.header("link", link);
  return { rows, next, previous };
}

function address(c: Http, which: "after" | "before", cursor: string): string {
  const url = new URL(c.req.url);
  url.searchParams.delete("after");
  url.searchParams.delete("before");
  url.searchParams.set(which, cursor);
  return `${url.pathname}${url.search}`;
}
