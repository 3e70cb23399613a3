// One field of a pack's form on a staff page, and what was typed in it read again.
import type { VNode } from "preact";
import { type Form as PackForm, type RawPage, rawRows, readPage, rowForm } from "../../engine/form/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import {
  Button,
  Checkboxes,
  DateInput,
  datePartsOf,
  errorOf,
  type FieldError,
  Fieldset,
  Input,
  LangText,
  NumberInput,
  Radios,
  Select,
  Textarea,
  type Words,
  YesNo,
} from "../../platform/page/index.ts";
import { text } from "./words.ts";

const prefix = "f.";

/** The name under which a field of the form is sent; none of our own begins so. */
export const sentName = (field: string): string => `${prefix}${field}`;

const inputTypes = { text: "text", address: "text", identifier: "text", email: "email", phone: "tel" } as const;

interface Props {
  readonly form: PackForm;
  readonly name: string;
  /** The answer as it stands, or what was typed. */
  readonly raw: RawPage;
  readonly error?: Words | undefined;
  /** Everything that is wrong on the page, by the names under which fields are sent: groups find their own. */
  readonly errors?: readonly FieldError[];
  /** What stands before its name where it is a question of a group: `decisions.0.`. */
  readonly within?: string;
}

export function PackField({ form, name, raw, error, errors = [], within = "" }: Props): VNode | null {
  const field = form.fields[name];
  const property = form.schema.properties[name];
  if (!field || !property) return null;
  const given = [raw[name] ?? []].flat();
  const [value] = given;
  const base = { name: sentName(`${within}${name}`), label: field.label, hint: field.hint, error, optional: !field.required };
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
    case "rows":
      return <Rows form={form} name={name} raw={raw} error={error} errors={errors} />;
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

/** So many groups are free to be filled in. */
const free = 3;
/** The name of the button that asks for more of them. */
export const moreRows = "more-rows";

/** A list of groups: those that are there, and some that are free; a button shows more, without a script. */
function Rows({ form, name, raw, error, errors = [] }: Props) {
  const inner = rowForm(form, name);
  const field = form.fields[name];
  if (!inner || !field) return null;
  const rows = [...rawRows(name, raw), ...Array.from({ length: free }, () => ({}))];
  return (
    <Fieldset name={sentName(name)} label={field.label} hint={field.hint} error={error} optional={!field.required}>
      {rows.map((row, n) => (
        <section class="e-rows__row" key={n} aria-labelledby={`${name}-${n + 1}`}>
          <h3 class="govuk-heading-s" id={`${name}-${n + 1}`}>
            <LangText of={text.rowNumber(n + 1)} />
          </h3>
          {Object.keys(inner.fields).map((question) => (
            <PackField
              key={question}
              form={inner}
              name={question}
              raw={row}
              within={`${name}.${n}.`}
              error={errorOf(errors, sentName(`${name}.${n}.${question}`))}
            />
          ))}
        </section>
      ))}
      <Button kind="second" name={moreRows} value={name}>
        {text.moreRows}
      </Button>
    </Fieldset>
  );
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
    Object.entries(answers).flatMap(([name, value]): [string, string[]][] => {
      if (value === null || value === undefined) return [];
      if (!Array.isArray(value) || !value.some(isGroup)) return [[name, [value].flat().map(String)]];
      return value.flatMap((group, n) =>
        isGroup(group)
          ? Object.entries(rawFrom(group)).map(([inner, said]): [string, string[]] => [`${name}.${n}.${inner}`, [said].flat()])
          : [],
      );
    }),
  );

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads these fields as if they were one page of the form. */
export const readFields = (form: PackForm, fields: readonly string[], raw: RawPage) =>
  readPage({ ...form, pages: [{ id: "task", title: { zh: "", en: "" }, fields }] }, "task", raw);
