// Words with bold parts as plain text: **bold**; a backslash before * \ | ¶ < ^ ! - means the sign itself.
import { isStrong, tidyRuns } from "./inline.ts";
import type { Inline } from "./model.ts";

const escapable = new Set(["\\", "*", "|", "¶", "<", "^", "!", "-"]);

/** With what would be read as a sign written with a backslash; inside a cell, what parts cells and paragraphs too. */
export function printRuns(content: readonly Inline[] | undefined, inCell = false): string {
  return (content ?? [])
    .map((inline) => {
      const words = inline.text.replaceAll(inCell ? /[\\*|¶]/g : /[\\*]/g, (sign) => `\\${sign}`);
      return isStrong(inline) ? `**${words}**` : words;
    })
    .join("");
}

/** Forgiving: a ** without a partner and a backslash before anything else stand for themselves. */
export function readRuns(source: string): readonly Inline[] {
  const runs: { text: string; strong: boolean }[] = [];
  let strong = false;
  let text = "";
  const close = (): void => {
    runs.push({ text, strong });
    text = "";
  };
  for (let i = 0; i < source.length; i++) {
    const sign = source[i] ?? "";
    const next = source[i + 1] ?? "";
    if (sign === "\\" && escapable.has(next)) {
      text += next;
      i += 1;
    } else if (sign === "*" && next === "*" && (strong || closes(source, i + 2))) {
      close();
      strong = !strong;
      i += 1;
    } else text += sign;
  }
  close();
  return tidyRuns(runs);
}

/** Is there another ** from here on? */
function closes(source: string, from: number): boolean {
  for (let i = from; i < source.length; i++) {
    if (source[i] === "\\" && escapable.has(source[i + 1] ?? "")) i += 1;
    else if (source[i] === "*" && source[i + 1] === "*") return true;
  }
  return false;
}

/** Parts between unescaped signs; backslashes are left as they are. */
export function splitAt(source: string, sign: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < source.length; i++) {
    if (source[i] === "\\" && escapable.has(source[i + 1] ?? "")) {
      part += source.slice(i, i + 2);
      i += 1;
    } else if (source[i] === sign) {
      parts.push(part);
      part = "";
    } else part += source[i];
  }
  return [...parts, part];
}
