// Ways about: back, breadcrumbs, tabs that are links, side navigation, earlier and later pages.

import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

export interface NavItem {
  readonly href: string;
  readonly label: Words;
  readonly current?: boolean | undefined;
  /** How many wait there: a number, or words for it (`99+`). */
  readonly count?: number | string | undefined;
  /** Its count changes while the page stands open. */
  readonly inbox?: boolean | undefined;
}

export function BackLink({ href, children }: { href: string; children?: Words | undefined }) {
  const s = useSay();
  return (
    <nav aria-label={s(words.back)}>
      <a class="govuk-back-link" href={href}>
        {s(children ?? words.back)}
      </a>
    </nav>
  );
}

/** Where this page stands, from the top down, itself left out. */
export function Breadcrumbs({ items }: { items: readonly NavItem[] }) {
  const s = useSay();
  return (
    <nav class="e-crumbs" aria-label={s(words.breadcrumbs)}>
      <ol class="e-crumbs__list">
        {items.map((i) => (
          <li key={i.href} class="e-crumbs__item">
            <a class="govuk-link govuk-link--muted" href={i.href}>
              {s(i.label)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const Items = ({ items, item, link }: { items: readonly NavItem[]; item: string; link: string }) => {
  const s = useSay();
  return (
    <>
      {items.map((i) => (
        <li key={i.href} class={`${item}${i.current ? ` ${item}--active` : ""}`}>
          <a class={link} href={i.href} aria-current={i.current ? "page" : undefined} {...(i.inbox ? { "data-inbox-count": "" } : {})}>
            {s(i.label)}
            {i.count === undefined ? null : <span class="e-count"> {i.count}</span>}
          </a>
        </li>
      ))}
    </>
  );
};

/** Tabs, each an address of its own. */
export function Tabs({ items, label }: { items: readonly NavItem[]; label: Words }) {
  const s = useSay();
  return (
    <nav class="e-tabs" aria-label={s(label)}>
      <ul class="e-tabs__list">
        <Items items={items} item="e-tabs__item" link="e-tabs__link" />
      </ul>
    </nav>
  );
}

export interface NavSection {
  readonly title?: Words | undefined;
  readonly items: readonly NavItem[];
}

/** The workbench's left hand. */
export function SideNavigation({ sections, label }: { sections: readonly NavSection[]; label?: Words | undefined }) {
  const s = useSay();
  return (
    <nav class="moj-side-navigation" aria-label={s(label ?? words.sections)}>
      {sections.map((section) => (
        <>
          {section.title ? <h2 class="moj-side-navigation__title">{s(section.title)}</h2> : null}
          <ul class="moj-side-navigation__list">
            <Items items={section.items} item="moj-side-navigation__item" link="moj-side-navigation__link" />
          </ul>
        </>
      ))}
    </nav>
  );
}

/** Keyset pages: only the neighbours are known. */
export function Pagination({ previous, next }: { previous?: string | undefined; next?: string | undefined }) {
  const s = useSay();
  if (!previous && !next) return null;
  return (
    <nav class="e-pages" aria-label={s(words.pages)}>
      {previous ? (
        <a class="govuk-link e-pages__link" href={previous} rel="prev">
          <span aria-hidden="true">← </span>
          {s(words.earlier)}
        </a>
      ) : null}
      {next ? (
        <a class="govuk-link e-pages__link e-pages__link--next" href={next} rel="next">
          {s(words.later)}
          <span aria-hidden="true"> →</span>
        </a>
      ) : null}
    </nav>
  );
}
