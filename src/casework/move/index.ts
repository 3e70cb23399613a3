// Moving running cases to a newer version of their pack.
export { type MoveOptions, type MoveTotals, moveAll } from "./all.ts";
export { type Move, type MoveMap, moveMap, readMove } from "./map.ts";
export { type CaseMove, type MovedTask, moveCase } from "./move.ts";
