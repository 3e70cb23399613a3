import { given } from "../given.ts";
import { words } from "../messages.ts";
import { usePage, useSay } from "../setting.ts";
import { type FieldProps, Fieldset, fieldId } from "./field.tsx";

/** The three parts as they were typed. */
export interface DateParts {
  readonly year?: string | undefined;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
}

/** `YYYY-MM-DD` as parts, to show a date that is already known. */
export function datePartsOf(iso: string | undefined): DateParts {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? "");
  return m ? { year: m[1], month: String(Number(m[2])), day: String(Number(m[3])) } : {};
}

/** What `name` sent: the three fields put together as `YYYY-MM-DD`; nothing typed: undefined; no such day: as typed, which no date schema takes. */
export function dateFrom(parts: DateParts): string | undefined {
  const [y, m, d] = [parts.year, parts.month, parts.day].map((p) => (p ?? "").normalize("NFKC").trim());
  const two = (part: string | undefined): string => (part ? part.padStart(2, "0") : "");
  if (!y && !m && !d) return undefined;
  return `${y}-${two(m)}-${two(d)}`;
}

const widths = { year: 4, month: 2, day: 2 } as const;

/** A date in three boxes, in the order of the language; sent as `name.year`, `name.month`, `name.day`. */
export function DateInput(props: FieldProps & { value?: DateParts | undefined; birthday?: boolean | undefined }) {
  const s = useSay();
  const { lang } = usePage();
  const order = lang === "zh" ? (["year", "month", "day"] as const) : (["day", "month", "year"] as const);
  const first = order[0];
  return (
    <Fieldset {...props} hint={props.hint ?? words.dateHint} role="group">
      <div class="govuk-date-input">
        {order.map((part) => {
          const id = part === first ? fieldId(props.name) : `${fieldId(props.name)}-${part}`;
          return (
            <div key={part} class="govuk-date-input__item">
              <label class="govuk-label govuk-date-input__label" for={id}>
                {s(words[part])}
              </label>
              <input
                class={`govuk-input govuk-date-input__input e-code govuk-input--width-${widths[part]}${props.error ? " govuk-input--error" : ""}`}
                id={id}
                name={`${props.name}.${part}`}
                type="text"
                inputMode="numeric"
                {...given({
                  value: props.value?.[part],
                  autocomplete: props.birthday ? `bday-${part}` : undefined,
                  "aria-invalid": props.error ? ("true" as const) : undefined,
                })}
              />
            </div>
          );
        })}
      </div>
    </Fieldset>
  );
}
