// The language stands first in every page's path: /zh/…, /en/….

import { isLang, type Lang } from "./lang.ts";

/** `path` (without language, beginning with a slash, query allowed) as the address in a language. */
export const localised = (lang: Lang, path: string): string => `/${lang}${path}`;

/** The language and the rest of an address' path; no language in it: undefined. */
export function splitLang(path: string): { lang: Lang; rest: string } | undefined {
  const match = /^\/([a-z]{2})(?=\/|\?|$)(.*)$/s.exec(path);
  const lang = match?.[1];
  if (lang === undefined || !isLang(lang)) return undefined;
  const rest = match?.[2] ?? "";
  return { lang, rest: rest.startsWith("/") ? rest : `/${rest}` };
}
