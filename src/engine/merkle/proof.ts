// Inclusion and consistency proofs: making (RFC 6962, section 2.1) and checking (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
import { type NodeId, nodesOf } from "./frontier.ts";
import { type Hash, nodeHash, sameHash } from "./hash.ts";

/** Answers the hash of a complete node of the tree. */
export type ReadNode = (id: NodeId) => Hash;

/** Leaves `from` to `to - 1`. */
type Span = readonly [from: number, to: number];

/** The largest power of two below `n`. */
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 0.5));

function path(index: number, [from, to]: Span): Span[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle ? [...path(index, [from, middle]), [middle, to]] : [...path(index, [middle, to]), [from, middle]];
}

function subproof(old: number, [from, to]: Span, whole: boolean): Span[] {
  if (old === to) return whole ? [] : [[from, to]];
  const middle = from + split(to - from);
  return old <= middle ? [...subproof(old, [from, middle], whole), [middle, to]] : [...subproof(old, [middle, to], false), [from, middle]];
}

const hashOf = ([from, to]: Span, node: ReadNode): Hash =>
  nodesOf(from, to)
    .map(node)
    .reduceRight((right, left) => nodeHash(left, right));

const count = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

function inclusionSpans(index: number, size: number): Span[] {
  if (!count(index) || !count(size) || index >= size) throw new RangeError(`no leaf ${index} in a log of ${size}`);
  return path(index, [0, size]);
}

function consistencySpans(old: number, size: number): Span[] {
  if (!count(old) || !count(size) || old > size) throw new RangeError(`a log of ${size} never had ${old} leaves`);
  return old === 0 ? [] : subproof(old, [0, size], true);
}

/** The nodes that `inclusionProof` will read: fetch them first. */
export const inclusionNodes = (index: number, size: number): NodeId[] => inclusionSpans(index, size).flatMap((span) => nodesOf(...span));

/** The proof that leaf `index` is in the log of `size` leaves. A RangeError where there is no such leaf. */
export const inclusionProof = (index: number, size: number, node: ReadNode): Hash[] =>
  inclusionSpans(index, size).map((span) => hashOf(span, node));

/** The nodes that `consistencyProof` will read: fetch them first. */
export const consistencyNodes = (old: number, size: number): NodeId[] => consistencySpans(old, size).flatMap((span) => nodesOf(...span));

/** The proof that the log of `size` leaves begins with the log of `old` leaves. */
export const consistencyProof = (old: number, size: number, node: ReadNode): Hash[] =>
  consistencySpans(old, size).map((span) => hashOf(span, node));

const half = (n: number): number => Math.floor(n / 2);
const odd = (n: number): boolean => n % 2 === 1;
const wellFormed = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === 32);

/** True where the proof shows that `leaf` (a leaf hash) is at `index` in the log of `size` leaves with `root`. */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!count(index) || !count(size) || index >= size || !wellFormed([leaf, root, ...proof])) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = nodeHash(hash, sibling);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(hash, root);
}

/** True where the proof shows that the log of `size` with `root` begins with the log of `old` leaves with `oldRoot`. */
export function verifyConsistency(old: number, size: number, proof: readonly Hash[], oldRoot: Hash, root: Hash): boolean {
  if (!count(old) || !count(size) || old > size || !wellFormed([oldRoot, root, ...proof])) return false;
  if (old === size) return proof.length === 0 && sameHash(oldRoot, root);
  if (old === 0) return proof.length === 0;
  const nodes = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : [...proof];
  const first = nodes.shift();
  if (!first || proof.length === 0) return false;
  let [fn, sn, older, newer] = [old - 1, size - 1, first, first];
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)];
  for (const node of nodes) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      older = nodeHash(node, older);
      newer = nodeHash(node, newer);
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else newer = nodeHash(newer, node);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && sameHash(older, oldRoot) && sameHash(newer, root);
}
