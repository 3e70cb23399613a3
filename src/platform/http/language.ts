import type { MiddlewareHandler } from "hono";
import { localised, negotiate, splitLang } from "../i18n/index.ts";
import type { HttpEnv } from "./env.ts";

/** Finds the reader's language: in the path, else as the browser asks. */
export const language = (): MiddlewareHandler<HttpEnv> => async (c, next) => {
  const path = splitLang(c.req.path);
  c.set("lang", path?.lang ?? negotiate(c.req.header("accept-language")));
  await next();
  if (path && !c.res.headers.has("content-language")) c.res.headers.set("content-language", path.lang);
};

/** Sends a path without language to the same one in the reader's: `app.get("/", toLanguage())`. */
export const toLanguage = (): MiddlewareHandler<HttpEnv> => async (c) => {
  const { pathname, search } = new URL(c.req.url);
  c.header("vary", "Accept-Language");
  return c.redirect(localised(c.get("lang"), `${pathname}${search}`), 302);
};
