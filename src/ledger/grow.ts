// One step of the integrator: leaves in, head and tiles out. Knows neither clock nor lock.
import {
  append,
  checkpointText,
  emptyFrontier,
  type Frontier,
  frontierOf,
  type Hash,
  leafHash,
  type NoteSigner,
  nodesOf,
  rootOf,
  sameHash,
  signNote,
  tileOf,
  tileWidth,
} from "../engine/merkle/index.ts";
import { latestHead } from "./head.ts";
import type { Queryable } from "./queryable.ts";
import { readNodes, tileHashes } from "./tiles.ts";

/** A log as the integrator holds it: its right edge, and the last tile of each level above 0. */
export interface Growing {
  frontier: Frontier;
  readonly tiles: Map<string, Hash[]>;
  /** True once a head of this size is published. */
  published: boolean;
}

/** Takes the log up where its last head left it. Throws where tiles and head disagree: somebody has been at them. */
export async function takeUp(db: Queryable, signer: NoteSigner): Promise<Growing> {
  const head = await latestHead(db);
  if (!head || head.origin !== signer.name) return { frontier: emptyFrontier, tiles: new Map(), published: false };
  const nodes = nodesOf(0, head.size);
  const frontier = frontierOf(head.size, await readNodes(db, nodes));
  if (!sameHash(rootOf(frontier), head.root)) throw new Error(`the log's tiles do not give the root of its head at ${head.size}: audit it`);
  const tiles = new Map<string, Hash[]>();
  for (let level = 1; head.size >= tileWidth ** level; level += 1) {
    const index = Math.floor(Math.floor(head.size / tileWidth ** level) / tileWidth);
    const width = Math.floor(head.size / tileWidth ** level) % tileWidth;
    tiles.set(`${level}/${index}`, (await tileHashes(db, level, index)).slice(0, width));
  }
  return { frontier, tiles, published: true };
}

interface Leaf {
  idx: string | number;
  commitment: Buffer;
}

/**
 * Moves up to `most` waiting commitments into the log and publishes a head over them, signed after they were committed.
 * Answers how many leaves the log grew by.
 */
export async function grow(db: Queryable, log: Growing, signer: NoteSigner, most: number): Promise<number> {
  // In its own statement, hence committed when the answer is here.
  const { rows } = await db.query<Leaf>("select idx, commitment from ledger.advance($1, $2)", [most, log.frontier.size]);
  if (rows.length === 0 && log.published) return 0;
  for (const [at, row] of rows.entries()) {
    if (Number(row.idx) !== log.frontier.size + at) throw new Error(`leaf ${log.frontier.size + at} is missing from the log: audit it`);
  }
  const changed = new Set<string>();
  const frontier = append(
    log.frontier,
    rows.map((row) => leafHash(row.commitment)),
    (id, hash) => {
      if (id.level === 0 || id.level % 8 !== 0) return;
      const { level, index } = tileOf(id);
      const name = `${level}/${index}`;
      const tile = log.tiles.get(name) ?? [];
      tile[id.index % tileWidth] = hash;
      log.tiles.set(name, tile);
      changed.add(name);
    },
  );
  const root = rootOf(frontier);
  const checkpoint = signNote(checkpointText({ origin: signer.name, size: frontier.size, root }), [signer]);
  const tiles = [...changed].map((name) => {
    const [level, idx] = name.split("/");
    return { level: Number(level), idx: Number(idx), hashes: Buffer.concat(log.tiles.get(name) ?? []).toString("base64") };
  });
  await db.query("select ledger.publish($1, $2, $3, $4, $5)", [signer.name, frontier.size, root, checkpoint, JSON.stringify(tiles)]);
  log.frontier = frontier;
  log.published = true;
  for (const [name, tile] of log.tiles) if (tile.length === tileWidth) log.tiles.delete(name);
  return rows.length;
}
