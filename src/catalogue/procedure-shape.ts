// The shape of procedure.yaml for editors only: completion and hints while typing. The procedure's own compiler decides.
import { z } from "zod";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const time = z
  .string()
  .regex(/^\d+ (workdays?|days?|hours?)$/)
  .describe("8 workdays, 30 days, 24 hours");
const reminder = z
  .string()
  .regex(/^\d+ (workdays?|days?|hours?)( before)?$/)
  .describe("3 workdays; before a deadline: 2 workdays before");
const words = z.union([z.string(), z.array(key)]).describe("Names, as a list or with spaces between");
const law = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/)
  .describe("An article: law-id/number");
const who = z.string().describe("agency/post, applicant, system, {item}/post, {chosen}/post, {chosen}, a role or role/post");

const common = {
  by: who.optional(),
  outcomes: z
    .union([words, z.record(key, z.union([z.null(), z.strictObject({ extend: z.record(key, time).optional() })]))])
    .optional()
    .describe("What the one who does it may conclude; as a map where an outcome extends clocks"),
  deadline: z.string().optional().describe("FEEL giving a date, over the facts and item: due on that day"),
  due: time.optional(),
  late: key.optional().describe("The outcome with which the system finishes it when it is overdue"),
  stops: key.optional().describe("The legal ground on which clocks stand still while it is open"),
  unlike: words.optional().describe("Four eyes: not by an officer who did one of these tasks"),
  do: words.optional().describe("What the system does: number, render, seal, issue, deliver, archive"),
  edits: key.optional(),
  law: law.optional(),
  case: key.optional().describe("A case of this pack does the task"),
  until: words.optional().describe("The ends of that case that finish the task"),
  of: key.optional().describe("The case is not opened anew: it is the one that was opened for this task and the same item"),
  chase: z
    .union([z.string(), z.array(reminder)])
    .optional()
    .describe(
      "While that case is waited for, it is urged after each of these times, from the deadline's day if there is one: [1 workday, 3 workdays]",
    ),
  answered: key.optional().describe("The outcome with which the system finishes it when a document that answers the case was sent"),
};
const task = z.strictObject({
  ...common,
  when: z.string().optional().describe("FEEL over the facts: planned only where true"),
  each: z.string().optional().describe("FEEL over the facts: planned once for each item of this list"),
  after: z.string().optional().describe("task outcome: opened only after that"),
  follows: words.optional().describe("Opened only when these tasks of the stage are over, whatever they came to"),
  opens: z.string().optional().describe("FEEL giving a date, over the facts and item: it waits until that day"),
  keep: words.optional().describe("Outcomes kept when the stage is entered again"),
});
const extra = z.strictObject({
  ...common,
  in: words.describe("The stages in which it may be opened"),
  may: who.describe("Who may open it"),
  once: z.boolean().optional(),
  holds: z.boolean().optional().describe("Whether the stage waits for it (true)"),
});

export const procedureShape = z.strictObject({
  clocks: z
    .record(
      key,
      z.strictObject({
        time,
        over: words.describe("The stages through which it runs"),
        anew: words.optional().describe("Coming from one of these stages it begins anew"),
        warn: time.optional(),
        law: law.optional(),
      }),
    )
    .optional(),
  withdraw: words.optional().describe("The stages in which the applicant may still withdraw"),
  stages: z.record(
    key,
    z.strictObject({
      once: z.boolean().optional().describe("A case may come here a single time"),
      tasks: z.record(key, task),
      next: z
        .record(z.string(), z.string())
        .describe('Condition → stage or end: "x", "any x", "all x", "no x", "2 x", none, otherwise → "back stage"'),
    }),
  ),
  extras: z.record(key, extra).optional(),
  ends: z.record(key, z.enum(["success", "failure", "none"])),
});
