// Questions that come at the same moment are asked together: one look-up and one record for all of them. Nobody waits for others to
// come: what comes while statements are under way goes with the next ones.
import type { Answer } from "./answer.ts";
import type { Question } from "./question.ts";

type Ask = (questions: readonly Question[]) => Promise<readonly Answer[]>;

interface Waiting {
  readonly questions: readonly Question[];
  readonly done: (answers: readonly Answer[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Batches under way at once, and questions in one. */
const mostBatches = 2;
const mostQuestions = 64;

/** The same as `ask`, which asks several questions and records them; each caller gets its own answers, in its own order. */
export function gathering(ask: Ask): Ask {
  const waiting: Waiting[] = [];
  let running = 0;
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
    running++;
    for (let batch = next(); batch.length > 0; batch = next()) {
      const [first] = batch;
      if (batch.length === 1 && first) await alone(first);
      else await together(batch);
    }
    running--;
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
      if (running < mostBatches) void run();
    });
}
