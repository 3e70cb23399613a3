// Compiling FEEL once and evaluating it often: feelin's grammar reads the text, and the tree becomes functions (code/).
import { parseExpression, parseUnaryTests } from "feelin";
import { build, type Code, NotSupported, unaryTests } from "./code/index.ts";
import { bounded } from "./json.ts";
import { mayName, type Shape, shapeFor } from "./names.ts";
import { OutOfTime, type RateSource, running } from "./running.ts";
import { at, type FeelProblem, grows, problemOf, standardised, tooFar } from "./syntax.ts";

/** Names and values an expression sees: plain JSON, or FEEL values from an earlier evaluation. */
export type Context = Record<string, unknown>;

export interface FeelOptions {
  /** The moment `now()` and `today()` give, RFC 3339 with the city's offset; without it they give null. */
  readonly now?: string;
  /** Milliseconds that an expression with loops may take (500). */
  readonly limit?: number;
  /** Is a value of the type named (an item definition); null where there is none. For `instance of`. */
  readonly isType?: (name: string, value: unknown) => boolean | null;
  /** Where `rate` and `scale` are looked up; without it they give null. */
  readonly rates?: RateSource;
}

/** Why a value is null, or may not be what was meant; `column` counts from 1. */
export interface Warning {
  readonly message: string;
  readonly column: number;
}

export interface FeelResult {
  readonly value: unknown;
  readonly warnings: readonly Warning[];
}

export type Compiled = { readonly ok: true; evaluate(context: Context, options?: FeelOptions): FeelResult };
export type CompiledUnary = { readonly ok: true; test(value: unknown, context: Context, options?: FeelOptions): FeelResult };

const LONGEST = 20_000;
const LIMIT = 500;
const KEPT = 4_000;
const none: FeelOptions = {};

/** The latest made, by key. */
class Kept<T> {
  readonly #made = new Map<string, T>();

  get(key: string, make: () => T): T {
    const found = this.#made.get(key);
    if (found !== undefined) return found;
    const made = make();
    this.#made.set(key, made);
    if (this.#made.size > KEPT) this.#made.delete(this.#made.keys().next().value ?? "");
    return made;
  }
}

/** An expression, or unary tests: `cell` is their input. */
interface Built {
  readonly run: (context: Context, cell: unknown) => unknown;
  /** The value may have grown out of bounds. */
  readonly grows: boolean;
}

type Parse = (source: string, shape: Shape) => Built | FeelProblem;

/** A text, read anew for each shape of names that changes how it is read; nearly always that is one. */
class Reader {
  readonly #source: string;
  readonly #parse: Parse;
  readonly #plain: boolean;
  readonly #shaped = new Kept<Built | FeelProblem>();
  #usual: Built | FeelProblem | null = null;

  constructor(source: string, parse: Parse) {
    this.#source = source;
    this.#parse = parse;
    this.#plain = !mayName(source);
  }

