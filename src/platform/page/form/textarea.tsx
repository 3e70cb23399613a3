import { given } from "../given.ts";
import { words } from "../messages.ts";
import { useSay } from "../setting.ts";
import { describedBy, Field, type FieldProps, fieldId } from "./field.tsx";

/** Several lines of text; with `maxlength` the limit is said, and counted down where scripts run. */
export function Textarea(
  props: FieldProps & {
    value?: string | undefined;
    rows?: number | undefined;
    maxlength?: number | undefined;
    autocomplete?: string | undefined;
  },
) {
  const s = useSay();
  const id = fieldId(props.name);
  return (
    <Field {...props}>
      <textarea
        class={`govuk-textarea${props.error ? " govuk-textarea--error" : ""}`}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        {...given({
          maxLength: props.maxlength,
          autocomplete: props.autocomplete,
          "aria-describedby": describedBy(props, props.maxlength ? `${id}-limit` : ""),
          "aria-invalid": props.error ? ("true" as const) : undefined,
        })}
      >
        {props.value ?? ""}
      </textarea>
      {props.maxlength ? (
        <div id={`${id}-limit`} class="govuk-hint">
          {s(words.characters(props.maxlength))}
        </div>
      ) : null}
    </Field>
  );
}
