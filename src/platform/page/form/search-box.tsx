import { given } from "../given.ts";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

/** A search by GET: its address can be kept and sent. */
export function SearchBox(props: {
  action: string;
  label: Words;
  value?: string | undefined;
  name?: string | undefined;
  /** Further query parameters to keep. */
  keep?: Readonly<Record<string, string>> | undefined;
}) {
  const s = useSay();
  const name = props.name ?? "q";
  return (
    <form class="e-search" method="get" action={props.action}>
      <label class="govuk-label" for={`search-${name}`}>
        {s(props.label)}
      </label>
      <div class="e-search__line">
        <input
          class="govuk-input e-search__box"
          id={`search-${name}`}
          name={name}
          type="search"
          {...given({ value: props.value })}
          maxLength={200}
          autocomplete="off"
        />
        {Object.entries(props.keep ?? {}).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <button class="govuk-button e-search__button" type="submit">
          {s(words.search)}
        </button>
      </div>
    </form>
  );
}
