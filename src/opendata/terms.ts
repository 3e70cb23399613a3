// What a dataset is found by, and what a search looks for: in Chinese every character and pair of neighbours, elsewhere the
// beginnings of words. Both sides are worked out here, so that what is written and what is sought always agree.

/** Letters of a word that count. */
const longestWord = 10;
/** Characters of a search that count. */
export const longestSearch = 200;

/** One case and width, without marks: `Ｃafé` and `cafe` are the same. */
export const plainOf = (text: string): string =>
  text
    .replaceAll("\0", "")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/** Words that are everywhere and tell nothing. */
const filler = new Set(["a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"]);

/** Runs of Chinese characters, and words of letters and digits. */
const piecesOf = (text: string): string[] => plainOf(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu) ?? [];
const isHan = (piece: string): boolean => /^\p{Script=Han}/u.test(piece);

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((second, at) => `${characters[at]}${second}`);
}

/** Every term of some texts, each once. */
export function termsOf(texts: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const piece of texts.flatMap(piecesOf)) {
    if (isHan(piece)) for (const term of [...piece, ...pairsOf(piece)]) terms.add(term);
    else if (!filler.has(piece))
      for (let n = Math.min(2, piece.length); n <= Math.min(piece.length, longestWord); n++) terms.add(piece.slice(0, n));
  }
  return [...terms];
}

/** What is looked for: the terms that a dataset must have, and the pieces that count most where a title holds them. */
export interface Wanted {
  readonly terms: readonly string[];
  readonly pieces: readonly string[];
}

export function wantedOf(query: string): Wanted {
  const all = [...new Set(piecesOf(query.slice(0, longestSearch)))];
  const telling = all.filter((piece) => !filler.has(piece));
  const pieces = telling.length > 0 ? telling : all;
  const terms = pieces.flatMap((piece) => {
    if (!isHan(piece)) return [piece.slice(0, longestWord)];
    return piece.length > 1 && [...piece].length > 1 ? pairsOf(piece) : [piece];
  });
  return { terms: [...new Set(terms)], pieces };
}
