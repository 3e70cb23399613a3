// The numbers of levels, made from where they stand: 一、 （一） 1. （1） by GB/T 9704—2012, 7.3.3, and 附件 by 7.3.4.
import { type Line, linesOf } from "./lines.ts";
import type { Level, TextDoc } from "./model.ts";

const digits = "零一二三四五六七八九";

/** A number from 1 to 9999 in Chinese numerals, as one counts: 十, 十一, 二十, 一百零一. */
export function chineseNumber(n: number): string {
  let said = "";
  let gap = false;
  for (const [unit, name] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(n / unit) % 10;
    if (digit === 0) {
      gap = said !== "";
      continue;
    }
    if (gap) said += digits[0];
    gap = false;
    said += unit === 10 && digit === 1 && n < 20 ? name : `${digits[digit]}${name}`;
  }
  return said;
}

/** How the n-th of a level is written. */
export function labelOf(level: Level, n: number): string {
  switch (level) {
    case 1:
      return `${chineseNumber(n)}、`;
    case 2:
      return `（${chineseNumber(n)}）`;
    case 3:
      return `${n}.`;
    case 4:
      return `（${n}）`;
  }
}

/** Where a line stands in the count: the n-th of its level, or of the annexes; undefined for what is not counted. */
export function countsOf(lines: readonly Line[]): readonly (number | undefined)[] {
  let counts = [0, 0, 0, 0];
  let annexes = 0;
  return lines.map((line) => {
    if (line.type === "annex") {
      counts = [0, 0, 0, 0];
      annexes += 1;
      return annexes;
    }
    if (line.type !== "heading") return undefined;
    const at = line.attrs.level - 1;
    counts = counts.map((n, i) => (i < at ? n : i === at ? n + 1 : 0));
    return counts[at];
  });
}

/** The label of each line: a level's number, 附件 for the only annex and 附件1, 附件2 for several. */
export function lineLabels(lines: readonly Line[]): readonly (string | undefined)[] {
  const annexes = lines.filter(({ type }) => type === "annex").length;
  return countsOf(lines).map((n, i) => {
    const line = lines[i];
    if (n === undefined || line === undefined) return undefined;
    if (line.type === "annex") return annexes > 1 ? `附件${n}` : "附件";
    return line.type === "heading" ? labelOf(line.attrs.level, n) : undefined;
  });
}

/** The same for a whole text, in the order of reading. */
export const labelsOf = (text: TextDoc): readonly { readonly line: Line; readonly label: string | undefined }[] => {
  const lines = linesOf(text);
  const labels = lineLabels(lines);
  return lines.map((line, i) => ({ line, label: labels[i] }));
};
