// A form that was answered with a page at its own address leads, when it is reloaded or read in the other language, to where it stood.
import { type Http, refuse } from "../platform/http/index.ts";
import { isLang, type Lang } from "../platform/i18n/index.ts";
import { routes } from "./routes.ts";

/** A search that was answered with a page at its own address leads, when reloaded, to its register. */
export function atRegister(c: Http): Response | Promise<Response> {
  const [lang, register] = [c.req.param("lang") ?? "", c.req.param("register") ?? ""];
  return isLang(lang) && /^[a-z][a-z0-9-]*$/.test(register)
    ? c.redirect(routes.register.to({ lang, register }), 303)
    : refuse(c, "notFound");
}

/** A change of a seal that was answered at its own address leads, when reloaded, to its seal. */
export function atSeal(c: Http): Response | Promise<Response> {
  const [lang, organ] = [c.req.param("lang") ?? "", c.req.param("organ") ?? ""];
  return isLang(lang) && /^[a-z][a-z0-9-]*$/.test(organ) ? c.redirect(routes.seal.to({ lang, organ }), 303) : refuse(c, "notFound");
}

/** The same for forms about a text. */
export function atText(c: Http): Response | Promise<Response> {
  const [lang, id, name] = ["lang", "id", "name"].map((part) => c.req.param(part) ?? "");
  return isLang(lang ?? "") && id && /^[a-z][a-z0-9-]*$/.test(name ?? "")
    ? c.redirect(routes.text.to({ lang: lang as Lang, id, name: name ?? "" }), 303)
    : refuse(c, "notFound");
}

/** A form that was answered with a page at its own address: reloaded, or read in the other language, it leads to where it stood. */
export const shownAt =
  (to: (params: { lang: Lang; id: string }) => string) =>
  (c: Http): Response | Promise<Response> => {
    const lang = c.req.param("lang") ?? "";
    const id = c.req.param("id") ?? "-";
    return isLang(lang) && !/^\.{1,2}$/.test(id) ? c.redirect(to({ lang, id }), 303) : refuse(c, "notFound");
  };
