import type { ComponentChildren } from "preact";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

export interface SummaryRow {
  readonly key: Words;
  readonly value: ComponentChildren;
  /** Where the answer is changed. */
  readonly change?: string | undefined;
  /** Other things to do with it. */
  readonly actions?: readonly { readonly href: string; readonly label: Words }[] | undefined;
}

/** Questions and their answers, or a thing's properties. */
export function SummaryList({ rows, plain }: { rows: readonly SummaryRow[]; plain?: boolean | undefined }) {
  const s = useSay();
  const acts = rows.some((r) => r.change || (r.actions?.length ?? 0) > 0);
  return (
    <dl class={`govuk-summary-list${plain ? " govuk-summary-list--no-border" : ""}`}>
      {rows.map((row) => {
        const actions = [...(row.change ? [{ href: row.change, label: words.change as Words }] : []), ...(row.actions ?? [])];
        return (
          <div
            key={s(row.key)}
            class={`govuk-summary-list__row${acts && actions.length === 0 ? " govuk-summary-list__row--no-actions" : ""}`}
          >
            <dt class="govuk-summary-list__key">{s(row.key)}</dt>
            <dd class="govuk-summary-list__value">{row.value}</dd>
            {actions.length > 0 ? (
              <dd class="govuk-summary-list__actions">
                <ul class="govuk-summary-list__actions-list">
                  {actions.map((a) => (
                    <li key={a.href} class="govuk-summary-list__actions-list-item">
                      <a class="govuk-link" href={a.href}>
                        {s(a.label)}
                        <span class="govuk-visually-hidden"> {s(row.key)}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </dd>
            ) : null}
          </div>
        );
      })}
    </dl>
  );
}
