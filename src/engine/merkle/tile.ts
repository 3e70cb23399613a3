// Tiles: how a log is served and cached, by C2SP tlog-tiles. A tile holds up to 256 consecutive hashes of level 8 · L.
import { append, emptyFrontier, type NodeId } from "./frontier.ts";
import type { Hash } from "./hash.ts";

/** Hashes in a full tile. */
export const tileWidth = 256;

export interface TileId {
  /** Hashes of tree level `8 · level`, or the entries themselves. */
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/** The path below the log's address: `tile/0/x001/x234/067.p/12`. */
export function tilePath({ level, index, width }: TileId): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const parts = digits.match(/.{3}/g) ?? [];
  const path = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join("/");
  return `tile/${level}/${path}${width < tileWidth ? `.p/${width}` : ""}`;
}

const shape = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile that a path names; null where it names none (leading zeroes and impossible levels, indexes and widths included). */
export function parseTilePath(path: string): TileId | null {
  const [, level, high, low, partial] = shape.exec(path) ?? [];
  if (level === undefined || high === undefined || low === undefined) return null;
  const index = Number(high.replaceAll(/[x/]/g, "") + low);
  const width = partial === undefined ? tileWidth : Number(partial);
  const id = { level: level === "entries" ? level : Number(level), index, width } as const;
  const possible =
    Number.isSafeInteger(index) && (id.level === "entries" || id.level <= 63) && (partial === undefined || width < tileWidth);
  return possible && tilePath(id) === path ? id : null;
}

/** How many hashes tile `index` of `level` has in a log of `size` leaves: 0 where it does not exist. */
export const widthIn = (size: number, level: number, index: number): number =>
  Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth));

/** The tile (level and index) whose hashes give a node. */
export function tileOf({ level, index }: NodeId): { level: number; index: number } {
  const tileLevel = Math.floor(level / 8);
  return { level: tileLevel, index: Math.floor((index * 2 ** (level % 8)) / tileWidth) };
}

/** A node's hash, computed from the hashes of its tile. A RangeError where the tile does not reach that far. */
export function nodeIn({ level, index }: NodeId, hashes: readonly Hash[]): Hash {
  const span = 2 ** (level % 8);
  const from = (index * span) % tileWidth;
  if (from + span > hashes.length) throw new RangeError(`node ${level}/${index} lies beyond its tile`);
  const [root] = append(emptyFrontier, hashes.slice(from, from + span)).roots;
  if (!root) throw new RangeError("a tile holds at least one hash");
  return root;
}

/** A tile's bytes as its hashes. A RangeError where they are not whole hashes. */
export function hashesOf(tile: Uint8Array): Hash[] {
  if (tile.length % 32 !== 0) throw new RangeError("a tile is a sequence of 32-byte hashes");
  return Array.from({ length: tile.length / 32 }, (_, at) => tile.subarray(at * 32, at * 32 + 32));
}

/** The entries of a bundle: each preceded by its length in two bytes, big-endian. Null where the bundle is malformed. */
export function entriesOf(bundle: Uint8Array): Uint8Array[] | null {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    if (at + 2 > bundle.length) return null;
    const end = at + 2 + view.getUint16(at);
    if (end > bundle.length) return null;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** Entries as a bundle. A RangeError for one longer than 65,535 bytes. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError("an entry of a bundle holds at most 65,535 bytes");
      return [Buffer.from([entry.length >> 8, entry.length & 0xff]), entry];
    }),
  );
}
