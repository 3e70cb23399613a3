import { packingFor } from "./compress.ts";
import type { Http } from "./env.ts";
import { headersFor } from "./security-headers.ts";
import { whole } from "./whole.ts";

/** An answer of JSON. In one piece, unless it is to be packed on its way out. */
export function json(c: Http, value: unknown, status: number, headers: Readonly<Record<string, string>>): Response {
  const text = JSON.stringify(value);
  const own = { "content-type": "application/json", ...headers };
  if (packingFor(c, text.length)) return new Response(text, { status, headers: own });
  return whole(
    new Response(text, { status, headers: { ...headersFor(c), vary: "Accept-Encoding", "x-request-id": c.get("requestId"), ...own } }),
  );
}
