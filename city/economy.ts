// Macro-economic series of the sample city: first figures, and the figures after their revision.
import { seeded } from "./random.ts";
import type { Row } from "./rows.ts";

const seed = 20260104;

const series = [
  { id: "gdp", title: "地区生产总值", unit: "亿元", start: 612, step: 0.013, quarterly: true },
  { id: "retail", title: "社会消费品零售总额", unit: "亿元", start: 214, step: 0.009, quarterly: true },
  { id: "revenue", title: "一般公共预算收入", unit: "亿元", start: 51, step: 0.006, quarterly: true },
  { id: "cpi", title: "居民消费价格指数（上年=100）", unit: "%", start: 101.8, step: 0.0004, quarterly: true },
  { id: "population", title: "常住人口", unit: "万人", start: 318, step: 0.004, quarterly: false },
] as const;
const years = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025] as const;

/** `first` as published, `revised` what was published later for the same periods: of quarters all up to the year before last. */
export function economyRows(): { readonly first: readonly Row[]; readonly revised: readonly Row[] } {
  const random = seeded(seed);
  const first: Row[] = [];
  const revised: Row[] = [];
  for (const { id, title, unit, start, step, quarterly } of series) {
    let level = start;
    for (const year of years) {
      for (const quarter of quarterly ? [1, 2, 3, 4] : [0]) {
        level *= 1 + step * (0.4 + 1.2 * (random.int(0, 1000) / 1000)) * (year === 2020 && quarter === 1 ? -4 : 1);
        const period = quarter === 0 ? String(year) : `${year}-Q${quarter}`;
        const month = quarter === 0 || quarter === 4 ? 1 : quarter * 3 + 1;
        const published = `${month === 1 ? year + 1 : year}-${String(month).padStart(2, "0")}-18`;
        const row = { point: `${id}-${period}`, series: id, title, period, value: tenth(level), unit, published };
        first.push(row);
        if (quarterly && year < 2024) revised.push({ ...row, value: tenth(level * (0.994 + 0.012 * (random.int(0, 1000) / 1000))) });
      }
    }
  }
  return { first, revised };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
