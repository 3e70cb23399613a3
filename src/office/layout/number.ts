// The numbers of a text's levels, made from the levels (GB/T 9704—2012, 7.3.3): 一、 （一） 1. （1）.
import type { Level } from "../../engine/text/index.ts";

const digits = "零一二三四五六七八九";

/** 1 to 99 in Chinese; beyond that in figures. */
function chinese(n: number): string {
  if (n > 99) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const before = tens === 0 ? "" : `${tens === 1 ? "" : digits.charAt(tens)}十`;
  return `${before}${ones === 0 ? "" : digits.charAt(ones)}`;
}

const forms: Readonly<Record<Level, (n: number) => string>> = {
  1: (n) => `${chinese(n)}、`,
  2: (n) => `（${chinese(n)}）`,
  3: (n) => `${n}.`,
  4: (n) => `（${n}）`,
};

/** What a level is numbered, and how deep it lies in the document's outline. */
export interface Numbered {
  readonly number: string;
  /** 1 or one more than the level before it at most: an outline leaves out no step (PDF/UA-1), even where the text does. */
  readonly depth: number;
}

/** Gives each level its number in turn; a level begins anew under each one above it. */
export function numbering(): (level: Level) => Numbered {
  const counts = [0, 0, 0, 0];
  let depth = 0;
  return (level) => {
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    depth = Math.min(level, depth + 1);
    return { number: forms[level](counts[level - 1] ?? 1), depth };
  };
}
