// Case intake over REST beside the bare transaction that writes the same rows.
import { randomUUID } from "node:crypto";
import { capturedSubmission } from "./capture.ts";
import { beside, type Figure } from "./figure.ts";
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
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await pressure.run({ kind: "floor", url: floor, clients, units, milliseconds });
    const real = await pressure.run(task(keyed(submissions, 5 * milliseconds), { milliseconds }));
    pairs.push([real.rate, bare.rate]);
  }
  return [beside("case intake", "cases/s", pairs, { least: 0.6 })];
}
