// What changed within one paragraph, word by word: Chinese by its words as a reader parts them, everything else by words and signs.
import { isStrong, run, tidyRuns } from "./inline.ts";
import { matches } from "./match.ts";
import type { Inline } from "./model.ts";

/** A stretch of a paragraph: in both, in the later one only, in the earlier one only. `was`: whether it was bold before, where both have it. */
export interface Piece {
  readonly kind: "same" | "in" | "out";
  readonly text: string;
  readonly strong: boolean;
  readonly was?: boolean;
}

interface Token {
  readonly text: string;
  readonly strong: boolean;
}

const words = new Intl.Segmenter("zh", { granularity: "word" });
/** Longer than this, the words are parted by their classes of characters alone. */
const mostSegmented = 20_000;

function tokensOf(content: readonly Inline[]): readonly Token[] {
  return content.flatMap((inline): Token[] => {
    const strong = isStrong(inline);
    const parts =
      inline.text.length > mostSegmented
        ? (inline.text.match(/[\p{L}\p{N}]{1,8}|[^\p{L}\p{N}]/gu) ?? [])
        : Array.from(words.segment(inline.text), ({ segment }) => segment);
    return parts.map((text) => ({ text, strong }));
  });
}

/** The pieces that lead from one content to another; read on one side they are that side. */
export function piecesOf(before: readonly Inline[], after: readonly Inline[]): readonly Piece[] {
  const [a, b] = [tokensOf(before), tokensOf(after)];
  const pairs = matches(
    a.map(({ text }) => text),
    b.map(({ text }) => text),
  );
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  const step = (toA: number, toB: number): void => {
    while (i < toA) pieces.push({ kind: "out", ...(a[i++] ?? { text: "", strong: false }) });
    while (j < toB) pieces.push({ kind: "in", ...(b[j++] ?? { text: "", strong: false }) });
  };
  for (const [x, y] of pairs) {
    step(x, y);
    const [was, is] = [a[i++], b[j++]];
    if (was && is) pieces.push({ kind: "same", text: is.text, strong: is.strong, was: was.strong });
  }
  step(a.length, b.length);
  return joined(calmed(joined(pieces)));
}

/** A sign or a blank alone between two changes is not worth a break in them. */
function calmed(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.flatMap((piece, n): readonly Piece[] => {
    const between = piece.kind === "same" && n > 0 && n < pieces.length - 1;
    if (!between || /[\p{L}\p{N}\n]/u.test(piece.text)) return [piece];
    return [
      { kind: "out", text: piece.text, strong: piece.was ?? piece.strong },
      { kind: "in", text: piece.text, strong: piece.strong },
    ];
  });
}

/** Neighbours of one kind as one; between two stretches in both, first all that went, then all that came. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  let gap: Piece[] = [];
  const add = (list: Piece[], piece: Piece): void => {
    const last = list.at(-1);
    if (last && last.kind === piece.kind && last.strong === piece.strong && last.was === piece.was)
      list[list.length - 1] = { ...last, text: last.text + piece.text };
    else list.push(piece);
  };
  const close = (): void => {
    for (const kind of ["out", "in"] as const) for (const piece of gap) if (piece.kind === kind) add(out, piece);
    gap = [];
  };
  for (const piece of pieces) {
    if (piece.kind !== "same") {
      gap.push(piece);
      continue;
    }
    close();
    add(out, piece);
  }
  close();
  return out;
}

/** The content that one side of the pieces says. */
export function sideOf(pieces: readonly Piece[], side: "before" | "after"): readonly Inline[] {
  const runs = pieces.flatMap(({ kind, text, strong, was }) => {
    if (kind === (side === "before" ? "in" : "out")) return [];
    return [{ text, strong: side === "before" && kind === "same" ? (was ?? strong) : strong }];
  });
  return tidyRuns(runs);
}

const lineEnd = run("\n", false);
/** Several paragraphs as one content, parted by line ends. */
export const withEnds = (paragraphs: readonly { readonly content?: readonly Inline[] }[]): readonly Inline[] =>
  paragraphs.flatMap(({ content }, n) => [...(n > 0 ? [lineEnd] : []), ...(content ?? [])]);

/** The contents of the paragraphs that one side says. */
export function paragraphsOf(pieces: readonly Piece[], side: "before" | "after"): readonly (readonly Inline[])[] {
  const out: { text: string; strong: boolean }[][] = [[]];
  for (const { kind, text, strong, was } of pieces) {
    if (kind === (side === "before" ? "in" : "out")) continue;
    const bold = side === "before" && kind === "same" ? (was ?? strong) : strong;
    for (const [n, part] of text.split("\n").entries()) {
      if (n > 0) out.push([]);
      out.at(-1)?.push({ text: part, strong: bold });
    }
  }
  return out.map(tidyRuns);
}
