// What a person may be asked for an input, and reading what they typed: by the input's type, or as JSON.
import { compileFeel, type Json, parseNumber, parseTemporal, toJson } from "../feel/index.ts";
import type { Definitions, Expression, InputData, ItemType } from "./model.ts";
import { conform } from "./types.ts";

/** `json`: lists, structures and inputs without a type; a text that is no JSON is taken as it is where any type will do. */
export type InputKind = "boolean" | "number" | "string" | "date" | "time" | "date and time" | "duration" | "json";

export interface InputField {
  /** As `evaluate` takes it. */
  readonly name: string;
  readonly kind: InputKind;
  /** The type as the model names it. */
  readonly type: string | null;
  /** The only values there may be. */
  readonly choices: readonly string[] | null;
  /** Texts that tables compare it with. */
  readonly examples: readonly string[];
}

const kinds: Readonly<Record<string, InputKind>> = {
  boolean: "boolean",
  number: "number",
  string: "string",
  date: "date",
  time: "time",
  "date and time": "date and time",
  datetime: "date and time",
  "days and time duration": "duration",
  daytimeduration: "duration",
  "years and months duration": "duration",
  yearmonthduration: "duration",
};

/** Follows item definitions down to a type of FEEL's own. */
function plain(type: string | null, types: Definitions["types"], depth = 0): { kind: InputKind; item: ItemType | null } {
  if (type === null || depth > 10) return { kind: "json", item: null };
  const own = kinds[type.toLowerCase()];
  if (own !== undefined) return { kind: own, item: null };
  const item = types[type];
  if (item === undefined || item.collection || item.components.length > 0 || item.isFunction) return { kind: "json", item: item ?? null };
  const base = plain(item.base, types, depth + 1);
  return { kind: base.kind, item: item.allowed === null ? base.item : item };
}

/** The texts of `"a", "b"`; null where it is more than a list of texts. */
function listed(allowed: string): string[] | null {
  if (!/^\s*"(?:[^"\\]|\\.)*"(?:\s*,\s*"(?:[^"\\]|\\.)*")*\s*$/.test(allowed)) return null;
  const compiled = compileFeel(`[${allowed}]`);
  const value = compiled.ok ? toJson(compiled.evaluate({}).value) : null;
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}

/** Texts in the cells of columns that ask for this input. */
function examples(expression: Expression | null, name: string): string[] {
  if (expression?.kind !== "table") return [];
  const { inputs, rules } = expression.table;
  return inputs.flatMap((column, at) =>
    column.value.text.trim() === name
      ? rules.flatMap((rule) => listed((rule.inputs[at]?.text ?? "").replace(/^not\((.*)\)$/s, "$1")) ?? [])
      : [],
  );
}

/** The inputs of a model in the order of the file, those of imported models behind them. */
export function inputFields(definitions: Definitions): InputField[] {
  const { inputs, decisions, types, namespace, imports } = definitions;
  const needed = new Set(Object.values(decisions).flatMap((decision) => decision.inputs));
  const own = (input: InputData): boolean => input.model === undefined;
  return Object.entries(inputs)
    .filter(([id, input]) => own(input) || needed.has(id))
    .sort(([, a], [, b]) => Number(own(b)) - Number(own(a)))
    .map(([, input]) => {
      const { kind, item } = plain(input.type, types);
      const alias = input.model === undefined ? "" : (imports[namespace]?.[input.model] ?? "");
      return {
        name: alias === "" ? input.name : `${alias}.${input.name}`,
        kind,
        type: input.type,
        choices: item?.allowed && kind === "string" ? listed(item.allowed.text) : null,
        examples: [...new Set(Object.values(decisions).flatMap(({ value }) => examples(value, input.name)))].slice(0, 8),
      };
    });
}

export type ReadInput = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: "unreadable" | "not allowed" };

/** What was typed, as `evaluate` takes it; nothing typed is null. */
export function readInput(field: InputField, typed: string, definitions: Definitions): ReadInput {
  const text = typed.trim();
  if (text === "") return { ok: true, value: null };
  const value = readAs(field, text);
  if (value === undefined) return { ok: false, why: "unreadable" };
  const conformed = conform(value, field.type, definitions.types, field.name, true);
  return conformed.why === null ? { ok: true, value } : { ok: false, why: "not allowed" };
}

function readAs({ kind, type }: InputField, text: string): Json | undefined {
  switch (kind) {
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "number": {
      const number = parseNumber(text.replace(/[,，\s]/g, ""));
      return number === null ? undefined : toJson(number);
    }
    case "string":
      return text;
    case "duration": {
      const found = parseTemporal(text, "days and time duration") ?? parseTemporal(text, "years and months duration");
      return found === null ? undefined : text;
    }
    case "json":
      try {
        return JSON.parse(text) as Json;
      } catch {
        return type === null || type.toLowerCase() === "any" ? text : undefined;
      }
    default:
      return parseTemporal(text, kind) === null ? undefined : text;
  }
}
