// Keys under keys: the installation key wraps agency keys, an agency key wraps the keys of its cases. From the installation
// key come also the keys of blind indexes, by which sealed values are found without being opened.
import { hkdfSync } from "node:crypto";
import { keyedHash, keyedHashOnce } from "./digest.ts";
import { randomBytesOf } from "./random.ts";
import { type Key, open, seal } from "./seal.ts";

export interface Keyring {
  /** A new agency's key, and its wrapped bytes to be kept. */
  newAgencyKey(agency: string): { readonly key: Key; readonly wrapped: Buffer };
  /** An agency's key from its wrapped bytes; null where they were not wrapped here. Kept in memory once unwrapped. */
  agencyKey(agency: string, wrapped: Uint8Array): Key | null;
  /** Equality index of a value for a purpose (`identifier`, `phone`, `fingerprint`, …): 32 bytes. Tidy the value first. */
  blind(purpose: string, value: string): Buffer;
  /** Like `blind`, of an id that says nothing by itself (a party's); the latest are remembered. Not to be written to. */
  mark(purpose: string, id: string): Buffer;
  /** The id that has this mark, where it was asked for lately. */
  marked(purpose: string, mark: Buffer): string | undefined;
  /** Indexes of a text's two-character grams, 16 bytes each, in the order of `gramsOf`. */
  blindGrams(purpose: string, text: string): Buffer[];
  /** A key of the installation for one purpose, for example to seal a private key kept in the database. */
  derive(purpose: string): Key;
}

/** Marks remembered at most, of each purpose. */
const mostMarks = 5000;

/** The keyring of an installation. */
export function keyringOf(installation: Key): Keyring {
  const derived = new Map<string, Key>();
  const derive = (purpose: string): Key => {
    let key = derived.get(purpose);
    if (!key) {
      const bytes = new Uint8Array(hkdfSync("sha256", installation.bytes, "errand", purpose, 32));
      key = { id: `${installation.id}/${purpose}`, bytes };
      derived.set(purpose, key);
    }
    return key;
  };
  const agencies = new Map<string, { wrapped: Buffer; key: Key }>();
  const blinds = new Map<string, ReturnType<typeof keyedHash>>();
  const blind = (purpose: string, value: string): Buffer => {
    let keyed = blinds.get(purpose);
    if (!keyed) {
      keyed = keyedHash(derive(`blind index: ${purpose}`).bytes);
      blinds.set(purpose, keyed);
    }
    return keyed(value);
  };
  const marks = new Map<string, { readonly of: Map<string, Buffer>; readonly ids: Map<string, string> }>();
  const marksFor = (purpose: string) => {
    let known = marks.get(purpose);
    if (!known || known.of.size >= mostMarks) {
      known = { of: new Map(), ids: new Map() };
      marks.set(purpose, known);
    }
    return known;
  };
  return {
    newAgencyKey(agency) {
      const key = { id: `agency:${agency}`, bytes: randomBytesOf(32) };
      return { key, wrapped: seal(derive("agency keys"), key.bytes, `agency key:${agency}`) };
    },
    agencyKey(agency, wrapped) {
      const known = agencies.get(agency);
      if (known?.wrapped.equals(wrapped)) return known.key;
      const bytes = open(derive("agency keys"), wrapped, `agency key:${agency}`);
      if (!bytes) return null;
      const key = { id: `agency:${agency}`, bytes };
      agencies.set(agency, { wrapped: Buffer.from(wrapped), key });
      return key;
    },
    blind,
    mark(purpose, id) {
      const { of, ids } = marksFor(purpose);
      const known = of.get(id);
      if (known) return known;
      const mark = blind(purpose, id);
      of.set(id, mark);
      ids.set(mark.toString("latin1"), id);
      return mark;
    },
    marked: (purpose, mark) => marks.get(purpose)?.ids.get(mark.toString("latin1")),
    blindGrams: (purpose, text) => gramsOf(text).map((gram) => blind(`grams of ${purpose}`, gram).subarray(0, 16)),
    derive,
  };
}

/** A new case's key, and its wrapped bytes to be kept. */
export function newCaseKey(agencyKey: Key, caseId: string): { readonly key: Key; readonly wrapped: Buffer } {
  const key = { id: `case:${caseId}`, bytes: randomBytesOf(32) };
  return { key, wrapped: seal(agencyKey, key.bytes, `case key:${caseId}`) };
}

/** A case's key from its wrapped bytes; null where they were not wrapped under this agency's key for this case. */
export function caseKey(agencyKey: Key, caseId: string, wrapped: Uint8Array): Key | null {
  const bytes = open(agencyKey, wrapped, `case key:${caseId}`);
  return bytes && { id: `case:${caseId}`, bytes };
}

/**
 * The secret that keeps a ledger entry's commitment from being guessed: 32 bytes, for entry `seq` of the case. It comes
 * from the case key, so that destroying that key destroys every nonce of the case.
 */
export const entryNonce = (key: Key, seq: number): Buffer => keyedHashOnce(key.bytes, `entry-nonce:${seq}`);

/** The distinct two-character grams of a text, without spaces, letters made small; a single character is its own gram. */
export function gramsOf(text: string): string[] {
  const characters = [...text.normalize("NFKC").toLowerCase().replace(/\s/g, "")];
  if (characters.length === 1) return characters;
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))];
}
