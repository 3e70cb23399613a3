// The mark as a picture of points, for the home screens that take no drawings: painted by the distance to its lines.
import { crc32, deflateSync } from "node:zlib";

type Paint = (x: number, y: number) => number;

const segment =
  (x1: number, y1: number, x2: number, y2: number): Paint =>
  (x, y) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
  };

/** A quarter of a circle; `right` and `down` say which of the four. */
const quarter =
  (cx: number, cy: number, r: number, right: boolean, down: boolean): Paint =>
  (x, y) =>
    x > cx === right && y > cy === down ? Math.abs(Math.hypot(x - cx, y - cy) - r) : Number.POSITIVE_INFINITY;

/** The way of the mark (see mark.tsx), on its field of 32 by 32. */
const way: readonly Paint[] = [
  segment(8, 23.5, 13.5, 23.5),
  quarter(13.5, 19, 4.5, true, true),
  segment(18, 19, 18, 14),
  quarter(22.5, 14, 4.5, false, false),
  segment(22.5, 9.5, 24, 9.5),
  segment(21, 6, 24.5, 9.5),
  segment(24.5, 9.5, 21, 13),
];
const point: Paint = (x, y) => Math.hypot(x - 8, y - 23.5);

/** How much of a point is covered whose middle lies so far inside (units of the field, `step` wide). */
const covered = (inside: number, step: number): number => Math.max(0, Math.min(1, inside / step + 0.5));

/** A PNG of `size` by `size` points: the mark in white on the colour, to the very edge, as home screens cut it themselves. */
export function iconPng(size: number, colour: string): Buffer {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  // What home screens cut off is at most a fifth: the mark keeps to the middle.
  const scale = 40 / size;
  const rows = Buffer.alloc(size * (1 + size * 3));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) * scale - 4;
      const y = (row + 0.5) * scale - 4;
      const line = Math.min(...way.map((paint) => paint(x, y)));
      const white = Math.max(covered(1.5 - line, scale), covered(2.6 - point(x, y), scale));
      const at = row * (1 + size * 3) + 1 + column * 3;
      for (const [n, value] of [red, green, blue].entries()) rows[at + n] = Math.round(value + (255 - value) * white);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
