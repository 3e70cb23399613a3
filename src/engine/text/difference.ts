// What leads from one version of a text to another: lines that stayed, came, went, moved or were rewritten, and in those the words.
import { wordsOf } from "./inline.ts";
import { type Line, linesOf, textOf } from "./lines.ts";
import { matches, rewritten } from "./match.ts";
import type { Cell, Level, Paragraph, Row, TextDoc } from "./model.ts";
import { type Piece, paragraphsOf, piecesOf, sideOf, withEnds } from "./pieces.ts";

/** What a line with words is. */
export type Shape = { readonly type: "paragraph" } | { readonly type: "heading"; readonly level: Level } | { readonly type: "annex" };

export interface CellChange {
  readonly cell: Omit<Cell, "content">;
  /** A line end parts paragraphs. */
  readonly words: readonly Piece[];
}
export type RowChange =
  | { readonly kind: "same" | "in" | "out"; readonly row: Row }
  | { readonly kind: "changed"; readonly cells: readonly CellChange[] };

/** One line of a difference; `from` and `to` are places in the lines before and after, from 0 on. */
export type Change =
  | { readonly kind: "same"; readonly line: Line; readonly from: number; readonly to: number }
  /** `moved`: it stood at this place before. */
  | { readonly kind: "in"; readonly line: Line; readonly to: number; readonly moved?: number }
  /** `moved`: it stands at this place after. */
  | { readonly kind: "out"; readonly line: Line; readonly from: number; readonly moved?: number }
  | {
      readonly kind: "words";
      readonly from: number;
      readonly to: number;
      readonly was: Shape;
      readonly now: Shape;
      readonly words: readonly Piece[];
    }
  | { readonly kind: "rows"; readonly from: number; readonly to: number; readonly rows: readonly RowChange[] };
export type Difference = readonly Change[];

/** Shorter lines are not followed when they move: they are found everywhere. */
const leastMoved = 8;

/** The words of a line, cells parted by a blank. */
export function lineWords(line: Line): string {
  switch (line.type) {
    case "annex":
      return line.title;
    case "table":
      return line.content.map(rowWords).join(" ");
    default:
      return wordsOf(line.content);
  }
}
const rowWords = ({ content }: Row): string =>
  content.map((cell) => cell.content.map((paragraph) => wordsOf(paragraph.content)).join(" ")).join(" ");

/** The difference between two versions; see {@link sideOfDifference} for what it keeps. */
export function difference(before: TextDoc, after: TextDoc): Difference {
  const [a, b] = [linesOf(before), linesOf(after)];
  const pairs = matches(
    a.map((line) => JSON.stringify(line)),
    b.map((line) => JSON.stringify(line)),
  );
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    changes.push(...gap(a, b, i, x, j, y));
    const line = b[y];
    if (line && x < a.length) changes.push({ kind: "same", line, from: x, to: y });
    [i, j] = [x + 1, y + 1];
  }
  return followed(changes);
}

/** What became of the lines between two that stayed. */
function gap(a: readonly Line[], b: readonly Line[], a0: number, a1: number, b0: number, b1: number): Change[] {
  const [before, after] = [a.slice(a0, a1), b.slice(b0, b1)];
  const kindOf = ({ type }: Line): string => (type === "heading" ? "paragraph" : type);
  const pairs = rewritten(before, after, lineWords, (one, other) => kindOf(one) === kindOf(other));
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [before.length, after.length] as const]) {
    for (; i < x; i++) if (before[i]) changes.push({ kind: "out", line: before[i] as Line, from: a0 + i });
    for (; j < y; j++) if (after[j]) changes.push({ kind: "in", line: after[j] as Line, to: b0 + j });
    const [was, now] = [before[x], after[y]];
    if (was && now) changes.push(rewrite(was, now, a0 + x, b0 + y));
    [i, j] = [x + 1, y + 1];
  }
  return changes;
}

function rewrite(was: Line, now: Line, from: number, to: number): Change {
  if (was.type === "table" && now.type === "table") return { kind: "rows", from, to, rows: rowChanges(was.content, now.content) };
  return { kind: "words", from, to, was: shapeOf(was), now: shapeOf(now), words: piecesOf(contentOf(was), contentOf(now)) };
}

const shapeOf = (line: Line): Shape =>
  line.type === "heading" ? { type: "heading", level: line.attrs.level } : { type: line.type === "annex" ? "annex" : "paragraph" };
const contentOf = (line: Line) =>
  line.type === "annex" ? [{ type: "text" as const, text: line.title }] : line.type === "table" ? [] : (line.content ?? []);

