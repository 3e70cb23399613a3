// Two who wrote on the same version: what each changed goes together where it was in different places.
import { difference } from "./difference.ts";
import { type Line, linesOf, textOf } from "./lines.ts";
import type { TextDoc } from "./model.ts";
import { parseText } from "./parse.ts";

/** A place that both changed, each in another way. */
export interface Overlap {
  readonly mine: readonly Line[];
  readonly theirs: readonly Line[];
}

export interface Merged {
  /** Both sets of changes; where they overlap, mine. */
  readonly text: TextDoc;
  /** Empty where nothing was lost. */
  readonly overlaps: readonly Overlap[];
}

/** What became of each line of the base: itself, another, or nothing; and what came before it. */
interface Fate {
  readonly came: readonly (readonly Line[])[];
  readonly became: readonly (Line | undefined)[];
}

/** Both sides' changes to the same version in one text. */
export function merge(base: TextDoc, mine: TextDoc, theirs: TextDoc): Merged {
  const lines = linesOf(base);
  const [own, other] = [fateOf(base, mine), fateOf(base, theirs)];
  const out: Line[] = [];
  const overlaps: Overlap[] = [];
  const put = (was: readonly Line[], a: readonly Line[], b: readonly Line[]): void => {
    const same = (one: readonly Line[], two: readonly Line[]): boolean => JSON.stringify(one) === JSON.stringify(two);
    if (same(b, was) || same(a, b)) out.push(...a);
    else if (same(a, was)) out.push(...b);
    else {
      out.push(...a);
      overlaps.push({ mine: a, theirs: b });
    }
  };
  const one = (line: Line | undefined): readonly Line[] => (line === undefined ? [] : [line]);
  for (let i = 0; i <= lines.length; i++) {
    put([], own.came[i] ?? [], other.came[i] ?? []);
    if (i < lines.length) put(one(lines[i]), one(own.became[i]), one(other.became[i]));
  }
  const parsed = parseText(textOf(out));
  return parsed.ok ? { text: parsed.text, overlaps } : { text: mine, overlaps: [{ mine: linesOf(mine), theirs: linesOf(theirs) }] };
}

function fateOf(base: TextDoc, version: TextDoc): Fate {
  const count = linesOf(base).length;
  const after = linesOf(version);
  const came: Line[][] = Array.from({ length: count + 1 }, () => []);
  const became: (Line | undefined)[] = Array.from({ length: count }, () => undefined);
  let next = 0;
  for (const change of difference(base, version)) {
    if (change.kind === "in") came[next]?.push(change.line);
    else {
      if (change.kind !== "out") became[change.from] = after[change.to];
      next = change.from + 1;
    }
  }
  return { came, became };
}

/** Are two texts the same, word for word? */
export const isSame = (a: TextDoc, b: TextDoc): boolean => JSON.stringify(a) === JSON.stringify(b);
