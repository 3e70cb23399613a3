// The box on every page of the workbench. The slash key leads to it; the words are sent by a form and stand in no address.
import type { Lang } from "../../platform/i18n/index.ts";
import { Form, useSay } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export function FrameSearch({ lang }: { readonly lang: Lang }) {
  const s = useSay();
  return (
    <section class="e-bench__search" aria-label={s(text.box)}>
      <Form action={routes.search.to({ lang })}>
        <label class="govuk-visually-hidden" for="search-everything">
          {s(text.box)}
        </label>
        <div class="e-search__line">
          <input
            class="govuk-input e-search__box"
            id="search-everything"
            name="find"
            type="search"
            placeholder={s(text.search)}
            aria-keyshortcuts="/"
            data-search=""
            maxLength={200}
            autocomplete="off"
          />
          <button class="govuk-button govuk-button--secondary e-search__button" type="submit">
            {s(text.search)}
          </button>
        </div>
      </Form>
    </section>
  );
}
