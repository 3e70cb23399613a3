// What the middlewares leave in a request's context for those after them.

import type { Context } from "hono";
import type { Lang } from "../i18n/index.ts";

export interface HttpEnv {
  Variables: {
    /** Names this request in logs and on error pages. */
    requestId: string;
    /** The reader's language: from the path, else as the browser asks. */
    lang: Lang;
    /** The reader came by https, directly or through a trusted proxy. */
    secure: boolean;
    /** The CSRF token for this answer's forms, masked afresh. */
    csrfToken: () => string;
    /** A form's token was made for this visitor. */
    csrfHolds: (token: string) => boolean;
    /** The key under which a reader's browser may keep what was typed: the same for one reader at every sign-in. */
    keepKey: (reader: string) => string;
    /** Says that a form with this key was read, so that the browser need not keep it. */
    heard: (once: string | undefined) => void;
  };
}

/** The context of a handler behind the middlewares. */
export type Http = Context<HttpEnv>;
