import { calendarOf, dayOf, due, isJurisdiction } from "../../engine/calendar/index.ts";
import { type Run, Unusable } from "../command.ts";

export const run: Run = async ({ options, json, out }) => {
  const { from = "", days = "", jurisdiction = "cn" } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || dayOf(from) === null)
    throw new Unusable(`--from "${from}" is not a date: write it as YYYY-MM-DD.`);
  if (!/^\d{1,5}$/.test(days) || Number(days) > 36_500)
    throw new Unusable(`--days "${days}" is not a number of days: give a whole number from 0 to 36500.`);
  if (!isJurisdiction(jurisdiction)) throw new Unusable(`There is no calendar of "${jurisdiction}": use cn.`);
  const answer = due(calendarOf(jurisdiction), from, Number(days));
  const lines = answer.days.map(({ date, counts, why }) => ({ date, counts, why: out.say(why) }));
  if (json) {
    out.json({ due: answer.due, provisional: answer.provisional, days: lines });
    return 0;
  }
  for (const { date, counts, why } of lines) out.line(`${date}  ${counts ? "•" : " "}  ${why}`);
  out.line(
    `${answer.due}${answer.provisional ? "  provisional: a year's holidays are not published yet, so plain weekends were counted" : ""}`,
  );
  return 0;
};
