// Whether a cell holds what its field says (Table Schema 1, "Types and Formats" and "Constraints").
import type { TableField } from "./descriptor.ts";

/** A value as it is compared and kept; undefined: the cell does not hold what the field says. */
export type Cell = string | number | boolean | null | object;

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const clock = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const duration = /^-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

/** A day of the calendar, not only of its form: no 30 February. */
function isDay(text: string): boolean {
  if (!isoDate.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const day = (year: string, month: string, date: string): string => `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;

/** Dates as people write them: 2018-1-30, 2018/1/30, 30.1.2018, 2018年1月30日. */
function anyDay(text: string): boolean {
  const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (yearFirst) return isDay(day(yearFirst[1] ?? "", yearFirst[2] ?? "", yearFirst[3] ?? ""));
  const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return (
    yearLast !== null &&
    (isDay(day(yearLast[3] ?? "", yearLast[2] ?? "", yearLast[1] ?? "")) ||
      isDay(day(yearLast[3] ?? "", yearLast[1] ?? "", yearLast[2] ?? "")))
  );
}

const directives: Readonly<Record<string, string>> = {
  Y: "\\d{4}",
  y: "\\d{2}",
  m: "(0[1-9]|1[0-2])",
  d: "(0[1-9]|[12]\\d|3[01])",
  H: "([01]\\d|2[0-3])",
  I: "(0[1-9]|1[0-2])",
  M: "[0-5]\\d",
  S: "[0-5]\\d",
  f: "\\d{1,6}",
  j: "\\d{3}",
  p: "(AM|PM)",
  z: "[+-]\\d{2}:?\\d{2}",
  Z: "[A-Z]{1,5}",
  a: "\\p{L}+",
  A: "\\p{L}+",
  b: "\\p{L}+",
  B: "\\p{L}+",
  "%": "%",
};

/** A pattern of strptime as a regular expression; undefined where a directive is not known. */
function strptime(pattern: string): RegExp | undefined {
  let known = true;
  const source = pattern.replace(/^fmt:/, "").replace(/%(.)|([\s\S])/gu, (_, directive?: string, other = "") => {
    if (directive === undefined) return other.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    known &&= Object.hasOwn(directives, directive);
    return directives[directive] ?? "";
  });
  return known ? new RegExp(`^${source}$`, "u") : undefined;
}

const fits = (pattern: string, text: string): boolean => strptime(pattern)?.test(text) ?? false;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const inside = (lon: unknown, lat: unknown): boolean =>
  typeof lon === "number" && typeof lat === "number" && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

function number(text: string, { decimalChar, groupChar, bareNumber }: TableField): number | undefined {
  let plain = text.trim();
  if (!bareNumber) plain = plain.replace(/^[^\d+.-]+|[^\d]+$/g, "");
  if (groupChar !== undefined) plain = plain.replaceAll(groupChar, "");
  if (decimalChar !== ".") plain = plain.replaceAll(decimalChar, ".");
  if (/^(NaN|-?INF)$/.test(plain))
    return plain === "NaN" ? Number.NaN : plain === "INF" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : undefined;
}

function geopoint(text: string, format: string): object | undefined {
  if (format === "default") {
    const [lon, lat, ...more] = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    return more.length === 0 && inside(lon, lat) ? { lon, lat } : undefined;
  }
  const value = json(text);
  if (format === "array") return Array.isArray(value) && value.length === 2 && inside(value[0], value[1]) ? value : undefined;
  return isObject(value) && inside(value.lon, value.lat) ? value : undefined;
}

const emails = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

function string(text: string, format: string): string | undefined {
  const holds: Readonly<Record<string, () => boolean>> = {
    email: () => emails.test(text),
    uri: () => /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(text) || /^(mailto|tel|urn|data):\S+$/i.test(text),
    uuid: () => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    binary: () => /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0,
  };
  return !Object.hasOwn(holds, format) || holds[format]?.() ? text : undefined;
}

const when = (holds: boolean, text: string): string | undefined => (holds ? text : undefined);

/** A cell's value under its field; undefined where it does not fit. */
export function cast(text: string, field: TableField): Cell | undefined {
  const { type, format } = field;
  switch (type) {
    case "any":
      return text;
    case "string":
      return string(text, format);
    case "number":
      return number(text, field);
    case "integer": {
      const value = number(text, field);
      return value !== undefined && Number.isInteger(value) && !/[.eE]/.test(text) ? value : undefined;
    }
    case "boolean":
      return field.trueValues.includes(text) ? true : field.falseValues.includes(text) ? false : undefined;
    case "object": {
      const value = json(text);
      return isObject(value) ? value : undefined;
    }
    case "array": {
      const value = json(text);
      return Array.isArray(value) ? value : undefined;
    }
    case "date":
      return when(format === "default" ? isDay(text) : format === "any" ? anyDay(text) : fits(format, text), text);
    case "time":
      return when(
        format === "default" ? clock.test(text) : format === "any" ? clock.test(text.split(/[ T]/).at(-1) ?? "") : fits(format, text),
        text,
      );
    case "datetime": {
      const [date = "", time = ""] = text.split(/[T ]/);
      const zoned = time.replace(/(Z|[+-]\d{2}:?\d{2})$/, "").replace(/\.\d+$/, "");
      if (format === "default") return when(isDay(date) && text.endsWith("Z") && text[10] === "T" && clock.test(zoned), text);
      return when(format === "any" ? isDay(date) && clock.test(zoned) : fits(format, text), text);
    }
    case "year":
      return /^-?\d{4}$/.test(text) ? Number(text) : undefined;
    case "yearmonth":
      return when(/^\d{4}-(0[1-9]|1[0-2])$/.test(text), text);
    case "duration":
      return when(duration.test(text), text);
    case "geopoint":
      return geopoint(text, format);
    case "geojson": {
      const value = json(text);
      return isObject(value) && typeof value.type === "string" ? value : undefined;
    }
  }
}

/** The constraints of a field that a value breaks, by name. `unique` is looked at over the whole table. */
export function broken(value: Cell | null, text: string, field: TableField): readonly string[] {
  const { constraints } = field;
  if (!constraints) return [];
  if (value === null) return constraints.required ? ["required"] : [];
  const bound = (limit: string | number | undefined): Cell | undefined => (typeof limit === "string" ? cast(limit, field) : limit);
  const [least, most] = [bound(constraints.minimum), bound(constraints.maximum)];
  const size = Array.isArray(value) ? value.length : text.length;
  const breaks: readonly [string, boolean][] = [
    ["minLength", constraints.minLength !== undefined && size < constraints.minLength],
    ["maxLength", constraints.maxLength !== undefined && size > constraints.maxLength],
    ["minimum", least !== undefined && least !== null && value < least],
    ["maximum", most !== undefined && most !== null && value > most],
    ["pattern", constraints.pattern !== undefined && !whole(constraints.pattern).test(text)],
    ["enum", constraints.enum !== undefined && !constraints.enum.some((one) => one === value || String(one) === text)],
  ];
  return breaks.flatMap(([name, is]) => (is ? [name] : []));
}

const patterns = new Map<string, RegExp>();
/** A pattern holds for the whole text, as in XML Schema. Who checks packages trusts whoever wrote them with its processor's time. */
function whole(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`, "u");
  patterns.set(pattern, known);
  return known;
}
