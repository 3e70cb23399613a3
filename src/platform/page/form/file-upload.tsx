import { size } from "../../i18n/index.ts";
import { given } from "../given.ts";
import { words } from "../messages.ts";
import { usePage, useSay } from "../setting.ts";
import { describedBy, Field, type FieldProps, fieldId } from "./field.tsx";

/** A file to send; its form must say `upload`. */
export function FileUpload(
  props: FieldProps & { accept?: string | undefined; multiple?: boolean | undefined /** Bytes. */; largest?: number | undefined },
) {
  const s = useSay();
  const { lang } = usePage();
  const id = fieldId(props.name);
  return (
    <Field {...props}>
      {props.largest ? (
        <div id={`${id}-limit`} class="govuk-hint">
          {s(words.fileAtMost(size(props.largest, lang)))}
        </div>
      ) : null}
      <input
        class={`govuk-file-upload${props.error ? " govuk-file-upload--error" : ""}`}
        id={id}
        name={props.name}
        type="file"
        {...given({
          accept: props.accept,
          multiple: props.multiple,
          "aria-describedby": describedBy(props, props.largest ? `${id}-limit` : ""),
          "aria-invalid": props.error ? ("true" as const) : undefined,
        })}
      />
    </Field>
  );
}
