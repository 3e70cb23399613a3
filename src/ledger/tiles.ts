// Reads tiles out of the database, and proofs out of tiles.
import {
  consistencyNodes,
  consistencyProof,
  type Hash,
  hashesOf,
  inclusionNodes,
  inclusionProof,
  leafHash,
  type NodeId,
  nodeIn,
  type ReadNode,
  tileOf,
  tileWidth,
} from "../engine/merkle/index.ts";
import type { Queryable } from "./queryable.ts";

/** The commitments of up to `width` leaves from `index · 256` on. */
export async function commitments(db: Queryable, index: number, width: number = tileWidth): Promise<Buffer[]> {
  const from = index * tileWidth;
  const { rows } = await db.query<{ commitment: Buffer }>("select commitment from ledger.leaf where idx >= $1 and idx < $2 order by idx", [
    from,
    from + width,
  ]);
  return rows.map((row) => row.commitment);
}

/** The hashes of a tile, as far as it has grown. */
export async function tileHashes(db: Queryable, level: number, index: number): Promise<Hash[]> {
  if (level === 0) return (await commitments(db, index)).map(leafHash);
  const { rows } = await db.query<{ hashes: Buffer }>("select hashes from ledger.tile where level = $1 and idx = $2", [level, index]);
  return hashesOf(rows[0]?.hashes ?? Buffer.alloc(0));
}

/** Fetches the tiles that hold these nodes. */
export async function readNodes(db: Queryable, nodes: readonly NodeId[]): Promise<ReadNode> {
  const tiles = new Map<string, Hash[]>();
  for (const node of nodes) {
    const { level, index } = tileOf(node);
    const name = `${level}/${index}`;
    if (!tiles.has(name)) tiles.set(name, await tileHashes(db, level, index));
  }
  return (node) => {
    const { level, index } = tileOf(node);
    return nodeIn(node, tiles.get(`${level}/${index}`) ?? []);
  };
}

/** The proof that leaf `index` is in the log of `size`. */
export const proveInclusion = async (db: Queryable, index: number, size: number): Promise<Hash[]> =>
  inclusionProof(index, size, await readNodes(db, inclusionNodes(index, size)));

/** The proof that the log of `size` begins with that of `old`. */
export const proveConsistency = async (db: Queryable, old: number, size: number): Promise<Hash[]> =>
  consistencyProof(old, size, await readNodes(db, consistencyNodes(old, size)));
