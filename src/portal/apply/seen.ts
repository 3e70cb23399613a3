// What a page showed when it was opened, as a short mark in its form: a change made elsewhere since is noticed.
import { createHash } from "node:crypto";

export const seenField = "_seen";

/** A mark that differs where what was shown differs. */
export const seenMark = (shown: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(shown ?? null))
    .digest("base64url")
    .slice(0, 16);
