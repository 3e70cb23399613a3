// Which characters the fonts of an installation can show, read from the fonts' own tables (OpenType 1.9: `cmap` formats 4, 6,
// 12 and 13, `name`). Only those tables are read, so that 40 MB of fonts cost a few milliseconds.
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

/** What a set of font files can show. */
export interface Coverage {
  /** Family names in the order in which the folders and files were read, each once. */
  readonly families: readonly string[];
  /** The characters of `text` that no font has, each once, in order. Spaces, line ends and invisible joiners are never missing. */
  missing(text: string): string[];
}

/** A folder or file that cannot be used as a font, named so that an administrator can put it right. */
export class FontError extends Error {}

/** Reads every `.ttf`, `.otf` and `.ttc` in the folders (not below). Throws a FontError that names the file it cannot read. */
export function readCoverage(fontDirs: readonly string[]): Coverage {
  const bits = new Uint32Array(0x110000 / 32);
  const families = new Set<string>();
  for (const file of fontDirs.flatMap(fontFiles)) {
    for (const face of readFaces(file)) {
      families.add(face.family);
      for (const [from, to] of face.ranges) for (let c = from; c <= to; c++) bits[c >>> 5] = (bits[c >>> 5] ?? 0) | (1 << (c & 31));
    }
  }
  const has = (code: number) => ((bits[code >>> 5] ?? 0) & (1 << (code & 31))) !== 0;
  return {
    families: [...families],
    missing: (text) =>
      [...new Set(text)].filter((c) => !/^(?:[\t\n\r]|\p{Zs}|\p{Default_Ignorable_Code_Point})$/u.test(c) && !has(c.codePointAt(0) ?? 0)),
  };
}

function fontFiles(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => /\.(?:ttf|otf|ttc)$/i.test(name))
      .sort()
      .map((name) => join(dir, name));
  } catch {
    throw new FontError(`The fonts folder ${dir} cannot be read.`);
  }
}

interface Face {
  readonly family: string;
  readonly ranges: readonly (readonly [number, number])[];
}

function readFaces(file: string): Face[] {
  const fd = openSync(file, "r");
  const read = (at: number, length: number): DataView => {
    const buffer = new Uint8Array(length);
    if (readSync(fd, buffer, 0, length, at) !== length) throw new RangeError("short");
    return new DataView(buffer.buffer);
  };
  try {
    const head = read(0, 12);
    if (head.getUint32(0) !== 0x74746366) return [readFace(read, 0)];
    const count = head.getUint32(8);
    const offsets = read(12, count * 4);
    return Array.from({ length: count }, (_, i) => readFace(read, offsets.getUint32(i * 4)));
  } catch (error) {
    if (error instanceof RangeError) throw new FontError(`${file} is not a whole TrueType or OpenType font.`);
    throw error;
  } finally {
    closeSync(fd);
  }
}

function readFace(read: (at: number, length: number) => DataView, start: number): Face {
  const tables = new Map<string, DataView>();
  const count = read(start + 4, 2).getUint16(0);
  const directory = read(start + 12, count * 16);
  for (let i = 0; i < count; i++) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((n) => directory.getUint8(i * 16 + n)));
    if (tag === "cmap" || tag === "name") tables.set(tag, read(directory.getUint32(i * 16 + 8), directory.getUint32(i * 16 + 12)));
  }
  const [cmap, name] = [tables.get("cmap"), tables.get("name")];
  if (!cmap || !name) throw new RangeError("tables");
  return { family: familyName(name), ranges: mappedRanges(cmap) };
}

/** The typographic family (id 16), else the family (id 1), in English where there is a choice. */
function familyName(table: DataView): string {
  const strings = table.getUint16(4);
  let best = { rank: -1, text: "" };
  for (let i = 0; i < table.getUint16(2); i++) {
    const at = 6 + i * 12;
    const [platform, language, id] = [table.getUint16(at), table.getUint16(at + 4), table.getUint16(at + 6)];
    if ((id !== 1 && id !== 16) || (platform !== 3 && platform !== 0)) continue;
    const rank = (id === 16 ? 2 : 0) + (language === 0x409 || platform === 0 ? 1 : 0);
    const offset = strings + table.getUint16(at + 10);
    const units = Array.from({ length: table.getUint16(at + 8) / 2 }, (_, n) => table.getUint16(offset + n * 2));
    if (rank > best.rank) best = { rank, text: String.fromCharCode(...units) };
  }
  if (best.rank < 0) throw new RangeError("no name");
  return best.text;
}

function mappedRanges(cmap: DataView): [number, number][] {
  const unicode = Array.from({ length: cmap.getUint16(2) }, (_, i) => 4 + i * 8)
    .filter((at) => cmap.getUint16(at) === 0 || (cmap.getUint16(at) === 3 && [1, 10].includes(cmap.getUint16(at + 2))))
    .map((at) => cmap.getUint32(at + 4));
  return [...new Set(unicode)].flatMap((at) => readSubtable(cmap, at));
}

function readSubtable(t: DataView, at: number): [number, number][] {
  const format = t.getUint16(at);
  if (format === 12 || format === 13) {
    return Array.from({ length: t.getUint32(at + 12) }, (_, i) => [t.getUint32(at + 16 + i * 12), t.getUint32(at + 20 + i * 12)]);
  }
  if (format === 6) {
    const first = t.getUint16(at + 6);
    const used = Array.from({ length: t.getUint16(at + 8) }, (_, i) => i).filter((i) => t.getUint16(at + 10 + i * 2) !== 0);
    return used.map((i) => [first + i, first + i]);
  }
  return format === 4 ? readSegments(t, at) : [];
}

/** Format 4: segments whose glyphs come from a delta or from an array; a code mapped to glyph 0 is not there. */
function readSegments(t: DataView, at: number): [number, number][] {
  const size = t.getUint16(at + 6);
  const found: [number, number][] = [];
  for (let i = 0; i < size; i += 2) {
    const [to, from] = [t.getUint16(at + 14 + i), t.getUint16(at + 16 + size + i)];
    const [delta, offsetAt] = [t.getUint16(at + 16 + size * 2 + i), at + 16 + size * 3 + i];
    const offset = t.getUint16(offsetAt);
    for (let c = from; c <= to && c !== 0xffff; c++) {
      const glyph = offset === 0 ? (c + delta) & 0xffff : t.getUint16(offsetAt + offset + (c - from) * 2);
      if (glyph !== 0) found.push([c, c]);
    }
  }
  return found;
}
