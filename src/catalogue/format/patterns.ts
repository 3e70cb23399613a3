// The small formats that the pack format is made of, and what each demands in the reader's words.
import { z } from "zod";
import type { Text } from "../../platform/i18n/index.ts";

/** An article in force: `law-id/article`, for example `licensing-law/42`. */
export const article = z.string().regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "article");
/** `8 workdays`, `30 days`, `24 hours`. */
export const time = z.string().regex(/^\d+ (workdays?|days?|hours?)$/, "time");
export const pointer = z.string().regex(/^(\/[^/]+)+$/, "pointer");
/** A JSON pointer to a question of a form. */
export const question = z.string().regex(/^\/[A-Za-z][A-Za-z0-9_-]*$/, "pointer");
export const feel = z.string().min(1).max(2000);
export const template = z.string().regex(/^templates\/[\w-]+\.typ$/, "template");
export const wording = z.string().regex(/^templates\/[\w-]+\.txt$/, "wording");
/** `stage/task`. */
export const task = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "task");
/** A field of evidence: `requirement/field`. */
export const evidenceField = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "evidence");
export const decision = z.string().regex(/^[\w-]+\.dmn#.+$/, "decision");
export const factName = z.string().regex(/^[a-z][a-z -]*$/, "fact");
/** `fact:name`. */
export const fromFact = z.string().regex(/^fact:[a-z][a-z -]*$/, "fact");

/** What each format demands, by the word that it is known by. */
export const shapes: Readonly<Record<string, Text>> = {
  key: {
    zh: "以小写字母开头，由小写字母、数字和连字符组成的键",
    en: "a key: lower-case letters, digits and hyphens, beginning with a letter",
  },
  article: { zh: "法律的条，写作“法律/号码”，例如 licensing-law/42", en: "an article written law/number, such as licensing-law/42" },
  time: { zh: "时长，例如 8 workdays、30 days、24 hours", en: "a length of time such as 8 workdays, 30 days or 24 hours" },
  pointer: { zh: "JSON 指针，例如 /area", en: "a JSON pointer such as /area" },
  template: { zh: "templates/ 里的 .typ 文件", en: "a .typ file in templates/" },
  wording: { zh: "templates/ 里的 .txt 文件", en: "a .txt file in templates/" },
  task: { zh: "环节和任务，写作“环节/任务”", en: "a task written stage/task" },
  decision: { zh: "决策，写作“文件.dmn#名称”", en: "a decision written file.dmn#name" },
  evidence: { zh: "材料的字段，写作“材料/字段”", en: "a field of evidence written requirement/field" },
  number: { zh: "含有 {n} 的编号格式", en: "a number format that holds {n}" },
  written: { zh: "“登记库 变更”，变更是 enter、correct 或者 end", en: "a register and a change: enter, correct or end" },
  record: { zh: "登记库的字段，写作“登记库/字段”", en: "a field of a register written register/field" },
  code: { zh: "证照类型代码（数字和大写字母，最多 21 位）", en: "a licence type code: digits and capital letters, 21 at most" },
  validity: { zh: "有效期，例如 5 years 或者 6 months", en: "a validity such as 5 years or 6 months" },
  occasion: {
    zh: "发信时机：opened 环节/任务、opened 附加任务、finished 环节/任务 结论 或者 finished 附加任务 结论",
    en: "an occasion: opened stage/task, opened extra, finished stage/task outcome, or finished extra outcome",
  },
  feed: {
    zh: "前一部分的产出，写作“部分:record/登记库/字段”或者“部分:output/输出/number”（或 identifier）",
    en: "what a part yields, written part:record/register/field or part:output/output/number (or identifier)",
  },
  "part-field": { zh: "部分的问题，写作“部分/字段”", en: "a question of a part written part/field" },
  "field-source": {
    zh: "来源：/回答、fact:事实、role:角色 或者 const:文字",
    en: "where it comes from: /answer, fact:name, role:name or const:words",
  },
  version: { zh: "形如 1.0.0 的版本号", en: "a version such as 1.0.0" },
  fact: { zh: "小写字母开头的事实名称，可以含空格和连字符", en: "the name of a fact: lower-case letters, spaces and hyphens" },
  instant: { zh: "城市时间，例如 2026-09-21T09:30", en: "a time in the city such as 2026-09-21T09:30" },
  day: { zh: "形如 2026-10-13 的日期", en: "a date such as 2026-10-13" },
  officer: { zh: "岗位，写作“部门/岗位”", en: "a post written agency/post" },
};
