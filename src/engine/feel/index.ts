// FEEL (DMN 1.5, chapter 10), the language of every condition in a pack: compiled once, bounded, and
// never throwing. What the language lacks here is said in docs/decisions/0020-feel-and-dmn.md.

export type { Compiled, CompiledUnary, Context, FeelOptions, FeelProblem, FeelResult, Warning } from "./compile.ts";
export { compileFeel, compileUnary } from "./compile.ts";
export type { Json } from "./json.ts";
export { bounded, toJson } from "./json.ts";
export type { FeelType } from "./values.ts";
export { feelFunction, isFeelFunction, parseTemporal, typeOf } from "./values.ts";
export { within } from "./watch.ts";
