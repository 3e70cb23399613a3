// Grams as the index keeps them: 32 bits of a keyed hash each. The key comes from the installation key, so that who has the database
// alone can neither read a word nor look for one; that two grams may meet in one number costs a look more, never a wrong answer.
import { type Keyring, keyedHash } from "../platform/crypto/index.ts";

/** Where a gram comes from; grams of different kinds never stand for each other. */
export type GramKind =
  /** Anywhere in the case. */
  | "word"
  /** In what it is called by: numbers, titles, the name of who applies. */
  | "title"
  /** A whole number on paper, an identifier or a telephone number. */
  | "exact"
  /** Who may find it, which of many, when: what narrows a search. */
  | "scope";

export type Hash = (kind: GramKind, gram: string) => number;

/** Grams remembered; pairs of characters come back often. */
const mostKept = 200_000;

const hashes = new WeakMap<Keyring, Hash>();

/** The installation's hash of grams. */
export function hashOf(keys: Keyring): Hash {
  const known = hashes.get(keys);
  if (known) return known;
  const keyed = keyedHash(keys.derive("search grams").bytes);
  const kept = new Map<string, number>();
  const hash: Hash = (kind, gram) => {
    const name = `${kind}:${gram}`;
    const before = kept.get(name);
    if (before !== undefined) return before;
    const made = keyed(name).readInt32LE(0);
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, made);
    return made;
  };
  hashes.set(keys, hash);
  return hash;
}
