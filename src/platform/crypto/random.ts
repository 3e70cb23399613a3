// Random bytes taken from the system in pages: asking for a few at a time costs more than using them.
import { randomFillSync } from "node:crypto";

const page = Buffer.alloc(8192);
let taken = page.length;

/** So many random bytes (a key, a salt, an id), at most a page's worth. */
export function randomBytesOf(length: number): Buffer {
  if (taken + length > page.length) {
    randomFillSync(page);
    taken = 0;
  }
  const bytes = Buffer.from(page.subarray(taken, taken + length));
  // What was handed out is nobody else's: it does not stay behind in the page.
  page.fill(0, taken, taken + length);
  taken += length;
  return bytes;
}
