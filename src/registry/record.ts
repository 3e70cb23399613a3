// A record as it lies in the database: open fields beside sealed ones, keys as keyed hashes.
import { createHash } from "node:crypto";
import { z } from "zod";
import { tidyIdentifier } from "../engine/identifier/index.ts";
import { canonical, gramsOf, type Key, type Keyring, openJson, sealJson } from "../platform/crypto/index.ts";
import type { Fields, Register, Value } from "./format.ts";
import { type Box, boxOf, parseGeometry } from "./geometry.ts";

/** The hash that a key's value is found by. */
export const keyBlind = (keys: Keyring, register: string, field: string, value: Value): Buffer =>
  keys.blind(`register ${register} ${field}`, tidyIdentifier(String(value)));

export interface Stored {
  readonly id: Buffer;
  readonly keys: readonly Buffer[];
  readonly open: Fields;
  readonly closed: Fields;
  readonly digest: Buffer;
  readonly grams: readonly string[];
  readonly rank: string;
  /** Records with a mark in common may be one. */
  readonly marks: readonly Buffer[];
  /** Grams of what a rule compares, by rule. */
  readonly likeness: Readonly<Record<string, readonly string[]>> | null;
  /** Bounding box of its geometry. */
  readonly area: Box | null;
}

const filled = (row: Fields, name: string): boolean => row[name] !== undefined && row[name] !== "";

/** Takes a row apart; the row must fit the register. */
export function takeApart(keys: Keyring, definition: Register, row: Fields): Stored {
  const entries = Object.entries(row);
  const isOpen = ([name]: [string, Value]): boolean => definition.fields[name]?.class === "open";
  const present = definition.keys.filter((name) => filled(row, name));
  const blinds = present.map((name) => keyBlind(keys, definition.id, name, row[name] ?? ""));
  const [id] = blinds;
  if (!id) throw new RangeError("a record has its identifying key");
  const { marks, likeness } = matching(keys, definition, row);
  return {
    id,
    keys: blinds,
    open: Object.fromEntries(entries.filter(isOpen)),
    closed: Object.fromEntries(entries.filter((entry) => !isOpen(entry))),
    digest: keys.blind(`register ${definition.id} content`, canonical(row)),
    grams: searchGrams(keys, definition, row),
    rank: definition.latest === undefined ? "" : String(row[definition.latest] ?? ""),
    marks,
    likeness,
    area: areaOf(definition, row),
  };
}

function areaOf(definition: Register, row: Fields): Box | null {
  const name = Object.keys(definition.fields).find((one) => definition.fields[one]?.type === "geometry" && filled(row, one));
  const shape = name === undefined ? undefined : parseGeometry(String(row[name]));
  return shape ? boxOf(shape) : null;
}

// The same few thousand grams come back in every list of names.
const known = new WeakMap<Keyring, Map<string, string>>();
const mostKnown = 200_000;

let last: { readonly keys: Keyring; readonly purpose: string; readonly text: string; readonly grams: readonly string[] } | undefined;

/** Keyed hashes of a text's grams, short enough to be many and long enough to be told apart. */
export function blindGrams(keys: Keyring, purpose: string, text: string): readonly string[] {
  // The search and the rule for duplicates ask for the same name, one after the other.
  if (last?.text === text && last.purpose === purpose && last.keys === keys) return last.grams;
  const grams = hashedGrams(keys, purpose, text);
  last = { keys, purpose, text, grams };
  return grams;
}

function hashedGrams(keys: Keyring, purpose: string, text: string): readonly string[] {
  const kept = known.get(keys) ?? new Map<string, string>();
  known.set(keys, kept);
  return gramsOf(text).map((gram) => {
    const name = `${purpose} ${gram}`;
    const hash = kept.get(name) ?? keys.blind(`grams of ${purpose}`, gram).toString("base64", 0, 9);
    if (kept.size < mostKnown) kept.set(name, hash);
    return hash;
  });
}

/** Under what the grams of a field are hashed. */
export const gramPurpose = (register: string, field: string): string => `register ${register} ${field}`;

function searchGrams(keys: Keyring, definition: Register, row: Fields): string[] {
  const { id, search, find, fields } = definition;
  const open = [search, ...(find !== undefined && fields[find]?.class === "open" ? [find] : [])];
  const grams = new Set(open.flatMap((name) => (name === undefined ? [] : gramsOf(String(row[name] ?? "")))));
  if (find !== undefined && fields[find]?.class !== "open") {
    for (const gram of blindGrams(keys, gramPurpose(id, find), String(row[find] ?? ""))) grams.add(gram);
  }
  return [...grams];
}

/** By what the register's rules bring a row together with others; the row may be taken apart already. */
export function matching(keys: Keyring, { id, match }: Register, row: Fields): Pick<Stored, "marks" | "likeness"> {
  if (match.length === 0) return { marks: [], likeness: null };
  const marks: Buffer[] = [];
  const likeness: Record<string, readonly string[]> = {};
  for (const { id: rule, same, alike } of match) {
    if (!same.every((name) => filled(row, name)) || (alike && !filled(row, alike.field))) continue;
    const grams = alike ? blindGrams(keys, gramPurpose(id, alike.field), String(row[alike.field])) : [];
    if (alike) likeness[rule] = grams;
    const values = same.map((name) => tidyIdentifier(String(row[name])));
    // Where nothing has to be the same, records meet in any of their grams.
    const sign = ruleSign(rule);
    if (same.length > 0) marks.push(Buffer.concat([sign, keys.blind(`register ${id} match ${rule}`, canonical(values)).subarray(0, 12)]));
    else for (const gram of grams) marks.push(Buffer.concat([sign, Buffer.from(gram, "base64")]));
  }
  return { marks, likeness: Object.keys(likeness).length > 0 ? likeness : null };
}

const signs = new Map<string, Buffer>();

/** The first four bytes of a rule's marks. */
export function ruleSign(rule: string): Buffer {
  const known = signs.get(rule) ?? createHash("sha256").update(rule).digest().subarray(0, 4);
  signs.set(rule, known);
  return known;
}

const context = (register: string, id: Buffer, bound: number | Buffer): string =>
  `record:${register}:${id.toString("hex")}:${typeof bound === "number" ? bound : bound.toString("hex")}`;

/** Seals what is not open, bound to the record and to the digest of its content. */
export const sealClosed = (key: Key, register: string, { id, digest, closed }: Pick<Stored, "id" | "digest" | "closed">): Buffer | null =>
  Object.keys(closed).length === 0 ? null : sealJson(key, closed, context(register, id, digest));

const fields = z.record(z.string(), z.union([z.string(), z.number()]));

/** What of a row is needed to open it. */
export interface Sealed {
  readonly id: Buffer;
  readonly version: number;
  readonly digest: Buffer;
  readonly binding: number;
  readonly open: Fields;
  readonly sealed: Buffer | null;
}

/** A record whole again. One that does not open is a broken installation, not a case to handle. */
export function putTogether(key: Key, register: string, row: Sealed): Fields {
  if (row.sealed === null) return row.open;
  const closed = fields.safeParse(openJson(key, row.sealed, context(register, row.id, row.binding === 1 ? row.version : row.digest)));
  if (!closed.success) throw new Error(`a record of ${register} does not open: is this the key that it was sealed with?`);
  return { ...row.open, ...closed.data };
}
