// What a pack says of what is held already: requirements with their sources, and the facts that are read off them.
import { z } from "zod";
import { key, text } from "../../platform/yaml/index.ts";
import { article, decision, evidenceField, feel, pointer, time } from "./patterns.ts";

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

/** What an applicant has to show, and where it can come from. */
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
  decision: decision.optional(),
  evidence: evidenceField.optional(),
  applicant: z.literal("kind").optional(),
  title: text.optional(),
});

export type Requirement = z.infer<typeof requirement>;
export type Source = z.infer<typeof source>;
export type Fact = z.infer<typeof fact>;
