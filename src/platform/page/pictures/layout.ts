// Where everything in the picture of a procedure stands: pure geometry, in units of one pixel at full size.

import type { Standing } from "./glyph.tsx";
import { measure, wrap } from "./measure.ts";

export interface StageInput {
  readonly key: string;
  readonly title: string;
  readonly standing: Standing;
  readonly tasks: readonly { readonly title: string; readonly who: string; readonly standing: Standing }[];
}
export interface RouteInput {
  readonly from: string;
  readonly to: string;
  readonly taken: boolean;
}

export interface TaskBox {
  readonly x: number;
  readonly y: number;
  readonly title: readonly string[];
  readonly who: readonly string[];
  readonly standing: Standing;
}
export interface StageBox {
  readonly key: string;
  readonly x: number;
  /** Of the line on which the stages' signs stand. */
  readonly y: number;
  readonly title: readonly string[];
  readonly standing: Standing;
  readonly tasks: readonly TaskBox[];
}
export interface Line {
  readonly path: string;
  readonly taken: boolean;
  /** Where the head of its arrow is, pointing down; none on the main line. */
  readonly head?: { readonly x: number; readonly y: number };
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly stages: readonly StageBox[];
  readonly lines: readonly Line[];
}

const column = 184;
const perRow = 5;
const indent = 16;
const titleSize = 16;
const taskSize = 14;
const whoSize = 13;
const arc = 14;

/** Lays stages out left to right, at most five to a row, their tasks stacked below, skipping and returning routes as arcs above. */
export function arrange(stages: readonly StageInput[], routes: readonly RouteInput[]): Drawing {
  const rows: (readonly StageInput[])[] = [];
  const per = Math.ceil(stages.length / Math.max(1, Math.ceil(stages.length / perRow)));
  for (let i = 0; i < stages.length; i += per) rows.push(stages.slice(i, i + per));

  const place = new Map(stages.map((s, i) => [s.key, { row: Math.floor(i / per), col: i % per, index: i }]));
  const boxes: StageBox[] = [];
  const lines: Line[] = [];
  let top = 0;
  let widest = 0;
  for (const [r, row] of rows.entries()) {
    const arcs = routes.flatMap((route) => {
      const [from, to] = [place.get(route.from), place.get(route.to)];
      if (!from || !to || from.row !== r || to.row !== r || to.index === from.index + 1 || from.index === to.index) return [];
      return [{ from: from.col, to: to.col, taken: route.taken }];
    });
    // The longer an arc, the higher it runs; arcs of one height never share ground.
    arcs.sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
    const levels: { from: number; to: number }[][] = [];
    const high = arcs.map((a) => {
      const span = { from: Math.min(a.from, a.to), to: Math.max(a.from, a.to) };
      let level = levels.findIndex((used) => used.every((u) => u.to <= span.from || u.from >= span.to));
      if (level < 0) level = levels.push([]) - 1;
      levels[level]?.push(span);
      return level;
    });
    const y = top + 18 + levels.length * arc;
    for (const [i, a] of arcs.entries()) {
      const up = y - 16 - (high[i] ?? 0) * arc;
      // Leaves at the side it turns to, arrives on top.
      const [x1, x2] = [indent + a.from * column + (a.to > a.from ? 7 : -7), indent + a.to * column];
      const turn = x2 > x1 ? 6 : -6;
      const path = `M${x1} ${y - 11}V${up + 4}Q${x1} ${up - 2} ${x1 + turn} ${up - 2}H${x2 - turn}Q${x2} ${up - 2} ${x2} ${up + 4}V${y - 16}`;
      lines.push({ path, taken: a.taken, head: { x: x2, y: y - 12 } });
    }
    let bottom = y;
    for (const [c, stage] of row.entries()) {
      const x = indent + c * column;
      const title = wrap(stage.title, (column - 28) / titleSize, 2);
      let below = y + 34 + (title.length - 1) * 22;
      const tasks = stage.tasks.map((task) => {
        const lines = wrap(task.title, (column - 44) / taskSize, 3);
        const who = task.who === "" ? [] : wrap(task.who, (column - 44) / whoSize, 2);
        const box = { x, y: below + 26, title: lines, who, standing: task.standing };
        below += 14 + lines.length * 20 + who.length * 18;
        return box;
      });
      boxes.push({ key: stage.key, x, y, title, standing: stage.standing, tasks });
      bottom = Math.max(bottom, below + 8);
      const next = row[c + 1];
      if (next) lines.push({ path: `M${x + 12} ${y}H${x + column - 12}`, taken: passed(stage.standing) && passed(next.standing) });
      else if (r < rows.length - 1)
        lines.push({ path: `M${x + 12} ${y}H${x + 64}`, taken: passed(stage.standing) && passed(rows[r + 1]?.[0]?.standing ?? "ahead") });
      const reach = Math.max(
        72,
        ...title.map((l) => measure(l) * titleSize),
        ...tasks.flatMap((t) => [...t.title, ...t.who].map((l) => 26 + measure(l) * taskSize)),
      );
      widest = Math.max(widest, x + Math.min(column, reach + 8));
    }
    top = bottom + 16;
  }
  return { width: Math.ceil(widest), height: Math.max(1, top - 8), stages: boxes, lines };
}

const passed = (standing: Standing): boolean => standing === "done" || standing === "now" || standing === "late";
