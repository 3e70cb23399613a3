// The door of the workbench: officers come in, visitors are asked to sign in, everybody else is told that it is not for them.
import type { Right } from "../access/index.ts";
import type { Actor, Scope } from "../identity/index.ts";
import { bearer, errorAnswer, type Http, pageSetting, refuse, takeFlash } from "../platform/http/index.ts";
import { isLang, splitLang } from "../platform/i18n/index.ts";
import type { Bench, WorkbenchContext } from "./context.ts";
import { portal } from "./routes.ts";
import { closed } from "./words.ts";

type Answer = Response | Promise<Response>;

export interface Door {
  /** The right that a post of the officer must carry, or one of several. */
  readonly right?: Right | readonly Right[];
  /** What the holder of a token must be allowed to use it for. */
  readonly scope: Scope;
}

/** A handler for officers alone. */
export const staff =
  (context: WorkbenchContext, door: Door, handle: (c: Http, bench: Bench, flash: string | undefined) => Answer) =>
  async (c: Http): Promise<Response> => {
    const { desk } = context;
    const lang = c.req.param("lang") ?? "";
    if (!isLang(lang)) return refuse(c, "notFound");
    const actor = await context.actorOf(c);
    if (actor.kind === "anonymous") {
      if (bearer(c)) return refuse(c, "signIn");
      return c.redirect(portal.signIn.to({ lang }, { next: backTo(c) }), 303);
    }
    if (actor.kind !== "officer") return errorAnswer(c, { status: 403, ...closed.notStaff });
    if (!mayCome(actor, door)) return refuse(c, "forbidden");
    const directory = await desk.organisation.current();
    if (!directory) return errorAnswer(c, { status: 503, ...closed.noCity });
    const setting = pageSetting(c, { zone: desk.zone, reader: `officer:${actor.id}` });
    return handle(
      c,
      { context, desk, officer: actor, directory, lang, setting, now: desk.now() },
      c.req.method === "GET" ? takeFlash(c) : undefined,
    );
  };

function mayCome(actor: Extract<Actor, { kind: "officer" }>, { right, scope }: Door): boolean {
  if (right !== undefined && ![right].flat().some((one) => actor.rights.includes(one))) return false;
  return actor.scopes === undefined || actor.scopes.includes(scope);
}

/** Where to come back to after signing in: this page, or for a form the one that it stood on. */
function backTo(c: Http): string {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === "GET") return `${pathname}${search}`;
  const parts = pathname.split("/");
  const at = parts.indexOf("cases");
  const lang = splitLang(pathname)?.lang ?? "zh";
  return at > 0 ? parts.slice(0, at + 2).join("/") : `/${lang}/workbench`;
}
