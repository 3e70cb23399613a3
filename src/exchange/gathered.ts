// Questions that come at the same moment are asked together: one look-up and one record for all of them, made durable at once. Nobody
// waits for others to come: what comes while statements are under way goes with the next ones.
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Answer } from "./answer.ts";
import type { Question } from "./question.ts";

type Ask = (questions: readonly Question[]) => Promise<readonly Answer[]>;

interface Waiting {
  readonly questions: readonly Question[];
  readonly done: (answers: readonly Answer[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Questions in one batch. */
const mostQuestions = 64;
/** A batch that takes longer, in milliseconds, keeps the next one waiting no more. */
const patience = 25;

/** The same as `ask`, which asks several questions and records them; each caller gets its own answers, in its own order. */
export function gathering(ask: Ask): Ask {
  const waiting: Waiting[] = [];
  let running = false;
  const alone = (one: Waiting): Promise<void> => ask(one.questions).then(one.done, one.failed);
  const next = (): readonly Waiting[] => {
    let count = 0;
    const end = waiting.findIndex(({ questions }, n) => {
      count += questions.length;
      return n > 0 && count > mostQuestions;
    });
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const run = async (): Promise<void> => {
    running = true;
    for (;;) {
      // Whoever was answered just now may ask again at once, and goes with those who came meanwhile.
      await setImmediate();
      const batch = next();
      const [first] = batch;
      if (!first) break;
      const work = batch.length === 1 ? alone(first) : together(batch);
      const late = new AbortController();
      await Promise.race([work, setTimeout(patience, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
    }
    running = false;
  };
  const together = async (batch: readonly Waiting[]): Promise<void> => {
    let answers: readonly Answer[];
    try {
      answers = await ask(batch.flatMap(({ questions }) => questions));
    } catch {
      // One's trouble is not the others': nothing was recorded, and each is asked by itself.
      await Promise.all(batch.map(alone));
      return;
    }
    let from = 0;
    for (const { questions, done } of batch) {
      done(answers.slice(from, from + questions.length));
      from += questions.length;
    }
  };
  return (questions) =>
    new Promise((done, failed) => {
      waiting.push({ questions, done, failed });
      if (!running) void run();
    });
}
