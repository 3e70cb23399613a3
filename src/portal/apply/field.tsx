// One field of a form with the widget that its pack names, showing what was typed or what was answered before.

import type { Json } from "../../casework/index.ts";
import { type Answers, type Form, type FormField, groupsOf, type Property, rowForm } from "../../engine/form/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  Checkboxes,
  DateInput,
  type DateParts,
  datePartsOf,
  errorOf,
  type FieldError,
  Input,
  NumberInput,
  Radios,
  Select,
  Textarea,
  type Words,
  YesNo,
} from "../../platform/page/index.ts";
import { assertNever } from "./never.ts";

/** What stands in the form: texts by name, as a browser sends them. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export interface FieldOf {
  readonly form: Form;
  readonly name: string;
  /** The name under which it is sent, where it stands in a group. */
  readonly sent?: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** The field's label is the page's heading. */
  readonly heading?: boolean;
}

export function FormFieldInput({ form, name, sent = name, typed, errors, heading = false }: FieldOf) {
  const field = form.fields[name];
  const property = form.schema.properties[name];
  if (!field || !property) return null;
  const value = typed[sent]?.[0];
  const common = {
    name: sent,
    label: field.label,
    hint: field.hint,
    error: errorOf(errors, sent),
    heading,
    optional: !field.required && !saysItself(field),
  };
  const most = typeof property.maxLength === "number" ? property.maxLength : undefined;
  switch (field.widget) {
    case "text":
    case "address":
      return <Input {...common} value={value} autocomplete={field.autocomplete} width={widthFor(property)} />;
    case "textarea":
      return <Textarea {...common} value={value} rows={field.lines} maxlength={most} autocomplete={field.autocomplete} />;
    case "number":
      return <NumberInput {...common} value={value} unit={field.unit} whole={property.type === "integer"} />;
    case "identifier":
      return <Input {...common} value={value} code width={20} autocomplete={field.autocomplete} />;
    case "phone":
      return <Input {...common} value={value} type="tel" code width={20} autocomplete={field.autocomplete ?? "tel"} inputmode="tel" />;
    case "email":
      return <Input {...common} value={value} type="email" width={30} autocomplete={field.autocomplete ?? "email"} inputmode="email" />;
    case "date":
      return <DateInput {...common} value={dateTyped(sent, typed)} birthday={field.autocomplete === "bday"} />;
    case "radios":
      return <Radios {...common} value={value} options={optionsOf(field, property)} />;
    case "select":
      return <Select {...common} value={value} options={optionsOf(field, property)} />;
    case "checkboxes":
      return <Checkboxes {...common} values={typed[sent]} options={optionsOf(field, property)} />;
    case "yes-no":
      return <YesNo {...common} value={value === "yes" || value === "no" ? value : undefined} />;
    case "rows":
      // A list of groups has pages of its own, one group a page.
      return null;
    default:
      return assertNever(field.widget);
  }
}

/** A label that ends in brackets says for itself what is special about the field. */
const saysItself = ({ label }: FormField): boolean => /[）)]$/.test(label.en);

const widthFor = ({ maxLength }: Property): 10 | 20 | undefined =>
  typeof maxLength !== "number" || maxLength > 40 ? undefined : maxLength <= 12 ? 10 : 20;

const optionsOf = ({ options }: FormField, property: Property): { value: string; label: Words }[] =>
  ((property.type === "array" ? property.items?.enum : property.enum) ?? []).map((value) => ({
    value: String(value),
    label: options?.[String(value)] ?? String(value),
  }));

function dateTyped(name: string, typed: Typed): DateParts {
  const whole = typed[name]?.[0];
  if (whole !== undefined) return datePartsOf(whole);
  const part = (which: string): string | undefined => typed[`${name}.${which}`]?.[0];
  return { year: part("year"), month: part("month"), day: part("day") };
}

export const typedIn = (fields: Pick<FormFields, "names" | "all">): Typed =>
  Object.fromEntries(fields.names().map((name) => [name, fields.all(name)]));

/** Dates come in three boxes, `name.year` and so on; the form's reader calls them `name-year`. */
export const rawOf = (typed: Typed): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(typed).map(([name, values]) => [name.replace(/\.(year|month|day)$/, "-$1"), values]));

/** An answer as it would stand in the form. */
export function typedOf(answer: Json | undefined): readonly string[] {
  if (answer === undefined || answer === null) return [];
  if (Array.isArray(answer)) return answer.map(String);
  if (typeof answer === "boolean") return [answer ? "yes" : "no"];
  return [String(answer)];
}

/** One group of a list in one line. */
function groupText(inner: Form, group: Answers): Text {
  const said = groupLines(inner, group);
  return { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
}

/** What was said to each question of a group, a line each; questions that were left open are left out. */
export const groupLines = (inner: Form, group: Answers): readonly Text[] =>
  Object.keys(inner.fields).flatMap((name): Text[] => {
    const [first] = answerText(inner, name, group[name]);
    const label = inner.fields[name]?.label;
    return first && label ? [{ zh: `${label.zh}：${first.zh}`, en: `${label.en}: ${first.en}` }] : [];
  });

/** An answer in words: options by their labels, numbers with their unit, yes and no. */
export function answerText(form: Form, name: string, answer: Json | undefined): readonly Text[] {
  const field = form.fields[name];
  if (answer === undefined || answer === null) return [];
  const inner = rowForm(form, name);
  if (inner) return groupsOf(answer).map((group) => groupText(inner, group));
  const said = (value: Json): Text => {
    if (typeof value === "boolean") return value ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" };
    const text = String(value);
    const unit = field?.unit;
    return field?.options?.[text] ?? (unit ? { zh: `${text} ${unit.zh}`, en: `${text} ${unit.en}` } : { zh: text, en: text });
  };
  return Array.isArray(answer) ? answer.map(said) : [said(answer)];
}
