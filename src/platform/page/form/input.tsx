import { given } from "../given.ts";
import { useSay, type Words } from "../setting.ts";
import { describedBy, Field, type FieldProps, fieldId } from "./field.tsx";

export interface InputProps extends FieldProps {
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "password" | "url" | undefined;
  /** So many characters wide on a wide screen. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: "numeric" | "decimal" | "text" | "tel" | "email" | undefined;
  readonly maxlength?: number | undefined;
  /** Codes and numbers: tabular figures. */
  readonly code?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** One line of text. */
export function Input(props: InputProps) {
  return (
    <Field {...props}>
      <TextBox {...props} />
    </Field>
  );
}

/** The box itself, for fields that put something beside it. */
function TextBox(props: InputProps) {
  const classes = [
    "govuk-input",
    props.width ? `govuk-input--width-${props.width}` : "",
    props.error ? "govuk-input--error" : "",
    props.code ? "e-code" : "",
  ];
  return (
    <input
      class={classes.filter((c) => c !== "").join(" ")}
      id={fieldId(props.name)}
      name={props.name}
      type={props.type ?? "text"}
      {...given({
        value: props.value,
        autocomplete: props.autocomplete,
        inputMode: props.inputmode,
        maxLength: props.maxlength,
        spellcheck: props.code ? false : undefined,
        disabled: props.disabled,
        "aria-describedby": describedBy(props),
        "aria-invalid": props.error ? ("true" as const) : undefined,
      })}
    />
  );
}

/** A number with the unit that it is counted in. It stays a text box: spinners and wheels change numbers unseen. */
export function NumberInput(
  props: Omit<InputProps, "type" | "inputmode" | "code"> & { unit?: Words | undefined; whole?: boolean | undefined },
) {
  const s = useSay();
  const box = <TextBox width={10} {...props} inputmode={props.whole ? "numeric" : "decimal"} code />;
  return (
    <Field {...props}>
      {props.unit ? (
        <div class="govuk-input__wrapper">
          {box}
          <div class="govuk-input__suffix" aria-hidden="true">
            {s(props.unit)}
          </div>
        </div>
      ) : (
        box
      )}
    </Field>
  );
}
