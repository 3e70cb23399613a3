// Validation of a page and of everything, through the one walk that decides what counts.
import type { Answers, Form } from "./model.ts";
import { type AnswerProblem, pointerTo, problemsIn } from "./problems.ts";
import { type FormContext, holds, walk } from "./walk.ts";

export type { AnswerProblem };

/** What is to be said of all answers, from one walk. */
export interface Examined {
  /** Of all answers that count, and of answers to what the form does not ask at all. */
  readonly problems: AnswerProblem[];
  /** The answers that count. */
  readonly counted: Answers;
}

/** Examines a whole set of answers. */
export function examine(form: Form, answers: Answers, context: FormContext = {}): Examined {
  const strangers = Object.keys(answers).filter((name) => !Object.hasOwn(form.fields, name));
  const unknown = strangers.map((name) => ({
    pointer: pointerTo(name),
    field: name,
    message: {
      zh: `表单中没有“${Array.from(name).slice(0, 64).join("")}”这一项，请删去或者改正名称。`,
      en: `The form has no field “${Array.from(name).slice(0, 64).join("")}”. Remove it or correct its name.`,
    },
  }));
  const { pages, answers: taken, scope } = walk(form, answers, context);
  const problems = problemsIn(form, taken, pages, context);
  return { problems: [...problems, ...broken(form, problems, scope, context), ...unknown], counted: taken };
}

/** The rules that the answers break; nothing more is said of a field with which something is wrong already. */
function broken(
  form: Form,
  before: readonly AnswerProblem[],
  scope: Readonly<Record<string, unknown>>,
  context: FormContext,
  fields: readonly string[] = Object.keys(form.fields),
): AnswerProblem[] {
  const said = new Set(before.map(({ field }) => field));
  return form.rules.flatMap(({ wrong, at, message }) => {
    if (said.has(at) || !fields.includes(at) || !holds(wrong, scope, context)) return [];
    said.add(at);
    return [{ pointer: pointerTo(at), field: at, message }];
  });
}

/** The problems of a whole set of answers. */
export const validateAll = (form: Form, answers: Answers, context: FormContext = {}): AnswerProblem[] =>
  examine(form, answers, context).problems;

/** Problems of one page's fields, given all answers so far; none where the page is not reached. */
export function validatePage(form: Form, pageId: string, answers: Answers, context: FormContext = {}): AnswerProblem[] {
  const { pages, answers: taken, scope } = walk(form, answers, context);
  if (!pages.includes(pageId)) return [];
  const fields = form.pages.find((page) => page.id === pageId)?.fields ?? [];
  const problems = problemsIn(form, taken, [pageId], context).filter(({ field }) => fields.includes(field));
  return [...problems, ...broken(form, problems, scope, context, fields)];
}