  for(context: Context): Built | FeelProblem {
    const shape = this.#plain ? null : shapeFor(this.#source, context);
    if (shape !== null) return this.#shaped.get(JSON.stringify(shape), () => this.#parse(this.#source, shape));
    this.#usual ??= this.#parse(this.#source, null);
    return this.#usual;
  }
}

const expressions = new Kept<Reader>();
const cells = new Kept<Reader>();

/**
 * Compiles a FEEL expression. Names with spaces need not be known: they are found in the context when it is evaluated
 * (`names` holds an example of the context where its names contain operators, such as "a-b"). Evaluating never throws:
 * an error is a null value with its reason among the warnings.
 */
export function compileFeel(written: string, names: Context = none as Context): Compiled | FeelProblem {
  const source = standardised(written);
  const reader = expressions.get(source, () => new Reader(source, parseOne));
  const first = reader.for(names);
  if ("ok" in first) return first;
  return { ok: true, evaluate: (context, options = none) => evaluate(reader.for(context), context, null, options) };
}

/** Compiles unary tests, what stands in a cell of a decision table; `-` and an empty cell accept everything. */
export function compileUnary(written: string, names: Context = none as Context): CompiledUnary | FeelProblem {
  const source = standardised(written);
  if (source.trim() === "" || source.trim() === "-") return { ok: true, test: () => ({ value: true, warnings: [] }) };
  const reader = cells.get(source, () => new Reader(source, parseCell));
  const first = reader.for(names);
  if ("ok" in first) return first;
  return { ok: true, test: (value, context, options = none) => evaluate(reader.for(context), context, value ?? null, options) };
}

const parseOne: Parse = (source, shape) =>
  parsed(source, () => {
    const tree = parseExpression(source, shapeContext(shape), undefined);
    return [
      tree,
      () => {
        const code: Code = build(tree.topNode, source);
        return (context) => code({ values: context, out: null });
      },
    ];
  });

const parseCell: Parse = (source, shape) =>
  parsed(source, () => {
    const tree = parseUnaryTests(source, shapeContext(shape), undefined);
    return [
      tree,
      () => {
        const test = unaryTests(tree.topNode, source);
        return (context, cell) => test(cell, { values: { "?": cell }, out: { values: context, out: null } });
      },
    ];
  });

const shapeContext = (shape: Shape): Context => (shape !== null && !Array.isArray(shape) ? shape : {});

function parsed(source: string, parse: () => [ReturnType<typeof parseExpression>, () => Built["run"]]): Built | FeelProblem {
  if (source.length > LONGEST) {
    const message = {
      zh: `表达式超过${LONGEST}个字符，请拆分。`,
      en: `The expression is longer than ${LONGEST} characters; split it up.`,
    };
    return { ok: false, message, line: 1, column: 1 };
  }
  try {
    const [tree, make] = parse();
    const problem = problemOf(tree, source) ?? tooFar(tree, source);
    return problem ?? { run: make(), grows: grows(tree) };
  } catch (error) {
    if (error instanceof NotSupported) return at(source, error.at, { zh: error.zh, en: error.message });
    const message = { zh: "无法读取该表达式。", en: "The expression cannot be read." };
    return { ok: false, message, line: 1, column: 1 };
  }
}

/** Runs; an evaluation inside another keeps to the outer one's bounds. */
function evaluate(built: Built | FeelProblem, context: Context, cell: unknown, options: FeelOptions): FeelResult {
  if ("ok" in built) return { value: null, warnings: [{ message: built.message.en, column: built.column }] };
  const { reasons, now, isType, rates, limit, deadline, depth, at: place } = running;
  running.reasons = [];
  running.now = options.now;
  running.isType = options.isType;
  running.rates = options.rates;
  running.limit = options.limit ?? LIMIT;
  let value: unknown = null;
  let said = running.reasons;
  try {
    value = built.run(context, cell) ?? null;
    const why = built.grows ? bounded(value) : null;
    if (why !== null) {
      value = null;
      said.push({ message: why, at: 0 });
    }
  } catch (error) {
    if (error instanceof OutOfTime && deadline !== 0) throw error;
    said.push({ message: reasonOf(error, running.limit), at: 0 });
  } finally {
    said = running.reasons;
    running.reasons = reasons;
    running.now = now;
    running.isType = isType;
    running.rates = rates;
    running.limit = limit;
    running.deadline = deadline;
    running.depth = depth;
    running.at = place;
  }
  return { value, warnings: said.length === 0 ? silent : said.map((one) => ({ message: one.message, column: one.at + 1 })) };
}

const silent: readonly Warning[] = [];

function reasonOf(error: unknown, limit: number): string {
  if (error instanceof OutOfTime) return `stopped after ${limit} ms: the expression runs too long`;
  if (!(error instanceof RangeError)) throw error;
  return /too long/.test(error.message) ? error.message : "the expression is nested or recurses too deeply, or its value is too long";
}
