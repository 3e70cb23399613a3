// How people come to a service, by its pack: what pages lead to it for, who may have it, and the words that they meet.
import { z } from "zod";
import { key, text } from "../../platform/yaml/index.ts";
import { decision, evidenceField, factName } from "./patterns.ts";

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

/** What pages lead to a service for: the portal to the first two, the workbench to internal ones about sharing data. */
export const serves = z.enum(["correction", "look-question", "sharing-request", "agreement-stop", "agreement-resume", "quality-complaint"]);

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
    evidence: evidenceField,
  }),
]);

/** What tells before applying whether somebody may have it: a decision over facts and a few answers. */
export const eligibility = z.strictObject({
  /** `file.dmn#name`; its result is a context of `eligible` ("yes", "no" or "maybe") and `why` (a key of `why` below). */
  decision: decision,
  /** The decision's inputs that are no facts of the pack. */
  asks: z.record(factName, question).default({}),
  why: z.record(key, text),
});

export type Eligibility = z.infer<typeof eligibility>;
