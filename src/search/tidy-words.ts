// What is kept of the words of a file. Pure.

/** Characters that are kept of one file; of a longer one the beginning is found. */
export const mostKept = 100_000;

const close = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]`;
/** A line ends wherever the page did: words that are written without blanks go on. */
const broken = new RegExp(String.raw`(?<=${close})[^\S\n]*\n\s*(?=${close})`, "gv");
/** Identity, telephone and account numbers: what is that long and has a digit is no word, and is not kept. */
const numbers = /(?<![a-z\p{Nd}])(?=[a-z]*\p{Nd})[a-z\p{Nd}]{11,}/giv;

export const tidyWords = (words: string): string =>
  words.slice(0, mostKept).replaceAll("\0", " ").replace(broken, "").replace(numbers, " ").toWellFormed();
