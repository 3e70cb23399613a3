// Reading YAML nodes with their places. Every reader reports what is wrong and answers undefined; none throws.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Place, type Problem, problem } from "./problems.ts";

/** A text being read: where things stand, and what was wrong so far. */
export interface Source {
  readonly lines: LineCounter;
  readonly problems: Problem[];
  readonly places: Map<string, Place>;
}

/** A value with its place and its path in the text. */
export interface Field {
  readonly node: Node | null;
  readonly place: Place;
  readonly path: string;
}

const MOST = 500_000;

/** Parses a text; its syntax errors are reported, and what could be understood is given all the same. */
export function parse(text: string): { source: Source; root: Field } {
  const lines = new LineCounter();
  const source: Source = { lines, problems: [], places: new Map() };
  const place = { line: 1, column: 1 };
  const root = (node: Node | null) => ({ source, root: { node, place, path: "" } });
  if (text.length > MOST) {
    source.problems.push(problem(place, "too-big", String(MOST)));
    return root(null);
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
    for (const error of [...document.errors, ...document.warnings])
      source.problems.push(problem(at(source, error.pos[0]), "bad-yaml", error.message));
    return root(document.contents);
  } catch (error) {
    // The parser is recursive; a thousand brackets exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    source.problems.push(problem(place, "too-deep"));
    return root(null);
  }
}

/** The entries of a map, in order. Duplicates are reported, and the first stands. */
export function entries(source: Source, field: Field): [string, Field][] {
  const { node } = field;
  if (!isMap(node)) {
    wrong(source, field, "a map of names to values", "键值对");
    return [];
  }
  const found = new Map<string, Field>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
    const place = placeOfNode(source, pair.key, field.place);
    if (key === undefined) {
      source.problems.push(problem(place, "wrong-kind", "a name", "名称"));
      continue;
    }
    const first = found.get(key);
    if (first) {
      source.problems.push(problem(place, "duplicate-key", key, String(first.place.line)));
      continue;
    }
    const path = field.path === "" ? key : `${field.path}/${key}`;
    source.places.set(path, place);
    found.set(key, { node: nodeOf(pair.value), place, path });
  }
  return [...found];
}

/** The values of a map that has known keys only. */
export function fields<K extends string>(source: Source, field: Field, known: readonly K[]): Partial<Record<K, Field>> {
  const found: Partial<Record<K, Field>> = {};
  for (const [key, value] of entries(source, field)) {
    const name = known.find((k) => k === key);
    if (name) found[name] = value;
    else source.problems.push(problem(value.place, "unknown-key", key, known.join(", ")));
  }
  return found;
}

/** A scalar as it is written. */
export function scalar(source: Source, field: Field): string | undefined {
  const { node } = field;
  const text = isScalar(node) ? (node.source ?? String(node.value ?? "")).trim() : "";
  return text === "" ? wrong(source, field, "a text", "文本") : text;
}

/** Texts that may hold spaces: one with commas between, or a list. */
export function phrases(source: Source, field: Field): string[] {
  const { node } = field;
  if (!isSeq(node))
    return (
      scalar(source, field)
        ?.split(",")
        .map((one) => one.trim()) ?? []
    );
  return node.items.flatMap((item) => scalar(source, { ...field, node: nodeOf(item) }) ?? []);
}

/** Words: a text that is split at white space, or a list of texts. */
export function words(source: Source, field: Field): string[] {
  if (!isSeq(field.node)) return scalar(source, field)?.split(/\s+/) ?? [];
  return field.node.items.flatMap((item) => {
    const node = nodeOf(item);
    return scalar(source, { node, place: placeOfNode(source, node, field.place), path: field.path }) ?? [];
  });
}

export function flag(source: Source, field: Field | undefined, otherwise: boolean): boolean {
  if (!field) return otherwise;
  if (isScalar(field.node) && typeof field.node.value === "boolean") return field.node.value;
  wrong(source, field, "true or false", " true 或 false");
  return otherwise;
}

function wrong(source: Source, field: Field, wanted: string, zh: string): undefined {
  const place = placeOfNode(source, field.node, field.place);
  source.problems.push(isAlias(field.node) ? problem(place, "no-alias") : problem(place, "wrong-kind", wanted, zh));
}

const nodeOf = (value: unknown): Node | null => (isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null);

function placeOfNode(source: Source, value: unknown, otherwise: Place): Place {
  const range = nodeOf(value)?.range;
  return range ? at(source, range[0]) : otherwise;
}

function at(source: Source, offset: number): Place {
  const { line, col } = source.lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** True for a map of names to values. */
export const isRecord = (field: Field): boolean => isMap(field.node);

/** True where a key stands without a value. */
export const isEmpty = (field: Field): boolean => field.node === null || (isScalar(field.node) && field.node.value === null);
