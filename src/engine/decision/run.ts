// What is carried through one evaluation of a model, and the evaluation of a single FEEL text in it.
import {
  type Compiled,
  type CompiledUnary,
  type Context,
  compileFeel,
  compileUnary,
  type FeelOptions,
  type FeelProblem,
  type FeelResult,
} from "../feel/index.ts";
import type { Definitions, Source } from "./model.ts";

/** What one evaluation carries along. */
export interface Run {
  readonly definitions: Definitions;
  readonly options: FeelOptions;
  /** Reasons gathered since the decision in hand began. */
  reasons: string[];
  /** Names the decision in hand; rules that hit are recorded under it. */
  current: string;
  readonly hits: Record<string, number[]>;
}

const expressions = new WeakMap<Source, Compiled | FeelProblem>();
const cells = new WeakMap<Source, CompiledUnary | FeelProblem>();

function compiled<T>(known: WeakMap<Source, T>, source: Source, make: () => T): T {
  const found = known.get(source);
  if (found !== undefined) return found;
  const made = make();
  known.set(source, made);
  return made;
}

function told(result: FeelResult, source: Source, run: Run): unknown {
  for (const warning of result.warnings) run.reasons.push(`line ${source.line}: ${warning.message}`);
  return result.value;
}

function refused(problem: FeelProblem, source: Source, run: Run): null {
  run.reasons.push(`line ${source.line}: ${problem.message.en}`);
  return null;
}

/** Evaluates FEEL text; reasons for nulls are gathered in the run. */
export function feel(source: Source, scope: Context, run: Run): unknown {
  const made = compiled(expressions, source, () => compileFeel(source.text, scope));
  return made.ok ? told(made.evaluate(scope, run.options), source, run) : refused(made, source, run);
}

/** Does a value pass the unary tests of a cell? */
export function passes(source: Source, value: unknown, scope: Context, run: Run): boolean {
  const made = compiled(cells, source, () => compileUnary(source.text, scope));
  return (made.ok ? told(made.test(value, scope, run.options), source, run) : refused(made, source, run)) === true;
}
