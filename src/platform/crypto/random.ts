// Random bytes taken from the system in pages: asking for a few at a time costs more than using them.
import { randomFillSync } from "node:crypto";

let page = Buffer.alloc(0);
let taken = 0;

/** So many random bytes (a key, a salt, an id), at most a page's worth. What was handed out is nobody else's: no page is filled twice. */
export function randomBytesOf(length: number): Buffer {
  if (taken + length > page.length) {
    page = randomFillSync(Buffer.allocUnsafeSlow(4096));
    taken = 0;
  }
  const bytes = page.subarray(taken, taken + length);
  taken += length;
  return bytes;
}
