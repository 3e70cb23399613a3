import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";
import { fieldId } from "./field.tsx";

/** Something wrong with a field, or with the whole (`name` left out). */
export interface FieldError {
  readonly name?: string | undefined;
  readonly text: Words;
}

/** All that is wrong, at the top, each linked to its field. Nothing wrong: nothing shown. */
export function ErrorSummary({ errors, title }: { errors: readonly FieldError[]; title?: Words | undefined }) {
  const s = useSay();
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" role="alert" tabIndex={-1} data-focus="">
      <h2 class="govuk-error-summary__title">{s(title ?? words.problem)}</h2>
      <ul class="govuk-list govuk-error-summary__list">
        {errors.map((e) => (
          <li key={e.name}>{e.name ? <a href={`#${fieldId(e.name)}`}>{s(e.text)}</a> : s(e.text)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The error of one field out of a list: `<Input name="x" error={errorOf(errors, "x")} …>`. */
export const errorOf = (errors: readonly FieldError[], name: string): Words | undefined => errors.find((e) => e.name === name)?.text;
