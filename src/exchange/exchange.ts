import { gathering } from "../platform/gather/index.ts";
import {
  type Access,
  type AccessPage,
  accessesOf,
  type Opening,
  type Reading,
  recordOpenings,
  recordReadings,
  silentFor,
} from "./access.ts";
import type { Answer } from "./answer.ts";
import type { AskGround } from "./ask.ts";
import {
  type Consenting,
  type ConsentTerms,
  type ConsentUse,
  consentsById,
  consentsOf,
  consentUses,
  giveConsents,
  type KnownConsent,
  ownConsent,
  revokeConsent,
} from "./consent.ts";
import { consentHolds } from "./consent-lack.ts";
import { type HandedOn, type HandingOn, handOn } from "./hand-on.ts";
import { forgetStale, freshAnswer } from "./kept.ts";
import { lack, type Question } from "./question.ts";
import { type Disagreement, reconcileSides } from "./reconcile.ts";
import { partyMark } from "./subject.ts";
import { type AskingTogether, askUnrecorded, record, type Unrecorded } from "./together.ts";

/** The exchange, bound to its ground and clock. */
export interface Exchange {
  /** Asks a register a question with purpose and ground; recorded on both sides. */
  ask(question: Question): Promise<Answer>;
  /** Asks several at once; answers in their order. */
  askTogether(questions: readonly Question[]): Promise<readonly Answer[]>;
  /**
   * The same for a caller that records them itself, by exchange.record in the statement that keeps the answers.
   */
  askUnrecorded(questions: readonly Question[], asking?: AskingTogether): Promise<Unrecorded>;
  /** Which answers may be handed on to agencies that take part in the same matter, and the records of it. */
  handOn(given: readonly HandedOn[]): Promise<HandingOn>;
  /** By what a party's kept answers are found: for exchange.kept_of. */
  mark(party: string): Buffer;
  /** Records by themselves answers that are not kept after all. */
  record(records: Unrecorded["records"]): Promise<void>;
  /** An earlier answer that may be used again; its use is recorded by `ask`, not here. */
  freshAnswer(question: Parameters<typeof freshAnswer>[1]): ReturnType<typeof freshAnswer>;
  /** Who looked at the data of the one with this identifier. */
  accessesOf(identifier: string, page?: AccessPage): Promise<readonly Access[]>;
  /** Registers that were asked for a case, or for drafts that became it, and never answered in time. */
  silentFor(about: Parameters<typeof silentFor>[1]): Promise<readonly string[]>;
  /** An officer opened a case (or several, in a list). */
  recordOpening(...openings: readonly Opening[]): Promise<void>;
  /** An officer read records of a register, or took them out in a file. */
  recordReading(...readings: readonly Reading[]): Promise<void>;
  /** Deletes answers kept for reuse that are stale, or whose consents no longer hold. */
  forgetStale(): Promise<number>;
  /** What parties let be asked about them. */
  readonly consents: Consents;
  /** Where the two sides' records do not agree. */
  reconcile(): Promise<readonly Disagreement[]>;
}

/** Consents, bound to the same ground and clock. */
export interface Consents {
  /** Records consents to these terms; their ids, in order. */
  give(who: Consenting, terms: readonly ConsentTerms[]): Promise<readonly string[]>;
  /** Does this consent carry this question now, and if not, why. */
  holds(question: Parameters<typeof consentHolds>[1]): ReturnType<typeof consentHolds>;
  byId(ids: readonly string[]): Promise<ReadonlyMap<string, KnownConsent>>;
  /** One consent of a party; undefined where it has no such consent. */
  own(party: string, id: string): Promise<KnownConsent | undefined>;
  /** A party's consents, latest first. */
  of(party: string, page?: Parameters<typeof consentsOf>[2]): Promise<readonly KnownConsent[]>;
  /** What they were used for. */
  uses(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ConsentUse[]>>;
  /** Ends a party's own consent and forgets what was kept under it; false where the party has no such consent. */
  revoke(who: Consenting, id: string): Promise<boolean>;
}

/** Questions asked together at most: enough to share a flush, few enough that two batches take turns. */
const mostQuestions = 32;

export function openExchange(ground: AskGround & { readonly now: () => number }): Exchange {
  const recorded = async (questions: readonly Question[]): Promise<readonly Answer[]> => {
    const { answers, records } = await askUnrecorded(ground, questions, ground.now());
    await record(ground, records);
    return answers;
  };
  const gathered = gathering(recorded, mostQuestions);
  // What is not fit to be asked keeps nobody else from being asked with others.
  const askTogether = (questions: readonly Question[]) => (questions.some(lack) ? recorded(questions) : gathered(questions));
  return {
    ask: async (question) => {
      const [answer] = await askTogether([question]);
      if (!answer) throw new Error("a question was not answered");
      return answer;
    },
    askTogether,
    askUnrecorded: (questions, asking) => askUnrecorded(ground, questions, ground.now(), asking),
    handOn: (given) => handOn(ground, given, ground.now()),
    mark: (party) => partyMark(ground.keys, party),
    record: (records) => record(ground, records),
    freshAnswer: (question) => freshAnswer(ground, question, ground.now()),
    accessesOf: (identifier, page) => accessesOf(ground, identifier, ground.now(), page),
    silentFor: (about) => silentFor(ground, about),
    recordOpening: (...openings) => recordOpenings(ground, openings, ground.now()),
    recordReading: (...readings) => recordReadings(ground, readings, ground.now()),
    forgetStale: () => forgetStale(ground, ground.now()),
    consents: {
      give: (who, terms) => giveConsents(ground, who, terms, ground.now()),
      holds: (question) => consentHolds(ground, question, ground.now()),
      byId: (ids) => consentsById(ground, ids),
      own: (party, id) => ownConsent(ground, party, id),
      of: (party, page) => consentsOf(ground, party, page),
      uses: (ids) => consentUses(ground, ids),
      revoke: (who, id) => revokeConsent(ground, who, id, ground.now()),
    },
    reconcile: async () => (await reconcileSides(ground.app, ground.app, { now: ground.now() })).differences,
  };
}
