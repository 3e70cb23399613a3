// Context functions (DMN 1.5, table 81), and those that turn values into others (table 71).
import { type FeelNumber, numberText, parseNumber } from "../decimal.ts";
import { equal } from "../order.ts";
import { because, kept, keptText } from "../running.ts";
import { FeelDateTime, FeelTime } from "../temporal.ts";
import { put, typeOf } from "../values.ts";
import { type Functions, takes } from "./signature.ts";

type Context = Readonly<Record<string, unknown>>;

const isContext = (value: unknown): value is Context => typeOf(value) === "context";
const valueAt = (context: Context, key: string): unknown => (Object.hasOwn(context, key) ? (context[key] ?? null) : null);
const copied = (context: Context): Record<string, unknown> => {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(context)) put(made, key, context[key]);
  return made;
};

function context(entries: readonly unknown[]): Context | null {
  const made: Record<string, unknown> = {};
  for (const entry of entries) {
    const key = isContext(entry) ? valueAt(entry, "key") : null;
    if (!isContext(entry) || typeof key !== "string" || !Object.hasOwn(entry, "value"))
      return because("context: each entry is a context with key and value");
    if (Object.hasOwn(made, key)) return because(`context: the key “${key}” comes twice`);
    put(made, key, valueAt(entry, "value"));
  }
  return made;
}

function contextPut(target: Context, keys: readonly unknown[], value: unknown): Context | null {
  const [key, ...more] = keys;
  if (typeof key !== "string") return because("context put: keys are texts, at least one");
  const inner = valueAt(target, key);
  const made = copied(target);
  if (more.length === 0) {
    put(made, key, value);
    return made;
  }
  if (inner !== null && !isContext(inner)) return because(`context put: “${key}” is no context`);
  const changed = contextPut(inner ?? {}, more, value);
  if (changed === null) return null;
  put(made, key, changed);
  return made;
}

function contextMerge(contexts: readonly unknown[]): Context | null {
  const made: Record<string, unknown> = {};
  for (const one of contexts) {
    if (!isContext(one)) return because("context merge: the list may hold contexts only");
    for (const key of Object.keys(one)) put(made, key, one[key]);
  }
  return made;
}

/** A value as FEEL writes it; texts within lists and contexts stand in quotes. */
export function written(value: unknown, quoted = false): string {
  switch (typeOf(value)) {
    case "null":
      return "null";
    case "string":
      return quoted ? `"${String(value).replace(/["\\]/g, "\\$&")}"` : String(value);
    case "number":
      return numberText(value as FeelNumber);
    case "list":
      return keptText(`[${(value as unknown[]).map((item) => written(item, true)).join(", ")}]`);
    case "context": {
      const name = (key: string): string => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : written(key, true));
      return keptText(
        `{${Object.entries(value as Context)
          .map(([key, item]) => `${name(key)}: ${written(item, true)}`)
          .join(", ")}}`,
      );
    }
    case "function":
    case "other":
      return "function";
    default:
      return String(value);
  }
}

function number(from: string, grouping: string | null, decimal: string | null): FeelNumber | null {
  if (grouping !== null && !/^[ ,.]$/.test(grouping))
    return because("number: the grouping separator is a space, a comma, a period or null");
  if (decimal !== null && !/^[,.]$/.test(decimal)) return because("number: the decimal separator is a comma, a period or null");
  if (grouping !== null && grouping === decimal) return because("number: the two separators are the same");
  const plain = grouping === null ? from : from.replaceAll(grouping, "");
  const text = decimal === "," ? plain.replace(/[.]/g, "x").replace(",", ".") : plain;
  return parseNumber(text) ?? because(`number: “${from.slice(0, 60)}” is no number`);
}

/** Equal in kind, value and time zone. */
function is(a: unknown, b: unknown): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  const zone = (value: unknown): string | null =>
    value instanceof FeelTime ? value.zone : value instanceof FeelDateTime ? value.time.zone : null;
  return zone(a) === zone(b) && equal(a, b) === true;
}

export const contexts = {
  "get value": [
    takes("m: context, key: string", valueAt),
    takes("m: context, keys: list", (m: Context, keys: readonly unknown[]) =>
      keys.reduce((value: unknown, key) => (isContext(value) && typeof key === "string" ? valueAt(value, key) : null), m),
    ),
  ],
  "get entries": [takes("m: context", (m: Context) => Object.keys(m).map((key) => ({ key, value: m[key] ?? null })))],
  context: [takes("entries: list", context)],
  "context put": [
    takes("context: context, key: string, value: any", (target: Context, key: string, value: unknown) => contextPut(target, [key], value)),
    takes("context: context, keys: list, value: any", contextPut),
  ],
  "context merge": [takes("contexts: list", (all: readonly unknown[]) => contextMerge(kept([...all])))],
  string: [takes("from: any", (from: unknown) => (from === null ? null : written(from)))],
  number: [
    takes("from: string, grouping separator: any, decimal separator: any", (from: string, grouping: unknown, decimal: unknown) =>
      (grouping === null || typeof grouping === "string") && (decimal === null || typeof decimal === "string")
        ? number(from, grouping, decimal)
        : because("number: a separator is a text or null"),
    ),
    takes("from: string", (from: string) => number(from, null, null)),
  ],
  is: [takes("value1: any, value2: any", is)],
} satisfies Functions;
