// What is wrong with answers, each with its place and a sentence that says how to put it right.
import type { Text } from "../../platform/i18n/index.ts";
import { type FormatContext, ownFormats } from "./formats.ts";
import { sentence } from "./messages.ts";
import type { Answers, Form } from "./model.ts";
import { rowForm } from "./rows.ts";
import { type ErrorObject, schemaErrors } from "./validator.ts";

export interface AnswerProblem {
  /** JSON pointer (RFC 6901) into the answers. */
  readonly pointer: string;
  /** The property, for the error summary and the field; empty where it concerns all answers. */
  readonly field: string;
  readonly message: Text;
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
export const pointerTo = (field: string): string => `/${escaped(field)}`;

/**
 * The problems of answers that count, one for each place, in the order of the pages. `pages` are those that are reached:
 * what stands on no reached page is not asked for.
 */
export function problemsIn(form: Form, answers: Answers, pages: readonly string[], context: FormatContext): AnswerProblem[] {
  const asked = new Set(form.pages.filter(({ id }) => pages.includes(id)).flatMap(({ fields }) => fields));
  for (const [name, field] of Object.entries(form.fields)) if (field.hidden) asked.add(name);
  const found = new Map<string, AnswerProblem>();
  for (const error of schemaErrors(form, answers)) {
    const problem = fromSchema(form, error, answers);
    if (problem === null || (problem.field !== "" && !asked.has(problem.field))) continue;
    if (!found.has(problem.pointer)) found.set(problem.pointer, problem);
  }
  for (const name of asked) {
    const pointer = pointerTo(name);
    if (found.has(pointer)) continue;
    for (const problem of groupFormats(form, name, answers[name], context))
      if (!found.has(problem.pointer)) found.set(problem.pointer, problem);
    const why = formatProblem(form, name, answers[name], context);
    if (why !== null) found.set(pointer, { pointer, field: name, message: form.fields[name]?.errors?.format ?? why });
  }
  const order = [...asked];
  return [...found.values()].toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/** Errors of keywords that only wrap other errors are left to those. */
function fromSchema(form: Form, error: ErrorObject, answers: Answers): AnswerProblem | null {
  const { keyword, instancePath } = error;
  if (/^(?:if|allOf)$/.test(keyword) && instancePath !== "") return null;
  if (/^(?:if|allOf|anyOf|oneOf|not|then|else)$/.test(keyword) && instancePath === "") {
    return { pointer: "", field: "", message: sentence(keyword, error.params, undefined, undefined, answers) };
  }
  const missing: unknown = error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const pointer = typeof missing === "string" ? `${instancePath}/${escaped(missing)}` : instancePath;
  const [, first = "", n = "", inner = ""] = pointer.split("/").map(unescaped);
  const whole = form.fields[first];
  const value = Object.hasOwn(answers, first) ? answers[first] : undefined;
  // In a list of groups the question of one group is meant.
  const group = Array.isArray(value) ? value[Number(n)] : undefined;
  const asked = inner !== "" && group !== null && typeof group === "object" && !Array.isArray(group) ? whole?.rows?.[inner] : undefined;
  if (asked) {
    const said = Object.hasOwn(group as object, inner) ? (group as Record<string, unknown>)[inner] : undefined;
    const property = form.schema.properties[first]?.items?.properties?.[inner];
    const message = asked.errors?.[keyword] ?? sentence(keyword, error.params, asked, property, said);
    return { pointer, field: first, message: inEntry(Number(n), message) };
  }
  const custom = whole?.errors?.[keyword];
  return { pointer, field: first, message: custom ?? sentence(keyword, error.params, whole, form.schema.properties[first], value) };
}

/** What is wrong in one group of a list says which group it is. */
const inEntry = (n: number, { zh, en }: Text): Text => ({ zh: `第${n + 1}项：${zh}`, en: `Entry ${n + 1}: ${en}` });

/** The formats of the questions in each group of a list. */
function groupFormats(form: Form, name: string, value: unknown, context: FormatContext): AnswerProblem[] {
  const inner = rowForm(form, name);
  if (!inner || !Array.isArray(value)) return [];
  return value.flatMap((group: unknown, n) =>
    Object.keys(inner.fields).flatMap((asked): AnswerProblem[] => {
      const said = typeof group === "object" && group !== null ? (group as Readonly<Record<string, unknown>>)[asked] : undefined;
      const why = formatProblem(inner, asked, said, context);
      if (why === null) return [];
      const message = inEntry(n, inner.fields[asked]?.errors?.format ?? why);
      return [{ pointer: `${pointerTo(name)}/${n}${pointerTo(asked)}`, field: name, message }];
    }),
  );
}

function formatProblem(form: Form, name: string, value: unknown, context: FormatContext): Text | null {
  const property = form.schema.properties[name];
  const check = ownFormats[property?.format ?? property?.items?.format ?? ""];
  if (check === undefined || value === undefined) return null;
  const texts = Array.isArray(value) ? value : [value];
  for (const text of texts) {
    const why = typeof text === "string" ? check(text, context) : null;
    if (why !== null) return why;
  }
  return null;
}
