import { type Access, accessesOf, type Disagreement, type Opening, reconcile, recordOpenings } from "./access.ts";
import { type Answer, type AskGround, ask, forgetStale, freshAnswer } from "./ask.ts";
import type { Question } from "./question.ts";
import { askTogether, type TogetherOptions } from "./together.ts";

/** The exchange, bound to its ground and clock. */
export interface Exchange {
  /** Asks a register a question with purpose and ground; recorded on both sides. */
  ask(question: Question): Promise<Answer>;
  /** Asks several at once; answers in their order. */
  askTogether(questions: readonly Question[], options?: TogetherOptions): Promise<readonly Answer[]>;
  /** An earlier answer that may be used again; its use is recorded by `ask`, not here. */
  freshAnswer(question: Parameters<typeof freshAnswer>[1]): ReturnType<typeof freshAnswer>;
  /** Who looked at the data of the one with this identifier. */
  accessesOf(identifier: string, page?: Parameters<typeof accessesOf>[2]): Promise<readonly Access[]>;
  /** An officer opened a case (or several, in a list). */
  recordOpening(...openings: readonly Opening[]): Promise<void>;
  /** Deletes answers kept for reuse that are stale. */
  forgetStale(): Promise<number>;
  /** Where the two sides' records do not agree. */
  reconcile(): Promise<readonly Disagreement[]>;
}

export function openExchange(ground: AskGround & { readonly now: () => number }): Exchange {
  return {
    ask: (question) => ask(ground, question, ground.now()),
    askTogether: (questions, options) => askTogether(ground, questions, ground.now(), options),
    freshAnswer: (question) => freshAnswer(ground, question, ground.now()),
    accessesOf: (identifier, page) => accessesOf(ground, identifier, page),
    recordOpening: (...openings) => recordOpenings(ground, openings, ground.now()),
    forgetStale: () => forgetStale(ground, ground.now()),
    reconcile: () => reconcile(ground),
  };
}
