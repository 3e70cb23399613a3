// Several clients kept busy at once, and what they came to.

export interface Outcome {
  readonly done: number;
  /** Done a second. */
  readonly rate: number;
  /** Milliseconds, the median of all. */
  readonly latency: number;
  readonly bodies: readonly string[];
}

/** Runs `one` again and again on each of `clients`, numbered through, until it answers false. */
export async function keepBusy(clients: number, one: (client: number, n: number) => Promise<boolean>): Promise<Omit<Outcome, "bodies">> {
  const took: number[] = [];
  let n = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (;;) {
        const from = performance.now();
        if (!(await one(client, n++))) return;
        took.push(performance.now() - from);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { done: took.length, rate: took.length / seconds, latency: took.sort((a, b) => a - b)[took.length >> 1] ?? 0 };
}
