// Decisions: DMN files read, and evaluated with FEEL. What is not supported: docs/decisions/0020-feel-and-dmn.md.

export type { Evaluated, EvaluateOptions } from "./evaluate.ts";
export { evaluate } from "./evaluate.ts";
export type { Decision, DecisionService, Definitions, Expression, HitPolicy, InputData, ItemType, KnowledgeModel, Table } from "./model.ts";
export type { DmnProblem } from "./parse.ts";
export { parseDmn } from "./parse.ts";
