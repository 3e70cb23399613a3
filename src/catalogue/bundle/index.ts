// Bundles: packs that compose others into one thing.
export { type Compose, type Composition, compose } from "./compose.ts";
export {
  type ComposedPart,
  type ComposedParts,
  choiceFact,
  choiceField,
  moreExtra,
  outcomeOfEnd,
  type PartOutcome,
  partOutcomes,
  partsStage,
  supplyExtra,
  withoutPart,
} from "./composed.ts";
export { authored, partIds, pinned, pinsFile, pinsOf } from "./pins.ts";
