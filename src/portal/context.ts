// What the portal stands on, and what each of its pages knows of the one who asks.
import type { Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Directory } from "../organisation/index.ts";
import { type Http, pageSetting } from "../platform/http/index.ts";
import type { Lang, Text } from "../platform/i18n/index.ts";
import type { PageSetting } from "../platform/page/index.ts";

/** What a check of a file came to. */
export interface Verdict {
  readonly kind: string;
  readonly holds: boolean;
  readonly findings: readonly { readonly check: string; readonly holds: boolean | null; readonly text: Text }[];
}

/** Someone who may be tried in a sample city. */
export interface Guest {
  readonly login: string;
  readonly name: string;
  readonly story: Text;
}

/** Who can sign in to a sample city, and with what. */
export interface Guests {
  readonly password: string;
  readonly citizens: readonly Guest[];
  readonly officers: readonly Guest[];
}

export interface PortalContext {
  readonly desk: Desk;
  /** By bearer token, else by session, else anonymous. */
  actorOf(c: Http): Promise<Actor>;
  /** Checks a receipt, licence or letter. */
  verify(bytes: Uint8Array): Promise<Verdict>;
  /** There is a server that mail goes out by. */
  readonly mail?: boolean;
  /** A fictional city: the sign-in page shows who can sign in, with the public password. */
  readonly sample: boolean;
  /** Who they are; without it the page shows the officers alone. */
  readonly guests?: () => Guests | null;
  /** The caller's network address. */
  clientAddress(c: Http): string;
}

export type Party = Extract<Actor, { kind: "party" }>;

/** One request for a page. */
export interface Visit {
  readonly c: Http;
  readonly context: PortalContext;
  readonly desk: Desk;
  readonly lang: Lang;
  readonly actor: Actor;
  /** Null before a city was loaded. */
  readonly directory: Directory | null;
  /** The setting of the page; `forms: false` for pages that send nothing, which then set no cookie. */
  setting(options?: { readonly forms?: boolean }): PageSetting;
}

/** A visit by somebody who is signed in as an applicant. */
export interface PartyVisit extends Visit {
  readonly actor: Party;
}

export async function visitOf(context: PortalContext, c: Http): Promise<Visit> {
  const { desk } = context;
  const [actor, directory] = await Promise.all([context.actorOf(c), desk.organisation.current()]);
  return {
    c,
    context,
    desk,
    lang: c.get("lang"),
    actor,
    directory,
    setting: (options = {}) =>
      pageSetting(c, { zone: desk.zone, ...options, reader: actor.kind === "party" ? `party:${actor.id}` : undefined }),
  };
}

/** The title of a body; its id where it is not known (any more). */
export function agencyTitle({ directory }: Pick<Visit, "directory">, id: string): Text {
  return directory?.agency(id)?.title ?? { zh: id, en: id };
}
