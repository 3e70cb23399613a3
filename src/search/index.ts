// Searching over everything that one may see: an index of keyed hashes, kept by following the log.
export { dayNumber } from "./blocks.ts";
export { searchFeed } from "./feed.ts";
export { count, find, type Hit, mostCounted, start, type Wanted } from "./find.ts";
export { type Hash, hashOf } from "./grams.ts";
export { parsePlace, writePlace } from "./place.ts";
export { readingJob } from "./read.ts";
export { type CaseKind, caseKinds, filterGram, gramsOfWriting, timesOf } from "./row.ts";
export { type Place, type Result, type Results, type Search, search } from "./search.ts";
export type { Found, Piece } from "./shown.ts";
export { forget } from "./store.ts";
export { termsOf } from "./words.ts";
