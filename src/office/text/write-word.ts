// A text as a Word file: levels with numbers that Word makes, tables with their merged cells, annexes on pages of their own.
import {
  AlignmentType,
  Document,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
  Packer,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  Paragraph as WordParagraph,
  Table as WordTable,
} from "docx";
import {
  columnsOf,
  type Heading,
  type Inline,
  isStrong,
  type Paragraph,
  type Part,
  type Table,
  type TextDoc,
} from "../../engine/text/index.ts";
import { levelStyle, styles } from "./word-styles.ts";

const reference = "levels";
/** GB/T 9704: FangSong, size 3 (16 points), lines of 28 points. */
const bodyFont = "FangSong";
const fonts = ["SimHei", "KaiTi", bodyFont, bodyFont] as const;
const line = { line: 560, lineRule: LineRuleType.EXACT };
const indent = { firstLine: 640 };

/** The file's bytes; `title` stands above the text where it is given. */
export async function writeWord(text: TextDoc, title?: string): Promise<Buffer> {
  const children: (WordParagraph | WordTable)[] =
    title === undefined ? [] : [new WordParagraph({ style: styles.title, children: [new TextRun(title)] })];
  let annexes = 0;
  const several = text.content.filter(({ type }) => type === "annex").length > 1;
  for (const block of text.content) {
    if (block.type !== "annex") {
      children.push(...partOf(block, 0));
      continue;
    }
    annexes += 1;
    children.push(
      new WordParagraph({
        style: styles.annex,
        pageBreakBefore: true,
        children: [new TextRun(`附件${several ? annexes : ""}：${block.attrs.title}`)],
      }),
      ...block.content.flatMap((part) => partOf(part, annexes)),
    );
  }
  if (children.length === 0) children.push(new WordParagraph({ style: styles.body }));
  const document = new Document({
    creator: "Errand",
    ...(title === undefined ? {} : { title }),
    styles: {
      default: { document: { run: { font: bodyFont, size: 32 }, paragraph: { spacing: line } } },
      paragraphStyles: [
        { id: styles.body, name: "Errand Body", basedOn: "Normal", quickFormat: true, paragraph: { indent } },
        ...fonts.map((font, n) => ({
          id: levelStyle(n + 1),
          name: `heading ${n + 1}`,
          basedOn: "Normal",
          next: styles.body,
          quickFormat: true,
          run: { font, size: 32, bold: n === 2, color: "000000" },
          paragraph: { indent, outlineLevel: n },
        })),
        {
          id: styles.title,
          name: "Errand Title",
          basedOn: "Normal",
          run: { font: "SimSun", size: 44, bold: true },
          paragraph: { alignment: AlignmentType.CENTER },
        },
        { id: styles.annex, name: "Errand Annex", basedOn: "Normal", run: { font: "SimHei" } },
        {
          id: styles.head,
          name: "Errand Table Head",
          basedOn: "Normal",
          run: { bold: true, size: 28 },
          paragraph: { alignment: AlignmentType.CENTER },
        },
        { id: styles.cell, name: "Errand Table Cell", basedOn: "Normal", run: { size: 28 } },
      ],
    },
    numbering: {
      config: [
        {
          reference,
          levels: (
            [
              [LevelFormat.CHINESE_COUNTING, "%1、"],
              [LevelFormat.CHINESE_COUNTING, "（%2）"],
              [LevelFormat.DECIMAL, "%3."],
              [LevelFormat.DECIMAL, "（%4）"],
            ] as const
          ).map(([format, label], level) => ({
            level,
            format,
            text: label,
            suffix: LevelSuffix.NOTHING,
            style: { paragraph: { indent } },
          })),
        },
      ],
    },
    sections: [
      {
        properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } } },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

function partOf(part: Part, instance: number): (WordParagraph | WordTable)[] {
  switch (part.type) {
    case "paragraph":
      return [paragraph(part, styles.body)];
    case "heading":
      return [heading(part, instance)];
    case "table":
      // Two tables side by side would become one: an empty line parts them.
      return [table(part), new WordParagraph({ style: styles.body })];
  }
}

const runs = (content: readonly Inline[] | undefined): TextRun[] =>
  (content ?? []).map((inline) => new TextRun({ text: inline.text, ...(isStrong(inline) ? { bold: true } : {}) }));

const paragraph = ({ content }: Paragraph, style: string): WordParagraph => new WordParagraph({ style, children: runs(content) });

const heading = ({ attrs: { level }, content }: Heading, instance: number): WordParagraph =>
  new WordParagraph({ style: levelStyle(level), numbering: { reference, level: level - 1, instance }, children: runs(content) });

function table(one: Table): WordTable {
  const wide = Math.floor(8844 / Math.max(1, columnsOf(one)));
  return new WordTable({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: Array.from({ length: columnsOf(one) }, () => wide),
    rows: one.content.map(
      ({ content }) =>
        new TableRow({
          ...(content.length > 0 && content.every(({ type }) => type === "table_header") ? { tableHeader: true } : {}),
          children: content.map(
            (cell) =>
              new TableCell({
                ...(cell.attrs?.colspan === undefined ? {} : { columnSpan: cell.attrs.colspan }),
                ...(cell.attrs?.rowspan === undefined ? {} : { rowSpan: cell.attrs.rowspan }),
                children: cell.content.map((inside) => paragraph(inside, cell.type === "table_header" ? styles.head : styles.cell)),
              }),
          ),
        }),
    ),
  });
}
