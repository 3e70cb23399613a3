// Rates with dates: what held on a given day, for decisions (`rate`, `scale` in FEEL) and for people to read.

export { type Fault, faultsOf, isUnit } from "./faults.ts";
export { bracketsOn, changesOf, scaled, sourceOf, valueOn } from "./look-up.ts";
export type { Bracket, Dated, Rate, Rates, Scale, ScaleKind } from "./model.ts";
