// FEEL names may hold spaces and operators ("affected agencies", "Approved/Declined"), so how a text is
// read depends on which names exist. Only the names that are no plain words matter; this finds them.

const plain = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Words that mean something to the grammar: a name made of one, or holding one, is not plain. */
const reserved = new Set(
  "and or not in between for return some every satisfies if then else true false null instance of function external date time duration item list context range today now partial".split(
    " ",
  ),
);

/** Keeps what was made of a text; the same few texts come back with every evaluation. */
export function keeping<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > 1_000) return make(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (known.size >= 4_000) known.clear();
    known.set(text, made);
    return made;
  };
}

export type Shape = { [key: string]: Shape } | [Shape] | null;

const squeeze = keeping((text) => text.replace(/\s+/gu, ""));
const isPlain = keeping((key) => plain.test(key) && !reserved.has(key));

/**
 * The keys of a context, with all values left out, as far as they can change how `source` is read:
 * null where all of its names are plain words. Safe to keep, since it holds no value.
 */
export function shapeFor(source: string, context: Record<string, unknown>): Shape {
  const text = squeeze(source);
  return look(context, text, 0);
}

function look(value: unknown, text: string, depth: number): Shape {
  if (typeof value !== "object" || value === null || depth > 6) return null;
  if (Array.isArray(value)) {
    let merged: { [key: string]: Shape } | null = null;
    for (const item of value.slice(0, 20)) {
      const shape = look(item, text, depth + 1);
      if (shape !== null && !Array.isArray(shape)) merged = Object.assign(merged ?? {}, shape);
    }
    return merged === null ? null : [merged];
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return null;
  let shape: { [key: string]: Shape } | null = null;
  for (const key of Object.keys(value)) {
    const inner = look((value as Record<string, unknown>)[key], text, depth + 1);
    if (inner === null && (isPlain(key) || !text.includes(squeeze(key)))) continue;
    shape ??= {};
    Object.defineProperty(shape, key, { value: inner, enumerable: true, configurable: true, writable: true });
  }
  return shape;
}

const strings = /"(?:[^"\\]|\\.)*"/g;
const literal = "(?:true|false|null|if|then|else|for|in|return|some|every|satisfies|and|or|not|between|instance|of|function)";
/** A word that can begin a name, then a word, a digit or an operator that names may hold. */
const beginsName = new RegExp(
  `(?<![\\p{L}\\p{N}_.])(?!${literal}(?![\\p{L}\\p{N}_]))[\\p{L}_][\\p{L}\\p{N}_]*\\s*(?:[-+*/']|(?<=\\s)[\\p{L}\\p{N}_])`,
  "u",
);

/** False where no name with blanks or operators in it can stand in the text, so that the names in sight change nothing. */
export const mayName = (source: string): boolean => beginsName.test(source.replace(strings, '""').replace(/\.\s*/g, " "));

/** The white space that marks a `range<…>` which is written as a list for the grammar: see syntax.ts. */
export const rangeMark = "\u2003";
