// Between a request and its page: what the page may know, and sending it.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { VNode } from "preact";
import { defaultZone, splitLang } from "../i18n/index.ts";
import { assets, type PageSetting, renderPage } from "../page/index.ts";
import { readDisplay } from "./display.ts";
import type { Http } from "./env.ts";

/** The setting of this request's page. `forms: false` where it has none: then no cookie is set for it; `reader`: the id of whoever is signed in. */
export function pageSetting(c: Http, options: { zone?: string; forms?: boolean; reader?: string | undefined } = {}): PageSetting {
  const { pathname, search } = new URL(c.req.url);
  return {
    lang: c.get("lang"),
    path: `${splitLang(pathname)?.rest ?? pathname}${search}`,
    zone: options.zone ?? defaultZone,
    large: readDisplay(c),
    assets: assets().paths,
    ...(options.forms === false ? {} : { csrf: c.get("csrfToken")() }),
    ...(options.reader === undefined || options.forms === false ? {} : { keep: c.get("keepKey")(options.reader) }),
  };
}

/** Sends a page; 422 for one that shows errors in what was sent. */
export function sendPage(c: Http, page: VNode, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  return c.html(renderPage(page), status);
}
