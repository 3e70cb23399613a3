// The small words of a procedure: names, times, conditions, targets, posts.
import type { Condition, Key, Reminder, Time } from "./model.ts";
import { problem, type Rule } from "./problems.ts";
import { type Field, phrases, type Source, scalar, words } from "./read.ts";

const KEY = "[a-z][a-z0-9-]*";
const key = new RegExp(`^${KEY}$`);
const post = new RegExp(`^(\\{item\\}|\\{chosen\\}|${KEY})(/${KEY})?$`);
const condition = new RegExp(`^(?:(any|all|no|[1-9]\\d{0,2})\\s+)?(${KEY})$`);
const target = new RegExp(`^(back\\s+)?(${KEY})$`);
const article = new RegExp(`^${KEY}/[0-9a-z][0-9a-z.-]*$`);

/** Words that the syntax needs for itself, and a name that every JavaScript object answers to. */
const reserved = ["any", "all", "none", "otherwise", "back", "constructor"];

export const isKey = (text: string): boolean => key.test(text) && text.length <= 60;

/** A name that is being given to something. */
export function named(source: Source, name: string, field: Field): Key | undefined {
  return isKey(name) && !reserved.includes(name) ? name : bad(source, field, "bad-key", name);
}

/** One name that refers to something. */
export function reference(source: Source, field: Field | undefined): Key | undefined {
  const text = field && scalar(source, field);
  return text === undefined || isKey(text) ? text : bad(source, field, "bad-key", text);
}

/** Several names that refer to something, each once. */
export function references(source: Source, field: Field | undefined): Key[] {
  if (!field) return [];
  return [...new Set(words(source, field))].filter((word) => isKey(word) || bad(source, field, "bad-key", word));
}

export function time(source: Source, field: Field | undefined): Time | undefined {
  const text = field && scalar(source, field);
  return text === undefined ? undefined : timeOf(source, field, text);
}

function timeOf(source: Source, field: Field | undefined, text: string): Time | undefined {
  const match = /^([1-9]\d{0,3})\s+(workday|day|hour)s?$/.exec(text);
  if (!match) return bad(source, field, "bad-time", text);
  const unit = match[2] === "workday" ? "workdays" : match[2] === "day" ? "days" : "hours";
  return { n: Number(match[1]), unit };
}

/** Lengths of time, each perhaps with `before` behind it: a list of them, or one line with commas between. */
export function reminders(source: Source, field: Field | undefined): Reminder[] | undefined {
  return (
    field &&
    phrases(source, field).flatMap((text) => {
      const time = timeOf(source, field, text.replace(/\s+before$/, ""));
      return time === undefined ? [] : [/\sbefore$/.test(text) ? { ...time, before: true as const } : time];
    })
  );
}

/** `agency/post`, a role, `{item}/post`, `{chosen}`, `applicant`, `system`. */
export function doer(source: Source, field: Field | undefined): string | undefined {
  const text = field && scalar(source, field);
  return text === undefined || post.test(text) ? text : bad(source, field, "bad-by", text);
}

export function law(source: Source, field: Field | undefined): string | undefined {
  const text = field && scalar(source, field);
  return text === undefined || article.test(text) ? text : bad(source, field, "bad-law", text);
}

/** `x` means `any x`. */
export function routeIf(source: Source, text: string, field: Field): Condition | undefined {
  const match = condition.exec(text.trim());
  const outcome = match?.[2];
  if (!match || outcome === undefined) return bad(source, field, "bad-route", text);
  const quantity = match[1];
  if (quantity === undefined && (outcome === "none" || outcome === "otherwise")) return { kind: outcome };
  if (reserved.includes(outcome)) return bad(source, field, "bad-route", text);
  if (quantity === "all" || quantity === "no") return { kind: quantity, outcome };
  return quantity === undefined || quantity === "any" ? { kind: "any", outcome } : { kind: "count", n: Number(quantity), outcome };
}

export function routeTo(source: Source, field: Field): { to: Key; back: boolean } | undefined {
  const text = scalar(source, field);
  if (text === undefined) return undefined;
  const match = target.exec(text);
  const to = match?.[2];
  return to === undefined ? bad(source, field, "bad-target", text) : { to, back: match?.[1] !== undefined };
}

/** `task outcome`. */
export function after(source: Source, field: Field | undefined): { task: Key; outcome: Key } | undefined {
  if (!field) return undefined;
  const [task, outcome, ...more] = words(source, field);
  if (task !== undefined && outcome !== undefined && more.length === 0 && isKey(task) && isKey(outcome)) return { task, outcome };
  return bad(source, field, "bad-after", [task, outcome, ...more].join(" "));
}

function bad(
  source: Source,
  field: Field | undefined,
  rule: Rule & ("bad-key" | "bad-time" | "bad-route" | "bad-target" | "bad-by" | "bad-law" | "bad-after"),
  said: string,
): undefined {
  source.problems.push(problem(field?.place ?? { line: 1, column: 1 }, rule, said));
}
