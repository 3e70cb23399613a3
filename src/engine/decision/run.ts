// What is carried through one evaluation of a model, and the evaluation of a single FEEL text in it.
import { type Context, compileFeel } from "../feel/index.ts";
import type { Definitions, Source } from "./model.ts";

/** What one evaluation carries along. */
export interface Run {
  readonly definitions: Definitions;
  readonly now: string | undefined;
  /** Reasons gathered since the decision in hand began. */
  reasons: string[];
  /** Names the decision in hand; rules that hit are recorded under it. */
  current: string;
  readonly hits: Record<string, number[]>;
  /** How deep functions call one another. */
  depth: number;
}

/** Evaluates FEEL text; reasons for nulls are gathered in the run. */
export function feel(source: Source, scope: Context, run: Run): unknown {
  const compiled = compileFeel(source.text, scope);
  if (!compiled.ok) {
    run.reasons.push(`line ${source.line}: ${compiled.message.en}`);
    return null;
  }
  const { value, warnings } = compiled.evaluate(scope, run.now === undefined ? {} : { now: run.now });
  for (const warning of warnings) run.reasons.push(`line ${source.line}: ${warning.message}`);
  return value;
}
