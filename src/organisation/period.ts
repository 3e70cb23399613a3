// The time of a leave or of acting in another's place, as the rules about both speak of it.
import type { Text } from "../platform/i18n/index.ts";
import { type Against, against, shifted } from "./decided.ts";

/** Nobody hands on or is away for longer at once, in days. */
const longest = 366;

export interface Period {
  readonly from: string;
  readonly to: string;
}
export const meet = (a: Period, b: Period): boolean => a.from <= b.to && b.from <= a.to;
export const both = (period: Period): Text => ({ zh: `${period.from} 至 ${period.to}`, en: `${period.from} to ${period.to}` });

/** What stands against a time that is only now asked for. */
export function periodProblems({ from, to }: Period, today: string): Against[] {
  if (to < from) return [against("/to", "结束日期早于开始日期。", "It ends before it begins.")];
  if (from < today) return [against("/from", "开始日期已经过去，请用今天或以后的日期。", "That day is over. Begin today or later.")];
  if (to > shifted(from, longest)) return [against("/to", "一次最长一年。", "A year at most at once.")];
  return [];
}
