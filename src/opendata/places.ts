// Where datasets and their files are found.
import { type Lang, localised } from "../platform/i18n/index.ts";
import type { Distribution } from "./format.ts";

/** The dataset itself: its page, or its description as linked data, by what the reader accepts. */
export const uriOf = (base: string, id: string): string => `${base}/data/${encodeURIComponent(id)}`;
export const pageOf = (base: string, lang: Lang, id: string): string => `${base}${localised(lang, `/data/${encodeURIComponent(id)}`)}`;
export const fileOf = (base: string, id: string, { path, name }: Pick<Distribution, "path" | "name">): string =>
  path === undefined ? `${uriOf(base, id)}/files/${encodeURIComponent(name)}` : `${base}${path}`;
