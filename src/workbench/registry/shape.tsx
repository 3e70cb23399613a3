// Areas as a small picture: the first filled, the others as outlines around it. North is up; nothing is stretched.
import { useSay, type Words } from "../../platform/page/index.ts";
import { type Box, boxOf, type Geometry, parseGeometry } from "../../registry/index.ts";

const [width, height, margin] = [320, 240, 8];

export function Shape({ shapes, title }: { shapes: readonly string[]; title: Words }) {
  const s = useSay();
  const known = shapes.flatMap((text) => parseGeometry(text) ?? []);
  const [first] = known;
  if (!first) return <>—</>;
  const place = placer(known.map(boxOf));
  return (
    <svg class="e-map" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={s(title)}>
      {known.toReversed().map((shape, n) => (
        <path
          key={`${n}-${shape.type}`}
          class={shape === first ? "e-map__own" : "e-map__other"}
          d={pathOf(shape, place)}
          fill-rule="evenodd"
        />
      ))}
    </svg>
  );
}

type Place = (position: readonly number[]) => string;

/** Puts longitude and latitude on the sheet; a degree of longitude is as long as it is at that latitude. */
function placer(boxes: readonly Box[]): Place {
  const [west, south, east, north] = boxes.reduce<Box>(
    ([a, b, c, d], [e, f, g, h]) => [Math.min(a, e), Math.min(b, f), Math.max(c, g), Math.max(d, h)],
    [180, 90, -180, -90],
  );
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, up] = [Math.max((east - west) * narrow, 1e-9), Math.max(north - south, 1e-9)];
  const scale = Math.min((width - 2 * margin) / across, (height - 2 * margin) / up);
  const [left, top] = [(width - across * scale) / 2, (height - up * scale) / 2];
  return ([x = 0, y = 0]) => `${(left + (x - west) * narrow * scale).toFixed(1)} ${(top + (north - y) * scale).toFixed(1)}`;
}

function pathOf(shape: Geometry, place: Place): string {
  const line = (positions: readonly (readonly number[])[]) => positions.map((one, n) => `${n === 0 ? "M" : "L"}${place(one)}`).join("");
  if (shape.type === "Point") return `M${place(shape.coordinates)}m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`;
  if (shape.type === "LineString") return line(shape.coordinates);
  const areas = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
  return areas.flatMap((rings) => rings.map((ring) => `${line(ring)}Z`)).join("");
}
