// Large type, kept in a cookie: a link on every page turns it on and off and comes back.

import type { MiddlewareHandler } from "hono";
import { localised } from "../i18n/index.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import type { Http, HttpEnv } from "./env.ts";

/** The reader has chosen large type. */
export const readDisplay = (c: Http): boolean => readCookie(c, "display") === "large";

/** A path on this site, `/…` but not `//…` nor `/\…`, which browsers take for another host. */
export const localPath = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?![/\\])/.test(path) && !/[\\\p{Cc}]/u.test(path) ? path : undefined;

/** `app.get("/:lang/display", setDisplay())`: `?type=large|usual&back=/path`. */
export const setDisplay = (): MiddlewareHandler<HttpEnv> => async (c) => {
  writeCookie(c, "display", c.req.query("type") === "large" ? "large" : "usual", { seconds: 365 * 86_400 });
  return c.redirect(localised(c.get("lang"), localPath(c.req.query("back")) ?? "/"), 303);
};
