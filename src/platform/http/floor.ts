// The ground under every route: the middlewares in their one right order, the files of pages, the last answers.

import type { Hono } from "hono";
import { favicon, serveAssets } from "./assets.ts";
import { compress } from "./compress.ts";
import { type CsrfOptions, csrf } from "./csrf.ts";
import { setDisplay } from "./display.ts";
import type { HttpEnv } from "./env.ts";
import { onError, onNotFound } from "./errors.tsx";
import { installable } from "./installable.tsx";
import { language } from "./language.ts";
import { requestId } from "./request-id.ts";
import { saneRequest } from "./sane.ts";
import { secureOrigin } from "./secure.ts";
import { securityHeaders } from "./security-headers.ts";

export interface FloorOptions {
  readonly csrf: CsrfOptions;
  /** The installation stands behind a proxy that sets `X-Forwarded-Proto`. */
  readonly trustProxy: boolean;
  /** Gets what nobody expected, and the request's id. */
  readonly log: (error: unknown, requestId: string) => void;
  /** True for a fault that passes by itself: the database is away for a moment. */
  readonly passes?: (error: unknown) => boolean;
}

/** Lays the ground; call it first on a new app. */
export function layFloor(app: Hono<HttpEnv>, options: FloorOptions): void {
  app.use(requestId(), secureOrigin(options), securityHeaders(), compress(), language(), saneRequest(), csrf(options.csrf));
  app.get("/assets/*", serveAssets());
  app.get("/favicon.ico", favicon());
  app.get("/:lang{zh|en}/display", setDisplay());
  installable(app);
  app.onError(onError(options.log, options.passes));
  app.notFound(onNotFound);
}
