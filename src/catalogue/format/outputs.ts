// What a case makes, by its pack: licences, letters and official documents, letters sent by themselves, texts that officers write,
// and what is written into registers.
import { z } from "zod";
import { key, text } from "../../platform/yaml/index.ts";
import { feel, fromFact, pointer, task, template, wording } from "./patterns.ts";

/** Written here, or read off a fact: `fact:name`. */
const orFact = (shape: z.ZodType<string>) => z.union([shape, fromFact]);

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
  joint: fromFact.optional(),
  /** Whose signing stands for it: for each organ the last task of these done by a post of that organ. */
  approved: z.array(task).min(1),
  /** Sealed by the officer who does the task; the other organs' keepers act before, in these tasks. Absent: not sealed (minutes). */
  seal: z
    .strictObject({
      before: z.array(task).default([]),
      /** Sealed only where this fact is true. */
      when: fromFact.optional(),
    })
    .optional(),
  /** To a higher organ: the signers' names stand at the head. A fact that is true then. */
  upward: fromFact.optional(),
  fields: z.partialRecord(z.enum(documentFields), fieldSource),
});

export const output = z.discriminatedUnion("kind", [made, officialOutput]);

/** A source of a record's field in pieces: `a + b` writes one after the other. */
export const piecesOf = (source: string): readonly string[] => source.split(" + ");

/** A letter that is sent by itself when something happens (inspection: the law wants the applicant told in writing). */
export const letter = z.strictObject({
  id: key,
  title: text,
  /** `opened stage/task`, `opened extra-key`, `finished stage/task outcome`, `finished extra-key outcome`. */
  on: z.string().regex(/^(opened [a-z][\w/-]*|finished [a-z][\w/-]* [a-z][a-z0-9-]*)$/, "occasion"),
  template,
});

/** A text that officers write in the tasks that edit it. */
export const written = z.strictObject({
  title: text,
  /** Its first words in plain lines (see docs/texts.md), where `{{field}}` takes an answer: one file, or one for each value of a fact. */
  template: z.union([wording, z.strictObject({ by: z.string().min(1), of: z.record(z.string().min(1), wording) })]).optional(),
  /** Answers that stand above it and are changed by whoever writes it: the title of a document, those it goes to. */
  head: z.array(pointer).default([]),
  /** Words that do not belong in it, where this FEEL over facts is true: who writes and who checks it are shown them; nothing is refused. */
  warn: z
    .array(z.strictObject({ when: feel.optional(), words: z.array(z.string().trim().min(1).max(40)).min(1).max(200), say: text }))
    .default([]),
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
   * `today`, `applicant:identifier|name`, `const:value`; `a + b` writes one after the other. `add:1` and
   * `add:-1` count in the record that is there; where there is none, or its key is not known, nothing is written.
   */
  fields: z.record(z.string().min(1), z.string().min(1)),
});

export type Output = z.infer<typeof output>;
/** A licence or a letter: rendered from a template. */
export type RenderedOutput = z.infer<typeof made>;
export type OfficialOutput = z.infer<typeof officialOutput>;
export type Letter = z.infer<typeof letter>;
export type Written = z.infer<typeof written>;

/** Outputs that are rendered from a template: licences and letters. */
export const renderedOutputs = (header: { readonly outputs: readonly Output[] }): RenderedOutput[] =>
  header.outputs.flatMap((one) => (one.kind === "document" ? [] : [one]));
/** Outputs that are official documents. */
export const officialOutputs = (header: { readonly outputs: readonly Output[] }): OfficialOutput[] =>
  header.outputs.flatMap((one) => (one.kind === "document" ? [one] : []));
