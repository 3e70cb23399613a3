// Things that descriptions point at again and again: concepts of controlled vocabularies, agencies, divisions. Each is described
// in the same document, so that whoever reads it alone knows what it is.
import type { Text } from "../../platform/i18n/index.ts";
import {
  accessScheme,
  type Format,
  type Frequency,
  fileTypeScheme,
  formatName,
  formats,
  frequencies,
  frequencyScheme,
  type Licence,
  languageScheme,
  languages,
  licences,
  publicAccess,
  type Theme,
  themeScheme,
  themes,
} from "../vocabulary.ts";
import { both, type Thing } from "./graph.ts";

const schemes: Readonly<Record<string, Text>> = {
  [themeScheme]: { zh: "数据主题", en: "Data themes" },
  [frequencyScheme]: { zh: "更新频率", en: "Frequencies" },
  [languageScheme]: { zh: "语言", en: "Languages" },
  [accessScheme]: { zh: "访问权限", en: "Access rights" },
  [fileTypeScheme]: { zh: "文件类型", en: "File types" },
};
export const schemeOf = (id: string): Thing => ({
  id,
  a: ["skos:ConceptScheme"],
  says: { "dct:title": both(schemes[id] ?? { zh: "词表", en: "Vocabulary" }) },
});

/** A concept with its words, in its scheme. */
const concept = (id: string, scheme: string, title: Text, more: readonly string[] = []): Thing => ({
  id,
  a: ["skos:Concept", ...more],
  says: { "skos:prefLabel": both(title), "skos:inScheme": schemeOf(scheme) },
});

export const themeOf = (theme: Theme): Thing => concept(`${themeScheme}/${theme}`, themeScheme, themes[theme]);
export const frequencyOf = (frequency: Frequency): Thing =>
  concept(`${frequencyScheme}/${frequencies[frequency].code}`, frequencyScheme, frequencies[frequency].title, ["dct:Frequency"]);
export const languageOf = (lang: "zh" | "en"): Thing =>
  concept(languages[lang], languageScheme, lang === "zh" ? { zh: "中文", en: "Chinese" } : { zh: "英文", en: "English" }, [
    "dct:LinguisticSystem",
  ]);
export const openToAll = (): Thing => concept(publicAccess, accessScheme, { zh: "无条件开放", en: "Public" }, ["dct:RightsStatement"]);
export const fileTypeOf = (format: Format): Thing =>
  concept(`${fileTypeScheme}/${format}`, fileTypeScheme, { zh: formatName(format), en: formatName(format) }, ["dct:MediaTypeOrExtent"]);
export const mediaTypeOf = (format: Format): Thing => ({
  id: `http://www.iana.org/assignments/media-types/${formats[format].mediaType}`,
  a: ["dct:MediaType"],
  says: {},
});
export const licenceOf = (licence: Licence): Thing => ({
  id: licences[licence].url,
  a: ["dct:LicenseDocument"],
  says: { "dct:title": both(licences[licence].title) },
});
