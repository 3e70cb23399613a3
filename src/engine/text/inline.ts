// Runs of text, brought into the one form in which they are kept and compared.
import type { Inline } from "./model.ts";

const bold = [{ type: "strong" }] as const;

/** A run; undefined where there is nothing to say. */
export const run = (text: string, strong: boolean): Inline => (strong ? { type: "text", text, marks: bold } : { type: "text", text });

export const isStrong = (inline: Inline): boolean => inline.marks !== undefined && inline.marks.length > 0;

/** Joins runs of the same kind, drops empty ones, and takes the blanks off both ends. */
export function tidyRuns(runs: readonly { readonly text: string; readonly strong: boolean }[]): readonly Inline[] {
  const joined: { text: string; strong: boolean }[] = [];
  for (const { text, strong } of runs) {
    const last = joined.at(-1);
    if (text === "") continue;
    if (last?.strong === strong) last.text += text;
    else joined.push({ text, strong });
  }
  for (let first = joined[0]; first; first = joined[0]) {
    first.text = first.text.trimStart();
    if (first.text !== "") break;
    joined.shift();
  }
  for (let last = joined.at(-1); last; last = joined.at(-1)) {
    last.text = last.text.trimEnd();
    if (last.text !== "") break;
    joined.pop();
  }
  return joined.map(({ text, strong }) => run(text, strong));
}

/** The words alone. */
export const wordsOf = (content: readonly Inline[] | undefined): string => (content ?? []).map(({ text }) => text).join("");
