// How words are found in writing. Chinese (and Japanese, Korean) is found anywhere, by one character or more; words and numbers of
// other scripts by their beginnings. Width, case and punctuation make no difference: 〔2026〕 is found by (2026). Pure.

/** Characters that are written without blanks between words. */
const dense = String.raw`[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}]&&[\p{L}\p{N}\p{M}]]`;
const runs = new RegExp(String.raw`(?<dense>${dense}+)|(?<word>[[\p{L}\p{N}\p{M}]--${dense}]+)`, "gv");
const ignored = /^\p{Default_Ignorable_Code_Point}$/v;
const counts = /^[\p{L}\p{N}\p{M}]$/v;

/** A writing made ready: one case and width, one blank for whatever stands between words. */
export interface Folded {
  readonly text: string;
  /** Where each of its UTF-16 units stands in the writing (its NFC form). */
  readonly at: readonly number[];
  /** The writing as it is shown. */
  readonly shown: string;
}

/** Makes a writing ready to be looked through. */
export function fold(writing: string): Folded {
  const shown = writing.normalize("NFC");
  const at: number[] = [];
  let text = "";
  let place = 0;
  for (const character of shown) {
    if (!ignored.test(character)) {
      for (const one of character.normalize("NFKC").toLowerCase()) {
        const folded = counts.test(one) ? one : " ";
        if (folded !== " " || !text.endsWith(" ")) {
          text += folded;
          for (let unit = 0; unit < folded.length; unit++) at.push(place);
        }
      }
    }
    place += character.length;
  }
  at.push(place);
  return { text, at, shown };
}

/** A word or number may be found from so many places inside it: where letters turn to digits and back. */
const mostStarts = 8;
/** Beginnings are told apart up to so many characters. */
const longestBeginning = 12;

/** Where a word can be found from, and where the part that begins there ends. */
function* startsOf(word: string): Generator<{ from: number; end: number }> {
  let n = 0;
  for (const { index, 0: part } of word.matchAll(/\p{Nd}+|\P{Nd}+/gv)) {
    if (n++ === mostStarts) return;
    yield { from: index, end: index + part.length };
    const zeros = /^0+(?=\p{Nd})/v.exec(part)?.[0].length ?? 0;
    if (zeros > 0) yield { from: index + zeros, end: index + part.length };
  }
}

/** The grams by which a writing is found: characters and pairs of them, beginnings of words and numbers. */
export function gramsIn({ text }: Folded): Set<string> {
  const found = new Set<string>();
  for (const { groups = {} } of text.matchAll(runs)) {
    const { dense: close, word } = groups;
    if (close !== undefined) for (const part of [...close, ...pairsOf(close)]) found.add(part);
    if (word !== undefined)
      for (const { from, end } of startsOf(word)) {
        if (end - from === 1) found.add(`=${word.slice(from, end)}`);
        for (let length = 2; length <= longestBeginning && from + length <= word.length; length++)
          found.add(word.slice(from, from + length));
      }
  }
  return found;
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, n) => `${characters[n]}${character}`);
}

/** What somebody looks for: written together, found together. */
export interface Term {
  readonly text: string;
  /** All of these are among the grams of any writing that holds it. */
  readonly grams: readonly string[];
}

/** What counts of what somebody typed. */
const [longestSearch, mostTerms] = [200, 10];

/** The terms of what somebody typed, between blanks. */
export function termsOf(typed: string): Term[] {
  const terms = new Map<string, Term>();
  for (const part of typed.slice(0, longestSearch).split(/\s+/v)) {
    const text = fold(part).text.trim();
    if (text !== "") terms.set(text, { text, grams: demandedBy(text) });
  }
  return [...terms.values()].slice(0, mostTerms);
}

function demandedBy(term: string): string[] {
  const found = new Set<string>();
  for (const { index, 0: run, groups = {} } of term.matchAll(runs)) {
    const { dense: close } = groups;
    // A character alone is looked for as itself, more of them by their pairs: those are rarer.
    if (close !== undefined) for (const part of [...close].length > 1 ? pairsOf(close) : [close]) found.add(part);
    else if (run.length > 1) found.add(run.slice(0, longestBeginning));
    // One letter or digit is itself and no beginning, unless more stands before it.
    else if (term.length === 1 || index + 1 < term.length) found.add(`=${run}`);
  }
  return [...found];
}

/** Where a term stands in a writing, as places in `Folded.text`, first ones first. */
export function placesOf({ text }: Folded, { text: term }: Term, most = 50): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let from = text.indexOf(term); from >= 0 && found.length < most; from = text.indexOf(term, from + 1))
    if (begins(text, from, term)) found.push({ from, to: from + term.length });
  return found;
}

/** A word is found from one of its starts only, and a single letter or digit only where it stands alone. */
function begins(text: string, at: number, term: string): boolean {
  const [first = ""] = term;
  if (!wordUnit(first)) return true;
  let from = at;
  while (from > 0 && wordUnit(characterBefore(text, from))) from -= characterBefore(text, from).length;
  let to = at;
  while (to < text.length && wordUnit(characterAt(text, to))) to += characterAt(text, to).length;
  const start = [...startsOf(text.slice(from, to))].find((one) => one.from === at - from);
  return start !== undefined && (term.length > 1 || start.end - start.from === 1);
}

const wordPattern = new RegExp(String.raw`^[[\p{L}\p{N}\p{M}]--${dense}]$`, "v");
const wordUnit = (character: string): boolean => wordPattern.test(character);
const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 32);
const characterBefore = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
};

/** What is typed or written, letters and digits alone: how numbers on paper are compared. */
export const bare = (writing: string): string => fold(writing).text.replaceAll(" ", "");
