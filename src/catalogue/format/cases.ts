// What one case has to do with another, by its pack: what children get, what it is about, what may be begun from it.
import { z } from "zod";
import { key, text } from "../../platform/yaml/index.ts";
import { pointer, question } from "./patterns.ts";

/** What a child case gets from the case that opens it. */
export const childSpec = z.strictObject({
  /**
   * Answers of the child: field → `/answer`, `fact:name`, `role:name`, `item`, `case:number`, `output:id/number`, `today`, `const:value`.
   * In an answer's name `{item}` stands for the item.
   */
  give: z.record(question, z.string().min(1)).default({}),
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

export type ChildSpec = z.infer<typeof childSpec>;
export type LeadSpec = z.infer<typeof lead>;
