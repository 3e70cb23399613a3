// First words with places to be filled in: {{name}} stands for an answer. What is filled in is words, never marks or levels.
import { tidyRuns } from "./inline.ts";
import type { Block, Cell, Inline, Paragraph, Part, TextDoc } from "./model.ts";

const place = /\{\{\s*([A-Za-z][A-Za-z0-9_-]{0,63})\s*\}\}/g;

/** The names of the places in a text, each once. */
export function placesIn(text: TextDoc): readonly string[] {
  const found = new Set<string>();
  mapWords(text, (words) => {
    for (const [, name = ""] of words.matchAll(place)) found.add(name);
    return words;
  });
  return [...found];
}

/** The text with its places filled in; a place for which there is nothing stays as it is, to be seen and written over. */
export const fillIn = (text: TextDoc, values: Readonly<Record<string, string>>): TextDoc =>
  mapWords(text, (words) =>
    words.replaceAll(place, (whole, name: string) =>
      Object.hasOwn(values, name) && values[name] !== "" ? (values[name] ?? whole) : whole,
    ),
  );

function mapWords(text: TextDoc, change: (words: string) => string): TextDoc {
  const runs = (content: readonly Inline[] | undefined): readonly Inline[] =>
    tidyRuns((content ?? []).map(({ text: words, marks }) => ({ text: change(words), strong: marks !== undefined })));
  const paragraph = (one: Paragraph): Paragraph => (one.content ? { ...one, content: runs(one.content) } : one);
  const part = (one: Part): Part => {
    if (one.type === "paragraph") return paragraph(one);
    if (one.type === "heading") return { ...one, content: runs(one.content) };
    const cell = (two: Cell): Cell => ({ ...two, content: two.content.map(paragraph) });
    return { ...one, content: one.content.map((row) => ({ ...row, content: row.content.map(cell) })) };
  };
  const block = (one: Block): Block =>
    one.type === "annex" ? { ...one, attrs: { title: change(one.attrs.title).slice(0, 200) }, content: one.content.map(part) } : part(one);
  return { ...text, content: text.content.map(block) };
}
