import { number } from "../../i18n/index.ts";
import { words } from "../messages.ts";
import { usePage, useSay, type Words } from "../setting.ts";

export interface Count {
  readonly label: Words;
  readonly promised: number;
  /** What it really came to, so far; left out where nothing has happened yet. */
  readonly real?: number | undefined;
}

/** A few plain numbers: what was promised beside what it came to. */
export function Counts({ items }: { items: readonly Count[] }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <dl class="e-counts">
      {items.map((c) => (
        <div key={s(c.label)} class="e-counts__item">
          <dt class="e-counts__label">{s(c.label)}</dt>
          <dd class="e-counts__number">
            {c.real === undefined ? number(c.promised, lang) : number(c.real, lang)}
            <span class="e-counts__note">
              {c.real === undefined ? s(words.promised) : `${s(words.real)} · ${s(words.promised)} ${number(c.promised, lang)}`}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
