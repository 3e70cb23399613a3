import { parseTime } from "../../catalogue/index.ts";
import { days, hours, type Text, workdays } from "../../platform/i18n/index.ts";

/** `8 workdays` in words. */
export function timeText(time: string): Text {
  const { n, unit } = parseTime(time);
  return { workdays, days, hours }[unit](n);
}
