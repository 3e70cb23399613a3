// Reads YAML that anybody may have written: bounded, without anchors, tags or duplicate keys, and never throwing.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Text } from "../i18n/index.ts";
import type { Problem } from "./problem.ts";

/** A value with the places of its parts. */
export interface YamlDocument {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at this path stands; where it is missing, the nearest part above it. */
  at(path: readonly PropertyKey[]): { line: number; column: number };
  /** Where the key at this path stands (its last element is the key). */
  keyAt(path: readonly PropertyKey[]): { line: number; column: number };
}

export type YamlResult =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const LARGEST = 512 * 1024;
// Looking for duplicate keys takes time that grows with the square of their number.
const MOST_LINES = 8_000;
const DEEPEST = 40;
const MOST_PROBLEMS = 20;

/** Parses one file. Everything that is wrong with its syntax is reported at once. */
export function readYaml(file: string, source: string): YamlResult {
  const refuse = (line: number, message: Text, column?: number): YamlResult => ({
    ok: false,
    problems: [{ file, line, ...(column === undefined ? {} : { column }), message, level: "error" }],
  });
  if (source.length > LARGEST || source.split("\n").length > MOST_LINES) return refuse(1, tooLarge);
  const strange = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(source);
  if (strange) return refuse(source.slice(0, strange.index).split("\n").length, notText(strange[0]));
  const deep = tooDeep(source);
  if (deep) return refuse(deep, nested);
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, strict: true, version: "1.2", stringKeys: true });
  } catch {
    return refuse(1, unreadable);
  }
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...place(error.pos[0]),
    message: said(error.code, error.message),
    level: "error",
  }));
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || ("anchor" in node && node.anchor))
        problems.push({ file, ...place(node.range?.[0] ?? 0), message: anchored, level: "error" });
    },
  });
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
  const top = document.contents;
  return {
    ok: true,
    document: {
      file,
      value: document.toJS({ maxAliasCount: 0 }),
      at: (path) => place(nodeAt(top, path)?.range?.[0] ?? 0),
      keyAt: (path) => place(keyNode(top, path)?.range?.[0] ?? 0),
    },
  };
}

/** The line on which nesting exceeds the limit, told from brackets, indentation and leading indicators, before any parser recurses. */
function tooDeep(source: string): number | undefined {
  let depth = 0;
  for (const [n, line] of source.split("\n").entries()) {
    const plain = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "");
    if (/^ {81}|^ *(?:[-?:][ \t]+){11}/.test(plain)) return n + 1;
    for (const c of plain) {
      if (c === "[" || c === "{") depth++;
      else if ((c === "]" || c === "}") && depth > 0) depth--;
      if (depth > DEEPEST) return n + 1;
    }
  }
  return undefined;
}

/** The node at a path, or the deepest above it. */
function nodeAt(top: unknown, path: readonly PropertyKey[]): Node | undefined {
  let node = isNode(top) ? top : undefined;
  for (const part of path) {
    const below = isMap(node) || isSeq(node) ? node.get(key(part), true) : undefined;
    if (!isNode(below)) return node;
    node = below;
  }
  return node;
}

function keyNode(top: unknown, path: readonly PropertyKey[]): Node | undefined {
  const parent = nodeAt(top, path.slice(0, -1));
  const name = path.at(-1);
  if (isCollection(parent)) {
    for (const pair of parent.items) if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(name)) return pair.key;
  }
  return nodeAt(top, path);
}

const key = (part: PropertyKey) => (typeof part === "symbol" ? part.toString() : part);

function said(code: string, message: string): Text {
  const first = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  const known: Record<string, Text> = {
    DUPLICATE_KEY: { zh: "同一层里这个键写了两次，请留下一个。", en: "This key stands twice at the same place; keep one." },
    MULTIPLE_DOCS: {
      zh: "一个文件只能有一份 YAML 文档；去掉“---”之后的部分。",
      en: 'A file holds one YAML document; remove what follows "---".',
    },
    TAB_AS_INDENT: { zh: "缩进只能用空格，不能用制表符。", en: "Indent with spaces, not tabs." },
    TAG_RESOLVE_FAILED: { zh: "不能使用 YAML 标签（!…）。", en: "YAML tags (!…) are not allowed." },
  };
  return known[code] ?? { zh: `YAML 语法有误：${first}`, en: `YAML syntax: ${first}` };
}

const tooLarge: Text = {
  zh: "文件超过 512 KB 或者 8000 行，请拆分。",
  en: "The file is larger than 512 KB or longer than 8,000 lines; split it.",
};
const nested: Text = { zh: "嵌套太深。", en: "Nested too deeply." };
const unreadable: Text = { zh: "无法读取这个 YAML 文件。", en: "This YAML file cannot be read." };
const anchored: Text = { zh: "不能使用锚点和别名（& 和 *），请写全。", en: "Anchors and aliases (& and *) are not allowed; write it out." };
function notText(character: string): Text {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return { zh: `这里有不能出现在文本里的字符 ${code}。`, en: `There is a character here that does not belong in text: ${code}.` };
}
