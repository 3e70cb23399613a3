// What of a found case is shown: the words that were looked for, in what stands around them.
import type { Text } from "../platform/i18n/index.ts";
import type { Place } from "./places.ts";
import { type Folded, fold, placesOf, type Term } from "./words.ts";

/** A piece of writing; `mark` is one of the words that were looked for. */
export interface Piece {
  readonly text: string;
  readonly mark: boolean;
}

/** Where words were found, with the writing around them. */
export interface Found {
  readonly kind: Place["kind"];
  readonly label: Text;
  readonly pieces: readonly Piece[];
}

/** So much stands around a word, and so many places are shown of a case. */
const [around, mostShown] = [24, 4];

/** Looks through a case again, now in the clear: where each term stands; undefined where one stands nowhere. */
export function foundIn(
  places: readonly Place[],
  terms: readonly Term[],
  marks: readonly Term[] = terms,
): { readonly title: boolean; readonly shown: readonly Found[] } | undefined {
  const looked = places.map((place) => ({ place, folded: fold(place.writing) }));
  const holds = ({ folded }: (typeof looked)[number], term: Term): boolean => placesOf(folded, term, 1).length > 0;
  if (!terms.every((term) => looked.some((one) => holds(one, term)))) return undefined;
  const titles = looked.filter(({ place }) => place.title);
  const shown = looked
    .map(({ place, folded }) => ({ place, folded, spans: marked(folded, marks) }))
    .filter(({ spans }) => spans.length > 0)
    .slice(0, mostShown)
    .map(({ place, folded, spans }) => ({
      kind: place.kind,
      label: place.label,
      pieces: place.personal ? alone(folded, spans) : within(folded, spans),
    }));
  return { title: terms.every((term) => titles.some((one) => holds(one, term))), shown };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where any of the terms stands, in the writing as it is shown; what overlaps is one. */
function marked(folded: Folded, terms: readonly Term[]): Span[] {
  const spans = terms
    .flatMap((term) => placesOf(folded, term, 5))
    .map(({ from, to }) => ({ from: folded.at[from] ?? 0, to: endOf(folded, to) }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

/** One beyond the last character that belongs to what was found. */
function endOf({ at, shown }: Folded, to: number): number {
  const last = at[to - 1] ?? 0;
  return last + String.fromCodePoint(shown.codePointAt(last) ?? 32).length;
}

/** The words alone: of what is personal a list tells no more than what was typed. */
const alone = ({ shown }: Folded, spans: readonly Span[]): Piece[] =>
  spans.flatMap(({ from, to }, n) => [...(n === 0 ? [] : [{ text: " … ", mark: false }]), { text: shown.slice(from, to), mark: true }]);

/** The words in what stands around them. */
function within({ shown }: Folded, spans: readonly Span[]): Piece[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  const pieces: Piece[] = [];
  const plain = (text: string): void => void (text !== "" && pieces.push({ text: text.replace(/\s+/gv, " "), mark: false }));
  const begin = Math.max(0, first.from - around);
  plain((begin > 0 ? "…" : "") + slice(shown, begin, first.from));
  for (const [n, { from, to }] of spans.entries()) {
    pieces.push({ text: shown.slice(from, to), mark: true });
    const next = spans[n + 1];
    if (next && next.from - to > 2 * around) plain(`${slice(shown, to, to + around)} … ${slice(shown, next.from - around, next.from)}`);
    else if (next) plain(shown.slice(to, next.from));
  }
  const end = Math.min(shown.length, last.to + around);
  plain(slice(shown, last.to, end) + (end < shown.length ? "…" : ""));
  return pieces;
}

/** A part of a writing; no character is cut in half. */
const slice = (text: string, from: number, to: number): string => {
  const half = (at: number): boolean => at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return text.slice(half(from) ? from + 1 : from, half(to) ? to - 1 : to);
};
