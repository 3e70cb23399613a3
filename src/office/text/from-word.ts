// What a reader of Word files found, as a text. Our own files come back as they were; in others the numbers that people type are read as
// levels. What a text cannot hold is left out and named.
import { type Cell, type Line, numberTyped, type Paragraph, parseText, type Row, type TextDoc, textOf } from "../../engine/text/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { styles } from "./word-styles.ts";

/** A node of the tree that mammoth makes of a file; read with care, since files say what they like. */
export interface WordNode {
  readonly type: string;
  readonly children?: readonly WordNode[];
  readonly value?: string;
  readonly styleId?: string | null;
  readonly styleName?: string | null;
  readonly numbering?: { readonly isOrdered: boolean; readonly level: string } | null;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderline?: boolean;
  readonly isStrikethrough?: boolean;
  readonly isHeader?: boolean;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly breakType?: string;
}

export interface FromWord {
  readonly text: TextDoc;
  /** What was left out, each once. */
  readonly dropped: readonly Text[];
}
export type WordRead = ({ readonly ok: true } & FromWord) | { readonly ok: false; readonly text: Text };

interface Run {
  text: string;
  strong: boolean;
}

const names = {
  image: { zh: "图片", en: "Pictures" },
  noteReference: { zh: "脚注和尾注", en: "Footnotes and endnotes" },
  commentReference: { zh: "Word 批注", en: "Word comments" },
  hyperlink: { zh: "超链接的地址（文字已保留）", en: "Addresses of links (their words are kept)" },
  checkbox: { zh: "复选框", en: "Check boxes" },
  styled: { zh: "斜体、下划线和删除线", en: "Italics, underlining and strike-through" },
  bullets: { zh: "项目符号（文字已保留）", en: "Bullets (their words are kept)" },
  nested: { zh: "表格里的表格（文字已保留）", en: "Tables within tables (their words are kept)" },
  invisible: { zh: "不可见的控制字符", en: "Invisible control characters" },
} as const satisfies Record<string, Text>;

/** `unknown`: names of elements that the reader did not know. */
export function fromWord(tree: WordNode, unknown: readonly string[]): WordRead {
  const dropped = new Set<keyof typeof names>();
  const lines: Line[] = [];
  let annexNext = false;
  for (const node of blocksOf(tree)) {
    if (node.type === "table") {
      const table = tableOf(node, dropped);
      if (table) lines.push(table);
      continue;
    }
    for (const runs of paragraphsIn(node, dropped)) {
      const words = runs
        .map(({ text }) => text)
        .join("")
        .trim();
      if (words === "" || (lines.length === 0 && node.styleId === styles.title)) continue;
      if (annexNext) {
        lines.push({ type: "annex", title: words.slice(0, 200) });
        annexNext = false;
      } else if (node.styleId === styles.annex) lines.push({ type: "annex", title: words.replace(/^附件\d*[:：]/, "").slice(0, 200) });
      else if (/^附件\s{0,3}\d{0,2}$/.test(words)) annexNext = true;
      else lines.push(lineOf(node, runs, dropped));
    }
  }
  const parsed = parseText(textOf(lines));
  if (!parsed.ok) return { ok: false, text: parsed.problems[0]?.detail ?? { zh: "无法读取。", en: "It cannot be read." } };
  const others = [...new Set(unknown)]
    .filter((name) => !/^(w:(bookmark|proofErr|lastRendered|sectPr)|mc:|w14:|wp14:)/.test(name))
    .slice(0, 20);
  return {
    ok: true,
    text: parsed.text,
    dropped: [
      ...[...dropped].map((one) => names[one]),
      ...(others.length > 0 ? [{ zh: `不认识的内容：${others.join("、")}`, en: `Unknown content: ${others.join(", ")}` }] : []),
    ],
  };
}

/** Paragraphs and tables in their order, whatever they are wrapped in. */
function* blocksOf(node: WordNode): Generator<WordNode> {
  for (const child of node.children ?? []) {
    if (child.type === "paragraph" || child.type === "table") yield child;
    else yield* blocksOf(child);
  }
}

function lineOf(node: WordNode, runs: readonly Run[], dropped: Set<keyof typeof names>): Line {
  const level = levelOf(node, dropped);
  const words = runs.map(({ text }) => text).join("");
  const start = words.length - words.trimStart().length;
  const typed = node.styleId === styles.body || isOurs(node) ? undefined : numberTyped(words.slice(start));
  const found = level ?? typed?.level;
  const content = after(runs, typed ? start + typed.length : 0).map(inlineOf);
  return found === undefined ? { type: "paragraph", content } : { type: "heading", attrs: { level: found }, content };
}

/** A level of a file of our own: its number is made by Word, and what its words say is meant. */
const isOurs = ({ styleId, numbering }: WordNode): boolean => /^Heading[1-4]$/.test(styleId ?? "") && numbering?.isOrdered === true;

