// The tasks of a stage as blocks of a drawing: what goes on side by side, and what follows what.
import type { Key, Task } from "../procedure/index.ts";

/** One after the other. */
export type Series = readonly (Key | { readonly parallel: readonly Series[] })[];

/**
 * Series-parallel decomposition of the order in which tasks wait for each other. An order that is none (the shape of the
 * letter N) is drawn with more waiting than there is: column by column.
 */
export function blocksOf(tasks: Readonly<Record<Key, Task>>): Series {
  const keys = Object.keys(tasks);
  return seriesOf(keys, before(tasks));
}

/** For each task everything that is over before it begins. */
function before(tasks: Readonly<Record<Key, Task>>): ReadonlyMap<Key, ReadonlySet<Key>> {
  const known = new Map<Key, ReadonlySet<Key>>();
  const of = (key: Key): ReadonlySet<Key> => {
    const found = known.get(key);
    if (found) return found;
    const direct = [...(tasks[key]?.follows ?? []), ...(tasks[key]?.after ? [tasks[key].after.task] : [])];
    const all = new Set(direct.flatMap((one) => [one, ...of(one)]));
    known.set(key, all);
    return all;
  };
  for (const key of Object.keys(tasks)) of(key);
  return known;
}

function seriesOf(keys: readonly Key[], order: ReadonlyMap<Key, ReadonlySet<Key>>): Series {
  if (keys.length <= 1) return keys;
  const waits = (a: Key, b: Key) => order.get(a)?.has(b) === true || order.get(b)?.has(a) === true;
  const beside = parted(keys, waits);
  if (beside.length > 1) return [{ parallel: beside.map((one) => seriesOf(one, order)) }];
  const behind = parted(keys, (a, b) => !waits(a, b));
  const steps =
    behind.length > 1 ? behind.toSorted(([a = ""], [b = ""]) => (order.get(a)?.has(b) === true ? 1 : -1)) : columns(keys, order);
  return steps.flatMap((step) =>
    behind.length > 1 || step.length === 1 ? seriesOf(step, order) : [{ parallel: step.map((key) => [key]) }],
  );
}

/** The connected parts of a relation, in the order of their first members. */
function parted(keys: readonly Key[], related: (a: Key, b: Key) => boolean): Key[][] {
  const left = new Set(keys);
  const parts: Key[][] = [];
  for (const key of keys) {
    if (!left.delete(key)) continue;
    const part = [key];
    for (const one of part)
      for (const other of left)
        if (related(one, other)) {
          left.delete(other);
          part.push(other);
        }
    parts.push(keys.filter((one) => part.includes(one)));
  }
  return parts;
}

function columns(keys: readonly Key[], order: ReadonlyMap<Key, ReadonlySet<Key>>): Key[][] {
  const found: Key[][] = [];
  const height = (key: Key): number => 1 + Math.max(-1, ...keys.filter((one) => order.get(key)?.has(one)).map(height));
  for (const key of keys) {
    const at = height(key);
    const column = found[at] ?? [];
    found[at] = column;
    column.push(key);
  }
  return found;
}
