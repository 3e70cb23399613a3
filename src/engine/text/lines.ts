// A text as one list of lines, in the order of reading: what is numbered, compared and merged line by line.
import type { Annex, Block, Part, TextDoc } from "./model.ts";

/** The line with which an annex begins. */
export interface AnnexLine {
  readonly type: "annex";
  readonly title: string;
}
/** A level, a paragraph, a whole table, or the beginning of an annex. */
export type Line = Part | AnnexLine;

/** Annexes opened: each begins with a line of its own and runs to the next or to the end. */
export const linesOf = (text: TextDoc): readonly Line[] =>
  text.content.flatMap((block): readonly Line[] =>
    block.type === "annex" ? [{ type: "annex", title: block.attrs.title }, ...block.content] : [block],
  );

/** The text that has these lines. */
export function textOf(lines: readonly Line[]): TextDoc {
  const content: Block[] = [];
  let inside: Part[] | undefined;
  for (const line of lines) {
    if (line.type === "annex") {
      inside = [];
      content.push({ type: "annex", attrs: { title: line.title }, content: inside } satisfies Annex);
    } else (inside ?? content).push(line);
  }
  return { type: "doc", content };
}
