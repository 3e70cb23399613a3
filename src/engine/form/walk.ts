// Which pages an applicant comes to and which answers count: decided here and nowhere else.
import { compileFeel, type Json, parseTemporal } from "../feel/index.ts";
import type { FormatContext } from "./formats.ts";
import type { Answers, Form } from "./model.ts";
import { problemsIn } from "./problems.ts";

export interface FormContext extends FormatContext {
  /** Facts that page conditions may use, beside earlier answers. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * Goes through the pages in order. A condition sees facts and the answers of pages already reached, never a later or a
 * dropped answer, so the answer given on a page cannot change whether that page or an earlier one is shown.
 */
export function walk(
  form: Form,
  answers: Answers,
  context: FormContext,
): { pages: string[]; answers: Answers; scope: Readonly<Record<string, unknown>> } {
  const { properties } = form.schema;
  const taken: Record<string, Json> = {};
  const scope: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(context.facts ?? {})) if (!Object.hasOwn(properties, name)) scope[name] = value;
  for (const name of Object.keys(properties)) scope[name] = null;
  const take = (name: string): void => {
    const value = Object.hasOwn(answers, name) ? answers[name] : undefined;
    if (value === undefined || value === null) return;
    taken[name] = value;
    const isDate = properties[name]?.format === "date" && typeof value === "string";
    scope[name] = isDate ? parseTemporal(value, "date") : value;
  };
  for (const [name, field] of Object.entries(form.fields)) if (field.hidden) take(name);
  const pages: string[] = [];
  for (const page of form.pages) {
    if (page.when !== undefined && !holds(page.when, scope, context)) continue;
    pages.push(page.id);
    for (const name of page.fields) take(name);
  }
  return { pages, answers: taken, scope };
}

/** Whether a condition is true of what is known; where it cannot be worked out it is not. */
export function holds(condition: string, scope: Record<string, unknown>, { today }: FormContext): boolean {
  const compiled = compileFeel(condition, scope);
  return compiled.ok && compiled.evaluate(scope, today === undefined ? {} : { now: `${today}T00:00:00` }).value === true;
}

/** The pages that the answers lead to, in order. */
export const reachable = (form: Form, answers: Answers, context: FormContext = {}): string[] => walk(form, answers, context).pages;

/** The answers that count: those on pages that are reached, and hidden ones. Idempotent; what is unknown or null is dropped. */
export const counted = (form: Form, answers: Answers, context: FormContext = {}): Answers => walk(form, answers, context).answers;

/**
 * Where to go: with `after`, the page that follows it; without, the first page that is not answered properly. `check`
 * (check your answers) where there is none left.
 */
export function next(form: Form, answers: Answers, context: FormContext = {}, after?: string): string {
  const { pages, answers: taken } = walk(form, answers, context);
  if (after === undefined) {
    const wrong = new Set(problemsIn(form, taken, pages, context).map(({ field }) => field));
    return pages.find((id) => form.pages.find((page) => page.id === id)?.fields.some((name) => wrong.has(name))) ?? "check";
  }
  const at = form.pages.findIndex((page) => page.id === after);
  return form.pages.slice(at + 1).find((page) => pages.includes(page.id))?.id ?? "check";
}
