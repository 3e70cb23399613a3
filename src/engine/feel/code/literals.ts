// Numbers, texts, truth values and temporal literals.
import { parseNumber } from "../decimal.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../temporal.ts";
import { type Build, type Node, NotSupported, textOf } from "./code.ts";

const constant =
  (value: unknown): (() => unknown) =>
  () =>
    value;

const simple: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "'": "'", "\\": "\\", "/": "/" };

/** The text that a string literal means, with its escapes. */
export function textValue(written: string): string {
  return written
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gsu, (whole, four?: string, six?: string, one?: string) => {
      if (four !== undefined) return String.fromCharCode(Number.parseInt(four, 16));
      const code = Number.parseInt(six ?? "", 16);
      if (six !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return simple[one ?? ""] ?? whole;
    });
}

/** `@"…"`: whichever temporal value the text is. */
export const temporalValue = (text: string): unknown =>
  parseDate(text) ?? (text.includes("T") && !text.includes("P") ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text);

function atLiteral(node: Node, source: string): () => unknown {
  const written = textOf(node, source).replace(/^@\s*/, "");
  const value = temporalValue(textValue(written));
  if (value === null) throw new NotSupported(node.from, `${written} 不是日期、时间或时长。`, `${written} is no date, time or duration.`);
  return constant(value);
}

export const literals = {
  NumericLiteral: (node, source) => {
    const value = parseNumber(textOf(node, source).replace(/\s+/g, ""));
    if (value === null) throw new NotSupported(node.from, "数字过大或写法不对。", "The number is too large, or written wrongly.");
    return constant(value);
  },
  StringLiteral: (node, source) => constant(textValue(textOf(node, source))),
  BooleanLiteral: (node, source) => constant(textOf(node, source) === "true"),
  null: () => constant(null),
  AtLiteral: atLiteral,
} satisfies Record<string, Build>;
