// One thing at once, as a pack says it: its parts, what they share and what they feed each other.
import { z } from "zod";
import { key } from "../../platform/yaml/index.ts";
import { feel, question, time } from "./patterns.ts";

/** `part:record/register/field` or `part:output/output/number|identifier`. */
const feedShape =
  /^([a-z][a-z0-9-]*):(?:record\/([a-z][a-z0-9-]*)\/([A-Za-z][A-Za-z0-9_-]*)|output\/([a-z][a-z0-9-]*)\/(number|identifier))$/;
const partField = z.string().regex(/^[a-z][a-z0-9-]*\/[A-Za-z][A-Za-z0-9_-]*$/, "part-field");

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
  feeds: z.record(question, z.string().regex(feedShape, "feed")).default({}),
});

/** One thing at once: services that are applied for together, with one form, and handled side by side. */
export const bundle = z.strictObject({
  parts: z.record(key, part),
  /** The same question under two names: `part/field` → the `part/field` that stands for it. */
  same: z.record(partField, partField).default({}),
  /** Questions that have the name of another part's question and are not the same: they are asked by themselves. */
  apart: z.array(partField).default([]),
  /** The joint clock, beside the parts' own: one of those that `time` names. */
  clock: key.default("promised"),
  /** How long a part waits for a register that does not answer when its turn comes; three working days unless told. */
  patience: time.optional(),
});

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
