// Natural resources and space: areas of the sample city on a plain of our own, in the open ocean where there is no land.
import { own } from "./divisions.ts";
import { type Random, seeded } from "./random.ts";
import type { Row } from "./rows.ts";

const seed = 20260103;
/** The south-western corner of the city, in degrees of longitude and latitude. */
const corner = { east: 152, north: 24 } as const;
/** The side of a subdistrict's square, in degrees: about 5 km. */
const side = 0.05;
const metres = { east: 101_600, north: 110_800 } as const;

const kinds = [
  ["park", "公园"],
  ["farmland", "永久基本农田"],
  ["protected", "生态保护红线区"],
  ["building-land", "建设用地"],
  ["water", "水面"],
] as const;

/** A whole subdistrict, and in it one area of each kind, none of which touches another of its subdistrict. */
export function landRows(): readonly Row[] {
  const random = seeded(seed);
  return Object.entries(own)
    .filter(([code]) => code.length === 9)
    .flatMap(([code, name], at) => {
      const [west, south] = [corner.east + (at % 5) * side, corner.north + Math.floor(at / 5) * side];
      const whole = polygon([
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
      ]);
      return [
        row(code, 0, name, "subdistrict", whole, side * side, random),
        ...kinds.map(([kind, word], n) => {
          const { shape, size } = blot(random, west + side * (0.1 + 0.2 * n), south + side * (0.25 + 0.5 * (random.int(0, 1000) / 1000)));
          return row(code, n + 1, `${name}${word}`, kind, shape, size, random);
        }),
      ];
    });
}

function row(code: string, n: number, name: string, kind: string, shape: string, size: number, random: Random): Row {
  return {
    id: `ZR${code}${String(n).padStart(2, "0")}`,
    name,
    kind,
    subdistrict: code,
    "area-m2": Math.round(size * metres.east * metres.north),
    registered: `${random.int(2012, 2024)}-${String(random.int(1, 12)).padStart(2, "0")}-01`,
    shape,
  };
}

type Position = readonly [number, number];
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
const polygon = (ring: readonly Position[]): string => {
  const positions = [...ring, ring[0] ?? [0, 0]].map(([x, y]) => [rounded(x), rounded(y)]);
  return JSON.stringify({ type: "Polygon", coordinates: [positions] });
};

/** An eight-cornered area around a point. */
function blot(random: Random, x: number, y: number): { readonly shape: string; readonly size: number } {
  const ring = Array.from({ length: 8 }, (_, at): Position => {
    const angle = (at / 8) * 2 * Math.PI;
    const far = side * (0.05 + 0.04 * (random.int(0, 1000) / 1000));
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
  const size = ring.reduce((sum, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length] ?? [ax, ay];
    return sum + (ax * by - bx * ay) / 2;
  }, 0);
  return { shape: polygon(ring), size };
}
