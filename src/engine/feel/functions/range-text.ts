// `range("[1..3]")`: a range from its text (DMN 1.5, table 71). Its ends are literals, of one kind.
import { parseNumber } from "../decimal.ts";
import { order } from "../order.ts";
import { because } from "../running.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../temporal.ts";
import { FeelRange } from "../values.ts";

const called: Readonly<Record<string, (text: string) => unknown>> = {
  date: parseDate,
  time: parseTime,
  "date and time": parseDateTime,
  duration: parseDuration,
};

/** Undefined where the text is no literal; an end that is left out is null. */
function literal(written: string): unknown {
  const text = written.trim();
  if (text === "" || text === "null") return null;
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  const at = /^@\s*"([^"]*)"$/.exec(text)?.[1];
  if (at !== undefined) return parseDate(at) ?? parseDuration(at) ?? parseTime(at) ?? parseDateTime(at) ?? undefined;
  const [, name = "", argument = ""] = /^([a-z ]+?)\s*\(\s*"([^"]*)"\s*\)$/.exec(text) ?? [];
  return (Object.hasOwn(called, name) ? called[name]?.(argument) : parseNumber(text)) ?? undefined;
}

export function rangeOf(from: string): FeelRange | null {
  const wrong = () => because(`range: “${from.slice(0, 60)}” is no range of two literals of one kind, the first not behind the second`);
  const found = /^\s*([[(\]])(.*?)\.\.(.*)([\])[])\s*$/s.exec(from);
  if (found === null) return wrong();
  const [, open, low = "", high = "", close] = found;
  const [start, end] = [literal(low), literal(high)];
  if (start === undefined || end === undefined || (start === null && end === null)) return wrong();
  if ((start === null && open === "[") || (end === null && close === "]")) return wrong();
  if (start !== null && end !== null && (order(start, end) ?? 1) > 0) return wrong();
  return new FeelRange(start, end, open === "[", close === "]");
}
