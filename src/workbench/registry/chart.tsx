// A series as a small picture, and beside it as a table with what each value was before its revision.
import { number } from "../../platform/i18n/index.ts";
import { DateText, Details, Table, Tag, usePage, useSay, type Words } from "../../platform/page/index.ts";
import type { Point } from "../../registry/index.ts";
import { text } from "./words.ts";

const [width, height, margin] = [640, 200, 24];

export function Chart({ points, title }: { points: readonly Point[]; title: Words }) {
  const s = useSay();
  const { lang } = usePage();
  if (points.length < 2) return null;
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (n: number) => margin + (n / (points.length - 1)) * (width - 2 * margin);
  const y = (value: number) => height - margin - ((value - least) / (most - least || 1)) * (height - 2 * margin);
  const line = (of: (point: Point) => number) =>
    points.map((point, n) => `${n === 0 ? "M" : "L"}${x(n).toFixed(1)} ${y(of(point)).toFixed(1)}`).join("");
  const first = points[0]?.period ?? "";
  const last = points.at(-1)?.period ?? "";
  const says = {
    zh: `${s(title)}：${first} 至 ${last}，最低 ${least}，最高 ${most}`,
    en: `${s(title)}: ${first} to ${last}, least ${least}, most ${most}`,
  };
  return (
    <>
      <svg class="e-series" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says[lang]}>
        <line class="e-series__axis" x1={margin} y1={height - margin} x2={width - margin} y2={height - margin} />
        <path class="e-series__before" d={line(({ value, values: all }) => all[0]?.value ?? value)} />
        <path class="e-series__now" d={line(({ value }) => value)} />
        <text class="e-series__label" x={margin} y={height - 6}>
          {first}
        </text>
        <text class="e-series__label" x={width - margin} y={height - 6} text-anchor="end">
          {last}
        </text>
      </svg>
      <Details summary={text.series}>
        <Table
          caption={title}
          hideCaption
          rows={points.toReversed()}
          rowKey={({ period }) => period}
          columns={[
            { title: text.period, heads: true, cell: ({ period }) => period },
            { title: text.value, numeric: true, cell: ({ value }) => number(value, lang) },
            {
              title: text.revised,
              cell: ({ values: all }) =>
                all.length < 2
                  ? "—"
                  : all.slice(0, -1).map(({ value, recorded }) => (
                      <span key={recorded}>
                        <Tag>{number(value, lang)}</Tag> <DateText of={recorded} />{" "}
                      </span>
                    )),
            },
          ]}
        />
      </Details>
    </>
  );
}
