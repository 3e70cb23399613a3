// What a structured text is: levels whose numbers are made and never typed, paragraphs, tables, annexes. Plain JSON in the shape of
// ProseMirror's documents, so that an editor needs no translation.

/** A run of text; bold is the only mark that official documents need. Never empty, and no two runs side by side have the same marks. */
export interface Inline {
  readonly type: "text";
  readonly text: string;
  readonly marks?: readonly { readonly type: "strong" }[];
}

export type Level = 1 | 2 | 3 | 4;

/** A level of the text: 一、 （一） 1. （1） by GB/T 9704—2012, 7.3.3. The number is made from the level. */
export interface Heading {
  readonly type: "heading";
  readonly attrs: { readonly level: Level };
  readonly content?: readonly Inline[];
}

export interface Paragraph {
  readonly type: "paragraph";
  readonly content?: readonly Inline[];
}

export interface Cell {
  readonly type: "table_cell" | "table_header";
  /** Left out where it is 1. */
  readonly attrs?: { readonly colspan?: number; readonly rowspan?: number };
  readonly content: readonly Paragraph[];
}

export interface Row {
  readonly type: "table_row";
  readonly content: readonly Cell[];
}

/** Every row covers the same number of columns, spans counted. */
export interface Table {
  readonly type: "table";
  readonly content: readonly Row[];
}

/** Stands at the end only; its levels are numbered anew. */
export interface Annex {
  readonly type: "annex";
  readonly attrs: { readonly title: string };
  readonly content: readonly Part[];
}

/** What a text and an annex are made of. */
export type Part = Heading | Paragraph | Table;
export type Block = Part | Annex;

/** A structured text as it is kept: no empty paragraphs outside cells, no blanks at the ends of a paragraph. */
export interface TextDoc {
  readonly type: "doc";
  readonly content: readonly Block[];
}

/** A text with nothing in it. */
export const emptyText: TextDoc = { type: "doc", content: [] };

/** Most that one text may hold. */
export const textLimits = { characters: 200_000, blocks: 10_000, cells: 20_000, columns: 40, annexes: 99 } as const;