function rowChanges(a: readonly Row[], b: readonly Row[]): readonly RowChange[] {
  const pairs = matches(
    a.map((row) => JSON.stringify(row)),
    b.map((row) => JSON.stringify(row)),
  );
  const frame = ({ content }: Row): string => JSON.stringify(content.map(({ type, attrs }) => [type, attrs]));
  const changes: RowChange[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    const [before, after] = [a.slice(i, x), b.slice(j, y)];
    const alike = rewritten(before, after, rowWords, (one, other) => frame(one) === frame(other));
    let [n, m] = [0, 0];
    for (const [p, q] of [...alike, [before.length, after.length] as const]) {
      for (; n < p; n++) if (before[n]) changes.push({ kind: "out", row: before[n] as Row });
      for (; m < q; m++) if (after[m]) changes.push({ kind: "in", row: after[m] as Row });
      const [was, now] = [before[p], after[q]];
      if (was && now) changes.push({ kind: "changed", cells: now.content.map((cell, at) => cellChange(was.content[at], cell)) });
      [n, m] = [p + 1, q + 1];
    }
    const row = b[y];
    if (row && x < a.length) changes.push({ kind: "same", row });
    [i, j] = [x + 1, y + 1];
  }
  return changes;
}

function cellChange(was: Cell | undefined, { content, ...cell }: Cell): CellChange {
  return { cell, words: piecesOf(withEnds(was?.content ?? []), withEnds(content)) };
}

/** Lines that went in one place and came in another are told as moved. */
function followed(changes: readonly Change[]): Difference {
  const gone = new Map<string, number[]>();
  for (const [n, change] of changes.entries()) {
    if (change.kind !== "out" || lineWords(change.line).length < leastMoved) continue;
    const key = JSON.stringify(change.line);
    gone.set(key, [...(gone.get(key) ?? []), n]);
  }
  if (gone.size === 0) return changes;
  const out = [...changes];
  for (const [n, change] of changes.entries()) {
    if (change.kind !== "in") continue;
    const place = gone.get(JSON.stringify(change.line))?.shift();
    const was = place === undefined ? undefined : changes[place];
    if (place === undefined || was?.kind !== "out") continue;
    out[n] = { ...change, moved: was.from };
    out[place] = { ...was, moved: change.to };
  }
  return out;
}

/** One side of a difference as a text: both versions can be had from it, word for word. */
export const sideOfDifference = (changes: Difference, side: "before" | "after"): TextDoc =>
  textOf(changes.flatMap((change) => linesOn(change, side)));

function linesOn(change: Change, side: "before" | "after"): readonly Line[] {
  switch (change.kind) {
    case "same":
      return [change.line];
    case "in":
      return side === "after" ? [change.line] : [];
    case "out":
      return side === "before" ? [change.line] : [];
    case "words": {
      const shape = side === "before" ? change.was : change.now;
      const content = sideOf(change.words, side);
      if (shape.type === "annex") return [{ type: "annex", title: wordsOf(content) }];
      return [shape.type === "heading" ? { type: "heading", attrs: { level: shape.level }, content } : { type: "paragraph", content }];
    }
    case "rows":
      return [{ type: "table", content: change.rows.flatMap((row) => sideOfRow(row, side)) }];
  }
}

function sideOfRow(change: RowChange, side: "before" | "after"): Row[] {
  if (change.kind === "same") return [change.row];
  if (change.kind !== "changed") return change.kind === (side === "after" ? "in" : "out") ? [change.row] : [];
  const content = change.cells.map(({ cell, words }): Cell => {
    const paragraphs = paragraphsOf(words, side).map(
      (inline): Paragraph => (inline.length > 0 ? { type: "paragraph", content: inline } : { type: "paragraph" }),
    );
    return { ...cell, content: paragraphs };
  });
  return [{ type: "table_row", content }];
}

/** How much a difference holds: lines that came, went, moved (once each) and were rewritten. */
export function countOf(changes: Difference): {
  readonly came: number;
  readonly went: number;
  readonly moved: number;
  readonly rewritten: number;
} {
  const count = (is: (change: Change) => boolean): number => changes.filter(is).length;
  return {
    came: count((change) => change.kind === "in" && change.moved === undefined),
    went: count((change) => change.kind === "out" && change.moved === undefined),
    moved: count((change) => change.kind === "in" && change.moved !== undefined),
    rewritten: count(({ kind }) => kind === "words" || kind === "rows"),
  };
}
