// The examination of a set of answers, done once however often it is asked for: before registers are asked, and again with what
// they said. It can come out differently only where a page's condition sees something new.
import { type Examined, examine, type Form, type FormContext } from "../engine/form/index.ts";
import type { Answers, Facts } from "./facts.ts";

const conditions = new WeakMap<Form, string>();
const known = new WeakMap<Answers, { readonly form: Form; readonly seen: string; readonly examined: Examined }>();

/** Examines answers, which must not be changed afterwards. */
export function examined(form: Form, answers: Answers, place: Omit<FormContext, "facts">, facts: Facts): Examined {
  const seen = `${place.today} ${JSON.stringify(Object.entries(facts).filter(([name]) => conditionsOf(form).includes(name)))}`;
  const before = known.get(answers);
  if (before?.form === form && before.seen === seen) return before.examined;
  const result = examine(form, answers, { ...place, facts });
  known.set(answers, { form, seen, examined: result });
  return result;
}

function conditionsOf(form: Form): string {
  const text = conditions.get(form) ?? [...form.pages.map((page) => page.when ?? ""), ...form.rules.map(({ wrong }) => wrong)].join(" ");
  conditions.set(form, text);
  return text;
}
