// Figures of the office: time per stage, load per post, pages not printed. Computed from entries by following the log, and opened down
// to the cases that they are made of.
export { insightFeed } from "./feed.ts";
export {
  type Finished,
  finished,
  type Load,
  loadOf,
  mostOpen,
  type Paper,
  type Place,
  paperSaved,
  type Sheet,
  type Span,
  type StageTime,
  type Stay,
  sheets,
  stageTimes,
  stays,
} from "./figures.ts";
export { seenAgencies } from "./scope.ts";
