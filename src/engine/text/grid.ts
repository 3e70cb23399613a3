// A table as a grid: which cell covers which place, spans counted.
import type { Text } from "../../platform/i18n/index.ts";
import { type Cell, type Row, textLimits } from "./model.ts";

/** Where a cell begins. */
export interface Placed {
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  readonly rowspan: number;
}

export const spanOf = ({ attrs }: Cell): { readonly colspan: number; readonly rowspan: number } => ({
  colspan: attrs?.colspan ?? 1,
  rowspan: attrs?.rowspan ?? 1,
});

/** The grid of a table: each place with the cell that covers it; undefined where none does. */
export function gridOf(rows: readonly Row[]): readonly (readonly (Placed | undefined)[])[] {
  const grid: (Placed | undefined)[][] = rows.map(() => []);
  for (const [row, { content }] of rows.entries()) {
    let column = 0;
    for (const cell of content) {
      while (grid[row]?.[column]) column += 1;
      const { colspan, rowspan } = spanOf(cell);
      const placed: Placed = { cell, row, column, colspan, rowspan };
      for (let down = 0; down < rowspan && row + down < rows.length; down++)
        for (let right = 0; right < colspan && right < textLimits.columns * 2; right++) {
          const line = grid[row + down];
          if (line) line[column + right] = placed;
        }
      column += colspan;
    }
  }
  return grid;
}

/** What is wrong with a table's shape: the first row that does not fit, and why. */
export function gridProblem(rows: readonly Row[]): { readonly row: number; readonly detail: Text } | undefined {
  const wide = rows.map(({ content }) => content.reduce((sum, cell) => sum + spanOf(cell).colspan, 0));
  const tooWide = wide.findIndex((n) => n > textLimits.columns);
  if (tooWide >= 0)
    return {
      row: tooWide,
      detail: { zh: `表格最多 ${textLimits.columns} 列。`, en: `A table has at most ${textLimits.columns} columns.` },
    };
  const grid = gridOf(rows);
  const columns = grid[0]?.length ?? 0;
  for (const [row, line] of grid.entries()) {
    const covered = Array.from({ length: columns }, (_, i) => line[i]);
    if (columns === 0 || line.length !== columns || covered.includes(undefined))
      return {
        row,
        detail: {
          zh: `表格第 ${row + 1} 行的列数与第一行（${columns} 列）不同。`,
          en: `Row ${row + 1} of the table has another number of columns than the first (${columns}).`,
        },
      };
  }
  const places = new Map<Cell, number>();
  for (const line of grid) for (const placed of line) if (placed) places.set(placed.cell, (places.get(placed.cell) ?? 0) + 1);
  for (const [row, { content }] of rows.entries())
    for (const cell of content) {
      const { colspan, rowspan } = spanOf(cell);
      // Nothing else lies where a cell lies.
      if (row + rowspan <= rows.length && places.get(cell) === colspan * rowspan) continue;
      return {
        row,
        detail: {
          zh: `表格第 ${row + 1} 行的合并单元格超出表格或互相重叠。`,
          en: `A merged cell in row ${row + 1} of the table reaches beyond it or overlaps another.`,
        },
      };
    }
  return undefined;
}
