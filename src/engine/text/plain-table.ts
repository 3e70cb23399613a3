// Tables as plain text: one line for each row, cells between |. `<` joins a cell to its left, `^` to the one above; ¶ parts paragraphs
// within a cell; a line of dashes makes heads of the rows above it, `!` before a cell's words makes a head of that one.
import type { Text } from "../../platform/i18n/index.ts";
import { gridOf, spanOf } from "./grid.ts";
import { type Cell, type Paragraph, type Row, type Table, textLimits } from "./model.ts";
import { printRuns, readRuns, splitAt } from "./plain-inline.ts";

const dashes = /^:?-{3,}:?$/;

export function printTable({ content: rows }: Table): readonly string[] {
  const [first, ...rest] = rows;
  const isHead = ({ type }: Cell): boolean => type === "table_header";
  const heads =
    first !== undefined && first.content.length > 0 && first.content.every(isHead) && !rest.some((row) => row.content.some(isHead));
  const lines = gridOf(rows).map((line, row) => {
    const cells = line.map((placed, column) => {
      if (!placed) return "";
      if (placed.column < column && placed.row <= row) return placed.row < row ? "^" : "<";
      if (placed.row < row) return "^";
      return printCell(placed.cell, !heads && isHead(placed.cell));
    });
    return `| ${cells.join(" | ")} |`;
  });
  const columns = gridOf(rows)[0]?.length ?? 0;
  const [head = "", ...more] = lines;
  return heads ? [head, `|${" --- |".repeat(columns)}`, ...more] : lines;
}

function printCell(cell: Cell, marked: boolean): string {
  const words = cell.content.map(({ content }) => printRuns(content, true)).join(" ¶ ");
  const safe = words === "<" || words === "^" || words.startsWith("!") || dashes.test(words) ? `\\${words}` : words;
  return marked ? `! ${safe}` : safe;
}

export interface TableLine {
  /** The line of the source, from 1 on. */
  readonly no: number;
  readonly source: string;
}
export interface LineProblem {
  readonly line: number;
  readonly detail: Text;
}

/** Reads the rows of one table. Rows that are too short are filled up with empty cells. */
export function readTable(lines: readonly TableLine[]): { readonly table: Table } | { readonly problem: LineProblem } {
  const rows: { no: number; cells: string[]; head: boolean }[] = [];
  for (const { no, source } of lines) {
    const cells = splitAt(source.slice(1), "|").map((cell) => cell.trim());
    if (cells.length > 1 && cells.at(-1) === "") cells.pop();
    if (rows.length > 0 && cells.every((cell) => dashes.test(cell))) for (const row of rows) row.head = true;
    else rows.push({ no, cells, head: false });
  }
  const columns = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const [first] = rows;
  if (columns > textLimits.columns || rows.length * columns > textLimits.cells)
    return {
      problem: {
        line: first?.no ?? 1,
        detail: {
          zh: `表格最多 ${textLimits.columns} 列、${textLimits.cells} 格。`,
          en: `A table has at most ${textLimits.columns} columns and ${textLimits.cells} cells.`,
        },
      },
    };
  const owners: { row: number; column: number }[][] = [];
  for (const [row, { no, cells }] of rows.entries()) {
    const line: { row: number; column: number }[] = [];
    for (let column = 0; column < columns; column++) {
      const cell = cells[column] ?? "";
      const owner = cell === "<" ? line[column - 1] : cell === "^" ? owners[row - 1]?.[column] : { row, column };
      if (!owner)
        return {
          problem: {
            line: no,
            detail:
              cell === "<"
                ? {
                    zh: "第一列左边没有可合并的单元格，请改写“<”。",
                    en: "There is no cell to the left of the first column to join: change “<”.",
                  }
                : { zh: "第一行上面没有可合并的单元格，请改写“^”。", en: "There is no cell above the first row to join: change “^”." },
          },
        };
      line.push(owner);
    }
    owners.push(line);
  }
  const at = (row: number, column: number) => owners[row]?.[column];
  const same = (a: { row: number; column: number } | undefined, row: number, column: number) => a?.row === row && a.column === column;
  const covered = new Map<number, number>();
  for (const line of owners)
    for (const { row, column } of line) covered.set(row * columns + column, (covered.get(row * columns + column) ?? 0) + 1);
  const content: Row[] = [];
  for (const [row, { no, cells, head }] of rows.entries()) {
    const line: Cell[] = [];
    for (let column = 0; column < columns; column++) {
      if (!same(at(row, column), row, column)) continue;
      let colspan = 1;
      while (same(at(row, column + colspan), row, column)) colspan += 1;
      let rowspan = 1;
      while (same(at(row + rowspan, column), row, column)) rowspan += 1;
      if (covered.get(row * columns + column) !== colspan * rowspan)
        return {
          problem: {
            line: no,
            detail: { zh: "合并的单元格应当是一个长方形。", en: "Joined cells should form a rectangle." },
          },
        };
      line.push(readCell(cells[column] ?? "", head, colspan, rowspan));
    }
    content.push({ type: "table_row", content: line });
  }
  return { table: { type: "table", content } };
}

function readCell(source: string, head: boolean, colspan: number, rowspan: number): Cell {
  const marked = source.startsWith("!");
  const paragraphs = splitAt(marked ? source.slice(1) : source, "¶").flatMap((words): Paragraph[] => {
    const content = readRuns(words);
    return content.length === 0 ? [] : [{ type: "paragraph", content }];
  });
  const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
  return {
    type: head || marked ? "table_header" : "table_cell",
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    content: paragraphs.length === 0 ? [{ type: "paragraph" }] : paragraphs,
  };
}

/** The columns that a table covers. */
export const columnsOf = ({ content: [first] }: Table): number =>
  (first?.content ?? []).reduce((sum, cell) => sum + spanOf(cell).colspan, 0);
