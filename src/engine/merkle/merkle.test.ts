import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  append,
  bundleOf,
  consistencyNodes,
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  entriesOf,
  frontierOf,
  type Hash,
  hashesOf,
  inclusionNodes,
  inclusionProof,
  leafHash,
  type NodeId,
  nodeHash,
  nodeIn,
  parseTilePath,
  rootOf,
  tileOf,
  tilePath,
  verifyConsistency,
  verifyInclusion,
  widthIn,
} from "./index.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// The eight leaves and roots that implementations of RFC 6962 share as test vectors.
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** A log's nodes kept in a map, and the Merkle Tree Hash written as the RFC defines it. */
function logOf(leaves: readonly Hash[]) {
  const nodes = new Map<string, Hash>();
  const frontier = append(emptyFrontier, leaves, ({ level, index }, hash) => nodes.set(`${level}/${index}`, hash));
  const node = ({ level, index }: NodeId): Hash => nodes.get(`${level}/${index}`) ?? assert.fail(`no node ${level}/${index}`);
  return { frontier, node, nodes };
}
function mth(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (!first) return emptyRoot;
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
const leavesOf = (n: number): Hash[] => Array.from({ length: n }, (_, at) => leafHash(Buffer.from(`leaf ${at}`)));

test("the shared vectors' roots, and the empty one", () => {
  assert.equal(hex(emptyRoot), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const leaves = inputs.map((input) => leafHash(Buffer.from(input, "hex")));
  for (const [at, root] of roots.entries()) assert.equal(hex(rootOf(append(emptyFrontier, leaves.slice(0, at + 1)))), root);
});

test("appending in any batches gives the tree hash of the standard", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), (a, b) => {
      const leaves = leavesOf(a + b);
      const grown = append(append(emptyFrontier, leaves.slice(0, a)), leaves.slice(a));
      assert.equal(hex(rootOf(grown)), hex(mth(leaves)));
      assert.deepEqual(frontierOf(a + b, logOf(leaves).node), grown);
    }),
    { numRuns: 60 },
  );
});

test("every inclusion and consistency proof up to 40 leaves holds, and none holds with one bit changed", () => {
  const leaves = leavesOf(40);
  for (let size = 1; size <= 40; size += 1) {
    const { node } = logOf(leaves.slice(0, size));
    const root = mth(leaves.slice(0, size));
    for (let index = 0; index < size; index += 1) {
      const leaf = leaves[index] ?? assert.fail();
      const proof = inclusionProof(index, size, node);
      assert.ok(verifyInclusion(leaf, index, size, proof, root));
      assert.equal(verifyInclusion(leaf, (index + 1) % size, size, proof, root), size === 1);
      const altered = proof.map((hash, at) => (at === index % proof.length ? flip(hash) : hash));
      if (proof.length > 0) assert.equal(verifyInclusion(leaf, index, size, altered, root), false);
      assert.equal(verifyInclusion(flip(leaf), index, size, proof, root), false);
    }
    for (let old = 0; old <= size; old += 1) {
      const proof = consistencyProof(old, size, node);
      const oldRoot = mth(leaves.slice(0, old));
      assert.ok(verifyConsistency(old, size, proof, oldRoot, root), `${old} ${size}`);
      if (old > 0) assert.equal(verifyConsistency(old, size, proof, flip(oldRoot), root), false);
      if (proof.length > 0) assert.equal(verifyConsistency(old, size, proof.slice(1), oldRoot, root), false);
      if (proof.length > 0) assert.equal(verifyConsistency(old, size, [...proof, root], oldRoot, root), false);
    }
  }
});

function flip(hash: Hash): Hash {
  const copy = Buffer.from(hash);
  copy[7] = (copy[7] ?? 0) ^ 0x10;
  return copy;
}

test("a proof cannot be asked for what is not there", () => {
  const { node } = logOf(leavesOf(3));
  assert.throws(() => inclusionProof(3, 3, node), RangeError);
  assert.throws(() => inclusionProof(-1, 3, node), RangeError);
  assert.throws(() => consistencyProof(4, 3, node), RangeError);
});

test("tile paths are those of the standard's examples, and nothing else is one", () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), "tile/0/x001/x234/067");
  assert.equal(tilePath({ level: 1, index: 0, width: 17 }), "tile/1/000.p/17");
  assert.equal(tilePath({ level: "entries", index: 999, width: 256 }), "tile/entries/999");
  for (const bad of [
    "tile/0/67",
    "tile/00/067",
    "tile/64/000",
    "tile/0/x000/067",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/07",
    "tile/0/001/067",
    "tile/0/../000",
    "tile/0/",
    "",
  ]) {
    assert.equal(parseTilePath(bad), null, bad);
  }
  fc.assert(
    fc.property(
      fc.constantFrom("entries" as const, 0, 1, 7, 63),
      fc.nat(2 ** 31 - 1),
      fc.integer({ min: 1, max: 256 }),
      (level, index, width) => {
        assert.deepEqual(parseTilePath(tilePath({ level, index, width })), { level, index, width });
      },
    ),
  );
});

test("a log of 70,000 has the tiles that the standard counts", () => {
  assert.deepEqual([widthIn(70_000, 0, 272), widthIn(70_000, 0, 273), widthIn(70_000, 0, 274)], [256, 112, 0]);
  assert.deepEqual([widthIn(70_000, 1, 0), widthIn(70_000, 1, 1), widthIn(70_000, 2, 0)], [256, 17, 1]);
});

test("proofs of a log of 70,000 are made from its tiles alone", () => {
  const size = 70_000;
  const { nodes, frontier } = logOf(leavesOf(size));
  const tile = (level: number, index: number) =>
    Buffer.concat(
      Array.from({ length: widthIn(size, level, index) }, (_, at) => nodes.get(`${level * 8}/${index * 256 + at}`) ?? assert.fail()),
    );
  const node = (id: NodeId) => nodeIn(id, hashesOf(tile(tileOf(id).level, tileOf(id).index)));
  for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
    assert.ok(inclusionNodes(index, size).every((id) => hex(node(id)) === hex(nodes.get(`${id.level}/${id.index}`) ?? assert.fail())));
    assert.ok(verifyInclusion(nodes.get(`0/${index}`) ?? assert.fail(), index, size, inclusionProof(index, size, node), rootOf(frontier)));
  }
  assert.ok(consistencyNodes(66_000, size).length > 0);
  assert.throws(() => nodeIn({ level: 0, index: 5 }, hashesOf(Buffer.alloc(64))), RangeError);
});

test("bundles are read back as written, and truncated ones refused", () => {
  const entries = [Buffer.from("one"), Buffer.alloc(0), Buffer.from("two")];
  const bundle = bundleOf(entries);
  assert.deepEqual(entriesOf(bundle)?.map(hex), entries.map(hex));
  assert.equal(entriesOf(bundle.subarray(0, -1)), null);
  assert.throws(() => bundleOf([Buffer.alloc(65_536)]), RangeError);
});
