// A long title in lines as the standard asks for them: whole words, in the shape of a trapezium or a diamond (GB/T 9704—2012, 7.3.1).
const words = new Intl.Segmenter("zh", { granularity: "word" });

/** Characters that begin no line, and those that end none. */
const notFirst = /^[的了和与及、，。；：）》〉”’！？]/u;
const notLast = /[（《〈“‘关]$/u;

const length = (text: string): number =>
  [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) < 0x2e80 && !/[“”‘’—…]/u.test(c) ? 0.5 : 1), 0);

/** The lines of a title, none longer than `most` characters where its words allow it. */
export function shapeTitle(title: string, most = 19): readonly string[] {
  const whole = title.trim();
  const lines = Math.ceil(length(whole) / most);
  if (lines <= 1) return [whole];
  const places = breaks(whole);
  for (let count = lines; count <= lines + 1; count++) {
    const best = bestOf(whole, places, count, most);
    if (best) return best;
  }
  return [whole];
}

/** Where a line may end: after whole words. */
function breaks(title: string): readonly number[] {
  const ends = [...words.segment(title)].map(({ index, segment }) => index + segment.length);
  return ends.filter((at) => at < title.length && !notFirst.test(title.slice(at)) && !notLast.test(title.slice(0, at)));
}

function bestOf(title: string, places: readonly number[], count: number, most: number): readonly string[] | undefined {
  let best: { cost: number; lines: readonly string[] } | undefined;
  const go = (from: number, lines: readonly string[]): void => {
    if (lines.length === count - 1) {
      const all = [...lines, title.slice(from)];
      if (all.some((line) => length(line) > most)) return;
      const cost = costOf(all);
      if (!best || cost < best.cost) best = { cost, lines: all };
      return;
    }
    for (const at of places) {
      if (at <= from) continue;
      const line = title.slice(from, at);
      if (length(line) > most) break;
      go(at, [...lines, line]);
    }
  };
  // Every choice is looked at; more lines than a title ever has are broken evenly by the layout itself.
  if (count <= 5) go(0, []);
  return best?.lines;
}

/** Uneven lengths cost; so do lines of the same length, an hourglass, and a break anywhere but where the matter begins (关于). */
function costOf(lines: readonly string[]): number {
  const lengths = lines.map(length);
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  let cost = lengths.reduce((sum, n) => sum + (n - mean) ** 2, 0);
  for (let i = 1; i < lengths.length; i++) if (lengths[i] === lengths[i - 1]) cost += 3;
  const [first = 0, last = 0] = [lengths[0], lengths.at(-1)];
  const inner = lengths.slice(1, -1);
  if (inner.some((n) => n < first && n < last)) cost += 60;
  if (lines[1]?.startsWith("关于")) cost -= 12;
  if ((lines.at(-1) ?? "").length < 4) cost += 30;
  for (let i = 1; i < lines.length; i++) {
    if (opened(lines.slice(0, i).join(""))) cost += 40;
    // A word of one character is mostly the rest of a name that the dictionary does not know.
    if ([...words.segment(lines[i] ?? "")][0]?.segment.length === 1) cost += 25;
  }
  return cost;
}

/** A bracket or quotation mark is open at the end of the text. */
const opened = (text: string): boolean =>
  ["《》", "“”", "（）", "〈〉"].some(([open = "", close = ""]) => text.lastIndexOf(open) > text.lastIndexOf(close));
