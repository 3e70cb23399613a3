// What form.yaml may say. Unknown keys are refused.
import { z } from "zod";
import type { Text } from "../../platform/i18n/index.ts";
import { key, text } from "../../platform/yaml/index.ts";
import type { Json } from "../feel/index.ts";
import { widgets } from "./model.ts";

const property = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "property");
const json: z.ZodType<Json> = z.json();

/** Explanations of the patterns above, by the word they give as their message. */
export const shapes: Readonly<Record<string, Text>> = {
  key: {
    zh: "以小写字母开头，由小写字母、数字和连字符组成的名称",
    en: "a name of lower-case letters, digits and hyphens, beginning with a letter",
  },
  property: {
    zh: "以字母开头，由字母、数字、下划线和连字符组成的名称",
    en: "a name of letters, digits, underscores and hyphens, beginning with a letter",
  },
  from: { zh: "“材料/字段”的形式", en: "of the form requirement/field" },
};

const question = z.strictObject({
  label: text,
  hint: text.optional(),
  widget: z.enum(widgets).optional(),
  unit: text.optional(),
  lines: z.number().int().min(2).max(40).optional(),
  options: z.record(z.string(), text).optional(),
  from: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\/[A-Za-z][A-Za-z0-9_-]*$/, "from")
    .optional(),
  class: z.enum(["personal", "sensitive"]).optional(),
  autocomplete: z.string().min(1).optional(),
  errors: z.record(z.string(), text).optional(),
  examples: z.array(json).min(1).optional(),
  hidden: z.boolean().optional(),
  /** A register holds the like of it, and it is asked nevertheless: why. */
  held: z.strictObject({ none: text }).optional(),
});
const inGroup = question.pick({
  label: true,
  hint: true,
  widget: true,
  unit: true,
  lines: true,
  options: true,
  class: true,
  autocomplete: true,
  errors: true,
  examples: true,
});
const field = question.extend({
  /** The questions of each group, where the answer is a list of groups. */
  rows: z.record(property, inGroup).optional(),
  /** What one group is called: a founder. */
  entry: text.optional(),
});

const page = z.strictObject({
  id: key,
  title: text,
  hint: text.optional(),
  fields: z.array(property).default([]),
  from: key.optional(),
  when: z.string().trim().min(1).optional(),
});

export const form = z.strictObject({
  schema: z.looseObject({
    type: z.literal("object"),
    properties: z.record(property, z.looseObject({})),
    required: z.array(z.string()).optional(),
  }),
  fields: z.record(property, field),
  pages: z.array(page).min(1),
  rules: z.array(z.strictObject({ wrong: z.string().trim().min(1).max(2000), at: property, message: text })).default([]),
});

export type FormFile = z.output<typeof form>;
