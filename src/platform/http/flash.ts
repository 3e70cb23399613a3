// One word from a deed to the page shown after it: "saved". A key only, never data: the page holds the text.

import { readCookie, writeCookie } from "./cookies.ts";
import type { Http } from "./env.ts";

const key = /^[a-z][a-z0-9-]{0,63}$/;

/** Leaves a word for the next page: `flash(c, "draft-saved")`, then redirect. */
export function flash(c: Http, word: string): void {
  if (!key.test(word)) throw new TypeError(`flash takes a key, not "${word}"`);
  writeCookie(c, "flash", word, { seconds: 60 });
}

/** Takes the word left by the last deed. */
export function takeFlash(c: Http): string | undefined {
  const word = readCookie(c, "flash");
  if (word === undefined) return undefined;
  writeCookie(c, "flash", "", { seconds: 0 });
  return key.test(word) ? word : undefined;
}
