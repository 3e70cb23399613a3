// The time of a leave or of acting in another's place, as the rules about both speak of it.
import type { Text } from "../platform/i18n/index.ts";
import { type Against, against, shifted } from "./decided.ts";

/** Nobody hands on or is away for longer at once, in days. */
const longest = 366;

export interface Period {
  readonly from: string;
  readonly to: string;
  /** Times of the first and of the last day, `HH:MM`; absent: from its beginning, to its end. */
  readonly begins?: string | undefined;
  readonly ends?: string | undefined;
}

const start = ({ from, begins }: Period): string => `${from}T${begins ?? "00:00"}`;
const end = ({ to, ends }: Period): string => `${to}T${ends ?? "24:00"}`;
export const meet = (a: Period, b: Period): boolean => start(a) < end(b) && start(b) < end(a);
/** A day with its time, if it has one. */
const said = (day: string, time: string | undefined): string => (time === undefined ? day : `${day} ${time}`);
export const both = (period: Period): Text => {
  const [from, to] = [said(period.from, period.begins), said(period.to, period.ends)];
  return { zh: `${from} 至 ${to}`, en: `${from} to ${to}` };
};

/** What stands against a time that is only now asked for. */
export function periodProblems(period: Period, today: string): Against[] {
  const { from, to } = period;
  if (to < from) return [against("/to", "结束日期早于开始日期。", "It ends before it begins.")];
  if (from < today) return [against("/from", "开始日期已经过去，请用今天或以后的日期。", "That day is over. Begin today or later.")];
  if (start(period) >= end(period)) return [against("/ends", "结束时间应当晚于开始时间。", "It has to end later than it begins.")];
  if (to > shifted(from, longest)) return [against("/to", "一次最长一年。", "A year at most at once.")];
  return [];
}
