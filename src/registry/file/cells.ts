// From cells and objects to the fields of a row: headings by key or by title, values by the field's type.

import type { FileRow } from "../file-row.ts";
import type { Register, RowProblem, Value } from "../format.ts";

/** The field in each column; undefined where a heading names none. A column `valid-from` or `valid-to` tells the row's days. */
export type Heading = readonly (string | undefined)[];

const days = ["valid-from", "valid-to"] as const;

/** Finds the fields that headings name: by key, or by their title in either language. */
export function headingOf({ fields }: Register, cells: readonly string[]): Heading {
  const byTitle = new Map(
    Object.entries(fields).flatMap(([name, { title }]) => [[title.zh, name] as const, [title.en.toLowerCase(), name] as const]),
  );
  return cells.map((cell) => {
    const said = cell.trim();
    if (Object.hasOwn(fields, said) || said === days[0] || said === days[1]) return said;
    return byTitle.get(said) ?? byTitle.get(said.toLowerCase()) ?? (said === "" ? undefined : said);
  });
}

/** One row of a table. */
export function rowOfCells(register: Register, heading: Heading, row: number, cells: readonly unknown[]): FileRow {
  const fields: Record<string, Value> = {};
  for (let at = 0; at < cells.length; at++) {
    const name = heading[at];
    const value = cells[at];
    if (value === null || value === undefined || value === "") continue;
    if (name === undefined) return { row, fields: {}, problems: [nameless(at)] };
    fields[name] = valueOfCell(register, name, value);
  }
  return withDays(row, fields);
}

const nameless = (at: number): RowProblem => ({
  column: `#${at + 1}`,
  message: {
    zh: "这一列没有列名，请在第一行写上字段名或删去这一列。",
    en: "has no heading; name the field in the first line or remove the column.",
  },
});

/** One object of JSON. */
export function rowOfObject(register: Register, row: number, element: string): FileRow {
  let value: unknown;
  try {
    value = JSON.parse(element);
  } catch {
    return { row, fields: {}, problems: [notObject] };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { row, fields: {}, problems: [notObject] };
  const fields: Record<string, Value> = {};
  for (const [name, given] of Object.entries(value)) {
    if (given !== null && given !== "") fields[name] = valueOfCell(register, name, given);
  }
  return withDays(row, fields);
}

const notObject: RowProblem = {
  column: "",
  message: { zh: "不是 JSON 对象，请改正。", en: "is no JSON object; correct it." },
};

function withDays(row: number, all: Record<string, Value>): FileRow {
  const { "valid-from": from, "valid-to": to, ...fields } = all;
  return { row, fields, ...(from === undefined ? {} : { from: String(from) }), ...(to === undefined ? {} : { to: String(to) }) };
}

/** A value as its field holds it; what does not fit stays as it is, and is told of when the row is checked. */
function valueOfCell(register: Register, name: string, value: unknown): Value {
  const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return JSON.stringify(value);
  if (field?.type === "number") return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : (value as Value);
  const text = String(value).trim();
  if (field?.type === "choice" && field.values && !Object.hasOwn(field.values, text)) return byTitle(field.values, text);
  return text;
}

function byTitle(values: NonNullable<Register["fields"][string]["values"]>, text: string): string {
  const found = Object.entries(values).find(([, { zh, en }]) => zh === text || en.toLowerCase() === text.toLowerCase());
  return found?.[0] ?? text;
}
