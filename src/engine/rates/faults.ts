// What is wrong with a table of rates: order, gaps, units, brackets that cannot be.
import type { Text } from "../../platform/i18n/index.ts";
import { changesOf, valueOn } from "./look-up.ts";
import type { Dated, Rate, Scale } from "./model.ts";

export interface Fault {
  readonly level: "error" | "warning";
  /** Into the file. */
  readonly path: readonly PropertyKey[];
  readonly message: Text;
}

/** `/1`, `%`, a currency (ISO 4217), a unit of time, size or number; and so much for each of another: `CNY/month`. */
const one = "[A-Z]{3}|year|month|week|day|workday|hour|m|km|m2|hm2|m3|kg|t|L|kWh|person|household|vehicle|count|score";
const unitPattern = new RegExp(`^(?:/1|%|(?:${one})(?:/(?:${one})){0,2})$`);

export const isUnit = (unit: string): boolean => unitPattern.test(unit);

const wrong = (path: readonly PropertyKey[], zh: string, en: string): Fault => ({ level: "error", path, message: { zh, en } });
const doubtful = (path: readonly PropertyKey[], zh: string, en: string): Fault => ({ level: "warning", path, message: { zh, en } });

const unitFault = (unit: string, path: readonly PropertyKey[]): Fault[] =>
  isUnit(unit)
    ? []
    : [
        wrong(
          path,
          `单位“${unit}”不认识：写 /1（比例）、%、货币代码（如 CNY）、year、month、m2 等，可写成 CNY/month。`,
          `The unit “${unit}” is not known: write /1 (a share), %, a currency such as CNY, year, month, m2 …, or one per another: CNY/month.`,
        ),
      ];

/** Dates that are days of the calendar, in ascending order as written; a value that changes something. */
function datedFaults(values: Dated, written: readonly string[], unit: string, path: readonly PropertyKey[]): Fault[] {
  const faults: Fault[] = [];
  if (values.length === 0) faults.push(wrong(path, "至少要有一个日期和数值。", "There must be at least one date with a value."));
  for (const [at, from] of written.entries()) {
    const before = written[at - 1];
    if (before !== undefined && from < before)
      faults.push(
        wrong(
          [...path, from],
          `日期须由早到晚：${from} 在 ${before} 之后。`,
          `Dates go from early to late: ${from} stands behind ${before}.`,
        ),
      );
  }
  for (const [at, { from, value }] of values.entries()) {
    const before = values[at - 1];
    if (before !== undefined && before.value === value)
      faults.push(
        doubtful([...path, from], `${from} 的数值与之前相同，可以删去。`, `The value from ${from} is the one before it; leave it out.`),
      );
    if (at === 0 && value === null)
      faults.push(
        wrong([...path, from], "第一个数值不能为空：此前本来就没有。", "The first value cannot be null: none holds before it anyway."),
      );
    if (unit === "/1" && value !== null && Math.abs(value) > 1)
      faults.push(
        doubtful(
          [...path, from],
          `比例 ${value} 大于一；百分数请用单位 %。`,
          `A share of ${value} is more than one; for a percentage use the unit %.`,
        ),
      );
  }
  return faults;
}

type Written = (path: readonly PropertyKey[]) => readonly string[];

/** `written` gives the dates of a part of the file in the order in which they stand there. */
export function faultsOf(rate: Rate | Scale, written: Written): Fault[] {
  const faults = unitFault(rate.unit, ["unit"]);
  if (rate.kind === "rate") return [...faults, ...datedFaults(rate.values, written(["values"]), rate.unit, ["values"])];
  faults.push(...unitFault(rate.of, ["of"]));
  for (const [at, { above, rate: share }] of rate.brackets.entries()) {
    const path = ["brackets", at];
    faults.push(...datedFaults(above, written([...path, "above"]), rate.of, [...path, "above"]));
    faults.push(...datedFaults(share, written([...path, "rate"]), rate.how === "value" ? "count" : rate.unit, [...path, "rate"]));
  }
  return [...faults, ...changesOf(rate).flatMap((day) => onDay(rate, day))];
}

/** What cannot be on a day: half a bracket, two that begin at one amount, brackets in another order than written. */
function onDay(scale: Scale, day: string): Fault[] {
  const faults: Fault[] = [];
  let last: number | null = null;
  for (const [at, bracket] of scale.brackets.entries()) {
    const path = ["brackets", at];
    const [above, rate] = [valueOn(bracket.above, day), valueOn(bracket.rate, day)];
    if ((typeof above === "number") !== (typeof rate === "number"))
      faults.push(
        wrong(path, `${day} 起该级只有起点或只有比例，两者须同时有。`, `From ${day} this bracket has a threshold or a rate, but not both.`),
      );
    if (typeof above !== "number" || typeof rate !== "number") continue;
    if (last !== null && above <= last)
      faults.push(
        wrong(
          path,
          `${day} 起该级的起点 ${above} 不高于前一级的 ${last}。`,
          `From ${day} its threshold ${above} is not above ${last}, that of the bracket before it.`,
        ),
      );
    last = above;
  }
  return faults;
}
