// Compiling FEEL once and evaluating it often. feelin reads the text anew at each evaluation; here the text
// becomes the body of a FEEL function, built once for each shape of context, and that function is called.
import { parseExpression, parseUnaryTests, evaluate as run, unaryTest } from "feelin";
import type { Text } from "../../platform/i18n/index.ts";
import { clock, overlay } from "./builtins.ts";
import { bounded } from "./json.ts";
import { relevant, type Shape, shapeFor } from "./names.ts";
import { asExpression, costly, problemOf, standardised, tooFar } from "./syntax.ts";
import { isFeelFunction } from "./values.ts";
import { within } from "./watch.ts";

/** Names and values an expression sees: plain JSON, or FEEL values from an earlier evaluation. */
export type Context = Record<string, unknown>;

export interface FeelOptions {
  /** The moment `now()` and `today()` give, RFC 3339 with the city's offset; without it they give null. */
  readonly now?: string;
  /** Milliseconds that an expression with loops may take (500). */
  readonly limit?: number;
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

export interface FeelProblem {
  readonly ok: false;
  readonly message: Text;
  /** Both count from 1, within the source. */
  readonly line: number;
  readonly column: number;
}

/** `loops`: may take long, and runs under a limit. */
export type Compiled = { readonly ok: true; readonly loops: boolean; evaluate(context: Context, options?: FeelOptions): FeelResult };
export type CompiledUnary = {
  readonly ok: true;
  readonly loops: boolean;
  test(value: unknown, context: Context, options?: FeelOptions): FeelResult;
};

const LONGEST = 20_000;
const LIMIT = 500;
const KEPT = 2_000;

/** The latest used of what was made, by key. */
class Kept<T> {
  readonly #made = new Map<string, T>();

