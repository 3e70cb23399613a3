// Reads a text that came from outside, whatever it is, and brings it into the one form in which it is kept.
import type { Text } from "../../platform/i18n/index.ts";
import { refusedCharacter, withoutBreaks } from "./characters.ts";
import { gridProblem } from "./grid.ts";
import { tidyRuns } from "./inline.ts";
import {
  type Annex,
  type Block,
  type Cell,
  type Inline,
  type Level,
  type Paragraph,
  type Part,
  type TextDoc,
  textLimits,
} from "./model.ts";

export interface TextProblem {
  /** JSON pointer into what was given. */
  readonly pointer: string;
  readonly detail: Text;
}
export type Parsed = { readonly ok: true; readonly text: TextDoc } | { readonly ok: false; readonly problems: readonly TextProblem[] };

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Most problems told at once: whoever has more puts these right first. */
const mostProblems = 20;
/** Where the limits are passed nothing more is read. */
class TooMuch extends Error {}

/**
 * A text in the shape of {@link TextDoc}, from a parsed JSON value. Empty paragraphs are left out, runs joined, blanks at the ends taken
 * off, spans of 1 not kept; what is of no known shape, what passes a limit and characters that cannot be seen are refused by their place.
 */
export function parseText(value: unknown): Parsed {
  const reader = new Reader();
  try {
    const text = reader.doc(value);
    if (reader.problems.length === 0) return { ok: true, text };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
  return { ok: false, problems: reader.problems };
}

class Reader {
  readonly problems: TextProblem[] = [];
  private characters = 0;
  private blocks = 0;
  private cells = 0;

  doc(value: unknown): TextDoc {
    if (!isNode(value) || value.type !== "doc") {
      this.say("", '这不是一份文稿：应为 {type: "doc", content: […]}。', 'This is no text: it should be {type: "doc", content: […]}.');
      return { type: "doc", content: [] };
    }
    const content: Block[] = [];
    let annexes = 0;
    for (const [i, node] of this.list(value, "").entries()) {
      const at = `/content/${i}`;
      if (isNode(node) && node.type === "annex") {
        annexes += 1;
        if (annexes > textLimits.annexes)
          this.stop(at, `附件最多 ${textLimits.annexes} 个。`, `There are more than ${textLimits.annexes} annexes.`);
        content.push(this.annex(node, at));
        continue;
      }
      if (annexes > 0)
        this.say(at, "附件只能放在文末，附件之后不能再有正文。", "Annexes stand at the end: no text may follow them outside an annex.");
      content.push(...this.part(node, at));
    }
    return { type: "doc", content };
  }

  private annex(node: Node, at: string): Annex {
    const given = isNode(node.attrs) ? node.attrs.title : undefined;
    const title = typeof given === "string" ? this.characterChecked(given, `${at}/attrs/title`).trim() : "";
    if (title === "") this.say(`${at}/attrs/title`, "请写附件的名称。", "Give the annex a title.");
    if (title.length > 200) this.say(`${at}/attrs/title`, "附件名称最多 200 字。", "An annex's title has at most 200 characters.");
    const content = this.list(node, at).flatMap((child, i) => this.part(child, `${at}/content/${i}`));
    return { type: "annex", attrs: { title }, content };
  }

  /** One block, or none where it is empty. */
  private part(node: unknown, at: string): Part[] {
    this.blocks += 1;
    if (this.blocks > textLimits.blocks)
      this.stop(at, `文稿最多 ${textLimits.blocks} 段。`, `A text has at most ${textLimits.blocks} blocks.`);
    if (!isNode(node)) return this.unknown(at, node);
    switch (node.type) {
      case "paragraph": {
        const content = this.inline(node, at);
        return content.length === 0 ? [] : [{ type: "paragraph", content }];
      }
      case "heading": {
        const level = isNode(node.attrs) ? node.attrs.level : undefined;
        if (level !== 1 && level !== 2 && level !== 3 && level !== 4) {
          this.say(`${at}/attrs/level`, "层次只能是 1 至 4。", "A level is 1, 2, 3 or 4.");
          return [];
        }
        const content = this.inline(node, at);
        return content.length === 0 ? [] : [{ type: "heading", attrs: { level: level as Level }, content }];
      }
      case "table":
        return this.table(node, at);
      default:
        return this.unknown(at, node.type);
    }
  }

  private table(node: Node, at: string): Part[] {
    const rows = this.list(node, at).map((row, i) => {
      const place = `${at}/content/${i}`;
      if (!isNode(row) || row.type !== "table_row") {
        this.unknown(place, isNode(row) ? row.type : row);
        return { type: "table_row" as const, content: [] };
      }
      return { type: "table_row" as const, content: this.list(row, place).flatMap((cell, n) => this.cell(cell, `${place}/content/${n}`)) };
    });
    if (rows.length === 0) return [];
    if (this.problems.length > 0) return [];
    const problem = gridProblem(rows);
    if (problem) this.problems.push({ pointer: `${at}/content/${problem.row}`, detail: problem.detail });
    return [{ type: "table", content: rows }];
  }

  private cell(node: unknown, at: string): Cell[] {
    this.cells += 1;
    if (this.cells > textLimits.cells)
      this.stop(at, `表格单元格最多 ${textLimits.cells} 个。`, `Tables have at most ${textLimits.cells} cells.`);
    if (!isNode(node) || (node.type !== "table_cell" && node.type !== "table_header")) {
      this.unknown(at, isNode(node) ? node.type : node);
      return [];
    }
    const span = (name: "colspan" | "rowspan"): number => {
      const value = isNode(node.attrs) ? (node.attrs[name] ?? 1) : 1;
      if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 5000) return value;
      this.say(`${at}/attrs/${name}`, "合并的格数应为正整数。", "A span is a positive whole number.");
      return 1;
    };
    const [colspan, rowspan] = [span("colspan"), span("rowspan")];
    const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
    const paragraphs = this.list(node, at).flatMap((child, i): Paragraph[] => {
      const place = `${at}/content/${i}`;
      if (!isNode(child) || child.type !== "paragraph") {
        this.say(place, "表格里只能写文字。", "A cell holds paragraphs of text only.");
        return [];
      }
      const content = this.inline(child, place);
      return content.length === 0 ? [] : [{ type: "paragraph", content }];
    });
    const content: Paragraph[] = paragraphs.length === 0 ? [{ type: "paragraph" }] : paragraphs;
    return [{ type: node.type, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), content }];
  }

  private inline(node: Node, at: string): readonly Inline[] {
    const runs = this.list(node, at).flatMap((child, i) => {
      const place = `${at}/content/${i}`;
      if (!isNode(child) || child.type !== "text" || typeof child.text !== "string") {
        this.unknown(place, isNode(child) ? child.type : child);
        return [];
      }
      const marks = child.marks ?? [];
      if (!Array.isArray(marks) || marks.some((mark) => !isNode(mark) || mark.type !== "strong")) {
        this.say(`${place}/marks`, "只支持加粗（strong）。", "Bold (strong) is the only mark.");
        return [];
      }
      return [{ text: this.characterChecked(child.text, place), strong: marks.length > 0 }];
    });
    return tidyRuns(runs);
  }

  private characterChecked(given: string, at: string): string {
    this.characters += given.length;
    if (this.characters > textLimits.characters)
      this.stop(at, `文稿最多 ${textLimits.characters} 字。`, `A text has at most ${textLimits.characters} characters.`);
    const bad = refusedCharacter(given);
    if (bad) this.say(at, `含有不可见的控制字符（${bad}），请删除。`, `It holds an invisible control character (${bad}). Remove it.`);
    return withoutBreaks(given);
  }

  private list(node: Node, at: string): readonly unknown[] {
    if (node.content === undefined) return [];
    if (Array.isArray(node.content)) return node.content;
    this.say(`${at}/content`, "content 应为数组。", "content should be a list.");
    return [];
  }

  private unknown(at: string, what: unknown): [] {
    const name = typeof what === "string" ? what.slice(0, 40) : "?";
    this.say(at, `这里不能有“${name}”。`, `“${name}” has no place here.`);
    return [];
  }

  private say(pointer: string, zh: string, en: string): void {
    this.problems.push({ pointer, detail: { zh, en } });
    if (this.problems.length >= mostProblems) throw new TooMuch();
  }

  private stop(pointer: string, zh: string, en: string): never {
    this.problems.push({ pointer, detail: { zh, en } });
    throw new TooMuch();
  }
}
