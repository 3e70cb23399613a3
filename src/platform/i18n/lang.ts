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

/** The other of the two languages. */
export const otherLang = (lang: Lang): Lang => (lang === "zh" ? "en" : "zh");

/** A text in the reader's language. */
export const t = (text: Text, lang: Lang): string => text[lang];

/**
 * The shape of a module's message table: fixed texts, and functions that compose a text from values.
 * Write `const messages = { … } as const satisfies Messages`, so that a missing language does not compile.
 */
export type Messages = Record<string, Text | ((...values: never[]) => Text)>;
