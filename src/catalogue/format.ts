// The pack format: what pack.yaml may say. Everything a public service or an internal procedure is, as data.
// The fields of an implementation list follow GB/T 39554.1-2020 (codes) and CPSV-AP 3.2 (vocabulary).
import { z } from "zod";
import { key, text } from "../platform/yaml/index.ts";

export { key, text };

import type { Text } from "../platform/i18n/index.ts";

/** An article in force: `law-id/article`, for example `licensing-law/42`. */
export const article = z.string().regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "article");
/** `8 workdays`, `30 days`, `24 hours`. */
export const time = z.string().regex(/^\d+ (workdays?|days?|hours?)$/, "time");
const pointer = z.string().regex(/^(\/[^/]+)+$/, "pointer");
const feel = z.string().min(1).max(2000);
const template = z.string().regex(/^templates\/[\w-]+\.typ$/, "template");
const wording = z.string().regex(/^templates\/[\w-]+\.txt$/, "wording");
/** `part:record/register/field` or `part:output/output/number|identifier`. */
const feedShape =
  /^([a-z][a-z0-9-]*):(?:record\/([a-z][a-z0-9-]*)\/([A-Za-z][A-Za-z0-9_-]*)|output\/([a-z][a-z0-9-]*)\/(number|identifier))$/;
const partField = /^[a-z][a-z0-9-]*\/[A-Za-z][A-Za-z0-9_-]*$/;
const task = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "task");

/** Where one requirement's evidence can come from; tried in the order given. */
export const source = z.union([
  z.strictObject({
    /** A register inside the installation, asked under a purpose, recorded on both sides. */
    registry: key,
    /** What the register is searched by: the applicant's own identifier, or the answer at a JSON pointer. */
    by: z.union([z.literal("applicant"), pointer]),
    /** The register's key field that `by` is held against; absent: the key that identifies its records. */
    key: key.optional(),
    purpose: text,
    /** The legal ground; without one the applicant's consent is asked. */
    law: article.optional(),
    /** Only these fields are fetched. */
    fields: z.array(key).min(1),
    /** How long a fetched answer may be used again. */
    fresh: time.default("30 days"),
    /** Where a law lets the person concerned be told later that it was asked: how long after, and that law. */
    shown: z.strictObject({ after: time, law: article }).optional(),
  }),
  /** The applicant states it; checked later. */
  z.strictObject({ declaration: text }),
  z.strictObject({
    upload: z.strictObject({
      kinds: z.array(z.enum(["pdf", "jpeg", "png"])).min(1),
      /** Megabytes. */
      most: z.number().int().min(1).max(100).default(10),
    }),
  }),
]);

export const requirement = z.strictObject({
  id: key,
  title: text,
  /** Why it is needed, in words for the applicant. */
  why: text,
  law: article.optional(),
  when: feel.optional(),
  optional: z.boolean().default(false),
  sources: z.array(source).min(1),
});

/** A typed, non-personal field that stays readable: conditions, statistics and search use facts only. */
export const fact = z.strictObject({
  type: z.enum(["number", "string", "boolean", "date", "list"]),
  /** Exactly one of: an answer, a decision `file.dmn#name`, a field of evidence `requirement/field`, the applicant's kind. */
  answer: pointer.optional(),
  decision: z
    .string()
    .regex(/^[\w-]+\.dmn#.+$/, "decision")
    .optional(),
  evidence: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "evidence")
    .optional(),
  applicant: z.literal("kind").optional(),
  title: text.optional(),
});

/** Written here, or read off a fact: `fact:name`. */
const orFact = (shape: z.ZodType<string>) => z.union([shape, z.string().regex(/^fact:[a-z][a-z -]*$/, "fact")]);

