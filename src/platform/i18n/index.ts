// Two languages everywhere: texts are composed in both, never translated at run time.

export type Lang = "zh" | "en";
export const langs = ["zh", "en"] as const satisfies readonly Lang[];

/** A text in both languages. Neither may be empty. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** The BCP 47 tag for the `lang` attribute and for `Intl`. */
export const tag = { zh: "zh-CN", en: "en-GB" } as const satisfies Record<Lang, string>;

/** True for the languages that pages exist in. */
export const isLang = (value: string): value is Lang => value === "zh" || value === "en";
