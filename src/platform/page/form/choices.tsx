// Radios and checkboxes. What an option reveals is shown by the stylesheet alone (`:has(:checked)`): without scripts it
// works, and a browser that does not know `:has` shows it always.

import type { ComponentChildren } from "preact";
import { given } from "../given.ts";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";
import { describedBy, FieldNotes, type FieldProps, Fieldset, fieldId } from "./field.tsx";
import type { Option } from "./select.tsx";

export interface Choice extends Option {
  readonly hint?: Words | undefined;
  /** Fields that matter only when this is chosen. */
  readonly reveals?: ComponentChildren;
  /** Stands below an "or". */
  readonly apart?: boolean | undefined;
}

interface ChoicesProps extends FieldProps {
  readonly options: readonly Choice[];
  readonly small?: boolean | undefined;
  readonly inline?: boolean | undefined;
}

function Choices(props: ChoicesProps & { kind: "radio" | "checkbox"; chosen: readonly string[] }) {
  const s = useSay();
  const block = props.kind === "radio" ? "govuk-radios" : "govuk-checkboxes";
  return (
    <Fieldset {...props}>
      <div class={`${block}${props.small ? ` ${block}--small` : ""}${props.inline ? ` ${block}--inline` : ""}`}>
        {props.options.map((o, i) => {
          const id = i === 0 ? fieldId(props.name) : `${fieldId(props.name)}-${i + 1}`;
          return (
            <>
              {o.apart ? <div class={`${block}__divider`}>{s(words.or)}</div> : null}
              <div class={`${block}__item`}>
                <input
                  class={`${block}__input`}
                  id={id}
                  name={props.name}
                  type={props.kind}
                  value={o.value}
                  checked={props.chosen.includes(o.value)}
                  aria-describedby={o.hint ? `${id}-item-hint` : undefined}
                />
                <label class={`govuk-label ${block}__label`} for={id}>
                  {s(o.label)}
                </label>
                {o.hint ? (
                  <div id={`${id}-item-hint`} class={`govuk-hint ${block}__hint`}>
                    {s(o.hint)}
                  </div>
                ) : null}
              </div>
              {o.reveals ? <div class={`${block}__conditional e-reveal`}>{o.reveals}</div> : null}
            </>
          );
        })}
      </div>
    </Fieldset>
  );
}

/** One of a few. */
export const Radios = ({ value, ...props }: ChoicesProps & { value?: string | undefined }) => (
  <Choices {...props} kind="radio" chosen={value === undefined ? [] : [value]} />
);

/** Any of a few. */
export const Checkboxes = ({ values, ...props }: ChoicesProps & { values?: readonly string[] | undefined }) => (
  <Choices {...props} kind="checkbox" chosen={values ?? []} />
);

/** A yes or a no, sent as `yes` or `no`. */
export const YesNo = (props: FieldProps & { value?: "yes" | "no" | undefined; ifYes?: ComponentChildren; ifNo?: ComponentChildren }) => (
  <Radios
    {...props}
    inline={!props.ifYes && !props.ifNo}
    options={[
      { value: "yes", label: words.yes, reveals: props.ifYes },
      { value: "no", label: words.no, reveals: props.ifNo },
    ]}
  />
);

/** One box to tick: a declaration, a consent. Sent as `yes`. */
export function Tick(props: Omit<FieldProps, "heading"> & { checked?: boolean | undefined }) {
  const s = useSay();
  const id = fieldId(props.name);
  return (
    <div class={`govuk-form-group${props.error ? " govuk-form-group--error" : ""}`}>
      <FieldNotes name={props.name} hint={props.hint} error={props.error} />
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={id}
            name={props.name}
            type="checkbox"
            value="yes"
            checked={props.checked ?? false}
            {...given({ "aria-describedby": describedBy(props) })}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {s(props.label)}
          </label>
        </div>
      </div>
    </div>
  );
}
