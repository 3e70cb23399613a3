// A document as the templates read it: numbers made, titles broken, columns measured; plain JSON.
import type { OfficialDocument } from "../../engine/official/index.ts";
import {
  type Annex,
  type Cell,
  type Inline,
  isStrong,
  type Paragraph,
  type Part,
  spanOf,
  type Table,
  wordsOf,
} from "../../engine/text/index.ts";
import type { Json } from "../../platform/pdf/index.ts";
import { numbering } from "./number.ts";
import { shapeTitle } from "./title.ts";

/** `seals` are the files of the organs' seals, in the order of the signing organs. */
export function templateData(document: OfficialDocument, seals: readonly { readonly path: string; readonly name: string }[]): Json {
  const parts = document.text.content.filter((block): block is Part => block.type !== "annex");
  const annexes = document.text.content.filter((block): block is Annex => block.type === "annex");
  const number = numbering();
  const made = parts.map((part) => partData(part, number));
  const last = parts.at(-1);
  const together = last?.type === "paragraph" ? 1 : 0;
  const { signature } = document;
  return {
    format: document.format,
    issuers: document.issuers,
    mark: document.mark ?? null,
    markText: markOf(document),
    number: document.number ?? null,
    urgency: document.urgency === undefined ? null : { extra: "特急", urgent: "加急" }[document.urgency],
    signers: document.signers ?? [],
    titleLines: shapeTitle(document.title),
    recipients: document.recipients,
    parts: made.slice(0, made.length - together),
    ending: made.slice(made.length - together),
    annexes: annexes.map(({ attrs, content }) => {
      const own = numbering();
      return { title: attrs.title, lines: shapeTitle(attrs.title), parts: content.map((part) => partData(part, own)) };
    }),
    signature: { names: signature.names, offices: signature.offices ?? [], date: signature.date },
    seals,
    note: document.note ?? null,
    copies: document.copies ?? [],
    printedBy: document.printedBy ?? null,
    printedOn: document.printedOn ?? null,
    present: document.present ?? [],
    absent: document.absent ?? [],
    observers: document.observers ?? [],
  };
}

/** The words of the red mark, by the format (GB/T 9704—2012, 7.2.4 and 10). */
function markOf({ mark, format, issuers }: OfficialDocument): string {
  const lead = issuers[0] ?? "";
  return mark ?? { general: `${lead}文件`, letter: lead, order: `${lead}令`, minutes: `${lead}会议纪要` }[format];
}

function partData(part: Part, number: ReturnType<typeof numbering>): Json {
  if (part.type === "table") return { kind: "table", ...tableData(part) };
  if (part.type === "heading") return { kind: "level", level: part.attrs.level, ...number(part.attrs.level), runs: runsOf(part.content) };
  return { kind: "paragraph", runs: runsOf(part.content) };
}

const runsOf = (content: readonly Inline[] | undefined): Json => (content ?? []).map((inline) => [inline.text, isStrong(inline)]);

/** The head, repeated on every page, is what stands before the first row that is not all headers. */
function tableData({ content }: Table): { readonly columns: Json; readonly head: Json; readonly cells: Json } {
  const first = content.findIndex((row) => row.content.some(({ type }) => type === "table_cell"));
  const head =
    first === -1 ? 0 : Math.max(first, ...content.slice(0, first).flatMap((row, i) => row.content.map((cell) => i + spanOf(cell).rowspan)));
  const cells = (rows: Table["content"]): Json => rows.flatMap((row) => row.content.map(cellData));
  return { columns: widths(content), head: cells(content.slice(0, head)), cells: cells(content.slice(head)) };
}

const cellData = (cell: Cell): Json => {
  const words = cell.content.map(({ content }) => wordsOf(content));
  return {
    ...spanOf(cell),
    head: cell.type === "table_header",
    short: cell.type === "table_header" || words.join("").length <= 8,
    paragraphs: cell.content.map(({ content }: Paragraph) => runsOf(content)),
  };
};

/** Shares of the width: as long as the longest words of a column, within limits, so that a column of figures stays narrow. */
function widths(rows: Table["content"]): readonly number[] {
  const found: number[] = [];
  for (const { content } of rows) {
    let column = 0;
    for (const cell of content) {
      const { colspan } = spanOf(cell);
      const long = Math.max(...cell.content.map(({ content: inline }) => wordsOf(inline).length), 1);
      for (let i = 0; i < colspan; i++) found[column + i] = Math.max(found[column + i] ?? 2, Math.min(long / colspan, 40) ** 0.7 + 1.5);
      column += colspan;
    }
  }
  return found.map((share) => Math.round(share * 100) / 100);
}
