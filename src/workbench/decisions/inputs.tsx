// The form for a model's inputs, generated from their types, and what was typed read back.
import { type Definitions, type InputField, inputFields, readInput } from "../../engine/decision/index.ts";
import type { Json } from "../../engine/feel/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import { errorOf, type FieldError, Input, NumberInput, Radios, Select, Textarea } from "../../platform/page/index.ts";
import { text, unreadable } from "./words.ts";

const longest = 10_000;
/** Names of inputs may hold anything; the fields of the form are numbered. */
const keyOf = (at: number): string => `in-${at + 1}`;

export type Typed = ReadonlyMap<string, string>;

export interface ReadForm {
  readonly typed: Typed;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly errors: readonly FieldError[];
}

export function readInputs(definitions: Definitions, fields: FormFields): ReadForm {
  const typed = new Map<string, string>();
  const inputs: Record<string, Json> = Object.create(null);
  const errors: FieldError[] = [];
  for (const [at, field] of inputFields(definitions).entries()) {
    const name = keyOf(at);
    const written = fields.get(name) ?? "";
    typed.set(name, written);
    if (written.length > longest) {
      errors.push({ name, text: text.tooLong(field.name) });
      continue;
    }
    const read = readInput(field, written, definitions);
    if (read.ok) inputs[field.name] = read.value;
    else errors.push({ name, text: read.why === "unreadable" ? unreadable[field.kind](field.name) : text.notAllowed(field.name) });
  }
  return { typed, inputs, errors };
}

export function Inputs({ definitions, typed, errors }: { definitions: Definitions; typed: Typed; errors: readonly FieldError[] }) {
  return (
    <>
      {inputFields(definitions).map((field, at) => (
        <One key={field.name} field={field} name={keyOf(at)} typed={typed} errors={errors} />
      ))}
    </>
  );
}

function One({ field, name, typed, errors }: { field: InputField; name: string; typed: Typed; errors: readonly FieldError[] }) {
  const value = typed.get(name);
  const hint = field.examples.length > 0 && field.choices === null ? text.seen(field.examples.join(", ")) : undefined;
  const shared = { name, label: { zh: field.name, en: field.name }, hint, error: errorOf(errors, name) };
  if (field.kind === "boolean") {
    const options = [
      { value: "true", label: text.yes },
      { value: "false", label: text.no },
      { value: "", label: text.notGiven },
    ];
    return <Radios {...shared} inline small value={value ?? ""} options={options} />;
  }
  if (field.choices !== null) {
    const options = field.choices.map((choice) => ({ value: choice, label: { zh: choice, en: choice } }));
    return <Select {...shared} empty={text.notGiven} value={value} options={options} />;
  }
  if (field.kind === "number") return <NumberInput {...shared} value={value} maxlength={60} autocomplete="off" />;
  if (field.kind === "json") return <Textarea {...shared} value={value} rows={3} autocomplete="off" />;
  return <Input {...shared} value={value} width={20} maxlength={longest} autocomplete="off" />;
}
