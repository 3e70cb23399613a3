// Case intake over REST beside the bare transaction that writes the same rows. What follows a case in the background (the log, the
// index of the search, notices, figures) lets requests go first; it is waited for before the floor is measured again, and told apart.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { capturedSubmission } from "./capture.ts";
import { absolute, beside, type Figure } from "./figure.ts";
import type { HttpTask } from "./http-task.ts";
import type { Pressure } from "./pressure.ts";
import type { Submission } from "./submissions.ts";

export const clients = 8;

export interface IntakeOptions {
  readonly url: string;
  readonly pressure: Pressure;
  readonly submissions: readonly Submission[];
  /** The application's and the floor's databases. */
  readonly app: string;
  readonly floor: string;
  readonly rounds: number;
  readonly milliseconds: number;
  /** Whether the same process does what follows a case as well. */
  readonly worker: boolean;
}

/** Each of them under a key of its own; enough for a round at any speed. */
export const keyed = (submissions: readonly Submission[], count: number): HttpTask["requests"] =>
  Array.from({ length: count }, (_, n) => ({ ...(submissions[n % submissions.length] as Submission), key: randomUUID() }));

export async function measureIntake({
  url,
  pressure,
  submissions,
  app,
  floor,
  rounds,
  milliseconds,
  worker,
}: IntakeOptions): Promise<readonly Figure[]> {
  const task = (requests: HttpTask["requests"], more: Partial<HttpTask>): HttpTask => ({
    kind: "http",
    url,
    clients,
    requests,
    status: 201,
    ...more,
  });
  const warm = await pressure.run(task(keyed(submissions, submissions.length), { bodies: true }));
  const ids = warm.bodies.map((body) => (JSON.parse(body) as { id: string }).id);
  const units = await Promise.all(ids.slice(0, 40).map(async (id) => [await capturedSubmission(app, id)]));
  await pressure.run({ kind: "floor", url: floor, clients, units, count: 200 });
  // Every process has been at it for as long as a round before the first one counts.
  await pressure.run(task(keyed(submissions, 10 * milliseconds), { milliseconds: 2 * milliseconds }));
  if (worker) await settled(app);
  const pairs: [number, number][] = [];
  const following: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await pressure.run({ kind: "floor", url: floor, clients, units, milliseconds });
    const real = await pressure.run(task(keyed(submissions, 5 * milliseconds), { milliseconds }));
    pairs.push([real.rate, bare.rate]);
    if (!worker) continue;
    const ended = performance.now();
    await settled(app);
    following.push((performance.now() - ended) / ((real.rate * milliseconds) / 1000));
  }
  const [median = 0] = following.toSorted((a, b) => a - b).slice(following.length >> 1);
  if (!worker) return [beside("case intake", "cases/s", pairs, { least: 0.6 })];
  return [
    beside("case intake in one process with all that follows it", "cases/s", pairs),
    absolute("what follows a case, caught up with after the last one", "ms a case", median),
  ];
}

/** Until the log has grown and everybody who follows it has come to its end. */
async function settled(url: string): Promise<void> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    for (;;) {
      const { rows } = await db.query<{ done: boolean }>(
        `select not exists (select from ledger.pending) and
           coalesce((select min(idx) from ledger.feed) > (select max(idx) from ledger.leaf), true) as done`,
      );
      if (rows[0]?.done) return;
      await sleep(50);
    }
  } finally {
    await db.end();
  }
}
