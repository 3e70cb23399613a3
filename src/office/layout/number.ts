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

/** Gives each level its number in turn; a level begins anew under each one above it. */
export function numbering(): (level: Level) => string {
  const counts = [0, 0, 0, 0];
  return (level) => {
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    return forms[level](counts[level - 1] ?? 1);
  };
}
