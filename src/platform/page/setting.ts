// What every component of one page may need to know without being told by each caller: the language, the address,
// the tokens of its forms.

import { defaultZone, type Lang, type Text, t } from "../i18n/index.ts";

export interface PageSetting {
  readonly lang: Lang;
  /** The page's own path with its query and without the language: `/services?q=x`. */
  readonly path: string;
  /** IANA name of the zone in which instants are shown. */
  readonly zone: string;
  /** Large type, one column. */
  readonly large: boolean;
  /** The masked token that every form carries; absent where a page has no forms. */
  readonly csrf?: string | undefined;
  /** Addresses of the stylesheet and script. */
  readonly assets: {
    readonly portal: string;
    readonly workbench: string;
    readonly script: string;
    readonly icon: string;
    /** What keeps a form's fields when the connection is lost, and what waits for it. */
    readonly keep: string;
    readonly offline: string;
  };
  /** The key, of the signed-in reader alone, under which this browser may keep what is typed; absent for strangers. */
  readonly keep?: string | undefined;
}

const bare: PageSetting = {
  lang: "zh",
  path: "/",
  zone: defaultZone,
  large: false,
  assets: { portal: "", workbench: "", script: "", icon: "", keep: "", offline: "" },
};

// A page is rendered in one go, without waiting for anything, so the page being rendered is one variable. Preact's own
// context costs a subscription for each component and made pages more than twice as dear.
let current = bare;

/** From here on this page is rendered; called by the layouts. */
export function enterPage(setting: PageSetting): void {
  current = setting;
}

/** The page is done; whatever is rendered outside a page knows nothing of the last one. */
export function leavePage(): void {
  current = bare;
}

/** The setting of the page being rendered. */
export const usePage = (): PageSetting => current;

/** Something to say: a text in both languages, or a string that is the same in both (a name, a number). */
export type Words = string | Text;

/** Words in a language. */
export const say = (words: Words, lang: Lang): string => (typeof words === "string" ? words : t(words, lang));

/** A function that says words in the language of the page being rendered. */
export const useSay = (): ((words: Words) => string) => sayNow;

const sayNow = (words: Words): string => (typeof words === "string" ? words : words[current.lang]);
