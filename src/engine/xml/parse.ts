// XML 1.0 and Namespaces in XML 1.0, without DTD.
import type { Text } from "../../platform/i18n/index.ts";

export interface XmlElement {
  /** Local name, without its prefix. */
  readonly name: string;
  /** Namespace URI; empty where the element is in none. */
  readonly namespace: string;
  /** Attributes by the name as written (prefix kept), declarations of namespaces left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, in order. */
  readonly text: string;
  /** The line of its opening tag, from 1. */
  readonly line: number;
}

export interface XmlProblem {
  readonly line: number;
  readonly message: Text;
}

interface Open {
  name: string;
  namespace: string;
  attributes: Map<string, string>;
  children: Open[];
  text: string;
  line: number;
  written: string;
  prefixes: Map<string, string>;
}

const LARGEST = 5_000_000;
const DEEPEST = 500;

class Wrong extends Error {
  readonly line: number;
  readonly text: Text;
  constructor(line: number, zh: string, en: string) {
    super(en);
    this.line = line;
    this.text = { zh, en };
  }
}

/** Reads a document. Text may be at most 5 million characters, elements 500 deep. Never throws. */
export function parseXml(source: string): { ok: true; root: XmlElement } | { ok: false; problem: XmlProblem } {
  try {
    return { ok: true, root: new Reader(source).read() };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, problem: { line: error.line, message: error.text } };
  }
}

const name = /[\p{L}_:][\p{L}\p{M}\p{N}_:.\-·]*/uy;
const space = /[ \t\r\n]*/y;
const reference = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([\w.:-]{1,40}));|&/g;
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** Characters that XML 1.0 forbids, and halves of surrogate pairs. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

class Reader {
  readonly #source: string;
  #at = 0;
  #line = 1;
  /** How far lines have been counted. */
  #counted = 0;
  readonly #open: Open[] = [];
  #root: Open | null = null;

