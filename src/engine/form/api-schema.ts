// The whole form as one JSON Schema for those who send cases by program.
import type { Json } from "../feel/index.ts";
import { formatExamples } from "./formats.ts";
import type { Answers, Form, FormField, Property } from "./model.ts";
import { problemsIn } from "./problems.ts";
import { isRows } from "./rows.ts";
import { counted, reachable } from "./walk.ts";

/**
 * JSON Schema 2020-12 of the `data` of a case. Only what is asked of everybody is `required`; what a conditional page
 * asks says so in its description. Where an example can be given for everything, the whole has one that is acceptable.
 */
export function apiSchema(form: Form): Readonly<Record<string, unknown>> {
  const always = new Set(form.pages.filter((page) => page.when === undefined).flatMap((page) => page.fields));
  const conditions = new Map(form.pages.flatMap((page) => page.fields.map((name): [string, string | undefined] => [name, page.when])));
  const properties = Object.fromEntries(
    Object.entries(form.schema.properties).map(([name, property]) => [name, describe(property, form.fields[name], conditions.get(name))]),
  );
  const { required, properties: _, ...others } = form.schema;
  const whole = wholeExample(form);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...others,
    properties,
    required: (required ?? []).filter((name) => always.has(name) || form.fields[name]?.hidden === true),
    ...(whole === null ? {} : { examples: [whole] }),
  };
}

function describe(property: Property, field: FormField | undefined, when: string | undefined): Record<string, unknown> {
  const examples = field?.examples ?? (exampleOf(property) === undefined ? undefined : [exampleOf(property)]);
  const notes = [field?.hint?.en, when === undefined ? undefined : `Asked where ${when}.`].filter((note) => note !== undefined);
  return {
    ...property,
    ...(field === undefined ? {} : { title: `${field.label.en} / ${field.label.zh}` }),
    ...(notes.length > 0 ? { description: notes.join(" ") } : {}),
    ...(examples === undefined ? {} : { examples }),
  };
}

/** One group made of its questions' examples; none where the list may be empty. */
function groupExample(property: Property, field: FormField | undefined): Json | undefined {
  if (!isRows(property) || field?.rows === undefined) return undefined;
  if (Number(property.minItems ?? 0) === 0) return [];
  const one = Object.entries(property.items.properties ?? {}).map(([name, inner]): [string, Json | undefined] => [
    name,
    field.rows?.[name]?.examples?.[0] ?? exampleOf(inner),
  ]);
  return one.some(([, value]) => value === undefined) ? undefined : [Object.fromEntries(one) as Json];
}

/** A value that the schema accepts, as far as that can be told without searching; undefined for a pattern. */
function exampleOf(property: Property): Json | undefined {
  if (property.enum !== undefined) return property.enum[0];
  if (property.type === "boolean") return true;
  if (isRows(property)) {
    const one = Object.entries(property.items.properties ?? {}).map(([name, inner]) => [name, exampleOf(inner)] as const);
    return one.some(([, value]) => value === undefined) ? undefined : [Object.fromEntries(one) as Json];
  }
  if (property.type === "array") return property.items?.enum?.slice(0, Number(property.minItems ?? 1)) as Json[] | undefined;
  if (property.type !== "string") return numberOf(property);
  if (property.format !== undefined) return formatExamples[property.format];
  if (property.pattern !== undefined) return undefined;
  const words = "示例 Example ";
  const least = Number(property.minLength ?? 1);
  return words
    .repeat(Math.ceil(least / words.length) || 1)
    .slice(0, Math.min(Math.max(least, words.trim().length), Number(property.maxLength ?? Number.POSITIVE_INFINITY)))
    .replace(/ $/, "e");
}

function numberOf(property: Property): number {
  const bound = (name: string): number | undefined => (typeof property[name] === "number" ? property[name] : undefined);
  const step = bound("multipleOf") ?? (property.type === "integer" ? 1 : 0);
  const above = bound("exclusiveMinimum");
  const below = bound("exclusiveMaximum") ?? bound("maximum");
  const least = bound("minimum") ?? (above === undefined ? undefined : above + (step || Math.min(1, ((below ?? above + 2) - above) / 2)));
  if (least !== undefined) return step > 0 ? Math.ceil(least / step) * step : least;
  return below === undefined || below > 1 ? step || 1 : Math.floor(below) - (step || 1);
}

/** Answers made of the properties' examples, where they pass; null where they do not or one is missing. */
function wholeExample(form: Form): Answers | null {
  const all = Object.entries(form.schema.properties).flatMap(([name, property]): [string, Json][] => {
    const value = form.fields[name]?.examples?.[0] ?? groupExample(property, form.fields[name]) ?? exampleOf(property);
    return value === undefined ? [] : [[name, value]];
  });
  const answers = Object.fromEntries(all);
  const taken = counted(form, answers);
  return problemsIn(form, taken, reachable(form, answers), {}).length === 0 ? taken : null;
}
