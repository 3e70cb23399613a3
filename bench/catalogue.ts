// Searching a catalogue of 100,000 datasets: every kind of search that its page sends, counted and narrowed by facets.
import type { Pool } from "pg";
import { searchDatasets } from "../src/opendata/index.ts";
import { openPool } from "../src/platform/database/index.ts";
import { growDatasets } from "../test/support/datasets.ts";
import { absolute, type Figure } from "./figure.ts";

/** From nothing typed to what nobody has, from a word that is everywhere to three that must all be there. */
export const searches: readonly (readonly [words: string, facets: Readonly<Record<string, string>>])[] = [
  ["", {}],
  ["", { agency: "agency-0" }],
  ["", { agency: "agency-33" }],
  ["", { theme: "AGRI", format: "XLSX" }],
  ["数据", {}],
  ["道路", {}],
  ["道路 名录", {}],
  ["电梯检查", {}],
  ["特种设备", { agency: "agency-3" }],
  ["水", {}],
  ["road", {}],
  ["hospital clinic", {}],
  ["vaccine", { licence: "cc0-1.0" }],
  ["hos", {}],
  ["空气 monitoring", { theme: "TRAN" }],
  ["没有人发布过的东西", {}],
];

/** The slowest hundredth of all searches, each kind asked `rounds` times over the app's own pool. */
export async function measureCatalogue(
  urls: { readonly app: string; readonly owner: string },
  rounds = 40,
  datasets = 100_000,
): Promise<readonly Figure[]> {
  await growDatasets(urls.owner, datasets);
  const pool = openPool(urls.app, "errand bench", 4);
  try {
    const times: number[] = [];
    for (let round = 0; round < rounds + 2; round++) {
      for (const [words, facets] of searches) {
        const begun = performance.now();
        await searchDatasets(pool as Pool, { words, facets }, { limit: 20 });
        // The first rounds bring the pages into memory.
        if (round >= 2) times.push(performance.now() - begun);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    const name = datasets.toLocaleString("en");
    return [
      absolute(`catalogue of ${name} datasets searched, median`, "ms", at(0.5), {}),
      absolute(`catalogue of ${name} datasets searched, p99`, "ms", at(0.99), { most: 10 }),
    ];
  } finally {
    await pool.end();
  }
}
