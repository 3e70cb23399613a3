// The content address of a model: SHA-256 over canonical JSON (RFC 8785: members sorted by UTF-16 code units, no
// white space, strings and numbers as ECMAScript writes them). Models hold no floating-point numbers.
import { createHash } from "node:crypto";
import type { Model } from "./model.ts";

/** JSON with sorted members; members that are undefined are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).filter(([, v]) => v !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}

/** The hash that a model with this content must carry. */
export function hashOf(model: Omit<Model, "hash">): string {
  return createHash("sha256")
    .update(canonical({ ...model, hash: undefined }))
    .digest("hex");
}
