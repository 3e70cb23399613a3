// What an evaluation carries along: the reasons for its nulls, its moment, and how much it may still do. Evaluation is
// synchronous and one at a time, so this is one object; an evaluation inside another shares the outer one's bounds.
import type { FeelNumber } from "./decimal.ts";
import { within as interrupted } from "./watch.ts";

export interface Reason {
  readonly message: string;
  /** From 0, within the text that is evaluated. */
  readonly at: number;
}

/** Where `rate` and `scale` are looked up; a text says why there is no value. Days are `YYYY-MM-DD`. */
export interface RateSource {
  rate(name: string, day: string): FeelNumber | string;
  scale(name: string, amount: FeelNumber, day: string): FeelNumber | string;
}

interface Running {
  /** Where in the text the evaluation is, as far as reasons need it. */
  at: number;
  /** RFC 3339; undefined where no moment was given. */
  now: string | undefined;
  isType: ((name: string, value: unknown) => boolean | null) | undefined;
  rates: RateSource | undefined;
  reasons: Reason[];
  steps: number;
  /** Milliseconds that are allowed from when the first steps were counted. */
  limit: number;
  /** By `performance.now()`; 0 while no step was counted. */
  deadline: number;
  depth: number;
}

export const running: Running = {
  at: 0,
  now: undefined,
  isType: undefined,
  rates: undefined,
  reasons: [],
  steps: 0,
  limit: 500,
  deadline: 0,
  depth: 0,
};

/** Thrown where an evaluation runs too long. */
export class OutOfTime extends Error {}

/** A list may grow so long, a text too; more is a runaway expression. */
export const MOST_PARTS = 100_000;
export const LONGEST_TEXT = 1_000_000;
const MOST_REASONS = 100;
/** Functions may call one another so deep. */
const DEEPEST = 256;

/** Null, with a reason. */
export function because(message: string): null {
  if (running.reasons.length < MOST_REASONS) running.reasons.push({ message, at: running.at });
  return null;
}

/** Counts a step of something that can repeat itself; throws when the time has run out. */
export function step(): void {
  running.steps += 1;
  if ((running.steps & 1023) === 0) checkTime();
}

function checkTime(): void {
  const now = performance.now();
  if (running.deadline === 0) running.deadline = now + running.limit;
  else if (now > running.deadline) throw new OutOfTime();
}

/** A list that has not outgrown its bounds; throws where it has. */
export function kept<T>(list: T[]): T[] {
  if (list.length > MOST_PARTS) throw new RangeError(`a list is too long: it has more than ${MOST_PARTS} parts`);
  return list;
}

export function keptText(text: string): string {
  if (text.length > LONGEST_TEXT) throw new RangeError(`a text is too long: it has more than ${LONGEST_TEXT} characters`);
  return text;
}

/** Runs a function's body one level deeper. */
export function deeper<T>(work: () => T): T | null {
  if (running.depth >= DEEPEST) return because(`functions call one another too deeply, more than ${DEEPEST} deep`);
  step();
  running.depth += 1;
  try {
    return work();
  } finally {
    running.depth -= 1;
  }
}

/**
 * Runs `work`, whose repeated steps may take `limit` milliseconds in all. `{ ok: false }` where the time ran out; what
 * `work` throws is thrown on. Inside another `within` the outer bound holds.
 */
export function within<T>(limit: number, work: () => T): { ok: true; value: T } | { ok: false } {
  const { deadline, depth } = running;
  const outer = deadline !== 0;
  if (!outer) running.deadline = performance.now() + limit;
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof OutOfTime && !outer) return { ok: false };
    throw error;
  } finally {
    running.deadline = deadline;
    running.depth = depth;
  }
}

/** For work that cannot count its steps (a regular expression): V8's watchdog, for what is left of the time. */
export function interruptible<T>(work: () => T): T {
  checkTime();
  const done = interrupted(Math.max(1, running.deadline - performance.now()), work);
  if (!done.ok) throw new OutOfTime();
  return done.value;
}
