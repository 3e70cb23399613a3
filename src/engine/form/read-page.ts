// What a browser sends for a page, read as typed answers. Everything is text here, written as people write.
import type { Text } from "../../platform/i18n/index.ts";
import type { Json } from "../feel/index.ts";
import type { Answers, Form, RawPage } from "./model.ts";
import { type AnswerProblem, pointerTo } from "./problems.ts";
import { type Reading, readers } from "./readers.ts";
import { rawRows, rowForm, rowPage } from "./rows.ts";

export type { RawPage };

export interface PageRead {
  /** True where every field could be read; whether the answers are acceptable is `validatePage`'s to say. */
  readonly ok: boolean;
  /** Answers by property; a field left empty is absent. */
  readonly answers: Answers;
  readonly problems: readonly AnswerProblem[];
}

const LONGEST = 100_000;
const tooLong: Text = { zh: "内容过长，请缩短后重新填写。", en: "This is too long. Shorten it and enter it again." };
const unprintable: Text = {
  zh: "含有无法保存的字符（不可见的控制字符或者残缺的字符），请删去后重新填写。",
  en: "This holds a character that cannot be kept (an invisible control character or half of one). Remove it and enter it again.",
};

/** Control characters other than tab and line ends, and halves of surrogate pairs: no register or document can hold them. */
const refused = /[^\t\n\r\u0020-\u007e\u0080-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Reads the fields of one page. An unknown page has no fields. Never throws. */
export function readPage(form: Form, pageId: string, raw: RawPage): PageRead {
  const names = form.pages.find(({ id }) => id === pageId)?.fields ?? [];
  const answers: Record<string, Json> = {};
  const problems: AnswerProblem[] = [];
  for (const name of names) {
    if (form.fields[name]?.widget === "rows") {
      const rows = readRows(form, name, raw);
      problems.push(...rows.problems);
      if (rows.value !== undefined) answers[name] = rows.value;
      continue;
    }
    const read = readField(form, name, raw);
    if (read.problem !== null) problems.push({ pointer: pointerTo(name), field: name, message: read.problem });
    else if (read.value !== undefined) answers[name] = read.value;
  }
  return { ok: problems.length === 0, answers, problems };
}

function readField(form: Form, name: string, raw: RawPage): Reading {
  const field = form.fields[name];
  const property = form.schema.properties[name];
  if (field === undefined || property === undefined || field.widget === "rows") return { problem: null, value: undefined };
  const given = (key: string): string[] => (Object.hasOwn(raw, key) ? [raw[key] ?? []].flat() : []);
  const keys = field.widget === "date" ? [name, `${name}-year`, `${name}-month`, `${name}-day`] : [name];
  const texts = keys.flatMap(given);
  if (texts.some((text) => text.length > LONGEST) || texts.length > 1_000) return { problem: tooLong, value: undefined };
  if (texts.some((text) => refused.test(text))) return { problem: unprintable, value: undefined };
  return readers[field.widget]({ field, property, values: given(name), part: (part) => given(`${name}-${part}`)[0] ?? "" });
}

/** Reads the groups of a field; what cannot be read is told by group and question. */
function readRows(form: Form, name: string, raw: RawPage): { readonly value: Json | undefined; readonly problems: AnswerProblem[] } {
  const inner = rowForm(form, name);
  const problems: AnswerProblem[] = [];
  const rows = inner
    ? rawRows(name, raw).map((row, n): Answers => {
        const read = readPage(inner, rowPage, row);
        for (const { field, pointer, message } of read.problems)
          problems.push({ pointer: `${pointerTo(name)}/${n}${pointer}`, field: `${name}.${n}.${field}`, message });
        return read.answers;
      })
    : [];
  return { value: rows.length > 0 ? (rows as unknown as Json) : undefined, problems };
}

/** All answers with those of one page replaced: what was left empty on it is gone. */
export function withPage(form: Form, answers: Answers, pageId: string, page: Answers): Answers {
  const names = new Set(form.pages.find(({ id }) => id === pageId)?.fields ?? []);
  const kept = Object.entries(answers).filter(([name]) => !names.has(name));
  return Object.fromEntries([...kept, ...Object.entries(page).filter(([name]) => names.has(name))]);
}
