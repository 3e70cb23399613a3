// What a pack calls its stages and tasks, and how it shows answers.
import type { Pack } from "../catalogue/index.ts";
import { type FormField, groupPlace, groupsOf, type Property, rowForm } from "../engine/form/index.ts";
import { date, type Lang, list, number, type Text, t } from "../platform/i18n/index.ts";

const both = (key: string): Text => ({ zh: key, en: key });

export const stageTitle = ({ header }: Pack, stage: string): Text => header.texts.stages[stage] ?? both(stage);

export const taskTitle = ({ header: { texts } }: Pack, task: { readonly key: string; readonly extra: boolean }): Text =>
  (task.extra ? texts.extras : texts.tasks)[task.key] ?? both(task.key);

/** An answer as a reader reads it; undefined where there is none. */
export function answerText(pack: Pack, name: string, value: unknown, lang: Lang): string | undefined {
  const field = pack.form.fields[name];
  const property = pack.form.schema.properties[name];
  return field && property ? valueText(field, property, value, lang) : plain(value, lang);
}

/** What stands at one place of a list of groups; a whole group is shown by its questions. */
export function placeText(pack: Pack, pointer: string, answers: Readonly<Record<string, unknown>>, lang: Lang): string | undefined {
  const place = groupPlace(pack.form, pointer);
  const [field, inner] = place ? [pack.form.fields[place.name], rowForm(pack.form, place.name)] : [];
  if (!place || !field || !inner || place.inner === undefined) return undefined;
  const [asked, property] = [inner.fields[place.inner], inner.schema.properties[place.inner]];
  const value = groupsOf(answers[place.name])[place.n]?.[place.inner];
  return asked && property ? valueText(asked, property, value, lang) : undefined;
}

const yesNo = { true: { zh: "是", en: "Yes" }, false: { zh: "否", en: "No" } } as const;

function valueText(field: FormField, property: Property, value: unknown, lang: Lang): string | undefined {
  const option = (one: unknown): string => {
    const label = field.options?.[String(one)];
    return label ? t(label, lang) : (plain(one, lang) ?? "");
  };
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && field.rows) {
    const rows = field.rows;
    const groups = value.map((group) =>
      Object.entries(rows).flatMap(([inner, asked]) => {
        const said = property.items?.properties?.[inner];
        const found = typeof group === "object" && group !== null ? (group as Record<string, unknown>)[inner] : undefined;
        return (said && valueText(asked, said, found, lang)) ?? [];
      }),
    );
    return groups.length === 0 ? undefined : groups.map((said, n) => `${n + 1}. ${said.join(lang === "zh" ? "；" : "; ")}`).join("\n");
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : list(value.map(option), lang);
  if (field.options) return option(value);
  if (property.format === "date" && typeof value === "string") return date(value, lang);
  const text = plain(value, lang);
  if (typeof value !== "number" || !field.unit) return text;
  return lang === "zh" ? `${text}${t(field.unit, lang)}` : `${text} ${t(field.unit, lang)}`;
}

/** A value without a field that would say how it is shown. */
export function plain(value: unknown, lang: Lang): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "boolean") return t(yesNo[value ? "true" : "false"], lang);
  if (typeof value === "number") return number(value, lang);
  if (typeof value === "string") return value;
  if (Array.isArray(value))
    return list(
      value.flatMap((one) => plain(one, lang) ?? []),
      lang,
    );
  return JSON.stringify(value);
}
