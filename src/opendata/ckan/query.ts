// What CKAN's q and fq may say: the part of Solr's query syntax that catalogues are harvested and searched with. Anything else is
// refused by name, never searched for as something it does not mean.

/** A condition on datasets. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** Words anywhere (no field), or a field's value; `prefix`: only how it begins. */
  | { readonly field?: string; readonly value: string; readonly prefix: boolean }
  | { readonly field: string; readonly from: string; readonly to: string; readonly inclusive: readonly [from: boolean, to: boolean] };

export type Parsed = { readonly ok: true; readonly condition: Condition } | { readonly ok: false; readonly why: string };

const longest = 2000;
const deepest = 20;

class Unreadable extends Error {}

interface Token {
  readonly kind: "(" | ")" | "and" | "or" | "not" | "field" | "word" | "phrase" | "range";
  readonly text: string;
}

const shape =
  /\s+|(?<open>\()|(?<close>\))|(?<field>[A-Za-z_][\w.]*):(?=\S)|(?<range>[[{][^\]}]{0,200}[\]}])|"(?<phrase>(?:[^"\\]|\\.)*)"|(?<and>&&)|(?<or>\|\|)|(?<sign>[-+!])(?=\S)|(?<word>(?:[^\s()[\]{}":\\]|\\.)+)/gsuy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const source = text.replace(/\*:\*/g, " * ");
  shape.lastIndex = 0;
  for (let at = 0; at < source.length; at = shape.lastIndex) {
    shape.lastIndex = at;
    const found = shape.exec(source)?.groups;
    if (!found) throw new Unreadable(`cannot read "${source.slice(at, at + 20)}"`);
    const { open, close, field, range, phrase, and, or, sign, word } = found;
    if (open) tokens.push({ kind: "(", text: "(" });
    else if (close) tokens.push({ kind: ")", text: ")" });
    else if (field) tokens.push({ kind: "field", text: field });
    else if (range) tokens.push({ kind: "range", text: range });
    else if (phrase !== undefined) tokens.push({ kind: "phrase", text: unescaped(phrase) });
    else if (and || word === "AND") tokens.push({ kind: "and", text: "AND" });
    else if (or || word === "OR") tokens.push({ kind: "or", text: "OR" });
    else if (word === "NOT" || sign === "-" || sign === "!") tokens.push({ kind: "not", text: "NOT" });
    // A dash or a comma by itself is nothing to look for.
    else if (word && /[\p{Letter}\p{Number}*]/u.test(word)) tokens.push({ kind: "word", text: word });
  }
  return tokens;
}

const unescaped = (text: string): string => text.replace(/\\(.)/gs, "$1");

/** Reads a query. Conditions that stand side by side must all hold, as CKAN sets it. */
export function parseQuery(text: string): Parsed {
  if (text.length > longest) return { ok: false, why: `a query has at most ${longest} characters` };
  try {
    const tokens = tokensOf(text);
    const reader = { tokens, at: 0 };
    if (tokens.length === 0) return { ok: true, condition: text.trim() === "" ? { all: [] } : { value: text, prefix: false } };
    const condition = either(reader, undefined, 0);
    if (reader.at < tokens.length) throw new Unreadable(`nothing is open before "${tokens[reader.at]?.text}"`);
    return { ok: true, condition };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error.message };
    throw error;
  }
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function either(reader: Reader, field: string | undefined, depth: number): Condition {
  if (depth > deepest) throw new Unreadable(`brackets go at most ${deepest} deep`);
  const parts = [both(reader, field, depth)];
  while (reader.tokens[reader.at]?.kind === "or") {
    reader.at += 1;
    parts.push(both(reader, field, depth));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { any: parts };
}

function both(reader: Reader, field: string | undefined, depth: number): Condition {
  const parts: Condition[] = [];
  for (;;) {
    const next = reader.tokens[reader.at];
    if (!next || next.kind === ")" || next.kind === "or") break;
    if (next.kind === "and") {
      if (parts.length === 0) throw new Unreadable("AND stands between two conditions");
      reader.at += 1;
      if (!reader.tokens[reader.at]) throw new Unreadable("AND stands between two conditions");
    }
    parts.push(one(reader, field, depth));
  }
  if (parts.length === 0) throw new Unreadable("a condition is missing");
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
}

function one(reader: Reader, field: string | undefined, depth: number): Condition {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  switch (token?.kind) {
    case "not":
      if (depth > deepest) throw new Unreadable(`brackets go at most ${deepest} deep`);
      return { not: one(reader, field, depth + 1) };
    case "(": {
      const inner = either(reader, field, depth + 1);
      if (reader.tokens[reader.at]?.kind !== ")") throw new Unreadable("a bracket is not closed");
      reader.at += 1;
      return inner;
    }
    case "field":
      return one(reader, token.text, depth + 1);
    case "phrase":
      return { ...(field === undefined ? {} : { field }), value: token.text, prefix: false };
    case "range":
      return range(token.text, field);
    case "word":
      return word(token.text, field);
    default:
      throw new Unreadable(`"${token?.text ?? "the end"}" stands where a condition is expected`);
  }
}

function word(written: string, field: string | undefined): Condition {
  const named = field === undefined ? {} : { field };
  const bare = written.replace(/\^\d+(\.\d+)?$/, "");
  if (bare === "*") return { all: [] };
  if (/[*?~](?!$)|[?~]$/.test(bare.replace(/\\./g, "")))
    throw new Unreadable(`"${written}": a star may stand at the end of a word only, ? and ~ nowhere`);
  const prefix = bare.endsWith("*") && !bare.endsWith("\\*");
  return { ...named, value: unescaped(prefix ? bare.slice(0, -1) : bare), prefix };
}

function range(written: string, field: string | undefined): Condition {
  const found = /^([[{])\s*(\S+)\s+TO\s+(\S+)\s*([\]}])$/.exec(written);
  if (!found || field === undefined) throw new Unreadable(`"${written}" is no range: write field:[from TO to]`);
  const [, open, from = "*", to = "*", close] = found;
  return { field, from, to, inclusive: [open === "[", close === "]"] };
}
