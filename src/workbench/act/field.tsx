// One field of a pack's form on a staff page, and what was typed in it read again.
import type { Form as PackForm, RawPage } from "../../engine/form/index.ts";
import { readPage } from "../../engine/form/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import {
  Checkboxes,
  DateInput,
  datePartsOf,
  Input,
  NumberInput,
  Radios,
  Select,
  Textarea,
  type Words,
  YesNo,
} from "../../platform/page/index.ts";

const prefix = "f.";

/** The name under which a field of the form is sent; none of our own begins so. */
export const sentName = (field: string): string => `${prefix}${field}`;

const inputTypes = { text: "text", address: "text", identifier: "text", email: "email", phone: "tel" } as const;

/** `value` is the answer as it stands, or what was typed. */
export function PackField({ form, name, raw, error }: { form: PackForm; name: string; raw: RawPage; error?: Words | undefined }) {
  const field = form.fields[name];
  const property = form.schema.properties[name];
  if (!field || !property) return null;
  const given = [raw[name] ?? []].flat();
  const [value] = given;
  const base = { name: sentName(name), label: field.label, hint: field.hint, error, optional: !field.required };
  const options = Object.entries(field.options ?? {}).map(([key, label]) => ({ value: key, label }));
  switch (field.widget) {
    case "textarea":
      return <Textarea {...base} value={value} rows={field.lines ?? 4} />;
    case "number":
      return <NumberInput {...base} value={value} unit={field.unit} />;
    case "date": {
      const part = (one: string) => [raw[`${name}-${one}`] ?? []].flat()[0];
      const typed = { year: part("year"), month: part("month"), day: part("day") };
      return <DateInput {...base} value={value === undefined ? typed : datePartsOf(value)} />;
    }
    case "radios":
      return <Radios {...base} value={value} options={options} />;
    case "checkboxes":
      return <Checkboxes {...base} values={given} options={options} />;
    case "select":
      return <Select {...base} value={value} options={options} />;
    case "yes-no":
      return (
        <YesNo {...base} value={value === "true" || value === "yes" ? "yes" : value === "false" || value === "no" ? "no" : undefined} />
      );
    case "text":
    case "address":
    case "identifier":
    case "email":
    case "phone":
      return (
        <Input {...base} value={value} type={inputTypes[field.widget]} code={field.widget === "identifier" || field.widget === "phone"} />
      );
  }
}

/** What came for fields of the form, under their own names. */
export function rawOf(fields: FormFields): RawPage {
  return Object.fromEntries(
    fields
      .names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => [name.slice(prefix.length).replace(/\.(year|month|day)$/, "-$1"), [...fields.all(name)]]),
  );
}

/** Answers as a form would show them. */
export const rawFrom = (answers: Readonly<Record<string, unknown>>): RawPage =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, [value].flat().map(String)]])),
  );

/** Reads these fields as if they were one page of the form. */
export const readFields = (form: PackForm, fields: readonly string[], raw: RawPage) =>
  readPage({ ...form, pages: [{ id: "task", title: { zh: "", en: "" }, fields }] }, "task", raw);
