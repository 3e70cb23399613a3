// FEEL (DMN 1.5, chapter 10), the language of every condition in a pack: compiled once, bounded, and
// never throwing. What there is of the standard, and what is not: docs/dmn.md.

export { filtered, nothing } from "./code/collections.ts";
export { elements } from "./code/loops.ts";
export type { Compiled, CompiledUnary, Context, FeelOptions, FeelResult, Warning } from "./compile.ts";
export { compileFeel, compileUnary } from "./compile.ts";
export { add, compareNumbers, divide, type FeelNumber, isNumber, multiply, numberText, parseNumber, round, subtract } from "./decimal.ts";
export { builtins } from "./functions/index.ts";
export type { Json } from "./json.ts";
export { bounded, toJson } from "./json.ts";
export type { RateSource } from "./running.ts";
export { because, deeper, within } from "./running.ts";
export type { FeelProblem } from "./syntax.ts";
export { FeelDate, FeelDateTime } from "./temporal.ts";
export type { FeelType } from "./values.ts";
export { FeelFunction, feelFunction, isFeelFunction, parseTemporal, put, typeOf } from "./values.ts";
