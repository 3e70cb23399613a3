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

/** The entries of a context that `source` can name: the fewer, the cheaper to evaluate. */
export function relevant(source: string, context: Record<string, unknown>): Record<string, unknown> {
  const text = squeeze(source);
  return Object.fromEntries(Object.entries(context).filter(([key]) => text.includes(squeeze(key))));
}
