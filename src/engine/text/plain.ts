// A text as plain lines, for writing with nothing but a text field: each line is a paragraph; a line that begins with 一、 （一） 1.
// （1） or # ## ### #### is a level, one that begins with | a row of a table, 附件：title an annex. See docs/texts.md.
import { refusedCharacter } from "./characters.ts";
import { countsOf, labelOf } from "./labels.ts";
import { type Line, linesOf, textOf } from "./lines.ts";
import type { Level, TextDoc } from "./model.ts";
import { parseText } from "./parse.ts";
import { printRuns, readRuns } from "./plain-inline.ts";
import { type LineProblem, printTable, readTable, type TableLine } from "./plain-table.ts";

export type { LineProblem } from "./plain-table.ts";
export type PlainRead = { readonly ok: true; readonly text: TextDoc } | { readonly ok: false; readonly problems: readonly LineProblem[] };

const chinese = "[一二三四五六七八九十百千零〇]{1,7}";
const levels: readonly (readonly [RegExp, Level])[] = [
  [new RegExp(`^${chinese}、\\s*`), 1],
  [new RegExp(`^[（(]${chinese}[）)]\\s*`), 2],
  [/^(?:\d{1,3}[.．]|\d{1,2}、)(?!\d)\s*/, 3],
  [/^[（(]\d{1,3}[）)]\s*/, 4],
];
const hashes = /^(#{1,4})\s+/;
const annex = /^(?:附件|annex|attachment)\s{0,3}\d{0,2}\s{0,3}[:：]\s*/i;

/** What a line is by its beginning, and the words behind that. */
function begins(line: string): { readonly level: Level; readonly rest: string } | { readonly annex: string } | undefined {
  const title = annex.exec(line)?.[0];
  if (title !== undefined) return { annex: line.slice(title.length) };
  const hash = hashes.exec(line);
  if (hash) return { level: (hash[1]?.length ?? 1) as Level, rest: line.slice(hash[0].length) };
  const typed = numberTyped(line);
  return typed && { level: typed.level, rest: line.slice(typed.length) };
}
/** The level that a line's typed number means, and how long that number is; undefined for a line without one. */
export function numberTyped(line: string): { readonly level: Level; readonly length: number } | undefined {
  for (const [shape, level] of levels) {
    const found = shape.exec(line)?.[0];
    if (found !== undefined) return { level, length: found.length };
  }
  return undefined;
}
const isSpecial = (line: string): boolean => line.startsWith("|") || begins(line) !== undefined;

/** Reads plain lines. What is not as it should be is told by its line; blanks around lines and empty lines do not count. */
export function readPlain(source: string): PlainRead {
  const lines: Line[] = [];
  const problems: LineProblem[] = [];
  let rows: TableLine[] = [];
  const endTable = (): void => {
    if (rows.length === 0) return;
    const read = readTable(rows);
    if ("table" in read) lines.push(read.table);
    else problems.push(read.problem);
    rows = [];
  };
  for (const [i, raw] of source.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).entries()) {
    const no = i + 1;
    const line = raw.replaceAll("\t", " ").trim();
    const bad = refusedCharacter(line);
    if (bad)
      problems.push({
        line: no,
        detail: { zh: `含有不可见的控制字符（${bad}），请删除。`, en: `It holds an invisible control character (${bad}). Remove it.` },
      });
    if (line.startsWith("|")) {
      rows.push({ no, source: line });
      continue;
    }
    endTable();
    if (line === "") continue;
    const start = line.startsWith("\\") && isSpecial(line.slice(1)) ? undefined : begins(line);
    if (start === undefined) {
      const content = readRuns(line.startsWith("\\") && isSpecial(line.slice(1)) ? line.slice(1) : line);
      if (content.length > 0) lines.push({ type: "paragraph", content });
    } else if ("annex" in start) {
      const title = start.annex;
      if (title === "" || title.length > 200)
        problems.push({
          line: no,
          detail:
            title === ""
              ? { zh: "请在“附件：”后写上附件的名称。", en: "Write the annex's title after “附件：”." }
              : { zh: "附件名称最多 200 字。", en: "An annex's title has at most 200 characters." },
        });
      lines.push({ type: "annex", title });
    } else {
      const content = readRuns(start.rest);
      if (content.length > 0) lines.push({ type: "heading", attrs: { level: start.level }, content });
      else
        problems.push({
          line: no,
          detail: { zh: "这一层次没有文字，请补写或删去序号。", en: "This level has no words: write some, or remove its number." },
        });
    }
  }
  endTable();
  if (problems.length > 0) return { ok: false, problems };
  const parsed = parseText(textOf(lines));
  return parsed.ok ? parsed : { ok: false, problems: parsed.problems.map(({ detail }) => ({ line: 1, detail })) };
}

/** The plain lines of a text; read again they are the same text. */
export function printPlain(text: TextDoc): string {
  const lines = linesOf(text);
  const counts = countsOf(lines);
  const annexes = lines.filter(({ type }) => type === "annex").length;
  const out: string[] = [];
  for (const [i, line] of lines.entries()) {
    switch (line.type) {
      case "paragraph": {
        const words = printRuns(line.content);
        out.push(isSpecial(words) ? `\\${words}` : words);
        break;
      }
      case "heading": {
        const { level } = line.attrs;
        const n = counts[i] ?? 1;
        const label = n > 999 ? `${"#".repeat(level)} ` : `${labelOf(level, n)}${level === 3 ? " " : ""}`;
        out.push(`${label}${printRuns(line.content)}`);
        break;
      }
      case "annex":
        out.push("", `附件${annexes > 1 ? (counts[i] ?? "") : ""}：${line.title}`);
        break;
      case "table":
        if (lines[i - 1]?.type === "table") out.push("");
        out.push(...printTable(line));
    }
  }
  return out.join("\n");
}
