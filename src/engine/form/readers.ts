// How each widget's text becomes an answer.
import type { Text } from "../../platform/i18n/index.ts";
import type { Json } from "../feel/index.ts";
import { tidyIdentifier } from "../identifier/index.ts";
import type { FormField, Property, Widget } from "./model.ts";

export interface Typed {
  readonly field: FormField;
  readonly property: Property;
  /** What came under the field's own name. */
  readonly values: readonly string[];
  /** What came under `name-year`, `name-month`, `name-day`. */
  readonly part: (part: "year" | "month" | "day") => string;
}

/** Either a problem, or a value; undefined where the field was left empty. */
export type Reading = { readonly problem: Text; readonly value: undefined } | { readonly problem: null; readonly value: Json | undefined };

const read = (value: Json | undefined): Reading => ({ problem: null, value });
const wrong = (zh: string, en: string): Reading => ({ problem: { zh, en }, value: undefined });

/** Also without the invisible characters that copying brings along at the ends. */
const trimmed = (text: string | undefined): string =>
  (text ?? "").replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu, "");

const line = ({ values }: Typed): Reading => read(trimmed(values[0]).replace(/\s*[\r\n]+\s*/gu, " ") || undefined);
const lines = ({ values }: Typed): Reading => read(trimmed(values[0]).replace(/\r\n?/gu, "\n") || undefined);

function number({ values, field }: Typed): Reading {
  let text = trimmed(values[0]).normalize("NFKC").replace(/\s/gu, "").replace(/[−–]/gu, "-");
  for (const unit of [field.unit?.zh, field.unit?.en].flatMap((one) =>
    one === undefined ? [] : one.normalize("NFKC").replace(/\s/gu, ""),
  )) {
    if (unit !== "" && text.toLowerCase().endsWith(unit.toLowerCase())) text = text.slice(0, -unit.length);
  }
  if (text === "") return values.every((value) => trimmed(value) === "") ? read(undefined) : notNumber;
  // 1,234,567 and 1234567, with or without decimals; 12,34 could mean two things.
  if (!/^[+-]?(?:\d{1,3}(?:[,，']\d{3})+|\d+)(?:\.\d+)?$/u.test(text) && !/^[+-]?\.\d+$/u.test(text)) return notNumber;
  const digits = text.replace(/[,，'+]/gu, "");
  if (digits.replace(/^-?0*|\.|-/gu, "").length > 15) {
    return wrong(
      "数字的位数过多，最多15位，请核对后重新填写。",
      "The number has too many digits; 15 at most. Check it and enter it again.",
    );
  }
  return read(Number(digits) + 0);
}
const notNumber = wrong("请只填写数字，例如320或者12.5。", "Enter a number and nothing else, such as 320 or 12.5.");

const partNames = { year: { zh: "年", en: "year" }, month: { zh: "月", en: "month" }, day: { zh: "日", en: "day" } } as const;

function date({ values, part }: Typed): Reading {
  const whole = trimmed(values[0]).normalize("NFKC");
  const split = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(whole);
  if (whole !== "" && split === null) return notDate;
  const given = (name: "year" | "month" | "day", at: number): string =>
    split?.[at] ??
    trimmed(part(name))
      .normalize("NFKC")
      .replace(/[年月日]$/u, "");
  const texts = { year: given("year", 1), month: given("month", 2), day: given("day", 3) };
  const names = Object.keys(texts) as (keyof typeof texts)[];
  const missing = names.filter((name) => texts[name] === "");
  if (missing.length === 3) return read(undefined);
  if (missing.length > 0) {
    const zh = missing.map((name) => partNames[name].zh).join("、");
    const en = missing.map((name) => partNames[name].en).join(" and ");
    return wrong(`日期中缺少${zh}，请补充。`, `The date has no ${en}. Fill it in.`);
  }
  if (!/^\d{4}$/u.test(texts.year) || !/^\d{1,2}$/u.test(texts.month) || !/^\d{1,2}$/u.test(texts.day)) return notDate;
  const iso = `${texts.year}-${texts.month.padStart(2, "0")}-${texts.day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso) {
    return wrong("没有这一天，请核对年、月、日。", "There is no such day. Check the year, month and day.");
  }
  return read(iso);
}
const notDate = wrong(
  "日期请用数字填写，年份为四位，例如2026年9月24日。",
  "Enter the date in digits, with a year of four: for example 24 9 2026.",
);

const notOffered = wrong("请从给出的选项中选择。", "Choose from the options given.");

function one({ values, property }: Typed): Reading {
  const text = trimmed(values[0]);
  if (text === "") return read(undefined);
  const value = property.enum?.find((option) => String(option) === text);
  return value === undefined ? notOffered : read(value);
}

function several({ values, property }: Typed): Reading {
  const texts = [...new Set(values.map(trimmed))].filter((text) => text !== "");
  const options = property.items?.enum ?? [];
  if (texts.some((text) => !options.some((option) => String(option) === text))) return notOffered;
  const chosen = options.filter((option) => texts.includes(String(option)));
  return read(chosen.length > 0 ? [...chosen] : undefined);
}

function yesNo({ values }: Typed): Reading {
  const text = trimmed(values[0]);
  if (text === "") return read(undefined);
  if (text === "yes" || text === "true") return read(true);
  return text === "no" || text === "false" ? read(false) : wrong("请选择“是”或者“否”。", "Choose yes or no.");
}

/** Widget → reader. */
export const readers = {
  text: line,
  address: line,
  textarea: lines,
  email: ({ values }) => read(trimmed(values[0]).normalize("NFKC") || undefined),
  phone: ({ values }) =>
    read(
      trimmed(values[0])
        .normalize("NFKC")
        .replace(/[\s()]/gu, "")
        .replace(/\p{Pd}/gu, "-") || undefined,
    ),
  identifier: ({ values }) => read(tidyIdentifier(trimmed(values[0])) || undefined),
  number,
  date,
  radios: one,
  select: one,
  checkboxes: several,
  "yes-no": yesNo,
} satisfies Record<Exclude<Widget, "rows">, (typed: Typed) => Reading>;
