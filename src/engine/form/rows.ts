// Fields that hold a list of groups: the same few questions, as often as they are needed. Each group is a small form of its own.
import type { Form, Property, RawPage } from "./model.ts";

/** The only page of a group's form. */
export const rowPage = "row";

/** The form of one group; undefined where the field holds no groups. */
export function rowForm(form: Form, name: string): Form | undefined {
  const [field, property] = [form.fields[name], form.schema.properties[name]];
  if (field?.rows === undefined || !isRows(property)) return undefined;
  const { properties = {}, required = [] } = property.items;
  const fields = Object.keys(field.rows);
  return {
    hash: `${form.hash}/${name}`,
    schema: { type: "object", properties, required },
    fields: field.rows,
    pages: [{ id: rowPage, title: field.label, fields }],
    rules: [],
  };
}

/** A list of groups. */
export const isRows = (property: Property | undefined): property is Property & { readonly items: Property } =>
  property?.type === "array" && property.items?.type === "object";

/** What was typed, group by group, in order; groups in which nothing was typed are left out. */
export function rawRows(name: string, raw: RawPage): readonly RawPage[] {
  const found = new Map<number, Record<string, string | readonly string[]>>();
  for (const [key, value] of Object.entries(raw)) {
    const [, n = "", inner = ""] = key.startsWith(`${name}.`) ? (/^(\d{1,4})\.(.+)$/.exec(key.slice(name.length + 1)) ?? []) : [];
    if (inner === "") continue;
    found.set(Number(n), { ...found.get(Number(n)), [inner]: value });
  }
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter((row) => Object.values(row).some((value) => [value].flat().some((text) => text.trim() !== "")));
}
