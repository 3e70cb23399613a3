// The pack format: what pack.yaml may say. Everything a public service or an internal procedure is, as data.
// The fields of an implementation list follow GB/T 39554.1-2020 (codes) and CPSV-AP 3.2 (vocabulary).
import { z } from "zod";
import { key, text } from "../../platform/yaml/index.ts";
import { bundle } from "./bundle.ts";
import { childSpec, lead, subject } from "./cases.ts";
import { fact, requirement } from "./evidence.ts";
import { letter, output, recordWrite, written } from "./outputs.ts";
import { article, factName, feel, pointer, task, time } from "./patterns.ts";
import { eligibility, serves, texts } from "./service.ts";

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
  facts: z.record(factName, fact).default({}),
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
  /** The leave that tasks with `do: leave` enter: of the officer who holds a role, between two answers, with the officer who stands in. */
  leave: z.strictObject({ officer: key, from: pointer, to: pointer, instead: pointer.optional() }).optional(),
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
