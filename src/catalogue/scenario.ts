// The scenario format: one worked case, told step by step. `errand pack test` runs it through the same rules as a real one.
import { z } from "zod";
import { partOutcomes } from "./bundle/composed.ts";
import { key, text } from "./format/index.ts";

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "instant");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "day");
const place = z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/, "task");
/** A post, or `@officer` for a task that is one person's. */
const officerPost = z.string().regex(/^(@[a-z][a-z0-9-]*|[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)$/, "officer");
const item = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "key");
const json: z.ZodType<unknown> = z.unknown();
const someone = z.strictObject({ name: z.string().min(1), identifier: z.string().min(1) });

const expected = {
  stage: key.optional(),
  /** The open tasks: `stage/task post` or `extra post`; the complete list. */
  tasks: z.array(z.string().min(1)).optional(),
  /** Running clocks: the last day of each. */
  due: z.record(key, day).optional(),
  /** Stopped clocks: the ground on which each stands still. */
  stopped: z.record(key, key).optional(),
  /** Letters sent by this step. */
  letters: z.array(key).optional(),
  /** Outputs made by this step. */
  outputs: z.array(key).optional(),
  /** What the case wrote into registers so far: `register change`, for example `population enter`. */
  records: z.array(z.string().regex(/^[a-z][a-z0-9-]* (enter|correct|end)$/, "written")).optional(),
  end: key.optional(),
  facts: z.record(z.string(), json).optional(),
};

/** What must hold of a part of a bundle. */
export const partExpectation = z.strictObject({
  ...expected,
  /** Whether its case was opened. */
  opened: z.boolean().optional(),
  /** What the bundle was told of it. */
  outcome: z.enum(partOutcomes).optional(),
});

/** What must hold after a step. What is not named is not looked at; a list that is named is complete. */
export const expectation = z.strictObject({ ...expected, parts: z.record(key, partExpectation).optional() });

const common = {
  /** City time. */
  on: instant,
  /** In a bundle: the part in which it is done. What is expected is then expected of that part. */
  part: key.optional(),
  words: z.string().min(1).optional(),
  /** The command must be refused with this code. */
  refused: key.optional(),
  expect: expectation.optional(),
};
/** An officer finishes a task. Without `officer` it is one officer of that post, the same at every step. */
const finish = z.strictObject({
  ...common,
  post: officerPost,
  officer: key.optional(),
  do: place,
  /** Which of several tasks of that name: the agency, the day, the number it is for. */
  item: item.optional(),
  outcome: key,
  /** The fields to be corrected, as JSON pointers. */
  marks: z.array(z.string().startsWith("/")).optional(),
  /** With a sending back: the tasks to be done again. */
  redo: z.array(key).optional(),
  direct: z.boolean().optional(),
  data: z.record(z.string(), json).optional(),
});
/** The applicant finishes a task. */
const answer = z.strictObject({
  ...common,
  by: z.literal("applicant"),
  do: place,
  outcome: key,
  data: z.record(z.string(), json).optional(),
});
const open = z.strictObject({ ...common, post: officerPost, officer: key.optional(), open: key, chosen: z.array(key).optional() });
const withdraw = z.strictObject({ ...common, by: z.literal("applicant"), withdraw: z.literal(true) });
/** The scheduler's tick: late tasks, system tasks, child cases. */
const tick = z.strictObject({ on: instant, part: key.optional(), system: z.literal(true), expect: expectation.optional() });

/** A case that a task is comes to what the task waits for. */
const child = z.strictObject({
  on: instant,
  part: key.optional(),
  child: place,
  item: item.optional(),
  outcome: key,
  expect: expectation.optional(),
});

export const step = z.union([finish, answer, open, withdraw, tick, child]);

export const scenario = z.strictObject({
  title: text,
  applicant: z.strictObject({
    kind: z.enum(["person", "organisation"]),
    name: z.string().min(1),
    identifier: z.string().min(1),
    agent: someone.optional(),
  }),
  /** Register content given: register → records. */
  registers: z.record(key, z.array(z.record(z.string(), json))).default({}),
  start: instant,
  /** The officer who begins an internal case. */
  starter: key.optional(),
  data: z.record(z.string(), json),
  /** How each requirement is met; by default `use` when something is found. */
  evidence: z.record(key, z.enum(["use", "objection", "upload", "declaration"])).default({}),
  /** What must hold right after submission. */
  expect: expectation.optional(),
  steps: z.array(step),
});

export type Scenario = z.infer<typeof scenario>;
export type Step = z.infer<typeof step>;
export type PartExpectation = z.infer<typeof partExpectation>;
export type Expectation = z.infer<typeof expectation>;
