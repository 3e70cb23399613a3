// Random bytes taken from the system in pages: asking for a few at a time costs more than using them.
import { randomFillSync } from "node:crypto";

const pageBytes = 4096;
let page = Buffer.alloc(0);
let taken = 0;

/** So many random bytes (a key, a salt, an id), at most a page's worth: throws for more. What was handed out is nobody else's: no page is filled twice. */
export function randomBytesOf(length: number): Buffer {
  if (length > pageBytes) throw new RangeError(`${length} random bytes were asked for, a page has ${pageBytes}`);
  if (taken + length > page.length) {
    page = randomFillSync(Buffer.allocUnsafeSlow(pageBytes));
    taken = 0;
  }
  const bytes = page.subarray(taken, taken + length);
  taken += length;
  return bytes;
}
