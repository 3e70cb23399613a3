// The two page layouts: the portal's one column, the workbench with its left hand.

import type { ComponentChildren } from "preact";
import { localised, otherLang, tag } from "../../i18n/index.ts";
import { words } from "../messages.ts";
import { type NavItem, type NavSection, SideNavigation } from "../parts/navigation.tsx";
import { enterPage, type PageSetting, say, usePage, useSay, type Words } from "../setting.ts";
import { Mark } from "./mark.tsx";

interface CommonProps {
  readonly setting: PageSetting;
  /** The page's own name; stands before the site's in the window's title. */
  readonly title: Words;
  /** There are errors: the title says so first. */
  readonly failed?: boolean | undefined;
  /** Seconds after which the page loads itself again. */
  readonly refresh?: number | undefined;
  /** The same matter in forms for programs: media type and address. */
  readonly alternates?: readonly { readonly type: string; readonly href: string }[] | undefined;
  /** Whose service it is, beside the name. */
  readonly owner?: Words | undefined;
  /** Where the name leads; else to the language's first page. */
  readonly home?: string | undefined;
  /** Links at the right of the header: sign in, my account. */
  readonly account?: readonly NavItem[] | undefined;
  readonly children: ComponentChildren;
}

export interface PortalPageProps extends CommonProps {
  readonly navigation?: readonly NavItem[] | undefined;
  readonly footer?: readonly NavItem[] | undefined;
  /** Between header and content, outside the main part: back link or breadcrumbs. */
  readonly before?: ComponentChildren;
  /** The content may use the whole width (lists, pictures); else it keeps a readable line. */
  readonly wide?: boolean | undefined;
}

export interface WorkbenchPageProps extends CommonProps {
  readonly sections: readonly NavSection[];
  /** A search over everything, above the left hand. */
  readonly search?: ComponentChildren;
  readonly before?: ComponentChildren;
}

function Document(props: CommonProps & { kind: "portal" | "workbench" }) {
  const { lang, assets, large, path } = props.setting;
  enterPage(props.setting);
  const name = say(words.name, lang);
  const title = `${props.failed ? say(words.titleError, lang) : ""}${say(props.title, lang)} - ${name}`;
  return (
    <html lang={tag[lang]} class={`e-${props.kind} e-${lang}${large ? " e-large" : ""}`}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#ffffff" />
        {props.refresh ? <meta http-equiv="refresh" content={String(props.refresh)} /> : null}
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        <link rel="apple-touch-icon" href="/icons/180.png" />
        <link rel="manifest" href={`/${lang}/app.webmanifest`} />
        <link rel="alternate" hrefLang={tag[otherLang(lang)]} href={localised(otherLang(lang), path)} />
        {props.alternates?.map(({ type, href }) => (
          <link key={href} rel="alternate" type={type} href={href} />
        ))}
        <link rel="stylesheet" href={assets[props.kind]} />
        <script type="module" src={assets.script} />
      </head>
      <body>{props.children}</body>
    </html>
  );
}

const Links = ({ items }: { items: readonly NavItem[] }) => {
  const s = useSay();
  return (
    <>
      {items.map((i) => (
        <li key={i.href}>
          <a href={i.href} aria-current={i.current ? "page" : undefined}>
            {s(i.label)}
            {i.count === undefined ? null : <span class="e-count"> {i.count}</span>}
          </a>
        </li>
      ))}
    </>
  );
};

function Header(props: {
  owner?: Words | undefined;
  home: string;
  account: readonly NavItem[];
  navigation?: readonly NavItem[] | undefined;
  /** On a narrow screen the sections stand below the content: a link leads there. */
  sections?: string | undefined;
}) {
  const s = useSay();
  const { lang, path } = usePage();
  const other = otherLang(lang);
  return (
    <header class="e-header">
      <div class="e-width e-header__line">
        <a class="e-header__name" href={props.home}>
          <Mark />
          <span>{s(words.name)}</span>
          {props.owner ? <span class="e-header__owner">{s(props.owner)}</span> : null}
        </a>
        <ul class="e-header__links">
          <Links items={props.account} />
          {props.sections ? (
            <li class="e-bench__menu">
              <a href={props.sections}>{s(words.sections)}</a>
            </li>
          ) : null}
          <li>
            <a href={localised(other, path)} hrefLang={tag[other]} lang={tag[other]} rel="alternate">
              {other === "zh" ? "中文" : "English"}
            </a>
          </li>
        </ul>
      </div>
      {props.navigation && props.navigation.length > 0 ? (
        <nav class="e-header__nav" aria-label={s(words.navigation)}>
          <ul class="e-width">
            <Links items={props.navigation} />
          </ul>
        </nav>
      ) : null}
    </header>
  );
}

function SkipLink() {
  const s = useSay();
  return (
    <a href="#main" class="govuk-skip-link">
      {s(words.skip)}
    </a>
  );
}

/** The address that turns large type on or off and comes back to this page. */
const typeHref = ({ lang, large, path }: PageSetting): string =>
  localised(lang, `/display?type=${large ? "usual" : "large"}&back=${encodeURIComponent(path)}`);

function Footer({ items }: { items: readonly NavItem[] }) {
  const s = useSay();
  const page = usePage();
  return (
    <footer class="e-footer">
      <ul class="e-width e-footer__links">
        <Links items={items} />
        <li>
          <a href={typeHref(page)} rel="nofollow">
            {s(page.large ? words.usualType : words.largeType)}
          </a>
        </li>
      </ul>
    </footer>
  );
}

/** A page for the public. */
export function PortalPage(props: PortalPageProps) {
  const { lang } = props.setting;
  return (
    <Document {...props} kind="portal">
      <SkipLink />
      <Header owner={props.owner} home={props.home ?? localised(lang, "/")} account={props.account ?? []} navigation={props.navigation} />
      <div class="e-width e-body">
        {props.before}
        <main id="main" class={props.wide ? "e-main" : "e-main e-main--line"} tabIndex={-1}>
          {props.children}
        </main>
      </div>
      <Footer items={props.footer ?? []} />
    </Document>
  );
}

/** A page for staff. */
export function WorkbenchPage(props: WorkbenchPageProps) {
  const { lang } = props.setting;
  return (
    <Document {...props} kind="workbench">
      <SkipLink />
      <Header owner={props.owner} home={props.home ?? localised(lang, "/")} account={props.account ?? []} sections="#sections" />
      <div class="e-width e-body e-bench">
        <div class="e-bench__side" id="sections" tabIndex={-1}>
          {props.search}
          <SideNavigation sections={props.sections} />
        </div>
        <div class="e-bench__content">
          {props.before}
          <main id="main" class="e-main" tabIndex={-1}>
            {props.children}
          </main>
        </div>
      </div>
      <Footer items={[]} />
    </Document>
  );
}