const inlineOf = ({ text, strong }: Run) => ({ type: "text" as const, text, ...(strong ? { marks: [{ type: "strong" as const }] } : {}) });

/** The runs without their first characters. */
function after(runs: readonly Run[], cut: number): readonly Run[] {
  let left = cut;
  return runs.flatMap((run) => {
    const taken = Math.min(left, run.text.length);
    left -= taken;
    return taken === run.text.length ? [] : [{ ...run, text: run.text.slice(taken) }];
  });
}

function levelOf({ styleId, styleName, numbering }: WordNode, dropped: Set<keyof typeof names>): 1 | 2 | 3 | 4 | undefined {
  const styled = /^(?:heading|标题)\s*([1-9])$/i.exec(styleName ?? "") ?? /^Heading([1-9])$/.exec(styleId ?? "");
  if (styled) return Math.min(4, Number(styled[1])) as 1 | 2 | 3 | 4;
  if (!numbering) return undefined;
  if (numbering.isOrdered) return Number(numbering.level) === 0 ? 3 : 4;
  dropped.add("bullets");
  return undefined;
}

/** The runs of a paragraph; a line break begins another. */
function paragraphsIn(node: WordNode, dropped: Set<keyof typeof names>): readonly (readonly Run[])[] {
  const out: Run[][] = [[]];
  const walk = (one: WordNode, strong: boolean): void => {
    switch (one.type) {
      case "text": {
        const text = (one.value ?? "").replaceAll(invisible, () => {
          dropped.add("invisible");
          return "";
        });
        if (text !== "") out.at(-1)?.push({ text, strong });
        return;
      }
      case "tab":
        out.at(-1)?.push({ text: " ", strong });
        return;
      case "break":
        if (one.breakType === "line") out.push([]);
        return;
      case "run":
        if (one.isItalic || one.isUnderline || one.isStrikethrough) dropped.add("styled");
        for (const child of one.children ?? []) walk(child, strong || one.isBold === true);
        return;
      case "hyperlink":
        dropped.add("hyperlink");
        break;
      case "image":
      case "noteReference":
      case "commentReference":
      case "checkbox":
        dropped.add(one.type);
        return;
    }
    for (const child of one.children ?? []) walk(child, strong);
  };
  for (const child of node.children ?? []) walk(child, false);
  return out;
}

const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what they are looked for with
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function tableOf(node: WordNode, dropped: Set<keyof typeof names>): Line | undefined {
  const rows = (node.children ?? [])
    .filter(({ type }) => type === "tableRow")
    .map((row): Row => {
      const content = (row.children ?? [])
        .filter(({ type }) => type === "tableCell")
        .map((cell): Cell => {
          const inside = [...blocksOf(cell)].flatMap((block) => {
            if (block.type === "paragraph") return [block];
            dropped.add("nested");
            return [...deepParagraphs(block)];
          });
          const ours = inside.some(({ styleId }) => styleId === styles.cell);
          const head = (row.isHeader === true && !ours) || (inside.length > 0 && inside.every(({ styleId }) => styleId === styles.head));
          const paragraphs = inside
            .flatMap((one) => paragraphsIn(one, dropped))
            .map((runs): Paragraph => ({ type: "paragraph", content: runs.map(inlineOf) }));
          return {
            type: head ? "table_header" : "table_cell",
            attrs: { colspan: cell.colSpan ?? 1, rowspan: cell.rowSpan ?? 1 },
            content: paragraphs,
          };
        });
      return { type: "table_row", content };
    });
  return rows.length === 0 ? undefined : { type: "table", content: squared(rows) };
}

function* deepParagraphs(node: WordNode): Generator<WordNode> {
  for (const child of node.children ?? []) {
    if (child.type === "paragraph") yield child;
    else yield* deepParagraphs(child);
  }
}

/** Rows of a ragged table are filled up, so that no cell is lost. */
function squared(rows: readonly Row[]): readonly Row[] {
  const covered = rows.map(() => 0);
  for (const [n, { content }] of rows.entries())
    for (const { attrs } of content)
      for (let down = 0; down < Math.min(attrs?.rowspan ?? 1, rows.length - n); down++)
        covered[n + down] = (covered[n + down] ?? 0) + (attrs?.colspan ?? 1);
  const columns = covered.reduce((most, one) => Math.max(most, one), 0);
  return rows.map((row, n) => {
    const short = columns - (covered[n] ?? 0);
    const fill: Cell = { type: "table_cell", attrs: { colspan: short }, content: [{ type: "paragraph" }] };
    const content = row.content.map((cell) => {
      const rowspan = Math.min(cell.attrs?.rowspan ?? 1, rows.length - n);
      return { ...cell, attrs: { ...cell.attrs, rowspan } };
    });
    return short > 0 ? { ...row, content: [...content, fill] } : { ...row, content };
  });
}
