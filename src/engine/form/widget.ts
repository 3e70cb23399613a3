// Which widget suits which schema.
import type { FormField, Property, Widget } from "./model.ts";

const LONG = 200;
const MANY = 8;

/** The values that can be chosen, as text; null where the answer is free. */
export function choices(property: Property): string[] | null {
  const values = property.type === "array" ? property.items?.enum : property.enum;
  return values === undefined ? null : values.map(String);
}

/** The widget for a property whose field names none. */
export function defaultWidget(property: Property, field: Pick<FormField, "lines">): Widget {
  if (property.type === "boolean") return "yes-no";
  if (property.type === "array") return property.items?.type === "object" ? "rows" : "checkboxes";
  if (property.enum !== undefined) return property.enum.length > MANY ? "select" : "radios";
  if (property.type === "number" || property.type === "integer") return "number";
  switch (property.format) {
    case "date":
    case "email":
      return property.format;
    case "phone":
    case "cn-phone":
      return "phone";
    case "uscc":
    case "resident-id":
      return "identifier";
    default:
      return field.lines !== undefined || Number(property.maxLength ?? 0) > LONG ? "textarea" : "text";
  }
}

const chosen = (property: Property): boolean => property.enum !== undefined && property.type !== "array";
const written = (property: Property): boolean => property.type === "string" && property.enum === undefined && property.format !== "date";

const suits = {
  text: written,
  textarea: written,
  address: written,
  identifier: written,
  phone: written,
  email: written,
  number: (property) => (property.type === "number" || property.type === "integer") && property.enum === undefined,
  date: (property) => property.type === "string" && property.format === "date",
  radios: chosen,
  select: chosen,
  checkboxes: (property) => property.type === "array" && property.items?.type !== "object",
  rows: (property) => property.type === "array" && property.items?.type === "object",
  "yes-no": (property) => property.type === "boolean",
} satisfies Record<Widget, (property: Property) => boolean>;

/** True where the widget gives values that the schema can take. */
export const fits = (widget: Widget, property: Property): boolean => suits[widget](property);
