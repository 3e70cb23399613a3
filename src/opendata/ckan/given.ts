// The parameters of an action, from an address or a JSON body, read as CKAN reads them.
import { invalid, notFound } from "./answer.ts";

/** What was given, by name. */
export type Given = Readonly<Record<string, unknown>>;

/** Parameters of an address; one that is there several times is a list. */
export function givenIn(query: URLSearchParams): Given {
  const given: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    given[name] = all.length === 1 ? (all[0] ?? "") : all;
  }
  return given;
}

/** A text; undefined where it is missing or empty. */
export function text(given: Given, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(name, "Must be a string");
}

/** An id that must be there. */
export function id(given: Given, name = "id"): string {
  const value = text(given, name);
  if (value === undefined) throw invalid(name, "Missing value");
  if (value.length > 200) throw notFound();
  return value;
}

/** A natural number; more than `most` counts as `most`. */
export function natural(given: Given, name: string, usual: number, most: number): number {
  const value = text(given, name);
  if (value === undefined) return usual;
  if (!/^-?\d{1,15}$/.test(value)) throw invalid(name, "Invalid integer");
  if (Number(value) < 0) throw invalid(name, "Must be a natural number");
  return Math.min(Number(value), most);
}

export function boolean(given: Given, name: string, usual: boolean): boolean {
  const value = text(given, name)?.toLowerCase();
  if (value === undefined) return usual;
  if (["true", "yes", "t", "y", "1"].includes(value)) return true;
  if (["false", "no", "f", "n", "0"].includes(value)) return false;
  throw invalid(name, "Must be true or false");
}

/** A list of texts: several parameters, a JSON list, or one text. */
export function list(given: Given, name: string): readonly string[] {
  const value = given[name];
  if (value === undefined || value === null || value === "") return [];
  const items = typeof value === "string" && value.trim().startsWith("[") ? parsed(value, name) : Array.isArray(value) ? value : [value];
  if (!Array.isArray(items) || items.length > 50 || !items.every((item) => typeof item === "string"))
    throw invalid(name, "Must be a list of strings");
  return items.map((item: string) => item.replaceAll("\0", ""));
}

function parsed(value: string, name: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw invalid(name, "Must be a JSON list of strings");
  }
}
