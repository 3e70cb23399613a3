// What may be asked of a case, as the API and the pages say it. The actor is never part of it: who acts is known from the session.
import { z } from "zod";

const words = z.string().trim().min(1).max(4000);
const data = z.record(z.string().max(64), z.json());

/** Commands on one task of a case. */
export const taskCommand = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("take") }),
  z.strictObject({ type: z.literal("release") }),
  /** Hand over to another officer who holds the post. */
  z.strictObject({ type: z.literal("give"), to: z.string().min(1).max(64) }),
  z.strictObject({
    type: z.literal("finish"),
    outcome: z.string().min(1).max(64),
    /** Answers given or corrected in this task, by property name. */
    data: data.optional(),
    /** The reason, in words; sealed. */
    words: words.optional(),
    /** Evidence that this task asks for again: an uploaded file by its id, or a declaration. */
    evidence: z
      .array(z.strictObject({ requirement: z.string().max(100), file: z.string().max(64).optional(), declared: z.boolean().optional() }))
      .max(100)
      .optional(),
    /** JSON pointers of the answers to be corrected, where the outcome sends the case back to the applicant. */
    marks: z.array(z.string().max(128)).max(100).optional(),
    /** Numbers of the tasks to be done again, where the outcome sends back. */
    redo: z.array(z.number().int().positive()).max(100).optional(),
    /** After being sent back, return straight to this task. */
    direct: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("recall") }),
]);

/** Commands on a case as a whole. */
export const wholeCommand = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("open"),
    extra: z.string().min(1).max(64),
    chosen: z.array(z.string().max(64)).max(50).optional(),
    words: words.optional(),
  }),
  z.strictObject({ type: z.literal("withdraw"), words: words.optional() }),
  z.strictObject({
    type: z.literal("note"),
    kind: z.enum(["urge", "supervise", "remark", "answer"]),
    words,
    /** Urging and supervising: the number of the task that is meant. */
    task: z.number().int().positive().optional(),
    /** Supervising: the day by which a reply is expected. */
    until: z.iso.date().optional(),
    /** Answering: the entry that urged or supervised, by its number. */
    answers: z.number().int().positive().optional(),
    /** Urging once more on a day on which the task was urged already. */
    again: z.boolean().optional(),
  }),
]);

export type TaskCommand = z.infer<typeof taskCommand>;
export type WholeCommand = z.infer<typeof wholeCommand>;
/** What only the system asks: silence has its outcome. */
export interface LateCommand {
  readonly type: "late";
  readonly task: number;
}
/** What only the system asks: an extra in which the applicant supplies exactly these (JSON pointers). */
export interface AskCommand {
  readonly type: "open";
  readonly extra: string;
  readonly chosen?: string[];
  readonly marks: string[];
  readonly words: string;
}
/** A command as casework takes it: on a task by its number, or on the whole case. */
export type CaseCommand = (TaskCommand & { readonly task: number }) | WholeCommand | AskCommand | LateCommand;
