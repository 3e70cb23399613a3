// Cookies: HttpOnly, SameSite, host-bound by the `__Host-` prefix where the reader came by https.

import { getCookie, setCookie } from "hono/cookie";
import type { Http } from "./env.ts";

const nameFor = (c: Http, name: string): string => (c.get("secure") ? `__Host-${name}` : name);

/** A cookie's value as we set it. */
export const readCookie = (c: Http, name: string): string | undefined => getCookie(c, nameFor(c, name));

/** Sets a cookie for this host alone; `readable`: by the page's own script too; `seconds` left out: until the browser closes; 0: removed now. */
export function writeCookie(
  c: Http,
  name: string,
  value: string,
  options: { seconds?: number; sameSite?: "Lax" | "Strict"; readable?: boolean } = {},
): void {
  setCookie(c, nameFor(c, name), value, {
    path: "/",
    httpOnly: options.readable !== true,
    secure: c.get("secure"),
    sameSite: options.sameSite ?? "Lax",
    ...(options.seconds === undefined ? {} : { maxAge: options.seconds }),
  });
}
