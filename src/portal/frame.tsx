// The frame of the portal's pages: header with the ways about, footer, and the word that the last deed left.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ComponentChildren } from "preact";
import { partyReceivers, partyUnread } from "../notices/index.ts";
import { sendPage, takeFlash } from "../platform/http/index.ts";
import { BackLink, type NavItem, Notification, PortalPage, type PortalPageProps, useSay, type Words } from "../platform/page/index.ts";
import type { Visit } from "./context.ts";
import { flashes, words } from "./messages.ts";
import { routes } from "./routes.ts";

export interface FrameProps {
  readonly title: Words;
  /** The address of the page before, for a back link. */
  readonly back?: string | undefined;
  /** Stands above the content instead of a back link. */
  readonly before?: ComponentChildren;
  readonly failed?: boolean | undefined;
  /** Seconds after which the page loads itself again. */
  readonly refresh?: number | undefined;
  readonly wide?: boolean | undefined;
  /** The same matter in forms for programs. */
  readonly alternates?: PortalPageProps["alternates"];
  /** False: the page sends nothing, and no cookie is set for it. */
  readonly forms?: boolean | undefined;
  readonly status?: ContentfulStatusCode | undefined;
}

/** Sends a page of the portal. */
export async function show(visit: Visit, props: FrameProps, content: ComponentChildren): Promise<Response> {
  const { c, lang, directory, desk, actor } = visit;
  const unread = actor.kind === "party" ? await partyUnread(desk, partyReceivers(actor)) : 0;
  // As a header: such a page holds nothing that somebody could be typing.
  if (props.refresh !== undefined) c.header("refresh", String(props.refresh));
  const word = takeFlash(c);
  const told = word !== undefined && Object.hasOwn(flashes, word) ? flashes[word as keyof typeof flashes] : undefined;
  const page = (
    <PortalPage
      setting={visit.setting({ forms: props.forms ?? true })}
      title={props.title}
      failed={props.failed}
      owner={directory?.city.name}
      account={accountOf(visit, unread)}
      navigation={navigationOf(visit)}
      footer={[
        { href: routes.data.to({ lang }), label: words.data },
        { href: routes.help.to({ lang }), label: words.help },
        { href: routes.accessibility.to({ lang }), label: words.accessibility },
      ]}
      before={props.before ?? (props.back ? <BackLink href={props.back} /> : undefined)}
      wide={props.wide}
      alternates={props.alternates}
    >
      {told ? (
        <Notification kind="done" title={words.done}>
          <Said of={told} />
        </Notification>
      ) : null}
      {content}
    </PortalPage>
  );
  return sendPage(c, page, props.status ?? 200);
}

const Said = ({ of }: { of: Words }) => <p>{useSay()(of)}</p>;

function accountOf({ actor, lang, c }: Visit, unread: number): NavItem[] {
  if (actor.kind === "officer") {
    return [
      { href: routes.workbench.to({ lang }), label: words.workbench },
      { href: routes.account.to({ lang }), label: actor.name },
    ];
  }
  if (actor.kind === "party") {
    return [
      { href: routes.inbox.to({ lang }), label: words.inbox, count: unread > 0 ? String(unread) : undefined },
      { href: routes.account.to({ lang }), label: actor.name },
    ];
  }
  const { pathname, search } = new URL(c.req.url);
  const there = pathname === routes.signIn.to({ lang }) ? undefined : `${pathname}${search}`;
  return [{ href: routes.signIn.to({ lang }, { next: there }), label: words.signIn }];
}

function navigationOf({ lang, c }: Visit): NavItem[] {
  const { pathname } = new URL(c.req.url);
  const item = (href: string, label: Words): NavItem => ({ href, label, current: pathname === href || pathname.startsWith(`${href}/`) });
  return [
    item(routes.services.to({ lang }), words.services),
    item(routes.cases.to({ lang }), words.cases),
    item(routes.looked.to({ lang }), words.looked),
    item(routes.verify.to({ lang }), words.verify),
  ];
}
