// Regular expressions of XPath 2.0 (which FEEL's string functions take, DMN 1.5, table 73) as JavaScript's own.
import { because } from "../running.ts";

const made = new Map<string, RegExp | null>();

/** Name characters of XML, which XPath writes `\i` and `\c`. */
const nameStart =
  ":A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}";
const nameMore = `${nameStart}.0-9\\-\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}`;

/** The pattern, compiled; null with a reason where it is none. Flags are XPath's `s`, `m`, `i`, `x` and `q`. */
export function compilePattern(pattern: string, flags: string, more = ""): RegExp | null {
  const key = `${flags}/${more}/${pattern}`;
  let found = made.get(key);
  if (found === undefined) {
    found = compile(pattern, flags, more);
    if (made.size > 500) made.clear();
    if (pattern.length < 1_000) made.set(key, found);
  }
  return found ?? because(`“${pattern.slice(0, 60)}” with the flags “${flags}” is no regular expression`);
}

/** Whether it is a pattern at all, asked before anything is evaluated. */
export const isPattern = (pattern: string, flags: string): boolean => compile(pattern, flags, "") !== null;

function compile(pattern: string, flags: string, more: string): RegExp | null {
  if (!/^[smixq]*$/.test(flags) || /\[[^\]]*-\[/.test(pattern)) return null;
  const literal = flags.includes("q");
  const source = literal
    ? pattern.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\\-/g, "\\x2d")
    : translate(flags.includes("x") ? spaceless(pattern) : pattern);
  try {
    return new RegExp(source, `u${more}${[...new Set(flags.replace(/[xq]/g, ""))].join("")}`);
  } catch {
    return null;
  }
}

/** Flag `x`: white space is left out, except within `[…]`. */
function spaceless(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\s+/gsu, (part) => (/^\s/.test(part) ? "" : part));
}

/** Escapes that XPath has and JavaScript's strict mode has not. */
function translate(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\.|[[\]]/gsu, (part) => {
    if (part === "[") inClass = true;
    if (part === "]") inClass = false;
    if (part === "\\-") return inClass ? part : "-";
    const names: Record<string, string> = { "\\i": nameStart, "\\c": nameMore };
    const negated: Record<string, string> = { "\\I": nameStart, "\\C": nameMore };
    if (names[part] !== undefined) return inClass ? (names[part] ?? "") : `[${names[part]}]`;
    if (negated[part] !== undefined && !inClass) return `[^${negated[part]}]`;
    return part;
  });
}

/** `$1` and `$0`, `\$` and `\\` in a replacement; null with a reason where another `$` or `\` stands in it. */
export function replacement(written: string): ((found: readonly string[]) => string) | null {
  if (!/^(?:[^$\\]|\$\d|\\[$\\])*$/su.test(written)) return because("replace: in the replacement $ is followed by a digit, \\ by $ or \\");
  return (found) => {
    const groups = found.slice(
      0,
      found.findIndex((one) => typeof one === "number"),
    );
    return written.replace(/\\([$\\])|\$(\d+)/gu, (_, escaped: string | undefined, digits: string | undefined) => {
      if (escaped !== undefined) return escaped;
      // As many digits as there is a group for; the others are text.
      let name = digits ?? "0";
      while (name.length > 1 && Number(name) >= groups.length) name = name.slice(0, -1);
      return (groups[Number(name)] ?? "") + (digits ?? "").slice(name.length);
    });
  };
}
