// What a page of our renderer's files draws beside letters: lines, rings, stars, with their place on the sheet. Reads the content
// streams as plain text (no object streams), which is all that these files need.
import { inflateSync } from "node:zlib";

/** Millimetres from the sheet's left and upper edges. */
export interface Shape {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Red, green, blue from 0 to 1, as last set. */
  readonly colour: readonly number[];
  /** Thickness of a stroke in millimetres; 0 where it is filled. */
  readonly thickness: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];
const identity: Matrix = [1, 0, 0, 1, 0, 0];
const mm = 25.4 / 72;

/** The shapes of each page, in the order of the pages. */
export function shapesOf(pdf: Uint8Array): readonly (readonly Shape[])[] {
  const file = Buffer.from(pdf).toString("latin1");
  const object = (n: number) => new RegExp(`\\n${n} 0 obj\\s([\\s\\S]*?)\\nendobj`).exec(file)?.[1] ?? "";
  const tree = (n: number): string[] => {
    const body = object(n);
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1];
    return kids === undefined ? [body] : [...kids.matchAll(/(\d+) 0 R/g)].flatMap((m) => tree(Number(m[1])));
  };
  const root = Number(/\/Pages (\d+) 0 R/.exec(file)?.[1]);
  return tree(root).map((page) => drawn(streamOf(object(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]))), 297 / mm));
}

function streamOf(body: string): string {
  const start = /stream\r?\n/.exec(body);
  const from = (start?.index ?? 0) + (start?.[0].length ?? 0);
  const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
  return inflateSync(Buffer.from(body.slice(from, from + length), "latin1")).toString("latin1");
}

function drawn(content: string, height: number): Shape[] {
  const shapes: Shape[] = [];
  const stack: { matrix: Matrix; fill: number[]; stroke: number[]; thickness: number }[] = [];
  let state = { matrix: identity, fill: [0], stroke: [0], thickness: 1 };
  let points: (readonly [number, number])[] = [];
  let given: number[] = [];
  const add = (x = 0, y = 0) => {
    const [a, b, c, d, e, f] = state.matrix;
    points.push([a * x + c * y + e, b * x + d * y + f]);
  };
  const paint = (stroked: boolean) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const scale = Math.hypot(state.matrix[0], state.matrix[1]);
    if (points.length > 0)
      shapes.push({
        left: Math.min(...xs) * mm,
        right: Math.max(...xs) * mm,
        top: (height - Math.max(...ys)) * mm,
        bottom: (height - Math.min(...ys)) * mm,
        colour: stroked ? state.stroke : state.fill,
        thickness: stroked ? state.thickness * scale * mm : 0,
      });
    points = [];
  };
  for (const [word] of content.matchAll(/\((?:\\.|[^\\)])*\)|[^\s()]+/g)) {
    const number = Number(word);
    if (!Number.isNaN(number)) given.push(number);
    else {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = given;
      if (word === "q") stack.push({ ...state });
      else if (word === "Q") state = stack.pop() ?? state;
      else if (word === "cm") state = { ...state, matrix: times([a, b, c, d, e, f], state.matrix) };
      else if (word === "w") state = { ...state, thickness: a };
      else if (word === "scn" || word === "rg") state = { ...state, fill: given };
      else if (word === "SCN" || word === "RG") state = { ...state, stroke: given };
      else if (word === "m" || word === "l") add(a, b);
      else if (word === "c") {
        add(a, b);
        add(c, d);
        add(e, f);
      } else if (word === "re") {
        add(a, b);
        add(a + c, b + d);
      } else if (word === "S") paint(true);
      else if (word === "f" || word === "f*") paint(false);
      else if (word === "n") points = [];
      given = [];
    }
  }
  return shapes;
}
