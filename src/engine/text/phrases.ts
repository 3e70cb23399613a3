// Where a text says certain words.
import { lineWords } from "./difference.ts";
import { linesOf } from "./lines.ts";
import type { TextDoc } from "./model.ts";

/** A place at which one of the words stands. */
export interface Said {
  /** The line in the order of reading, from 0 on. */
  readonly line: number;
  readonly phrase: string;
  /** The words around it, cut to what fits a line. */
  readonly around: string;
}

const beside = 14;

/** Every line that says one of these, once for each of them; words are found also where blanks stand between their characters. */
export function phrasesIn(text: TextDoc, phrases: readonly string[]): readonly Said[] {
  return linesOf(text).flatMap((one, line) => {
    const words = lineWords(one).replace(/\s+/g, " ");
    return phrases.flatMap((phrase): Said[] => {
      const found = new RegExp([...phrase].map(escaped).join("\\s*"), "iu").exec(words);
      if (!found) return [];
      const [from, to] = [found.index, found.index + found[0].length];
      const before = [...words.slice(0, from)].slice(-beside);
      const after = [...words.slice(to)].slice(0, beside);
      const cut = (of: readonly string[], whole: string) => (of.join("").length < whole.length ? "…" : "");
      const around = `${cut(before, words.slice(0, from))}${before.join("")}${found[0]}${after.join("")}${cut(after, words.slice(to))}`;
      return [{ line, phrase, around }];
    });
  });
}

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/u, "\\$&");
