// What a steward typed about a dataset: read, held against its rules field by field, and made a declaration.
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
import type { FieldError } from "../../platform/page/index.ts";
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
}

/** As a form that was sent says it. */
export const typedIn = (fields: FormFields): Typed => ({
  values: Object.fromEntries(["id", ...texts, ...keywords, ...choices].map((name) => [name, fields.get(name)])),
  fields: [...new Set(fields.all("fields"))].slice(0, 200),
});

/** As a declaration stands. */
export function typedOf({ declared }: StewardsDataset): Typed {
  const { id, title, description, keywords: words, theme, frequency, licence, from } = declared;
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

/** What was typed as a declaration of this register; what it has no field for stays as it stood. */
export function declare({ values, fields }: Typed, register: Register, before: StewardsDataset | undefined): Read {
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
  const errors: FieldError[] = [
    ...(/^[a-z][a-z0-9-]{0,99}$/.test(id) ? [] : [{ name: "id", text: text.idWrong }]),
    ...texts.flatMap((name) => (values[name] === undefined || values[name].length > 5000 ? [{ name, text: text.missing }] : [])),
    ...(tooMany(words.zh) ? [{ name: "keywordsZh", text: text.keywordsWrong }] : []),
    ...(tooMany(words.en) ? [{ name: "keywordsEn", text: text.keywordsWrong }] : []),
    ...(theme ? [] : [{ name: "theme", text: text.chooseOne }]),
    ...(frequency ? [] : [{ name: "frequency", text: text.chooseOne }]),
    ...(licence ? [] : [{ name: "licence", text: text.chooseOne }]),
    ...(fields.length > 0 ? [] : [{ name: "fields", text: text.fieldsMissing }]),
  ];
  if (errors.length > 0) return { ok: false, errors };
  // Fields stay in the order in which they were published, new ones after them.
  const published = before && "register" in before.declared.from ? before.declared.from.fields : [];
  const ordered = [...published.filter((name) => fields.includes(name)), ...fields.filter((name) => !published.includes(name))];
  const { complaint: _, agency: __, ...stood } = before?.declared ?? { complaint: undefined, agency: "" };
  const read = declaration.safeParse({
    ...stood,
    id,
    title: { zh: values.titleZh, en: values.titleEn },
    description: { zh: values.descriptionZh, en: values.descriptionEn },
    keywords: words,
    theme,
    frequency,
    licence,
    from: { register: register.id, fields: ordered },
    // What a field means goes with it.
    meaning: Object.fromEntries(Object.entries(before?.declared.meaning ?? {}).filter(([name]) => ordered.includes(name))),
  });
  if (read.success) return { ok: true, declared: read.data };
  const [issue] = read.error.issues;
  return { ok: false, errors: [{ name: issue?.path[0] === "from" ? "fields" : "id", text: { zh: "不合要求", en: issue?.message ?? "" } }] };
}

/** Problems of a declaration beside the form's fields. */
export const errorsOf = (problems: readonly DeclarationProblem[]): readonly FieldError[] =>
  problems.map(({ path, message }) => ({ name: path[0] === "id" ? "id" : "fields", text: message }));
