import { given } from "../given.ts";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";
import { describedBy, Field, type FieldProps, fieldId } from "./field.tsx";

export interface Option {
  readonly value: string;
  readonly label: Words;
}

/** One of many; for fewer than eight, radios are easier. */
export function Select(props: FieldProps & { options: readonly Option[]; value?: string | undefined; empty?: Words | undefined }) {
  const s = useSay();
  return (
    <Field {...props}>
      <select
        class={`govuk-select${props.error ? " govuk-select--error" : ""}`}
        id={fieldId(props.name)}
        name={props.name}
        {...given({ "aria-describedby": describedBy(props), "aria-invalid": props.error ? ("true" as const) : undefined })}
      >
        <option value="">{s(props.empty ?? words.choose)}</option>
        {props.options.map((o) => (
          <option key={o.value} value={o.value} selected={o.value === props.value}>
            {s(o.label)}
          </option>
        ))}
      </select>
    </Field>
  );
}