  constructor(source: string) {
    this.#source = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  }

  read(): XmlElement {
    if (this.#source.length > LARGEST) throw new Wrong(1, "文件过大。", "The file is too large.");
    const bad = forbidden.exec(this.#source);
    if (bad !== null) {
      this.#at = bad.index;
      throw this.#wrong("含有 XML 不允许的字符。", "There is a character here that XML does not allow.");
    }
    while (this.#at < this.#source.length) this.#next();
    const unclosed = this.#open.at(-1);
    if (unclosed)
      throw new Wrong(unclosed.line, `元素 <${unclosed.written}> 没有结束标签。`, `The element <${unclosed.written}> is never closed.`);
    if (this.#root === null) throw new Wrong(1, "文件中没有 XML 元素。", "The file holds no XML element.");
    return this.#root;
  }

  #next(): void {
    const start = this.#source.indexOf("<", this.#at);
    this.#take(this.#source.slice(this.#at, start === -1 ? undefined : start), true);
    this.#at = start === -1 ? this.#source.length : start;
    if (start === -1) return;
    if (this.#source.startsWith("<!--", start)) this.#skip("-->", 4);
    else if (this.#source.startsWith("<?", start)) this.#skip("?>", 2);
    else if (this.#source.startsWith("<![CDATA[", start)) this.#take(this.#skip("]]>", 9), false);
    else if (this.#source.startsWith("<!", start)) throw this.#wrong("不接受 DOCTYPE 声明。", "A DOCTYPE is not accepted; remove it.");
    else if (this.#source[start + 1] === "/") this.#close();
    else this.#begin();
  }

  #skip(end: string, from: number): string {
    const start = this.#at + from;
    const stop = this.#source.indexOf(end, start);
    if (stop === -1) throw this.#wrong(`缺少“${end}”。`, `“${end}” is missing.`);
    this.#at = stop + end.length;
    return this.#source.slice(start, stop);
  }

  #take(text: string, written: boolean): void {
    const parent = this.#open.at(-1);
    if (parent) parent.text += (written ? this.#decode(text) : text).replace(/\r\n?/g, "\n");
    else if (text.trim() !== "") throw this.#wrong("根元素之外不得有文字。", "There is text outside the root element.");
  }

  #begin(): void {
    const line = this.#lineHere();
    this.#at += 1;
    const written = this.#match(name) || this.#never("标签名不正确。", "A tag has no proper name.");
    const attributes = new Map<string, string>();
    while (true) {
      const gap = this.#match(space);
      if (this.#source[this.#at] === ">" || this.#source.startsWith("/>", this.#at)) break;
      const key = this.#match(name);
      if (key === "" || gap === "") this.#never(`标签 <${written}> 写法有误。`, `The tag <${written}> is malformed.`);
      if (attributes.has(key)) this.#never(`属性 ${key} 重复。`, `The attribute ${key} is given twice.`);
      attributes.set(key, this.#value(key));
    }
    const parent = this.#open.at(-1);
    if (!parent && this.#root) this.#never("只能有一个根元素。", "There may be one root element only.");
    if (this.#open.length >= DEEPEST) this.#never("元素嵌套过深。", "Elements are nested too deeply.");
    const element = this.#named(written, attributes, line, parent?.prefixes);
    if (parent) parent.children.push(element);
    else this.#root = element;
    const empty = this.#source[this.#at] === "/";
    this.#at += empty ? 2 : 1;
    if (!empty) this.#open.push(element);
  }

  #value(key: string): string {
    this.#match(space);
    const equals = this.#source[this.#at] === "=";
    this.#at += 1;
    this.#match(space);
    const quote = this.#source[this.#at];
    const end = quote === '"' || quote === "'" ? this.#source.indexOf(quote, this.#at + 1) : -1;
    if (!equals || end === -1) throw this.#wrong(`属性 ${key} 的值须加引号。`, `The value of the attribute ${key} must stand in quotes.`);
    const raw = this.#source.slice(this.#at + 1, end);
    if (raw.includes("<")) throw this.#wrong(`属性 ${key} 的值中不得有“<”。`, `The value of the attribute ${key} may not hold “<”.`);
    this.#at = end + 1;
    return this.#decode(raw.replace(/[\t\r\n]/g, " "));
  }

  #named(written: string, all: Map<string, string>, line: number, outer: Map<string, string> | undefined): Open {
    let prefixes = outer ?? new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);
    const attributes = new Map<string, string>();
    for (const [key, value] of all) {
      const declared = key === "xmlns" ? "" : key.startsWith("xmlns:") ? key.slice(6) : null;
      if (declared === null) attributes.set(key, value);
      else prefixes = new Map(prefixes).set(declared, value);
    }
    const colon = written.indexOf(":");
    const prefix = colon === -1 ? "" : written.slice(0, colon);
    const namespace = prefixes.get(prefix);
    if (namespace === undefined && prefix !== "") throw this.#wrong(`前缀 ${prefix} 未声明。`, `The prefix ${prefix} is not declared.`);
    return { name: written.slice(colon + 1), namespace: namespace ?? "", attributes, children: [], text: "", line, written, prefixes };
  }

  #close(): void {
    this.#at += 2;
    const written = this.#match(name);
    this.#match(space);
    const element = this.#open.pop();
    if (element?.written !== written || this.#source[this.#at] !== ">") {
      const expected = element ? `</${element.written}>` : "";
      throw this.#wrong(
        `结束标签 </${written}> 不匹配，应为 ${expected}。`,
        `The closing tag </${written}> does not match; expected ${expected || "none"}.`,
      );
    }
    this.#at += 1;
  }

  #decode(text: string): string {
    return text.replace(reference, (whole, decimal: string | undefined, hex: string | undefined, named: string | undefined) => {
      const code = decimal !== undefined ? Number.parseInt(decimal, 10) : hex !== undefined ? Number.parseInt(hex, 16) : null;
      const character = code !== null ? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined) : entities[named ?? ""];
      if (character === undefined || forbidden.test(character))
        throw this.#wrong(`“${whole}”不是 XML 字符引用。`, `“${whole}” is no character reference of XML.`);
      return character;
    });
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #lineHere(): number {
    for (let at = this.#source.indexOf("\n", this.#counted); at !== -1 && at < this.#at; at = this.#source.indexOf("\n", at + 1)) {
      this.#line += 1;
      this.#counted = at + 1;
    }
    return this.#line;
  }

  #wrong(zh: string, en: string): Wrong {
    return new Wrong(this.#lineHere(), zh, en);
  }

  #never(zh: string, en: string): never {
    throw this.#wrong(zh, en);
  }
}