/** What a system or officer task with `do` makes: rendered, numbered, sealed, issued or delivered. */
const made = z.strictObject({
  id: key,
  kind: z.enum(["licence", "letter"]),
  title: text,
  /** The task that makes it: `stage/task`. */
  task,
  template,
  /** Gapless number: issuing word and how it is written, for example `城发〔{year}〕{n}号`. */
  number: z
    .union([
      z.strictObject({ register: key, format: z.string().regex(/\{n\}/, "number") }),
      /** Not a series of its own but `register/field` of the record that the same task enters. */
      z.strictObject({ record: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "record") }),
    ])
    .optional(),
  /** For licences: type code of GB/T 36903, and how long it is valid (absent: without end). */
  type: z.strictObject({ code: z.string().regex(/^[0-9A-Z]{1,21}$/, "code"), name: text }).optional(),
  validity: z
    .string()
    .regex(/^\d+ (years?|months?)$/, "validity")
    .optional(),
  /** Claims of the verifiable credential beyond holder, issuer, number and dates: name → JSON pointer into the answers, or `evidence:req/field`. */
  claims: z.record(key, z.string()).default({}),
});

/** What the page of an official document says beside its text (GB/T 9704). */
export const documentFields = [
  "title",
  "mark",
  "urgency",
  "recipients",
  "copies",
  "note",
  "present",
  "absent",
  "observers",
  "printed-by",
] as const;
/** Where a field of a document comes from: an answer, a fact, a role, or words that are always the same. */
const fieldSource = z.string().regex(/^(\/[^/]+|fact:[a-z][a-z -]*|role:[a-z][a-z0-9-]*|const:.+)$/, "field-source");

/** An official document: a text of the case laid out by its format, numbered, sealed by the organs that issue it. */
export const officialOutput = z.strictObject({
  id: key,
  kind: z.literal("document"),
  title: text,
  /** The task that makes it: `stage/task`. */
  task,
  /** The text of the case that it says: what tasks with `edits` write. */
  text: key,
  /** One of the fifteen kinds, and general, letter, order or minutes; either may be a fact. */
  type: orFact(key),
  format: orFact(z.enum(["general", "letter", "order", "minutes"])),
  number: z
    .strictObject({
      /** The word of the series, within the organ that owns the case. */
      register: orFact(z.string().min(1)),
      format: orFact(z.string().regex(/\{n\}/, "number")),
      /** The task that takes it: `stage/task`, with `number` in its `do`. */
      taken: task,
    })
    .optional(),
  /** Organs that issue it beside the one that owns the case: a fact that lists agencies. */
  joint: z
    .string()
    .regex(/^fact:[a-z][a-z -]*$/, "fact")
    .optional(),
  /** Whose signing stands for it: for each organ the last task of these done by a post of that organ. */
  approved: z.array(task).min(1),
  /** Sealed by the officer who does the task; the other organs' keepers act before, in these tasks. Absent: not sealed (minutes). */
  seal: z
    .strictObject({
      before: z.array(task).default([]),
      /** Sealed only where this fact is true. */
      when: z
        .string()
        .regex(/^fact:[a-z][a-z -]*$/, "fact")
        .optional(),
    })
    .optional(),
  /** To a higher organ: the signers' names stand at the head. A fact that is true then. */
  upward: z
    .string()
    .regex(/^fact:[a-z][a-z -]*$/, "fact")
    .optional(),
  fields: z.partialRecord(z.enum(documentFields), fieldSource),
});

export const output = z.discriminatedUnion("kind", [made, officialOutput]);

/** What a child case gets from the case that opens it. */
export const childSpec = z.strictObject({
  /**
   * Answers of the child: field → `/answer`, `fact:name`, `role:name`, `item`, `case:number`, `output:id/number`, `today`, `const:value`.
   * In an answer's name `{item}` stands for the item.
   */
  give: z.record(z.string().regex(/^\/[A-Za-z][A-Za-z0-9_-]*$/, "pointer"), z.string().min(1)).default({}),
  /** Outputs of this case of which the child keeps a copy. */
  hand: z.array(key).default([]),
  /** What the child is to this case. */
  as: z.enum(["about", "instruction", "minutes"]).optional(),
});

