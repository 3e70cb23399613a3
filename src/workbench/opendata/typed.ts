// What a steward typed about a dataset: read, held against its rules field by field, and made a declaration.
import { z } from "zod";
import {
  type DeclarationProblem,
  type Declared,
  declaration,
  type Frequency,
  frequencies,
  type Licence,
  licences,
  type StewardsDataset,
  type Theme,
  themes,
} from "../../opendata/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import { type DateParts, dateFrom, datePartsOf, type FieldError } from "../../platform/page/index.ts";
import type { Register } from "../../registry/index.ts";
import { text } from "./words.ts";

/** The form's texts, by name. */
export const texts = ["titleZh", "titleEn", "descriptionZh", "descriptionEn"] as const;
const keywords = ["keywordsZh", "keywordsEn"] as const;
const choices = ["theme", "frequency", "licence"] as const;
type Name = "id" | (typeof texts)[number] | (typeof keywords)[number] | (typeof choices)[number];

export interface Typed {
  readonly values: Readonly<Partial<Record<Name, string>>>;
  readonly fields: readonly string[];
  /** What fields mean, by name. */
  readonly meaning: Readonly<Record<string, Readonly<Partial<Record<Lang, string>>>>>;
  /** Codes of divisions. */
  readonly spatial: readonly string[];
  readonly from: DateParts;
  readonly to: DateParts;
}

const langs = ["zh", "en"] as const;
export const meaningName = (field: string, lang: Lang): string => `meaning.${field}.${lang}`;

/** As a form that was sent says it. */
export const typedIn = (fields: FormFields, register: Register): Typed => ({
  values: Object.fromEntries(["id", ...texts, ...keywords, ...choices].map((name) => [name, fields.get(name)])),
  fields: [...new Set(fields.all("fields"))].slice(0, 200),
  meaning: Object.fromEntries(
    Object.keys(register.fields).map((name) => [
      name,
      Object.fromEntries(langs.map((lang) => [lang, fields.get(meaningName(name, lang))])),
    ]),
  ),
  spatial: [...new Set(fields.all("spatial"))].slice(0, 500),
  from: dateTyped(fields, "from"),
  to: dateTyped(fields, "to"),
});

const dateTyped = (fields: FormFields, name: string): DateParts => ({
  year: fields.get(`${name}.year`),
  month: fields.get(`${name}.month`),
  day: fields.get(`${name}.day`),
});

/** As a declaration stands. */
export function typedOf({ declared }: StewardsDataset): Typed {
  const { id, title, description, keywords: words, theme, frequency, licence, from, meaning, spatial, temporal } = declared;
  return {
    values: {
      id,
      titleZh: title.zh,
      titleEn: title.en,
      descriptionZh: description.zh,
      descriptionEn: description.en,
      keywordsZh: words.zh.join("，"),
      keywordsEn: words.en.join(", "),
      theme,
      frequency,
      licence,
    },
    fields: "register" in from ? from.fields : [],
    meaning,
    spatial,
    from: datePartsOf(temporal?.from),
    to: datePartsOf(temporal?.to),
  };
}

const listOf = (said = ""): string[] => [
  ...new Set(
    said
      .split(/[,，、;；\n]+/)
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ),
];

export type Read = { readonly ok: true; readonly declared: Declared } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What was typed as a declaration of this register. */
export function declare(
  { values, fields, meaning, spatial, ...days }: Typed,
  register: Register,
  before: StewardsDataset | undefined,
): Read {
  const id = before?.declared.id ?? values.id ?? "";
  const known = <K extends string>(table: Readonly<Record<K, unknown>>, value: string | undefined): K | undefined =>
    (Object.keys(table) as K[]).find((one) => one === value);
  const [theme, frequency, licence] = [
    known<Theme>(themes, values.theme),
    known<Frequency>(frequencies, values.frequency),
    known<Licence>(licences, values.licence),
  ];
  const words = { zh: listOf(values.keywordsZh), en: listOf(values.keywordsEn) };
  const tooMany = (list: readonly string[]) => list.length > 30 || list.some((word) => word.length > 100);
  const half = fields.flatMap((name) => {
    const { zh, en } = meaning[name] ?? {};
    return (zh === undefined) === (en === undefined) ? [] : [meaningName(name, zh === undefined ? "zh" : "en")];
  });
  const [from, to] = [dateFrom(days.from), dateFrom(days.to)];
  const wrongDay = (day: string | undefined) => day !== undefined && !z.iso.date().safeParse(day).success;
  const errors: FieldError[] = [
    ...(/^[a-z][a-z0-9-]{0,99}$/.test(id) ? [] : [{ name: "id", text: text.idWrong }]),
    ...texts.flatMap((name) => (values[name] === undefined || values[name].length > 5000 ? [{ name, text: text.missing }] : [])),
    ...(tooMany(words.zh) ? [{ name: "keywordsZh", text: text.keywordsWrong }] : []),
    ...(tooMany(words.en) ? [{ name: "keywordsEn", text: text.keywordsWrong }] : []),
    ...(theme ? [] : [{ name: "theme", text: text.chooseOne }]),
    ...(frequency ? [] : [{ name: "frequency", text: text.chooseOne }]),
    ...(licence ? [] : [{ name: "licence", text: text.chooseOne }]),
    ...(fields.length > 0 ? [] : [{ name: "fields", text: text.fieldsMissing }]),
    ...half.map((name) => ({ name, text: text.bothLanguages })),
    ...(wrongDay(from) ? [{ name: "from", text: text.noDay }] : []),
    ...(wrongDay(to) ? [{ name: "to", text: text.noDay }] : []),
    ...(from === undefined && to !== undefined ? [{ name: "from", text: text.fromMissing }] : []),
  ];
  if (errors.length > 0) return { ok: false, errors };
  // Fields stay in the order in which they were published, new ones after them.
  const published = before && "register" in before.declared.from ? before.declared.from.fields : [];
  const ordered = [...published.filter((name) => fields.includes(name)), ...fields.filter((name) => !published.includes(name))];
  const read = declaration.safeParse({
    id,
    title: { zh: values.titleZh, en: values.titleEn },
    description: { zh: values.descriptionZh, en: values.descriptionEn },
    keywords: words,
    theme,
    frequency,
    licence,
    from: { register: register.id, fields: ordered },
    // What a field means goes with it.
    meaning: Object.fromEntries(ordered.flatMap((name) => (meaning[name]?.zh === undefined ? [] : [[name, meaning[name]]]))),
    spatial,
    ...(from === undefined ? {} : { temporal: { from, ...(to === undefined ? {} : { to }) } }),
  });
  if (read.success) return { ok: true, declared: read.data };
  const [issue] = read.error.issues;
  const name = inputOf(issue?.path ?? []);
  return { ok: false, errors: [{ name, text: { zh: "不合要求", en: issue?.message ?? "" } }] };
}

/** The form's input for a member of a declaration. */
function inputOf([first, second, third]: readonly PropertyKey[]): string {
  if (first === "meaning" && typeof second === "string" && (third === "zh" || third === "en")) return meaningName(second, third);
  if (first === "temporal") return second === "to" ? "to" : "from";
  return first === "id" || first === "spatial" ? first : "fields";
}

/** Problems of a declaration beside the form's fields. */
export const errorsOf = (problems: readonly DeclarationProblem[]): readonly FieldError[] =>
  problems.map(({ path, message }) => ({ name: inputOf(path), text: message }));