  get(key: string, make: () => T): T {
    const found = this.#made.get(key);
    if (found !== undefined) {
      this.#made.delete(key);
      this.#made.set(key, found);
      return found;
    }
    const made = make();
    this.#made.set(key, made);
    if (this.#made.size > KEPT) this.#made.delete(this.#made.keys().next().value ?? "");
    return made;
  }
}

const expressions = new Kept<Compiled | FeelProblem>();
const unaries = new Kept<CompiledUnary | FeelProblem>();
const bodies = new Kept<Body>();

/**
 * Compiles a FEEL expression. Names with spaces need not be known: they are found in the context when it is evaluated
 * (`names` holds an example of the context where its names contain operators, such as "a-b"). Evaluating never throws:
 * an error is a null value with its reason among the warnings.
 */
export function compileFeel(written: string, names: Context = {}): Compiled | FeelProblem {
  const source = standardised(written);
  const shape = shapeFor(source, names);
  return expressions.get(`${JSON.stringify(shape)} ${source}`, () => {
    let loops = false;
    const problem = refuse(source, () => {
      const tree = parseExpression(source, shapeContext(shape), undefined);
      loops = costly(tree, source);
      return tree;
    });
    if (problem !== null) return problem;
    return { ok: true, loops, evaluate: (context, options = {}) => evaluate(source, context, options) };
  });
}

/** Compiles unary tests, what stands in a cell of a decision table; `-` and an empty cell accept everything. */
export function compileUnary(written: string, names: Context = {}): CompiledUnary | FeelProblem {
  const source = standardised(written);
  if (source.trim() === "" || source.trim() === "-") return { ok: true, loops: false, test: () => ({ value: true, warnings: [] }) };
  const shape = shapeFor(source, names);
  return unaries.get(`${JSON.stringify(shape)} ${source}`, () => {
    let loops = false;
    let plain: string | null = null;
    const problem = refuse(source, () => {
      const tree = parseUnaryTests(source, shapeContext(shape), undefined);
      loops = costly(tree, source);
      plain = asExpression(tree, source);
      return tree;
    });
    if (problem !== null) return problem;
    const question = plain === null ? null : compileFeel(plain, { cell: null });
    if (question?.ok) {
      return {
        ok: true,
        loops,
        test: (cell) => {
          const { value, warnings } = question.evaluate({ cell: cell ?? null });
          return { value: value === true, warnings };
        },
      };
    }
    return { ok: true, loops, test: (value, context, options = {}) => test(source, loops, value, context, options) };
  });
}

function refuse(source: string, parse: () => ReturnType<typeof parseExpression>): FeelProblem | null {
  if (source.length > LONGEST) {
    const message = {
      zh: `表达式超过${LONGEST}个字符，请拆分。`,
      en: `The expression is longer than ${LONGEST} characters; split it up.`,
    };
    return { ok: false, message, line: 1, column: 1 };
  }
  try {
    const tree = parse();
    return problemOf(tree, source) ?? tooFar(tree, source);
  } catch {
    const message = { zh: "无法读取该表达式。", en: "The expression cannot be read." };
    return { ok: false, message, line: 1, column: 1 };
  }
}

const shapeContext = (shape: Shape): Context => (shape !== null && !Array.isArray(shape) ? shape : {});

/** A built expression: `holder` is what its names are looked up in, filled before each call. */
interface Body {
  holder: Context;
  call: () => unknown;
  warnings: { message: string; position: { from: number } }[];
  loops: boolean;
  overlaid: [string, unknown][];
  timed: boolean;
}

const PREFIX = "function() (\n";

/** Without a prototype, so that feelin looks names up in this very object instead of a copy. */
const emptyHolder = (shape: Shape): Context => Object.assign(Object.create(null), shapeContext(shape));

function build(source: string, shape: Shape): Body {
  const holder = emptyHolder(shape);
  const { value, warnings } = run(`${PREFIX}${source}\n)`, holder);
  const made = isFeelFunction(value);
  if (made === null) throw new Error("the expression cannot be read with these names");
  const tree = parseExpression(source, shapeContext(shape), undefined);
  const overlaid = [...overlay].filter(([name]) => source.replace(/\s+/g, " ").includes(name));
  return { holder, call: () => made.call([]), warnings, loops: costly(tree, source), overlaid, timed: /now|today/.test(source) };
}

function evaluate(source: string, context: Context, options: FeelOptions): FeelResult {
  try {
    const shape = shapeFor(source, context);
    const body = bodies.get(`${JSON.stringify(shape)} ${source}`, () => build(source, shape));
    const before = body.warnings.length;
    // The call copies the holder first of all, so an expression that comes to call itself does no harm.
    for (const key of Object.keys(body.holder)) delete body.holder[key];
    for (const [name, made] of body.overlaid) body.holder[name] = made;
    if (body.timed) for (const [name, made] of clock(options.now)) body.holder[name] = made;
    for (const key of Object.keys(context)) if (context[key] !== undefined) body.holder[key] = context[key];
    const result = guard(body.loops, options, body.call, () =>
      body.warnings.splice(before).map((w) => ({ message: w.message, column: Math.max(1, w.position.from - PREFIX.length + 1) })),
    );
    for (const key of Object.keys(body.holder)) delete body.holder[key];
    return result;
  } catch (error) {
    return failed(error);
  }
}

function test(source: string, loops: boolean, value: unknown, context: Context, options: FeelOptions): FeelResult {
  const spaced = source.replace(/\s+/g, " ");
  const named: Context = { ...Object.fromEntries([...overlay].filter(([name]) => spaced.includes(name))) };
  if (/now|today/.test(source)) Object.assign(named, Object.fromEntries(clock(options.now)));
  let warnings: Warning[] = [];
  const work = () => {
    const done = unaryTest(source, { ...named, ...relevant(source, context), "?": value ?? null });
    warnings = done.warnings.map((w) => ({ message: w.message, column: w.position.from + 1 }));
    return done.value;
  };
  return guard(loops, options, work, () => warnings);
}

/** Runs under the watchdog where the expression can loop; turns whatever is thrown into null with a reason. */
function guard(loops: boolean, options: FeelOptions, work: () => unknown, warned: () => Warning[]): FeelResult {
  try {
    if (!loops) return { value: work() ?? null, warnings: warned() };
    const limit = options.limit ?? LIMIT;
    const done = within(limit, () => {
      const value = work() ?? null;
      const why = bounded(value);
      if (why !== null) throw new Error(why);
      return value;
    });
    if (done.ok) return { value: done.value, warnings: warned() };
    warned();
    return { value: null, warnings: [{ message: `stopped after ${limit} ms: the expression runs too long`, column: 1 }] };
  } catch (error) {
    const result = failed(error);
    return { value: null, warnings: [...warned(), ...result.warnings] };
  }
}

function failed(error: unknown): FeelResult {
  const message = error instanceof RangeError ? "the expression is nested or recurses too deeply, or its value is too long" : String(error);
  return { value: null, warnings: [{ message: message.replace(/^\w*Error: /, ""), column: 1 }] };
}