/** Another case that this one is about, by the number that is answered. */
export const subject = z.strictObject({
  answer: pointer,
  /** It must be a case of the same agency. */
  own: z.boolean().default(false),
});

/** A case that may be begun from this one: the page leads to its form, with answers brought along. */
export const lead = z.strictObject({
  to: key,
  in: z.array(key).min(1),
  title: text,
  /** Names under which the other pack takes answers from an address (`start`) → where they come from, as in `children`. */
  give: z.record(key, z.string().min(1)).default({}),
});

/** A text that officers write in the tasks that edit it. */
export const written = z.strictObject({
  title: text,
  /** Its first words in plain lines (see docs/texts.md), where `{{field}}` takes an answer: one file, or one for each value of a fact. */
  template: z.union([wording, z.strictObject({ by: z.string().min(1), of: z.record(z.string().min(1), wording) })]).optional(),
});

/** What a system task that enters writes into a register, as the case's act: each field from where it comes. */
export const recordWrite = z.strictObject({
  /** The task that writes it: `stage/task`. */
  task,
  /** The register, or the answer that names it. */
  register: z.union([key, pointer]),
  /** `enter`: from now on it is so. `correct`: what was recorded was wrong. `end`: there is no such record any more. */
  change: z.enum(["enter", "correct", "end"]),
  /** Written only where this FEEL over facts is true. */
  when: feel.optional(),
  /**
   * Field of the record (`key` for the register's identifying one, an answer such as `/field` for the one named there, `valid-from` and
   * `valid-to` for its days) → where its value comes from: `/answer`, `evidence:requirement/field`, `fact:name`,
   * `output:id/number|identifier|valid-from|valid-to`, `record:register/field`, `generate:uscc|uscc/92|resident-id`, `case:number`,
   * `today`, `applicant:identifier|name`, `const:value`.
   */
  fields: z.record(z.string().min(1), z.string().min(1)),
});

/** A letter that is sent by itself when something happens (inspection: the law wants the applicant told in writing). */
export const letter = z.strictObject({
  id: key,
  title: text,
  /** `opened stage/task`, `opened extra-key`, `finished stage/task outcome`, `finished extra-key outcome`. */
  on: z.string().regex(/^(opened [a-z][\w/-]*|finished [a-z][\w/-]* [a-z][a-z0-9-]*)$/, "occasion"),
  template,
});

/** The words that people meet. A bundle with a procedure of the usual shape needs none: they are made with it. */
export const texts = z.strictObject({
  stages: z.record(key, text).default({}),
  tasks: z.record(key, text).default({}),
  /** Outcome as a verb on a button. */
  outcomes: z.record(key, text).default({}),
  extras: z.record(key, text).default({}),
  ends: z.record(key, text).default({}),
  clocks: z.record(key, text).default({}),
  /** Legal grounds on which clocks stop. */
  grounds: z.record(key, text).default({}),
  /** What a person sees at the end: the next step. */
  after: z.record(key, text).default({}),
});

/** One part of a bundle: a service of its own, which becomes a case of its own at its own agency. */
export const part = z.strictObject({
  /** The id of the part's pack. */
  pack: key,
  /** FEEL over the bundle's facts: the part is wanted only where true. */
  when: feel.optional(),
  /** Parts that have to come out right before this one is opened; those that `feeds` names need not be named again. */
  after: z.array(key).default([]),
  /** The applicant may leave it out. */
  choice: z.boolean().default(false),
  /** Fields of this part that another one yields: `/field` → `part:record/register/field` or `part:output/output/number|identifier`. */
  feeds: z.record(z.string().regex(/^\/[A-Za-z][A-Za-z0-9_-]*$/, "pointer"), z.string().regex(feedShape, "feed")).default({}),
});

/** One thing at once: services that are applied for together, with one form, and handled side by side. */
export const bundle = z.strictObject({
  parts: z.record(key, part),
  /** The same question under two names: `part/field` → the `part/field` that stands for it. */
  same: z.record(z.string().regex(partField, "part-field"), z.string().regex(partField, "part-field")).default({}),
  /** Questions that have the name of another part's question and are not the same: they are asked by themselves. */
  apart: z.array(z.string().regex(partField, "part-field")).default([]),
  /** The joint clock, beside the parts' own: one of those that `time` names. */
  clock: key.default("promised"),
});

