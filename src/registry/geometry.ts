// Geometries of records: GeoJSON (RFC 7946) text, its bounding box for the index, and the exact questions after the box.
import { booleanIntersects } from "@turf/boolean-intersects";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { z } from "zod";

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(position).min(4).refine(closed, "a ring ends where it begins");
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Point"), coordinates: position }),
  z.object({ type: z.literal("LineString"), coordinates: z.array(position).min(2) }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
export type Geometry = z.infer<typeof geometry>;

function closed(positions: readonly (readonly number[])[]): boolean {
  const [first, last] = [positions[0], positions.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

/** The geometry of a field's text; undefined where it is none. */
export function parseGeometry(text: string): Geometry | undefined {
  try {
    const parsed = geometry.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Every position of a geometry. */
export function positionsOf(shape: Geometry): readonly (readonly number[])[] {
  if (shape.type === "Point") return [shape.coordinates];
  if (shape.type === "LineString") return shape.coordinates;
  return shape.type === "Polygon" ? shape.coordinates.flat() : shape.coordinates.flat(2);
}

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

export function boxOf(shape: Geometry): Box {
  const all = positionsOf(shape);
  const [xs, ys] = [all.map(([x = 0]) => x), all.map(([, y = 0]) => y)];
  // Spread would put a large geometry on the stack.
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}

/** Whether the two share a point; a point on the edge of an area is in it. */
export function meets(one: Geometry, other: Geometry): boolean {
  if (other.type === "Point" && (one.type === "Polygon" || one.type === "MultiPolygon"))
    return booleanPointInPolygon(other.coordinates, one);
  return booleanIntersects(one, other);
}
