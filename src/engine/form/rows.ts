// Fields that hold a list of groups: the same few questions, as often as they are needed. Each group is a small form of its own.
import type { Answers, Form, Property, RawPage } from "./model.ts";

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

/** What an answer holds of groups, in order; none where it is something else. */
export const groupsOf = (value: unknown): readonly Answers[] =>
  Array.isArray(value) ? value.filter((one): one is Answers => typeof one === "object" && one !== null && !Array.isArray(one)) : [];

/**
 * A place inside a list of groups: `/founders/1/share` is the question `share` of the second group of `founders`, `/founders/1` the
 * whole group. Undefined where the pointer leads to no list of groups of the form, or no further than the list.
 */
export function groupPlace(
  form: Form,
  pointer: string,
): { readonly name: string; readonly n: number; readonly inner?: string } | undefined {
  const [, name = "", n, inner, ...rest] = pointer.split("/");
  const field = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined;
  if (field?.rows === undefined || n === undefined || !/^(?:0|[1-9]\d{0,3})$/.test(n) || rest.length > 0) return undefined;
  if (inner === undefined) return { name, n: Number(n) };
  return Object.hasOwn(field.rows, inner) ? { name, n: Number(n), inner } : undefined;
}
