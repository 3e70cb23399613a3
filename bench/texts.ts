// What differs between two versions of fifty pages: about 35,000 characters in 600 paragraphs, of which a tenth was rewritten, moved,
// dropped or put in. The words change every round, so that nothing is remembered from the one before.
import { difference, linesOf, lineWords, type TextDoc, textOf } from "../src/engine/text/index.ts";
import { longText } from "../src/engine/text/testing/any-text.ts";
import { absolute, type Figure, median } from "./figure.ts";

const rounds = 30;
const paragraphs = 600;

/** The same text with every tenth line changed, each time in another way. */
function edited(text: TextDoc, round: number): TextDoc {
  const lines = [...linesOf(text)];
  for (let at = 3; at < lines.length; at += 10) {
    const line = lines[at];
    if (line?.type !== "paragraph") continue;
    const words = lineWords(line);
    const middle = Math.floor(words.length / 2);
    if (at % 40 === 13) lines.splice(at, 1);
    else if (at % 40 === 23) lines.splice((at * 7) % lines.length, 0, ...lines.splice(at, 1));
    else lines[at] = { ...line, content: [{ type: "text", text: `${words.slice(0, middle)}第${round}次改动${words.slice(middle + 4)}` }] };
  }
  return textOf(lines);
}

export function measureDifference(): readonly Figure[] {
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const before = longText(paragraphs, round + 1);
    const after = edited(before, round);
    const from = performance.now();
    const changes = difference(before, after);
    const took = performance.now() - from;
    if (changes.filter(({ kind }) => kind !== "same").length < paragraphs / 15) throw new Error("nothing differs");
    if (round >= 5) times.push(took);
  }
  return [absolute("the difference of two 50-page versions", "ms", median(times), { most: 200 })];
}
