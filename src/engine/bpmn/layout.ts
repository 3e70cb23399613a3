// Where everything of a drawing stands. Columns from left to right follow the order of work, lanes lie below each other.
// Flows turn in the gaps between columns only, and long ones run in a band above the lanes, so that none crosses a shape.
import type { Drawing, Flow, Node, Shape } from "./drawing.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly pool: Box;
  readonly lanes: readonly Box[];
  readonly shapes: ReadonlyMap<string, Box>;
  readonly flows: ReadonlyMap<string, { readonly points: readonly Point[]; readonly label?: Box }>;
}

const sizes = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  boundaryEvent: [36, 36],
  exclusiveGateway: [50, 50],
  parallelGateway: [50, 50],
  userTask: [120, 80],
  serviceTask: [120, 80],
  sendTask: [120, 80],
} as const satisfies Record<Shape, readonly [number, number]>;

/** Free height around a shape: for an event's label, a timer on the border, the line that leads away from it. */
const ROOM = 56;
const THIN = 40;
const POOL = { x: 160, y: 80 };
const HEAD = 30;
const STEP = 14;

/** Something that takes a place in a column of a lane: a node, or a flow that passes through. */
type Occupant = string;

export function layOut({ nodes, flows, lanes }: Drawing): Layout {
  const columns = columnsOf(nodes, flows);
  const last = Math.max(...columns.values());
  const at = (id: string): number => columns.get(id) ?? 0;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const isRoute = (flow: Flow) => flow.marks.length > 0;
  const passing = (flow: Flow): number[] => {
    const [from, to] = [at(flow.from), at(flow.to)];
    return !isRoute(flow) && to > from + 1 ? Array.from({ length: to - from - 1 }, (_, n) => from + 1 + n) : [];
  };
  const isLong = (flow: Flow) => at(flow.to) !== at(flow.from) + 1 && passing(flow).length === 0;

  // Rows: in each lane as many as its fullest column needs.
  const rows = lanes.map(() => new Map<number, Occupant[]>());
  const put = (lane: number, column: number, who: Occupant) => {
    const cell = rows[lane]?.get(column) ?? [];
    rows[lane]?.set(column, [...cell, who]);
  };
  for (const node of nodes) if (!node.timer) put(node.lane, at(node.id), node.id);
  for (const flow of flows) for (const column of passing(flow)) put(byId.get(flow.from)?.lane ?? 0, column, `${flow.id}@${column}`);

  // Gaps: what turns in them decides how wide they are. Gap n lies before column n.
  const turns = Array.from({ length: last + 2 }, (): string[] => []);
  const turn = (gap: number, id: string) => turns[gap]?.push(id);
  for (const flow of flows) {
    turn(at(flow.from) + 1, `${flow.id}>`);
    for (const column of passing(flow)) turn(column + 1, `${flow.id}@${column}`);
    if (isLong(flow)) turn(at(flow.to), `${flow.id}<`);
  }
  const named = new Set(flows.filter(({ name }) => name !== "").map(({ to }) => at(to)));
  const width = (column: number) => Math.max(36, ...nodes.filter(({ id }) => at(id) === column).map(({ shape }) => sizes[shape][0]));
  const lefts: number[] = [];
  const turnAt = new Map<string, number>();
  let x = POOL.x + 2 * HEAD;
  for (let column = 0; column <= last + 1; column++) {
    const inGap = turns[column] ?? [];
    for (const [n, id] of inGap.entries()) turnAt.set(id, x + STEP * (n + 1));
    x += STEP * (inGap.length + 1) + (named.has(column) ? 70 : 20);
    lefts.push(x);
    if (column <= last) x += width(column);
  }

  // The band above the lanes: long flows share a track where they do not meet.
  const tracks: [number, number][][] = [];
  const trackOf = new Map<string, number>();
  for (const flow of flows.filter(isLong)) {
    const ends = [turnAt.get(`${flow.id}>`) ?? 0, turnAt.get(`${flow.id}<`) ?? 0] as const;
    const span: [number, number] = [Math.min(...ends) - STEP, Math.max(...ends) + STEP + (flow.name === "" ? 0 : 90)];
    let track = tracks.findIndex((taken) => taken.every(([from, to]) => span[1] < from || to < span[0]));
    if (track === -1) track = tracks.push([]) - 1;
    tracks[track]?.push(span);
    trackOf.set(flow.id, track);
  }
  const band = tracks.length === 0 ? 0 : 18 * tracks.length + 16;

  const middles = new Map<Occupant, number>();
  const laneBoxes: Box[] = [];
  let y = POOL.y;
  for (const [n, lane] of rows.entries()) {
    const top = y;
    if (n === 0) y += band;
    const most = Math.max(1, ...[...lane.values()].map((cell) => cell.length));
    for (let row = 0; row < most; row++) {
      const here = [...lane.values()].flatMap((cell) => cell[row] ?? []);
      const height = Math.max(THIN, ...here.map((who) => (byId.has(who) ? sizes[byId.get(who)?.shape ?? "userTask"][1] + ROOM : THIN)));
      for (const who of here) middles.set(who, y + height / 2);
      y += height;
    }
    laneBoxes.push({ x: POOL.x + HEAD, y: top, width: x - POOL.x - HEAD, height: y - top });
  }

  const shapes = new Map<string, Box>();
  for (const node of nodes) {
    const [w, h] = sizes[node.shape];
    if (node.timer) continue;
    const left = (lefts[at(node.id)] ?? 0) + (width(at(node.id)) - w) / 2;
    shapes.set(node.id, { x: left, y: (middles.get(node.id) ?? 0) - h / 2, width: w, height: h });
  }
  for (const { id, timer } of nodes) {
    const on = timer && shapes.get(timer.on);
    if (on) shapes.set(id, { x: on.x + on.width - 54, y: on.y + on.height - 18, width: 36, height: 36 });
  }

  const drawn = new Map<string, { points: Point[]; label?: Box }>();
  for (const flow of flows) {
    const from = shapes.get(flow.from);
    const to = shapes.get(flow.to);
    if (!from || !to) throw new Error(`flow ${flow.id} has no end`);
    const points: Point[] = [];
    let height: number;
    if (byId.get(flow.from)?.timer) {
      const bottom = from.y + from.height;
      height = bottom + 6;
      points.push({ x: from.x + 18, y: bottom }, { x: from.x + 18, y: height });
    } else {
      height = from.y + from.height / 2;
      points.push({ x: from.x + from.width, y: height });
    }
    const step = (turning: string, next: number) => {
      const here = turnAt.get(turning) ?? 0;
      if (next !== height) points.push({ x: here, y: height }, { x: here, y: next });
      height = next;
    };
    const target = to.y + to.height / 2;
    let label: Box | undefined;
    const track = trackOf.get(flow.id);
    if (track !== undefined) {
      const above = POOL.y + 16 + 18 * track;
      step(`${flow.id}>`, above);
      label = { x: (turnAt.get(`${flow.id}>`) ?? 0) + 4, y: above - 15, width: 84, height: 14 };
      step(`${flow.id}<`, target);
    } else {
      let turning = `${flow.id}>`;
      for (const column of passing(flow)) {
        step(turning, middles.get(`${flow.id}@${column}`) ?? height);
        turning = `${flow.id}@${column}`;
      }
      step(turning, target);
      label = { x: to.x - 74, y: target - 16, width: 70, height: 14 };
    }
    points.push({ x: to.x, y: target });
    drawn.set(flow.id, { points, ...(flow.name === "" ? {} : { label }) });
  }
  return { pool: { x: POOL.x, y: POOL.y, width: x - POOL.x, height: y - POOL.y }, lanes: laneBoxes, shapes, flows: drawn };
}

/** Each stage begins behind the one before; inside it a node stands behind all that lead to it. */
function columnsOf(nodes: readonly Node[], flows: readonly Flow[]): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const within = flows.filter((flow) => {
    const [from, to] = [byId.get(flow.from), byId.get(flow.to)];
    return from && to && from.stage === to.stage && (flow.marks.length === 0 || to.shape === "endEvent");
  });
  const depth = new Map<string, number>();
  const depthOf = (node: Node): number => {
    const known = depth.get(node.id);
    if (known !== undefined) return known;
    const before = within.filter(({ to }) => to === node.id).flatMap(({ from }) => byId.get(from) ?? []);
    const on = node.timer && byId.get(node.timer.on);
    const found = on ? depthOf(on) : 1 + Math.max(-1, ...before.map(depthOf));
    depth.set(node.id, found);
    return found;
  };
  const columns = new Map<string, number>();
  let base = 0;
  for (const stage of [...new Set(nodes.map((node) => node.stage))].sort((a, b) => a - b)) {
    const here = nodes.filter((node) => node.stage === stage);
    for (const node of here) columns.set(node.id, base + depthOf(node));
    base += 1 + Math.max(...here.filter(({ shape }) => shape !== "endEvent").map(depthOf));
  }
  return columns;
}
