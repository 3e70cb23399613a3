// The shapes that the API gives out.
import { z } from "zod";
import type { CaseView } from "../casework/index.ts";
import type { Pack } from "../catalogue/index.ts";

export const text = z.object({ zh: z.string(), en: z.string() });
export const instant = z.iso.datetime();
export const day = z.iso.date();

export const serviceLine = z.object({
  id: z.string(),
  version: z.string(),
  title: text,
  summary: text,
  lifeEvents: z.array(z.string()),
  applicants: z.array(z.enum(["person", "organisation"])),
  agency: z.object({ id: z.string(), title: text }),
  href: z.string(),
});

const time = z.object({ time: z.string(), law: z.string().optional(), note: text.optional() });

const fee = z.object({ item: text, amount: z.number(), law: z.string() });

export const service = serviceLine.extend({
  time: z.object({ statutory: time, promised: time.omit({ law: true }) }),
  fees: z.array(fee),
  errands: z.object({ trips: z.number(), papers: z.number(), fields: z.number(), days: z.number() }),
  conditions: z.array(text),
  law: z.array(z.string()),
  requirements: z.array(
    z.object({
      id: z.string(),
      title: text,
      why: text,
      optional: z.boolean(),
      /** In the order in which they are tried. */
      sources: z.array(z.enum(["registry", "declaration", "upload"])),
    }),
  ),
  outputs: z.array(z.object({ id: z.string(), kind: z.enum(["licence", "letter", "document"]), title: text })),
  /** Of a bundle: the services that it composes. */
  parts: z
    .array(
      z.object({
        key: z.string(),
        service: z.string(),
        title: text,
        agency: z.string(),
        /** The applicant may leave it out: `chosenParts` in `data` names those that are wanted. */
        choice: z.boolean(),
        after: z.array(z.string()),
        promised: z.string(),
        fees: z.array(fee),
      }),
    )
    .optional(),
  declaration: text.optional(),
  form: z.object({
    /** JSON Schema 2020-12 of `data`. */
    schema: z.record(z.string(), z.json()),
    pages: z.array(
      z.object({ id: z.string(), title: text, fields: z.array(z.string()), when: z.string().optional(), from: z.string().optional() }),
    ),
  }),
});

export const caseLine = z.object({
  id: z.uuid(),
  number: z.string(),
  service: z.string(),
  title: text,
  status: z.enum(["running", "ended"]),
  stage: z.object({ key: z.string(), title: text }),
  end: z.object({ key: z.string(), title: text, kind: z.enum(["success", "failure", "none"]) }).optional(),
  openedAt: instant,
  dueAt: instant.optional(),
  href: z.string(),
});

export const clock = z.object({
  key: z.string(),
  title: text,
  running: z.boolean(),
  /** The last day; absent while the clock stands still. */
  due: instant.optional(),
  provisional: z.boolean(),
  overdue: z.boolean(),
  unit: z.enum(["workdays", "days", "hours"]),
  total: z.number(),
  used: z.number(),
  left: z.number(),
});

export const outcome = z.object({ key: z.string(), title: text, reason: z.boolean(), marks: z.boolean(), redo: z.array(z.number()) });

export const task = z.object({
  /** `<case>.<no>` */
  id: z.string(),
  no: z.number().int(),
  case: z.object({ id: z.uuid(), number: z.string(), service: z.string(), title: text, version: z.number().int() }),
  stage: z.string(),
  key: z.string(),
  title: text,
  item: z.string().optional(),
  post: z.string(),
  officer: z.string().optional(),
  status: z.enum(["open", "taken"]),
  openedAt: instant.optional(),
  dueAt: instant.optional(),
  /** Outcomes that may be given now. */
  outcomes: z.array(outcome),
  /** Commands that the holder may give now. */
  commands: z.array(z.enum(["take", "release", "give", "finish", "recall"])),
  /** Fields that are answered or corrected in this task. */
  fields: z.array(z.string()),
  /** Requirements whose evidence this task asks for again. */
  evidence: z.array(z.string()),
  clocks: z.array(clock),
});

export const output = z.object({
  kind: z.enum(["licence", "letter", "document"]),
  name: z.string(),
  title: text,
  number: z.string().optional(),
  sha256: z.string(),
  size: z.number().int(),
  madeAt: instant,
  href: z.string(),
});

