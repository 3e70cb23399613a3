// Relations of points and ranges (DMN 1.5, table 78; Allen's interval algebra), and ranges from text.
import { order, same } from "../order.ts";
import { because } from "../running.ts";
import { FeelRange } from "../values.ts";
import { rangeOf } from "./range-text.ts";
import { type Functions, type Signature, takes } from "./signature.ts";

/** A point is the range of itself. */
const ends = (value: unknown): FeelRange => (value instanceof FeelRange ? value : new FeelRange(value, value, true, true));

type Test = boolean | null;
type Relation = (a: FeelRange, b: FeelRange) => Test;

const and = (...tests: Test[]): Test => (tests.includes(null) ? null : tests.every(Boolean));

/** Where `a` stands to `b`; null, as for every comparison, where one is missing or of another kind. */
const compare = (a: unknown, b: unknown, test: (difference: number) => boolean): Test => {
  const difference = order(a, b);
  return difference === null ? null : test(difference);
};

const sameStart: Relation = (a, b) =>
  and(
    compare(a.start, b.start, (d) => d === 0),
    a.startIn === b.startIn,
  );
const sameEnd: Relation = (a, b) =>
  and(
    compare(a.end, b.end, (d) => d === 0),
    a.endIn === b.endIn,
  );
const startsNotBefore: Relation = (a, b) => compare(a.start, b.start, (d) => d > 0 || (d === 0 && (b.startIn || !a.startIn)));
const endsNotAfter: Relation = (a, b) => compare(a.end, b.end, (d) => d < 0 || (d === 0 && (b.endIn || !a.endIn)));
const startsEarlier: Relation = (a, b) => compare(a.start, b.start, (d) => d < 0 || (d === 0 && a.startIn && !b.startIn));
/** The end of `a` lies at or behind the start of `b`, and both hold that point where it is the same. */
const reaches: Relation = (a, b) => compare(a.end, b.start, (d) => d > 0 || (d === 0 && a.endIn && b.startIn));

const before: Relation = (a, b) => compare(a.end, b.start, (d) => d < 0 || (d === 0 && !(a.endIn && b.startIn)));
const meets: Relation = (a, b) => compare(a.end, b.start, (d) => d === 0 && a.endIn && b.startIn);
const overlaps: Relation = (a, b) => and(reaches(a, b), reaches(b, a));
const overlapsBefore: Relation = (a, b) => and(startsEarlier(a, b), reaches(a, b), endsNotAfter(a, b));
const finishes: Relation = (a, b) => and(sameEnd(a, b), startsNotBefore(a, b));
const during: Relation = (a, b) => and(startsNotBefore(a, b), endsNotAfter(a, b));
const starts: Relation = (a, b) => and(sameStart(a, b), endsNotAfter(a, b));
const coincides: Relation = (a, b) => and(sameStart(a, b), sameEnd(a, b));
const swapped =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

const run = (relation: Relation) => (a: unknown, b: unknown) => relation(ends(a), ends(b)) ?? because("the points cannot be compared");
const scalar = "number|string|date|time|date and time|days and time duration|years and months duration";

const ofRanges = (relation: Relation): readonly Signature[] => [takes("range1: range, range2: range", run(relation))];
const pointInRange = (relation: Relation): readonly Signature[] => [
  takes(`point: ${scalar}, range: range`, run(relation)),
  ...ofRanges(relation),
];
const rangeOfPoint = (relation: Relation): readonly Signature[] => [
  takes(`range: range, point: ${scalar}`, run(relation)),
  ...ofRanges(relation),
];
const ofEither = (relation: Relation): readonly Signature[] => [
  takes(`point1: ${scalar}, point2: ${scalar}`, run(relation)),
  ...pointInRange(relation),
  ...rangeOfPoint(relation),
];

/** A point starts or finishes a range where it is that end of it, and the range holds it. */
const pointAtEnd: Relation = (a, b) =>
  and(
    compare(a.end, b.end, (d) => d === 0),
    b.endIn,
  );
const pointAtStart: Relation = (a, b) =>
  and(
    compare(a.start, b.start, (d) => d === 0),
    b.startIn,
  );
const atEnd = (point: Relation, range: Relation): readonly Signature[] => [
  takes(`point: ${scalar}, range: range`, run(point)),
  ...ofRanges(range),
];
const hasEnd = (point: Relation, range: Relation): readonly Signature[] => [
  takes(`range: range, point: ${scalar}`, run(swapped(point))),
  ...ofRanges(swapped(range)),
];

export const ranges = {
  range: [takes("from: string", rangeOf)],
  before: ofEither(before),
  after: ofEither(swapped(before)),
  meets: ofRanges(meets),
  "met by": ofRanges(swapped(meets)),
  overlaps: ofRanges(overlaps),
  "overlaps before": ofRanges(overlapsBefore),
  "overlaps after": ofRanges(swapped(overlapsBefore)),
  finishes: atEnd(pointAtEnd, finishes),
  "finished by": hasEnd(pointAtEnd, finishes),
  includes: rangeOfPoint(swapped(during)),
  during: pointInRange(during),
  starts: atEnd(pointAtStart, starts),
  "started by": hasEnd(pointAtStart, starts),
  coincides: [takes(`point1: ${scalar}, point2: ${scalar}`, (a: unknown, b: unknown) => same(a, b)), ...ofRanges(coincides)],
} satisfies Functions;
