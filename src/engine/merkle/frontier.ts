// A growing log's right edge: the roots of its perfect subtrees, largest first. It is all that appending needs.
import { emptyRoot, type Hash, nodeHash } from "./hash.ts";

/** A node of the tree: `level` 0 are the leaf hashes; the node spans leaves `index · 2^level` to `(index + 1) · 2^level - 1`. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

export interface Frontier {
  readonly size: number;
  /** One root for each bit set in `size`, from the highest. */
  readonly roots: readonly Hash[];
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** Appends leaf hashes in order; `made` is told each node that becomes complete, leaves included. */
export function append(frontier: Frontier, leaves: Iterable<Hash>, made: (id: NodeId, hash: Hash) => void = () => {}): Frontier {
  const roots = [...frontier.roots];
  let { size } = frontier;
  for (const leaf of leaves) {
    let node = leaf;
    let index = size;
    made({ level: 0, index }, node);
    for (let level = 0; index % 2 === 1; level += 1) {
      const left = roots.pop();
      if (!left) throw new Error("the frontier has fewer roots than its size needs");
      node = nodeHash(left, node);
      index = (index - 1) / 2;
      made({ level: level + 1, index }, node);
    }
    roots.push(node);
    size += 1;
  }
  return { size, roots };
}

/** The root of the whole log: Merkle Tree Hash of RFC 6962. */
export const rootOf = ({ roots }: Frontier): Hash =>
  roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), roots.at(-1) ?? emptyRoot);

/** The perfect subtrees of leaves `from` to `to - 1`, where `from` is aligned so that they exist; the frontier's for `from` 0. */
export function nodesOf(from: number, to: number): NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The frontier of a log of `size` leaves, read from its nodes. */
export const frontierOf = (size: number, node: (id: NodeId) => Hash): Frontier => ({ size, roots: nodesOf(0, size).map(node) });
