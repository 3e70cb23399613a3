// Whether a row fits its register: every problem of the row at once, by column, with the remedy.
import type { Text } from "../platform/i18n/index.ts";
import type { Field, Fields, Register, RowProblem, Value } from "./format.ts";
import { parseGeometry } from "./geometry.ts";

/** Everything that does not fit; empty where the row can be written. */
export function rowProblems(definition: Register, row: Fields): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  const [id = ""] = definition.keys;
  for (const [name, field] of Object.entries(definition.fields)) {
    if ((name === id || field.required) && (row[name] === undefined || row[name] === "")) {
      problems.push({ column: name, message: { zh: "没有填写，请补上。", en: "is missing; fill it in." } });
    }
  }
  for (const [name, value] of Object.entries(row)) {
    if (value === "") continue;
    const field = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
    const message = field ? valueProblem(field, value) : unknown(definition);
    if (message) problems.push({ column: name, message });
  }
  return problems;
}

const unknown = ({ fields }: Register): Text => {
  const names = Object.keys(fields).join(", ");
  return {
    zh: `登记库没有这个字段，请删去或改名。字段有：${names}。`,
    en: `is no field of the register; remove or rename it. Fields: ${names}.`,
  };
};

/** Why a value does not fit its field; undefined if it does. */
export function valueProblem(field: Field, value: Value): Text | undefined {
  const wrong = typeProblem(field, value);
  if (wrong) return wrong;
  if (field.least !== undefined && value < field.least)
    return { zh: `不能小于 ${field.least}。`, en: `must not be less than ${field.least}.` };
  if (field.most !== undefined && value > field.most) return { zh: `不能大于 ${field.most}。`, en: `must not be more than ${field.most}.` };
  if (field.pattern && !patternOf(field.pattern.is).test(String(value))) return field.pattern.says;
  return undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(`^(?:${source})$`, "u");
  patterns.set(source, known);
  return known;
}

const longest = 20_000;
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A day of the calendar, from year 1; by hand, since a load asks for every row. */
export function isDate(value: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 1 && day >= 1 && day <= (monthDays[month - 1] ?? 0) && (month !== 2 || day < 29 || leap);
}

function typeProblem({ type, values }: Field, value: Value): Text | undefined {
  if (type === "number")
    return typeof value === "number" && Number.isFinite(value)
      ? undefined
      : { zh: "应当是数字，例如 120 或 0.5。", en: "must be a number, such as 120 or 0.5." };
  if (typeof value !== "string") return { zh: "应当是文字。", en: "must be text." };
  if (!value.isWellFormed() || value.includes("\0"))
    return { zh: "含有无法保存的字符，请重新输入。", en: "holds characters that cannot be kept; type it again." };
  if (type === "geometry") {
    return parseGeometry(value)
      ? undefined
      : { zh: "应当是 GeoJSON 几何图形（经度在前，纬度在后）。", en: "must be a GeoJSON geometry (longitude first, then latitude)." };
  }
  if (value.length > longest) return { zh: `最长 ${longest} 个字符，请缩短。`, en: `holds at most ${longest} characters; shorten it.` };
  if (type === "date" && !isDate(value)) return { zh: "应当是日期，写作 2026-09-21。", en: "must be a date, written 2026-09-21." };
  if (type === "choice" && !Object.hasOwn(values ?? {}, value)) {
    const words = Object.entries(values ?? {});
    return {
      zh: `只能是：${words.map(([name, { zh }]) => `${name}（${zh}）`).join("、")}。`,
      en: `must be one of: ${words.map(([name, { en }]) => `${name} (${en})`).join(", ")}.`,
    };
  }
  return undefined;
}
