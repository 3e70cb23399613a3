// A place in a text, and where it is in a later version.
import { type Difference, lineWords } from "./difference.ts";
import type { Line } from "./lines.ts";

/** Characters `from` to `to` of a line's words; in a table, and where nothing was marked, the whole line (0 to 0). */
export interface Place {
  /** From 0 on, in the order of reading. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Whether a place is one of this text. */
export function isPlace(lines: readonly Line[], { line, from, to }: Place): boolean {
  const there = lines[line];
  return there !== undefined && from >= 0 && from <= to && to <= lineWords(there).length;
}

/** The words at a place; those of the whole line where none were marked. */
export function quoted(lines: readonly Line[], { line, from, to }: Place): string {
  const there = lines[line];
  const words = there ? lineWords(there) : "";
  return from === to ? words : words.slice(from, to);
}

/** Where a place went; `exact` is false where its words were changed and only their line is left. Undefined where that went as well. */
export function follow(changes: Difference, place: Place): { readonly place: Place; readonly exact: boolean } | undefined {
  for (const change of changes) {
    if (!("from" in change) || change.from !== place.line) continue;
    if (change.kind === "out") return change.moved === undefined ? undefined : { place: { ...place, line: change.moved }, exact: true };
    const whole = { line: change.to, from: 0, to: 0 };
    if (change.kind === "same") return { place: { ...place, line: change.to }, exact: true };
    if (change.kind === "rows" || place.from === place.to)
      return { place: whole, exact: place.from === place.to && change.kind !== "rows" };
    let [was, now] = [0, 0];
    for (const { kind, text } of change.words) {
      if (kind === "same" && place.from >= was && place.to <= was + text.length)
        return { place: { line: change.to, from: now + place.from - was, to: now + place.to - was }, exact: true };
      if (kind !== "in") was += text.length;
      if (kind !== "out") now += text.length;
    }
    return { place: whole, exact: false };
  }
  return undefined;
}