/** What pages lead to a service for: the portal to the first two, the workbench to internal ones about sharing data. */
export const serves = z.enum(["correction", "look-question", "sharing-request", "agreement-stop", "quality-complaint"]);

const question = z.union([
  z.strictObject({
    label: text,
    hint: text.optional(),
    type: z.enum(["boolean", "number", "date", "choice"]),
    /** The words for each value of a choice. */
    options: z.record(key, text).optional(),
  }),
  /** A field of evidence: asked of its register where the person agrees. */
  z.strictObject({
    evidence: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "evidence"),
  }),
]);

/** What tells before applying whether somebody may have it: a decision over facts and a few answers. */
export const eligibility = z.strictObject({
  /** `file.dmn#name`; its result is a context of `eligible` ("yes", "no" or "maybe") and `why` (a key of `why` below). */
  decision: z.string().regex(/^[\w-]+\.dmn#.+$/, "decision"),
  /** The decision's inputs that are no facts of the pack. */
  asks: z.record(z.string().regex(/^[a-z][a-z -]*$/, "fact"), question).default({}),
  why: z.record(key, text),
});

export const pack = z.strictObject({
  id: key,
  /** Semantic version of this definition; content decides identity, the version is for people. */
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "version"),
  title: text,
  summary: text,
  /** `public`: offered on the portal. `internal`: started by officers. `child`: started by another case only. */
  audience: z.enum(["public", "internal", "child"]).default("public"),
  /** GB/T 39554.1: item type 01–20, source of power 1–6, area of handling 1–6, way of handling 1–4. */
  item: z.strictObject({
    code: z.string().max(33).optional(),
    type: z.enum(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"]),
    power: z.number().int().min(1).max(6),
    area: z.number().int().min(1).max(6),
    way: z.number().int().min(1).max(4),
    kind: z.enum(["at-once", "promised"]),
  }),
  lifeEvents: z.array(key).default([]),
  /** Other words people search by. */
  keywords: z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) }).default({ zh: [], en: [] }),
  applicants: z.array(z.enum(["person", "organisation"])).default([]),
  /** The agency that owns the case and answers for it. */
  agency: key,
  law: z.array(article).default([]),
  conditions: z.array(text).default([]),
  /** What the portal leads to it for: a value in a register that is wrong, a question about who looked. */
  serves: serves.optional(),
  /** Answers that the address which begins an application may fill in: name in the address → answer. */
  start: z.record(key, pointer).default({}),
  eligibility: eligibility.optional(),
  channels: z.strictObject({ online: z.boolean(), counter: z.boolean(), post: z.boolean() }),
  visits: z.strictObject({ count: z.number().int().min(0), reason: text.optional() }),
  fees: z.array(z.strictObject({ item: text, amount: z.number().min(0), law: article })).default([]),
  time: z.strictObject({
    /** `clock` is the procedure's clock that counts this time. */
    statutory: z.strictObject({ time, law: article.optional(), note: text.optional(), clock: key.default("statutory") }),
    promised: z.strictObject({ time, note: text.optional(), clock: key.default("promised") }),
  }),
  /** Which stages are which step of the service guide: receive, examine, decide, deliver. */
  steps: z
    .strictObject({
      receive: z.array(key).min(1).optional(),
      examine: z.array(key).min(1).optional(),
      decide: z.array(key).min(1).optional(),
      deliver: z.array(key).min(1).optional(),
    })
    .default({}),
  phones: z.strictObject({ questions: z.string(), complaints: z.string() }).optional(),
  place: text.optional(),
  hours: text.optional(),
  faq: z.array(z.strictObject({ q: text, a: text })).default([]),
  /** What the service promises to cost a person, in errands. */
  errands: z.strictObject({ trips: z.number().int(), papers: z.number().int(), fields: z.number().int(), days: z.number().int() }),
  classification: z.enum(["core", "important", "general-1", "general-2", "general-3", "general-4"]),
  retention: z.enum(["permanent", "30 years", "10 years"]),
  facts: z.record(z.string().regex(/^[a-z][a-z -]*$/, "fact"), fact).default({}),
  /** Facts that, with the applicant, make two cases look like the same matter. */
  fingerprint: z.array(z.string()).default([]),
  /** What the declaration at the end of the form says. */
  declaration: text.optional(),
  /** Roles bound once at the start: role → FEEL over facts, `starter` (officer id) and `agency`. */
  roles: z.record(key, feel).default({}),
  /** The role that names the agency to which each case belongs, where it is not always the pack's own. */
  owner: key.optional(),
  subjects: z.partialRecord(z.enum(["about", "answers", "withdraws"]), subject).default({}),
  /** Tasks that are cases of their own: `stage/task` or extra → what the child gets. */
  children: z.record(z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/, "task"), childSpec).default({}),
  leads: z.array(lead).default([]),
  /** Documents that another case hands over: their names there → what they are called here. */
  received: z.record(key, text).default({}),
  requirements: z.array(requirement).default([]),
  outputs: z.array(output).default([]),
  letters: z.array(letter).default([]),
  /** The texts of a case, by the names under which tasks edit them. */
  writing: z.record(key, written).default({}),
  records: z.array(recordWrite).default([]),
  /** Outcomes that need written reasons. */
  reasons: z.array(key).default([]),
  /** Outcomes at which the officer marks the fields to be corrected, and the task in which exactly those are open: outcome → `stage/task`. */
  corrections: z.record(key, task).default({}),
  /** Tasks in which a person answers fields: `stage/task` → JSON pointers (an applicant's opinion, an officer's finding kept as data). */
  answers: z.record(task, z.array(pointer)).default({}),
  notes: z.array(text).default([]),
  /** What makes this pack a bundle of others. */
  bundle: bundle.optional(),
  texts: texts.prefault({}),
});
export type PackHeader = z.infer<typeof pack>;
export type Requirement = z.infer<typeof requirement>;
export type Eligibility = z.infer<typeof eligibility>;
export type Source = z.infer<typeof source>;
export type Output = z.infer<typeof output>;
/** A licence or a letter: rendered from a template. */
export type RenderedOutput = z.infer<typeof made>;
export type OfficialOutput = z.infer<typeof officialOutput>;
export type ChildSpec = z.infer<typeof childSpec>;
export type LeadSpec = z.infer<typeof lead>;
export type Letter = z.infer<typeof letter>;
export type Written = z.infer<typeof written>;
export type Fact = z.infer<typeof fact>;
export type BundleSpec = z.infer<typeof bundle>;
export type PartSpec = z.infer<typeof part>;

/** What a feed names: a field of a record that the part wrote, or what one of its outputs is known by. */
export type Feed =
  | { readonly part: string; readonly record: { readonly register: string; readonly field: string } }
  | { readonly part: string; readonly output: { readonly id: string; readonly what: "number" | "identifier" } };

/** Reads a feed, which the schema has found to be one. */
export function feedOf(source: string): Feed {
  const [, part = "", register, field = "", id = "", what] = feedShape.exec(source) ?? [];
  if (register !== undefined) return { part, record: { register, field } };
  return { part, output: { id, what: what === "identifier" ? "identifier" : "number" } };
}

/** Outputs that are rendered from a template: licences and letters. */
export const renderedOutputs = (header: Pick<PackHeader, "outputs">): RenderedOutput[] =>
  header.outputs.flatMap((one) => (one.kind === "document" ? [] : [one]));
/** Outputs that are official documents. */
export const officialOutputs = (header: Pick<PackHeader, "outputs">): OfficialOutput[] =>
  header.outputs.flatMap((one) => (one.kind === "document" ? [one] : []));

/** What each format above demands, by the word that it is known by. */
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
