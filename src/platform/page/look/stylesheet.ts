// A small reader of stylesheets: enough of CSS Syntax to take rules apart, choose among them and write them again.

export interface Rule {
  readonly kind: "rule";
  readonly selectors: readonly string[];
  readonly declarations: readonly Declaration[];
}
export interface Declaration {
  readonly property: string;
  readonly value: string;
}
/** `@media …`, `@supports …` with rules inside. */
export interface Group {
  readonly kind: "group";
  readonly prelude: string;
  readonly items: readonly Item[];
}
/** `@font-face`, `@page`, `@keyframes`: kept as they stand. */
export interface Raw {
  readonly kind: "raw";
  readonly prelude: string;
  readonly body: string;
}
export type Item = Rule | Group | Raw;

/** Splits at `at` where it stands outside brackets and strings. */
function split(text: string, at: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? "";
    if (quote) {
      if (c === "\\") i += 1;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "(" || c === "[") depth += 1;
    else if (c === ")" || c === "]") depth -= 1;
    else if (c === at && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((p) => p.trim()).filter((p) => p !== "");
}

/** The index of the brace that closes the block opened before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  let quote = "";
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (quote) {
      if (c === "\\") i += 1;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'") quote = c;
    else if (c === "{") depth += 1;
    else if (c === "}" && --depth === 0) return i;
  }
  throw new Error(`stylesheet: a block is not closed: ${text.slice(from, from + 60)}`);
}

function declarations(body: string): Declaration[] {
  return split(body, ";").map((line) => {
    const colon = line.indexOf(":");
    if (colon < 1) throw new Error(`stylesheet: not a declaration: ${line}`);
    const property = line.slice(0, colon).trim();
    // Runs of white space inside strings do not occur in our sources; a test compares what a browser makes of it.
    return {
      property,
      value: line
        .slice(colon + 1)
        .trim()
        .replace(/\s+/g, " "),
    };
  });
}

/** Reads a stylesheet; comments and `@charset` are left out. */
export function parse(css: string): Item[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@charset[^;]*;/g, "");
  const items: Item[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("{", at);
    if (open < 0) break;
    const prelude = text.slice(at, open).trim().replace(/\s+/g, " ");
    const close = closing(text, open + 1);
    const body = text.slice(open + 1, close);
    if (/^@(media|supports)\b/.test(prelude)) items.push({ kind: "group", prelude, items: parse(body) });
    else if (prelude.startsWith("@")) items.push({ kind: "raw", prelude, body: body.trim().replace(/\s+/g, " ") });
    else items.push({ kind: "rule", selectors: split(prelude, ","), declarations: declarations(body) });
    at = close + 1;
  }
  return items;
}

/** Writes rules without any white space that is not needed; a group that became empty is left out. */
export function write(items: readonly Item[]): string {
  return items
    .map((item) => {
      if (item.kind === "raw") return `${item.prelude}{${item.body}}`;
      if (item.kind === "group") {
        const inner = write(item.items);
        return inner === "" ? "" : `${item.prelude}{${inner}}`;
      }
      if (item.selectors.length === 0 || item.declarations.length === 0) return "";
      return `${item.selectors.join(",")}{${item.declarations.map((d) => `${d.property}:${d.value}`).join(";")}}`;
    })
    .join("");
}
