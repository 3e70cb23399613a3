// Words that officers write.
import type { FieldError } from "../../platform/page/index.ts";
import { text } from "./words.ts";

/** Characters that words may have. */
export const mostWords = 4000;

/** What is wrong with words; `needed` where they may not be left out. */
export function wordsErrors(words: string | undefined, needed: boolean): FieldError[] {
  if (words !== undefined && words.length > mostWords) return [{ name: "words", text: text.wordsTooLong }];
  return needed && words === undefined ? [{ name: "words", text: text.wordsNeeded }] : [];
}
