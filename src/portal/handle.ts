// How a page is reached: in a language that pages exist in, and signed in where the page is somebody's own.
import type { MiddlewareHandler } from "hono";
import { type Http, type HttpEnv, refuse } from "../platform/http/index.ts";
import { isLang } from "../platform/i18n/index.ts";
import { officersOnly } from "./account/officer.tsx";
import type { PartyVisit, PortalContext, Visit } from "./context.ts";
import { visitOf } from "./context.ts";
import { routes } from "./routes.ts";

type Answer = Response | Promise<Response>;

/** A page for everybody. */
export const open =
  (context: PortalContext, page: (visit: Visit) => Answer): MiddlewareHandler<HttpEnv> =>
  async (c) =>
    isLang(c.req.param("lang") ?? "") ? page(await visitOf(context, c)) : refuse(c, "notFound");

/** A page for applicants: others are asked to sign in and come back to it. */
export const own =
  (context: PortalContext, page: (visit: PartyVisit) => Answer): MiddlewareHandler<HttpEnv> =>
  async (c) => {
    if (!isLang(c.req.param("lang") ?? "")) return refuse(c, "notFound");
    const visit = await visitOf(context, c);
    const { actor } = visit;
    if (actor.kind === "party") {
      // A token may do here what it may do through the API.
      const needed = c.req.method === "GET" || c.req.method === "HEAD" ? "cases:read" : "cases:write";
      return actor.scopes === undefined || actor.scopes.includes(needed) ? page({ ...visit, actor }) : refuse(c, "forbidden");
    }
    return actor.kind === "officer" ? officersOnly(visit) : c.redirect(routes.signIn.to({ lang: visit.lang }, { next: here(c) }), 303);
  };

/** The page to come back to. After a form that found nobody signed in it is the page that shows the form. */
const here = (c: Http): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname}${search}`;
};

/** A path parameter that the router has matched. */
export const param = (visit: Pick<Visit, "c">, name: string): string => visit.c.req.param(name) ?? "";
