// Decisions: DMN files read, and evaluated with FEEL. What is not supported: docs/dmn.md.

export type { Evaluated, EvaluateOptions } from "./evaluate.ts";
export { evaluate } from "./evaluate.ts";
export { type InputField, type InputKind, inputFields, type ReadInput, readInput } from "./input.ts";
export type {
  Decision,
  DecisionService,
  Definitions,
  Expression,
  HitPolicy,
  InputData,
  ItemType,
  KnowledgeModel,
  Source,
  Table,
} from "./model.ts";
export type { DmnProblem, DmnResult } from "./parse.ts";
export { parseDmn, parseDmnFiles } from "./parse.ts";
export { textsOf } from "./texts.ts";
