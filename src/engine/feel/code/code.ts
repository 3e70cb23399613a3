// What the nodes of an expression's syntax tree become: functions of the names in sight, built once.
import type { parseExpression } from "feelin";
import { builtins } from "../functions/index.ts";
import { because, running } from "../running.ts";

export type Node = ReturnType<typeof parseExpression>["topNode"];

/** Names and their values; what is not found here is looked for further out. */
export interface Frame {
  readonly values: Readonly<Record<string, unknown>>;
  readonly out: Frame | null;
}

export type Code = (frame: Frame) => unknown;

/** An expression that this engine does not evaluate; thrown while it is built, and told with its place. */
export class NotSupported extends Error {
  readonly at: number;
  readonly zh: string;

  constructor(at: number, zh: string, en: string) {
    super(en);
    this.at = at;
    this.zh = zh;
  }
}

/** Builds the code of nodes by their kind. */
export type Build = (node: Node, source: string) => Code;

const kinds = new Map<string, Build>();

/** Kinds of nodes know one another only by way of this table, which index.ts fills. */
export function register(more: Readonly<Record<string, Build>>): void {
  for (const [name, build] of Object.entries(more)) kinds.set(name, build);
}

/** From a node of the syntax tree to its code; throws `NotSupported` for what is not evaluated here. */
export const build: Build = (node, source) => {
  const make = kinds.get(node.name);
  if (make !== undefined) return make(node, source);
  const shown = source.slice(node.from, node.to).slice(0, 30);
  throw new NotSupported(node.from, `不支持“${shown}”。`, `“${shown}” is not supported.`);
};

/** The children that mean something. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "LineComment" && child.name !== "BlockComment") found.push(child);
  }
  return found;
}

export const textOf = (node: Node, source: string): string => source.slice(node.from, node.to);

/** A name as it is written, its white space made one blank each. */
export const nameOf = (node: Node, source: string): string => textOf(node, source).replace(/\s+/gu, " ").trim();

/** The children that stand for values, not the words and signs between them. */
export const operandsOf = (node: Node): Node[] => childrenOf(node).filter((child) => /^[A-Z?]/.test(child.name) || child.name === "null");

const squeezed = (name: string): string => name.replace(/\s+/gu, "");
const missing = Symbol("missing");

/** The value of a name in a context: as it is written, or under a key that differs in white space only. */
export function entry(values: Readonly<Record<string, unknown>>, name: string, plain: boolean): unknown {
  const direct = values[name];
  if (direct !== undefined && Object.hasOwn(values, name)) return direct;
  if (plain) return Object.hasOwn(values, name) ? (direct ?? null) : missing;
  const wanted = squeezed(name);
  for (const key of Object.keys(values)) if (squeezed(key) === wanted) return values[key] ?? null;
  return missing;
}

export const isMissing = (value: unknown): boolean => value === missing;
export const isPlain = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);

/** A name: the innermost that is in sight, else a built-in function. */
export function lookUp(name: string, at: number): Code {
  const plain = isPlain(name);
  const builtin = builtins.get(name);
  return (frame) => {
    for (let look: Frame | null = frame; look !== null; look = look.out) {
      const value = entry(look.values, name, plain);
      if (value !== missing) return value;
    }
    if (builtin !== undefined) return builtin;
    running.at = at;
    return because(`Variable '${name}' not found`);
  };
}

/** A frame with one more name. */
export const withName = (frame: Frame, name: string, value: unknown): Frame => ({ values: { [name]: value }, out: frame });
