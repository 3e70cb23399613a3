import type { ComponentChildren } from "preact";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

/** A filter now in force and the address without it. */
export interface ActiveFilter {
  readonly label: Words;
  readonly without: string;
}

/** Filters of a list, sent by GET so that the address holds them. On a phone it opens and closes without scripts. */
export function FilterPanel(props: { action: string; active: readonly ActiveFilter[]; clear: string; children: ComponentChildren }) {
  const s = useSay();
  return (
    <details class="moj-filter e-filter" open={props.active.length > 0}>
      <summary class="e-filter__title">{s(words.filter)}</summary>
      {props.active.length > 0 ? (
        <div class="moj-filter__selected">
          <ul class="moj-filter-tags">
            {props.active.map((f) => (
              <li key={f.without}>
                <a class="moj-filter__tag" href={f.without}>
                  <span class="govuk-visually-hidden">{s(words.removeFilter)}</span>
                  {s(f.label)}
                </a>
              </li>
            ))}
          </ul>
          <p>
            <a class="govuk-link" href={props.clear}>
              {s(words.clearFilters)}
            </a>
          </p>
        </div>
      ) : null}
      <form class="moj-filter__options" method="get" action={props.action}>
        {props.children}
        <button class="govuk-button govuk-button--secondary" type="submit">
          {s(words.apply)}
        </button>
      </form>
    </details>
  );
}
