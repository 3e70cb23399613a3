// The archive as the API says it: files and disposal lists.
import { z } from "zod";
import type { DisposalList, FileLine } from "../office/index.ts";
import { instant, text } from "./shapes.ts";

/** The id of a file, a hold, a loan or a list in an address. */
export const id = z.object({ id: z.uuid() });
export const day = z.iso.date();
export const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
export const retention = z.enum(["permanent", "30 years", "10 years"]);

export const fileShape = z.object({
  id: z.string(),
  number: z.string(),
  caseNumber: z.string(),
  agency: z.string(),
  class: z.string(),
  year: z.number().int(),
  retention,
  service: text,
  title: z.string().optional(),
  endedAt: instant,
  filedAt: instant,
  /** The first day on which it may be destroyed; absent where it is kept for good. */
  dueOn: day.optional(),
  held: z.boolean(),
  destroyedAt: instant.optional(),
});

const n = z.number().int();
/** What archives hold, by class, year and retention; of the whole city also by agency. */
export const figuresShape = z.object({
  files: z.array(z.object({ class: z.string(), year: n, retention, kept: n, destroyed: n })),
  lending: z.object({ asked: n, lent: n, overdue: n, returned: n, holds: n }),
  agencies: z.array(z.object({ agency: z.string(), kept: n, destroyed: n, due: n })),
});

/** How much of each a file holds. */
export const contents = z.object({
  entries: z.number().int(),
  answers: z.number().int(),
  texts: z.number().int(),
  documents: z.number().int(),
  evidence: z.number().int(),
  contacts: z.number().int(),
  subjects: z.number().int(),
});

export const listShape = z.object({
  id: z.string(),
  number: z.string(),
  agency: z.string(),
  state: z.enum(["review", "proposed", "approved", "executing", "done", "dropped"]),
  /** What is approved; absent while the list is under review. */
  act: z.string().optional(),
  approvals: z.array(z.object({ officer: z.string(), post: z.string(), at: instant })),
  lines: z.number().int(),
  reviewed: z.number().int(),
  toDestroy: z.number().int(),
  destroyed: z.number().int(),
  kept: z.number().int(),
  held: z.number().int(),
  /** SHA-256 of the certificate, hexadecimal. */
  certificate: z.string().optional(),
});

const iso = (at: number): string => new Date(at).toISOString();

export const fileOf = (line: FileLine): z.infer<typeof fileShape> => ({
  id: line.id,
  number: line.number,
  caseNumber: line.caseNumber,
  agency: line.agency,
  class: line.class,
  year: line.year,
  retention: line.retention,
  service: line.service,
  ...(line.title === undefined ? {} : { title: line.title }),
  endedAt: iso(line.endedAt),
  filedAt: iso(line.filedAt),
  ...(line.dueOn === null ? {} : { dueOn: line.dueOn }),
  held: line.held,
  ...(line.destroyedAt === null ? {} : { destroyedAt: iso(line.destroyedAt) }),
});

export const listOf = ({
  id: of,
  number,
  agency,
  state,
  act,
  approvals,
  lines,
  reviewed,
  toDestroy,
  destroyed,
  kept,
  held,
  certificate,
}: DisposalList): z.infer<typeof listShape> => ({
  id: of,
  number,
  agency,
  state,
  ...(act === undefined ? {} : { act }),
  approvals: approvals.map(({ officer, post, at }) => ({ officer, post, at: iso(at) })),
  lines,
  reviewed,
  toDestroy,
  destroyed,
  kept,
  held,
  ...(certificate === undefined ? {} : { certificate }),
});
