// What two lists have in common, in their order: first what stands in each exactly once (as patience diff does), then, between those,
// the longest common subsequence. Work is bounded: where a gap is too large for that, it counts as replaced.

/** Pairs of places that hold the same, ascending in both. */
export type Pairs = readonly (readonly [number, number])[];

const mostCells = 1_000_000;

/** Places of `a` and `b` that hold equal keys. */
export function matches(a: readonly string[], b: readonly string[]): Pairs {
  const ids = new Map<string, number>();
  const intern = (key: string): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, ids.size);
    return ids.size - 1;
  };
  const found: [number, number][] = [];
  const [left, right] = [a.map(intern), b.map(intern)];
  // A stack of gaps instead of recursion: texts may be long.
  const gaps = [{ a0: 0, a1: left.length, b0: 0, b1: right.length }];
  for (let gap = gaps.pop(); gap; gap = gaps.pop()) {
    let { a0, a1, b0, b1 } = gap;
    while (a0 < a1 && b0 < b1 && left[a0] === right[b0]) found.push([a0++, b0++]);
    while (a0 < a1 && b0 < b1 && left[a1 - 1] === right[b1 - 1]) found.push([--a1, --b1]);
    if (a0 === a1 || b0 === b1) continue;
    const anchors = uniqueIn(left, right, a0, a1, b0, b1);
    if (anchors.length === 0) {
      if ((a1 - a0) * (b1 - b0) <= mostCells) found.push(...longest(left, right, a0, a1, b0, b1));
      continue;
    }
    let [fromA, fromB] = [a0, b0];
    for (const [i, j] of anchors) {
      found.push([i, j]);
      gaps.push({ a0: fromA, a1: i, b0: fromB, b1: j });
      [fromA, fromB] = [i + 1, j + 1];
    }
    gaps.push({ a0: fromA, a1, b0: fromB, b1 });
  }
  return found.sort(([i], [j]) => i - j);
}

/** What stands once in each, as far as its order is the same in both. */
function uniqueIn(left: readonly number[], right: readonly number[], a0: number, a1: number, b0: number, b1: number): [number, number][] {
  const places = new Map<number, { a: number; b: number; nA: number; nB: number }>();
  for (let i = a0; i < a1; i++) {
    const key = left[i] ?? -1;
    const place = places.get(key);
    if (place) place.nA += 1;
    else places.set(key, { a: i, b: -1, nA: 1, nB: 0 });
  }
  for (let j = b0; j < b1; j++) {
    const place = places.get(right[j] ?? -1);
    if (!place) continue;
    place.nB += 1;
    place.b = j;
  }
  const once = [...places.values()].filter(({ nA, nB }) => nA === 1 && nB === 1);
  return rising(once.map(({ a, b }) => [a, b]));
}

/** The longest run of pairs (ascending in the first place) that ascends in the second as well. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before: number[] = [];
  for (const [n, [, b]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[n] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = n;
  }
  const run: [number, number][] = [];
  for (let n = tails.at(-1) ?? -1; n >= 0; n = before[n] ?? -1) {
    const pair = pairs[n];
    if (pair) run.push(pair);
  }
  return run.reverse();
}

/** The longest common subsequence by its table. */
function longest(left: readonly number[], right: readonly number[], a0: number, a1: number, b0: number, b1: number): [number, number][] {
  const [rows, columns] = [a1 - a0, b1 - b0];
  const wide = columns + 1;
  const table = new Uint32Array((rows + 1) * wide);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      table[i * wide + j] =
        left[a0 + i] === right[b0 + j]
          ? (table[(i + 1) * wide + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * wide + j] ?? 0, table[i * wide + j + 1] ?? 0);
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (left[a0 + i] === right[b0 + j]) found.push([a0 + i++, b0 + j++]);
    else if ((table[(i + 1) * wide + j] ?? 0) >= (table[i * wide + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return found;
}

/** How alike two strings are: the share of two-character pieces that they have in common (Dice), 0 to 1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pieces = new Map<string, number>();
  for (let i = 0; i < a.length - 1; i++) {
    const piece = a.slice(i, i + 2);
    pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 0; i < b.length - 1; i++) {
    const piece = b.slice(i, i + 2);
    const left = pieces.get(piece) ?? 0;
    if (left === 0) continue;
    pieces.set(piece, left - 1);
    common += 1;
  }
  return (2 * common) / (a.length + b.length - 2);
}

const alike = 0.4;
const mostAligned = 4_000_000;

/** Of what two gaps hold, what was probably rewritten into what: pairs alike enough, ascending in both, as alike in sum as can be. */
export function rewritten<T>(a: readonly T[], b: readonly T[], words: (one: T) => string, mayPair: (a: T, b: T) => boolean): Pairs {
  const [left, right] = [a.map(words), b.map(words)];
  const characters = (list: readonly string[]): number => list.reduce((sum, one) => sum + one.length + 1, 0);
  if (a.length === 0 || b.length === 0 || a.length * characters(right) + b.length * characters(left) > mostAligned) return [];
  const wide = b.length + 1;
  const score = new Float64Array(a.length * b.length);
  for (const [i, one] of a.entries())
    for (const [j, other] of b.entries()) {
      const value = mayPair(one, other) ? likeness(left[i] ?? "", right[j] ?? "") : 0;
      score[i * b.length + j] = value >= alike ? value : 0;
    }
  const best = new Float64Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * wide + j] = Math.max(
        best[(i + 1) * wide + j] ?? 0,
        best[i * wide + j + 1] ?? 0,
        (score[i * b.length + j] ?? 0) + (best[(i + 1) * wide + j + 1] ?? 0),
      );
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const own = score[i * b.length + j] ?? 0;
    if (own > 0 && best[i * wide + j] === own + (best[(i + 1) * wide + j + 1] ?? 0)) pairs.push([i++, j++]);
    else if (best[i * wide + j] === best[(i + 1) * wide + j]) i += 1;
    else j += 1;
  }
  return pairs;
}
