// Small pieces of text: links, times, codes, texts in the reader's language.

import type { ComponentChildren } from "preact";
import { date, dateTime, isoDate, weekday } from "../../i18n/index.ts";
import { given } from "../given.ts";
import { words } from "../messages.ts";
import { usePage, useSay, type Words } from "../setting.ts";

/** A text in the page's language. */
export function LangText({ of }: { of: Words }) {
  return <>{useSay()(of)}</>;
}

export function Link(props: {
  href: string;
  children: ComponentChildren;
  muted?: boolean | undefined;
  about?: Words | undefined;
  hrefLang?: string | undefined;
}) {
  const s = useSay();
  return (
    <a class={`govuk-link${props.muted ? " govuk-link--muted" : ""}`} href={props.href} {...given({ hrefLang: props.hrefLang })}>
      {props.children}
      {props.about ? <span class="govuk-visually-hidden"> {s(props.about)}</span> : null}
    </a>
  );
}

/** An instant (epoch milliseconds) as date and time of day in the city's zone. */
export function DateTime({ at }: { at: number }) {
  const { lang, zone } = usePage();
  return (
    <time class="e-figures" dateTime={new Date(at).toISOString()}>
      {dateTime(at, lang, zone)}
    </time>
  );
}

/** A calendar date `YYYY-MM-DD`, or the date of an instant in the city's zone. */
export function DateText({ of, withWeekday }: { of: string | number; withWeekday?: boolean | undefined }) {
  const { lang, zone } = usePage();
  const iso = typeof of === "number" ? isoDate(of, zone) : of;
  const day = date(iso, lang);
  return (
    <time class="e-figures" dateTime={iso}>
      {withWeekday ? (lang === "zh" ? `${day} ${weekday(iso, lang)}` : `${weekday(iso, lang)}, ${day}`) : day}
    </time>
  );
}

/** A number, code or identifier in tabular figures that is never broken. */
export const Code = ({ children }: { children: string }) => <span class="e-code">{children}</span>;

/** A code to be taken along; the button appears where scripts run. */
export function CopyableCode({ children, label }: { children: string; label: Words }) {
  const s = useSay();
  return (
    <span class="e-copy">
      <code class="e-code e-copy__code">{children}</code>
      <button class="e-copy__button" type="button" hidden data-copy={children} data-copied={s(words.copied)}>
        {s(words.copy)}
        <span class="govuk-visually-hidden"> {s(label)}</span>
      </button>
    </span>
  );
}
