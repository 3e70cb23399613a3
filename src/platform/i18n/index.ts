// Front door: languages, texts, and how dates, numbers and lists are written in each.

export { date, dateTime, days, hours, list, month, number, percent, size, time, weekday, workdays } from "./format.ts";
export { isLang, type Lang, langs, type Messages, otherLang, type Text, t, tag } from "./lang.ts";
export { negotiate } from "./negotiate.ts";
export { localised, splitLang } from "./path.ts";
export { defaultZone, isoDate, isZone } from "./zone.ts";
