// The recomputed log against its stored tiles: where a root differs, they say in which 256 leaves.
import type { ClientBase } from "pg";
import { type Hash, hashesOf, type NodeId, sameHash, tileWidth } from "../../engine/merkle/index.ts";
import type { Difference } from "../audit.ts";

/** Compares each finished block of 256 leaves. */
export async function tilesOf(db: ClientBase): Promise<{ meet(id: NodeId, made: Hash, say: (found: Difference) => void): void }> {
  const { rows } = await db.query<{ idx: string | number; hashes: Buffer }>(
    "select idx, hashes from ledger.tile where level = 1 order by idx",
  );
  const tiles = new Map(rows.map((row) => [Number(row.idx), hashesOf(row.hashes)]));
  return {
    meet({ level, index }, made, say) {
      if (level !== 8) return;
      const stored = tiles.get(Math.floor(index / tileWidth))?.[index % tileWidth];
      if (stored === undefined || sameHash(stored, made)) return;
      const [from, to] = [index * tileWidth, (index + 1) * tileWidth - 1];
      say({
        leaf: from,
        text: {
          zh: `账本第 ${from} 至 ${to} 条与记入时的摘要不符`,
          en: `Leaves ${from} to ${to} are not those that the log was built from`,
        },
      });
    },
  };
}
