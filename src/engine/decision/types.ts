// Item definitions (DMN 1.5, 7.3.2 and 10.3.2.9): does a value conform to its type, and if not, can it be made to.
import { compileUnary, type FeelType, parseTemporal, typeOf } from "../feel/index.ts";
import type { ItemType } from "./model.ts";

/** The names of FEEL's own types, with the spellings of DMN 1.1 and 1.2. */
const builtIn = new Map<string, FeelType | "any">([
  ["any", "any"],
  ["string", "string"],
  ["number", "number"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["date and time", "date and time"],
  ["datetime", "date and time"],
  ["days and time duration", "days and time duration"],
  ["daytimeduration", "days and time duration"],
  ["years and months duration", "years and months duration"],
  ["yearmonthduration", "years and months duration"],
  ["context", "context"],
  ["list", "list"],
  ["range", "range"],
  ["function", "function"],
]);

/** True where a type reference names a type of FEEL itself or holds type parameters, which are not looked into. */
export const isBuiltIn = (type: string): boolean => builtIn.has(type.toLowerCase()) || /[<>]/.test(type);

export interface Conformed {
  readonly value: unknown;
  /** Why the value is null; null where it conforms. */
  readonly why: string | null;
}

/**
 * The value as its type demands: a single value for a list of one and the reverse, a date as a date and time. With
 * `read`, which is for JSON that comes from outside, texts are read as dates, times and durations.
 */
export function conform(
  value: unknown,
  type: string | null,
  types: Readonly<Record<string, ItemType>>,
  where: string,
  read = false,
): Conformed {
  if (value === null || value === undefined) return { value: null, why: null };
  if (type === null || /[<>]/.test(type)) return { value, why: null };
  const basic = builtIn.get(type.toLowerCase());
  if (basic !== undefined) return simple(value, basic, where, read);
  const item = types[type];
  return item === undefined ? { value, why: null } : structured(value, item, types, where, read);
}

function simple(value: unknown, type: FeelType | "any", where: string, read: boolean): Conformed {
  const have = typeOf(value);
  if (type === "any" || have === type) return { value, why: null };
  if (type === "list") return { value: [value], why: null };
  if (Array.isArray(value) && value.length === 1) return simple(value[0], type, where, read);
  if (read && have === "string") {
    const made = parseTemporal(value as string, type);
    if (made !== null) return { value: made, why: null };
  }
  if (type === "date and time" && have === "date") return { value: parseTemporal(`${String(value)}T00:00:00Z`, type), why: null };
  const shown = have === "string" || have === "number" || have === "boolean" ? ` ${JSON.stringify(value).slice(0, 60)}` : "";
  return { value: null, why: `${where}: expected ${article(type)}, got ${article(have)}${shown}` };
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;

function structured(value: unknown, item: ItemType, types: Readonly<Record<string, ItemType>>, where: string, read: boolean): Conformed {
  if (item.isFunction) return simple(value, "function", where, read);
  if (!item.collection) return one(value, item, types, where, read);
  const list = Array.isArray(value) ? value : [value];
  const made: unknown[] = [];
  for (const [index, part] of list.entries()) {
    const conformed = one(part, item, types, `${where}[${index + 1}]`, read);
    if (conformed.why !== null) return conformed;
    made.push(conformed.value);
  }
  return { value: made, why: null };
}

function one(value: unknown, item: ItemType, types: Readonly<Record<string, ItemType>>, where: string, read: boolean): Conformed {
  const plain = !item.collection && Array.isArray(value) && value.length === 1 && item.components.length > 0 ? value[0] : value;
  const conformed = item.components.length > 0 ? structure(plain, item, types, where, read) : conform(plain, item.base, types, where, read);
  if (conformed.why !== null || item.allowed === null || conformed.value === null) return conformed;
  const test = compileUnary(item.allowed.text);
  if (test.ok && test.test(conformed.value, {}).value === true) return conformed;
  return { value: null, why: `${where}: ${String(conformed.value).slice(0, 60)} is not among the allowed values ${item.allowed.text}` };
}

function structure(value: unknown, item: ItemType, types: Readonly<Record<string, ItemType>>, where: string, read: boolean): Conformed {
  if (value === null || value === undefined) return { value: null, why: null };
  if (typeOf(value) !== "context") return { value: null, why: `${where}: expected a context, got ${article(typeOf(value))}` };
  const made: Record<string, unknown> = { ...(value as object) };
  for (const component of item.components) {
    if (!Object.hasOwn(made, component.name)) {
      made[component.name] = null;
      continue;
    }
    const conformed = structured(made[component.name], component, types, `${where}.${component.name}`, read);
    if (conformed.why !== null) return conformed;
    made[component.name] = conformed.value;
  }
  return { value: made, why: null };
}

/** The names inside a type, as an example context for the reading of FEEL. */
export function example(type: string | null, types: Readonly<Record<string, ItemType>>, depth = 0): unknown {
  const item = type === null ? undefined : types[type];
  if (item === undefined || depth > 4) return null;
  return inside(item, types, depth);
}

function inside(item: ItemType, types: Readonly<Record<string, ItemType>>, depth: number): unknown {
  const single =
    item.components.length > 0
      ? Object.fromEntries(item.components.map((component) => [component.name, inside(component, types, depth + 1)]))
      : example(item.base, types, depth + 1);
  return item.collection ? [single] : single;
}
