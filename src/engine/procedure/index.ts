// The procedure engine: compile a pack's procedure, decide commands on its cases, replay what happened. Pure.
export { commandsFor, extrasFor, mayWithdraw, type TaskCommand } from "./available.ts";
export { canonical, hashOf } from "./canonical.ts";
export { sayCondition } from "./check-joins.ts";
export { groundOf, isRunning } from "./clocks.ts";
export { type Compiled, compile } from "./compile.ts";
export { decide, type Result } from "./decide.ts";
export { type Outline, type OutlineRoute, type OutlineStage, type OutlineTask, outline } from "./diagram.ts";
export { evolve, initial, replay } from "./evolve.ts";
export { type Exploration, explore, type Finding, problemsOf } from "./explore.ts";
export * from "./model.ts";
export { strayName, type VersionMap } from "./move.ts";
export { backRoute, offered, redoable } from "./offered.ts";
export { type Place, type Places, type Problem, placeOf, type Rule } from "./problems.ts";
export { type Refusal, refusals } from "./refusals.ts";
export { isKey } from "./syntax.ts";
export { current, isMachine, live, pending, resultsOf, rule, ruleIfAny, SYSTEM } from "./tasks.ts";
