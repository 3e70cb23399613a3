// What of a pack a loaded history draws on, worked out once: how its fields are answered, how its outcomes are explained.
import type { Pack } from "../catalogue/index.ts";
import type { Random } from "../platform/random/index.ts";
import { answersFor, type Draw, drawsOf, type Known } from "./answers.ts";
import type { Applicant } from "./people.ts";
import { pendingWords } from "./words.ts";

export interface Service {
  readonly pack: Pack;
  readonly applicants: readonly Applicant[];
  readonly draws: Readonly<Record<string, Draw>>;
  answers(kind: string, random: Random, who: number): ReturnType<typeof answersFor>;
  /** What an officer writes with an outcome. */
  words(outcome: string, random: Random): string;
}

/** Undefined where nobody can apply for it. */
export function serviceOf(pack: Pack, known: Known, applicants: readonly Applicant[]): Service | undefined {
  const fitting = applicants.filter(({ party }) => pack.header.applicants.includes(party.kind));
  if (pack.header.audience !== "public" || fitting.length === 0) return undefined;
  const draws = drawsOf(pack, known);
  const said = new Map<string, string[]>();
  for (const step of pack.scenarios.flatMap(({ scenario }) => scenario.steps)) {
    if ("outcome" in step && "words" in step && step.words !== undefined)
      said.set(step.outcome, [...(said.get(step.outcome) ?? []), step.words]);
  }
  return {
    pack,
    applicants: fitting,
    draws,
    answers: (kind, random, who) => answersFor(pack, draws, kind, random, who),
    words: (outcome, random) => random.pick(said.get(outcome) ?? pendingWords),
  };
}
