// What all fields share: label, hint, error, and how these are tied together for those who hear the page.

import type { ComponentChildren } from "preact";
import { given } from "../given.ts";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

export interface FieldProps {
  /** The name under which the value is sent; its element's id follows from it (`fieldId`). */
  readonly name: string;
  readonly label: Words;
  readonly hint?: Words | undefined;
  /** What is wrong and how to put it right. */
  readonly error?: Words | undefined;
  /** The label is the page's heading: one question per page. */
  readonly heading?: boolean | undefined;
  readonly optional?: boolean | undefined;
}

/** The id of a field's first input: what an error summary links to. */
export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;

/** The `aria-describedby` of a field: its hint and its error. */
export function describedBy({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">, ...more: string[]): string | undefined {
  const id = fieldId(name);
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : "", ...more].filter((x) => x !== "");
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** What is wrong with one field, below its hint. */
export function ErrorMessage({ id, children }: { id?: string | undefined; children: Words }) {
  const s = useSay();
  return (
    <p {...given({ id })} class="govuk-error-message">
      <span class="govuk-visually-hidden">{s(words.errorPrefix)}</span>
      {s(children)}
    </p>
  );
}

/** Hint and error of a field, in this order. */
export function FieldNotes({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">) {
  const s = useSay();
  const id = fieldId(name);
  return (
    <>
      {hint ? (
        <div id={`${id}-hint`} class="govuk-hint">
          {s(hint)}
        </div>
      ) : null}
      {error ? <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage> : null}
    </>
  );
}

/** Label, notes and one input of a field. */
export function Field(props: FieldProps & { children: ComponentChildren }) {
  const s = useSay();
  const label = (
    <label class={`govuk-label${props.heading ? " govuk-label--l" : ""}`} for={fieldId(props.name)}>
      {s(props.label)}
      {props.optional ? s(words.optional) : null}
    </label>
  );
  return (
    <div class={`govuk-form-group${props.error ? " govuk-form-group--error" : ""}`}>
      {props.heading ? <h1 class="govuk-label-wrapper">{label}</h1> : label}
      <FieldNotes name={props.name} hint={props.hint} error={props.error} />
      {props.children}
    </div>
  );
}

/** A group of inputs under one legend, tied to its notes. */
export function Fieldset(props: FieldProps & { role?: "group" | undefined; children: ComponentChildren }) {
  const s = useSay();
  const legend = (
    <>
      {s(props.label)}
      {props.optional ? s(words.optional) : null}
    </>
  );
  return (
    <div class={`govuk-form-group${props.error ? " govuk-form-group--error" : ""}`}>
      <fieldset class="govuk-fieldset" {...given({ role: props.role, "aria-describedby": describedBy(props) })}>
        <legend class={`govuk-fieldset__legend${props.heading ? " govuk-fieldset__legend--l" : ""}`}>
          {props.heading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
        <FieldNotes name={props.name} hint={props.hint} error={props.error} />
        {props.children}
      </fieldset>
    </div>
  );
}
