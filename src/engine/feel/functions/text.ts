// String functions (DMN 1.5, table 73). Positions and lengths count characters (code points).
import { because, interruptible, kept, keptText } from "../running.ts";
import { compilePattern, replacement } from "./pattern.ts";
import { type Functions, takes } from "./signature.ts";

function substring(text: string, start: number, length: number | undefined): string | null {
  if (!Number.isInteger(start) || start === 0) return because("substring: the start position is a whole number other than 0");
  if (length !== undefined && length < 1) return because("substring: the length is at least 1");
  const characters = Array.from(text);
  const from = start < 0 ? characters.length + start : start - 1;
  if (from < 0) return because("substring: the start position lies before the text");
  return characters.slice(from, length === undefined ? undefined : from + Math.floor(length)).join("");
}

const before = (text: string, match: string): string => (text.includes(match) ? text.slice(0, text.indexOf(match)) : "");
const after = (text: string, match: string): string => (text.includes(match) ? text.slice(text.indexOf(match) + match.length) : "");

function matches(input: string, pattern: string, flags = ""): boolean | null {
  const made = compilePattern(pattern, flags);
  return made === null ? null : interruptible(() => made.test(input));
}

function replace(input: string, pattern: string, by: string, flags = ""): string | null {
  const made = compilePattern(pattern, `${flags}`, "g");
  const put = flags.includes("q") ? () => by : replacement(by);
  if (made === null || put === null) return null;
  if (interruptible(() => new RegExp(made.source, made.flags.replace("g", "")).test("")))
    return because("replace: the pattern matches the empty text");
  return keptText(
    interruptible(() => input.replace(made, (...found: unknown[]) => put(found.filter((one) => typeof one !== "object") as string[]))),
  );
}

function split(text: string, delimiter: string): string[] | null {
  const made = compilePattern(delimiter, "");
  return made === null ? null : kept(interruptible(() => pieces(text, made)));
}

/** What stands between the matches, without the groups that JavaScript's own would put in. */
function pieces(text: string, pattern: RegExp): string[] {
  const found: string[] = [];
  let last = 0;
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    found.push(text.slice(last, match.index));
    last = match.index + match[0].length;
  }
  return [...found, text.slice(last)];
}

function join(list: readonly unknown[], delimiter = ""): string | null {
  const wrong = list.find((item) => item !== null && typeof item !== "string");
  if (wrong !== undefined) return because("string join: the list may hold texts and null only");
  const texts = list.filter((item) => item !== null);
  return keptText(texts.join(delimiter));
}

export const text = {
  substring: [takes("string: string, start position: number, length?: number", substring)],
  "string length": [takes("string: string", (string: string) => Array.from(string).length)],
  "upper case": [takes("string: string", (string: string) => string.toUpperCase())],
  "lower case": [takes("string: string", (string: string) => string.toLowerCase())],
  "substring before": [takes("string: string, match: string", before)],
  "substring after": [takes("string: string, match: string", after)],
  replace: [takes("input: string, pattern: string, replacement: string, flags?: string", replace)],
  contains: [takes("string: string, match: string", (string: string, match: string) => string.includes(match))],
  "starts with": [takes("string: string, match: string", (string: string, match: string) => string.startsWith(match))],
  "ends with": [takes("string: string, match: string", (string: string, match: string) => string.endsWith(match))],
  matches: [takes("input: string, pattern: string, flags?: string", matches)],
  split: [takes("string: string, delimiter: string", split)],
  "string join": [takes("list: list, delimiter?: string", join)],
} satisfies Functions;