export const caseWhole = caseLine.extend({
  version: z.number().int(),
  agency: z.string(),
  endedAt: instant.optional(),
  clocks: z.array(clock),
  tasks: z.array(
    z.object({
      no: z.number().int(),
      stage: z.string(),
      key: z.string(),
      title: text,
      post: z.string(),
      status: z.enum(["waiting", "open", "taken", "done", "void"]),
      outcome: z.string().optional(),
      openedAt: instant.optional(),
      doneAt: instant.optional(),
    }),
  ),
  data: z.record(z.string(), z.json()),
  /** Fields (JSON pointers) that the applicant has been asked to correct. */
  marks: z.array(z.string()),
  commands: z.array(z.enum(["withdraw", "urge", "supervise", "remark", "open"])),
  extras: z.array(z.object({ key: z.string(), title: text, choose: z.boolean() })),
  outputs: z.array(output),
  /** For officers: the cases that tasks of this one are, such as one at each receiving organ. */
  opened: z
    .array(
      z.object({
        task: z.number().int(),
        id: z.uuid(),
        number: z.string(),
        title: text,
        agency: z.string(),
        /** When it came there. */
        openedAt: instant,
        /** The stage in which it is there, or how it ended; for those who may read it. */
        standing: text.optional(),
        /** What the task was told, once it was: signed for, closed. */
        outcome: text.optional(),
        toldAt: instant.optional(),
        /** When somebody there first opened the document that came with it. */
        readAt: instant.optional(),
        urged: z.number().int(),
        urgedAt: instant.optional(),
        /** It was signed for then, an answer is waited for, and the end of the day by which it is wanted. */
        unansweredSince: instant.optional(),
        answerBy: instant.optional(),
        /** The number of the document that answers it, and when that was made. */
        answered: z.string().optional(),
        answeredAt: instant.optional(),
      }),
    )
    .optional(),
  /** For officers: cases that this one is about, and cases about it (`inverse`). */
  related: z
    .array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        title: text,
        kind: z.enum(["about", "answers", "withdraws", "instruction", "minutes"]),
        inverse: z.boolean(),
        status: z.enum(["running", "ended"]),
        standing: text,
        documentNumber: z.string().optional(),
      }),
    )
    .optional(),
  /** Of a bundle: its parts, each a case of its own once it is opened. */
  parts: z
    .array(
      z.object({
        key: z.string(),
        title: text,
        service: z.string(),
        agency: z.string(),
        status: z.enum(["left-out", "waiting", "opening", "running", "ended", "not-opened"]),
        outcome: z.enum(["granted", "refused", "closed", "not-opened"]).optional(),
        /** Parts that it waits for, or for want of which it was not opened. */
        because: z.array(text),
        /** The register that does not answer, for which the part waits, and when it gives up. */
        silent: z.object({ register: z.string(), until: instant }).optional(),
        fees: z.array(fee),
        case: caseLine.optional(),
      }),
    )
    .optional(),
  /** Of a part's case: the bundle that it belongs to. */
  bundle: z.object({ number: z.string(), title: text, part: z.string(), href: z.string().optional() }).optional(),
});

export const acted = z.object({
  id: z.uuid(),
  number: z.string(),
  version: z.number().int(),
  status: z.enum(["running", "ended"]),
  stage: z.string(),
  end: z.string().optional(),
});

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined || !Number.isFinite(ms) ? undefined : new Date(ms).toISOString();
/** An instant as RFC 3339, left out where there is none. */
export const when = <K extends string>(key: K, ms: number | null | undefined): { [P in K]?: string } => {
  const value = iso(ms ?? undefined);
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
};

export const caseHref = (id: string): string => `/api/v1/cases/${id}`;

/** A case in a list. */
export function caseLineOf(
  pack: Pack,
  row: {
    id: string;
    number: string;
    status: "running" | "ended";
    end: string | null;
    stage: string;
    opened_at: number;
    due_at: number | null;
  },
): z.infer<typeof caseLine> {
  const { texts } = pack.header;
  const plain = (key: string) => ({ zh: key, en: key });
  return {
    id: row.id,
    number: row.number,
    service: pack.header.id,
    title: pack.header.title,
    status: row.status,
    stage: { key: row.stage, title: texts.stages[row.stage] ?? plain(row.stage) },
    ...(row.end === null
      ? {}
      : { end: { key: row.end, title: texts.ends[row.end] ?? plain(row.end), kind: pack.model.ends[row.end] ?? "none" } }),
    openedAt: new Date(row.opened_at).toISOString(),
    ...when("dueAt", row.due_at),
    href: caseHref(row.id),
  };
}

export const clocksOf = (view: Pick<CaseView, "clocks">): z.infer<typeof clock>[] =>
  view.clocks.map(({ key, title, reading }) => ({
    key,
    title,
    running: reading.running,
    ...when("due", reading.due),
    provisional: reading.provisional,
    overdue: reading.overdue,
    unit: reading.unit,
    total: reading.total,
    used: reading.used,
    left: reading.left,
  }));
