// What comes at the same moment is done together: one statement for several, made durable at once. Nobody waits for others to come: what
// comes while a batch is under way goes with the next one.

/** Does several things; an answer for each, in their order. It does all of them or fails. */
export type Several<T, R> = (things: readonly T[]) => Promise<readonly R[]>;

interface Waiting<T, R> {
  readonly things: readonly T[];
  readonly done: (answers: readonly R[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Of more than goes into one batch a second one is under way beside it: one is worked on here while the other is in the database. */
const mostUnderWay = 2;
/** A batch that takes longer, in milliseconds, keeps the next one waiting no more. */
const patience = 25;

/**
 * The same as `several`; each caller gets its own answers, in its own order. `most` things go into one batch. Where a batch fails each
 * caller's things are done by themselves, so that one's trouble is not the others': doing again what was done must be recognised.
 */
export function gathering<T, R>(several: Several<T, R>, most: number): Several<T, R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;
  const alone = (one: Waiting<T, R>): Promise<void> => several(one.things).then(one.done, one.failed);
  const next = (): readonly Waiting<T, R>[] => {
    let count = 0;
    const end = waiting.findIndex(({ things }, n) => {
      count += things.length;
      return n > 0 && count > most;
    });
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const run = async (): Promise<void> => {
    underWay += 1;
    for (;;) {
      // Whoever was answered just now may ask again at once, and goes with those who came meanwhile.
      await new Promise((turn) => setImmediate(turn));
      const batch = next();
      const [first] = batch;
      if (!first) break;
      if (waiting.length > 0 && underWay < mostUnderWay) void run();
      const work = batch.length === 1 ? alone(first) : together(batch);
      await orLate(work);
    }
    underWay -= 1;
  };
  const together = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    let answers: readonly R[];
    try {
      answers = await several(batch.flatMap(({ things }) => things));
    } catch {
      await Promise.all(batch.map(alone));
      return;
    }
    let from = 0;
    for (const { things, done } of batch) {
      done(answers.slice(from, from + things.length));
      from += things.length;
    }
  };
  return (things) =>
    new Promise((done, failed) => {
      waiting.push({ things, done, failed });
      if (underWay === 0 || (underWay < mostUnderWay && waiting.length >= most)) void run();
    });
}

/** Until the work is done, or has taken so long that nobody waits for it. */
function orLate(work: Promise<void>): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(go, patience);
    void work.finally(() => {
      clearTimeout(timer);
      go();
    });
  });
}
