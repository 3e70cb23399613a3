// Entity tags (RFC 9110 §8.8.3) from a row's version, against lost updates and needless answers.

import type { Http } from "./env.ts";

/** The strong tag of a version. */
export const etag = (version: number | string): string => `"${version}"`;

const tags = (header: string): string[] => header.split(",").map((part) => part.trim());

/** What `If-Match` says of a version: not asked, it holds, or it fails (answer 412). Weak tags never match here. */
export function ifMatch(c: Http, version: number | string): "absent" | "holds" | "fails" {
  const header = c.req.header("if-match");
  if (header === undefined) return "absent";
  return tags(header).some((tag) => tag === "*" || tag === etag(version)) ? "holds" : "fails";
}

/** The caller has this version already: answer with `c.body(null, 304)`. Sets the `ETag`. */
export function alreadyHas(c: Http, version: number | string): boolean {
  c.header("etag", etag(version));
  const header = c.req.header("if-none-match");
  return header !== undefined && tags(header).some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag(version));
}
