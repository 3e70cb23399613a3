// A slice of a load: some hundred cases, lived one after the other and written together.
import type { Client } from "pg";
import type { CaseRows } from "../casework/index.ts";
import { dayAt, works } from "../engine/calendar/index.ts";
import { type Random, seeded } from "../platform/random/index.ts";
import { live } from "./life.ts";
import type { Stage } from "./scene.ts";
import { write } from "./write.ts";

export interface Span {
  readonly until: number;
  /** How many cases the whole load has. */
  readonly cases: number;
  readonly seed: number;
}

export interface Done {
  readonly cases: number;
  readonly rows: number;
  readonly entries: number;
  readonly running: number;
  /** Who nobody could submit. */
  readonly failed: number;
}

const day = 86_400_000;
/** The last weeks hold this share of all cases, so that at every stage some are under way. */
const recent = { share: 0.12, days: 45 };

/** When the nth case is opened: in order, evenly over the past, denser in the last weeks. */
function openedAt(
  from: number,
  { until, cases }: Span,
  n: number,
  { calendar, zone }: { calendar: Parameters<typeof works>[0]; zone: string },
  home: (at: number) => number,
  random: Random,
): number {
  const share = (n + random.next()) / cases;
  const edge = Math.max(from, until - recent.days * day);
  const early = 1 - recent.share;
  const at = share < early ? from + (share / early) * (edge - from) : edge + ((share - early) / recent.share) * (until - edge);
  // Most people apply on working days.
  const shifted = !works(calendar, dayAt(at, zone)) && random.chance(0.6) ? at + 2 * day : at;
  const chosen = home(shifted);
  return chosen < until ? chosen : until - random.int(1, 12) * 3_600_000;
}

/** Lives and writes the cases `first` to `last` (not included). A number that was taken already makes it live them anew. */
export async function loadSlice(stage: Stage, owner: Client, span: Span, first: number, last: number): Promise<Done> {
  for (let attempt = 0; ; attempt++) {
    const random = seeded(span.seed + first * 7919 + attempt);
    const lived: CaseRows[] = [];
    let failed = 0;
    for (let n = first; n < last; n++) {
      const { desk, hours } = stage.scene;
      const opened = openedAt(stage.from, span, n, desk, (at) => hours.home(at, random), random);
      const rows = await live(stage.scene, random.pick(stage.services), Math.floor(opened), random);
      if (rows) lived.push(rows);
      else failed += 1;
    }
    await stage.record();
    try {
      const { rows, entries } = await write(owner, lived);
      return { cases: lived.length, rows, entries, running: lived.filter((one) => one.case.status === "running").length, failed };
    } catch (error) {
      if ((error as { code?: string }).code !== "23505" || attempt >= 3) throw error;
    }
  }
}
