// The typed tables of casework. Only casework.commit and its fellows write them; drafts alone are written directly.
import type { ColumnType, Generated } from "kysely";
import type { Event } from "../engine/procedure/index.ts";
import type { Facts } from "./facts.ts";

/** Epoch milliseconds; infinity where there is no date. */
type Instant = ColumnType<number, never, never>;
type ReadOnly<T> = ColumnType<T, never, never>;

export interface CaseRow {
  id: ReadOnly<string>;
  number: ReadOnly<string>;
  pack: ReadOnly<string>;
  pack_hash: ReadOnly<Buffer>;
  agency: ReadOnly<string>;
  version: ReadOnly<number>;
  status: ReadOnly<"running" | "ended">;
  end: ReadOnly<string | null>;
  stage: ReadOnly<string>;
  round: ReadOnly<number>;
  run: ReadOnly<Run>;
  facts: ReadOnly<Facts>;
  party_blind: ReadOnly<Buffer | null>;
  agent_blind: ReadOnly<Buffer | null>;
  fingerprint: ReadOnly<Buffer | null>;
  parent: ReadOnly<string | null>;
  parent_task: ReadOnly<number | null>;
  channel: ReadOnly<string>;
  language: ReadOnly<string>;
  opened_at: Instant;
  ended_at: ColumnType<number | null, never, never>;
  due_at: ColumnType<number | null, never, never>;
  warn_at: ColumnType<number | null, never, never>;
  provisional: ReadOnly<boolean>;
  calendar_version: ReadOnly<string>;
}

/** What of a case's state is in no column of its own. */
export interface Run {
  visits: Record<string, number>;
  clocks: Record<
    string,
    { segments: { from: number; to?: number; ground?: string }[]; extra: { n: number; unit: "workdays" | "days" | "hours" }[] }
  >;
  returnTo?: string;
  last?: unknown;
  /** In whose place a task was done, by its number, where that is another than who did it. */
  stands?: Readonly<Record<string, string>>;
  /** Roles bound at the start: role → agency or officer. */
  roles: Readonly<Record<string, string>>;
  /** Fields open for correction, by the task in which they are. */
  marks: Readonly<Record<string, readonly string[]>>;
}

export interface TaskRow {
  case_id: ReadOnly<string>;
  no: ReadOnly<number>;
  stage: ReadOnly<string>;
  round: ReadOnly<number>;
  key: ReadOnly<string>;
  item: ReadOnly<string | null>;
  extra: ReadOnly<boolean>;
  carried: ReadOnly<boolean>;
  status: ReadOnly<"waiting" | "open" | "taken" | "done" | "void">;
  post: ReadOnly<string>;
  officer: ReadOnly<string | null>;
  outcome: ReadOnly<string | null>;
  opened_at: ColumnType<number | null, never, never>;
  done_at: ColumnType<number | null, never, never>;
  due_at: ReadOnly<number>;
  late_at: ColumnType<number | null, never, never>;
}

export interface EntryRow {
  case_id: ReadOnly<string>;
  seq: ReadOnly<number>;
  command: ReadOnly<string>;
  at: Instant;
  actor: ReadOnly<string>;
  type: ReadOnly<string>;
  events: ReadOnly<Event[]>;
  request: ReadOnly<Buffer>;
  digest: ReadOnly<Buffer>;
  sealed: ReadOnly<Buffer>;
}

export interface DataRow {
  case_id: ReadOnly<string>;
  version: ReadOnly<number>;
  form_hash: ReadOnly<string>;
  sealed: ReadOnly<Buffer>;
}

export interface EvidenceRow {
  case_id: ReadOnly<string>;
  no: ReadOnly<number>;
  requirement: ReadOnly<string>;
  source: ReadOnly<"registry" | "declaration" | "upload">;
  register: ReadOnly<string | null>;
  request: ReadOnly<string | null>;
  objection: ReadOnly<boolean>;
  fetched_at: Instant;
  sealed: ReadOnly<Buffer>;
}

export interface DocumentRow {
  case_id: ReadOnly<string>;
  no: ReadOnly<number>;
  task: ReadOnly<number | null>;
  kind: ReadOnly<"licence" | "letter" | "document">;
  name: ReadOnly<string>;
  number: ReadOnly<string | null>;
  sha256: ReadOnly<Buffer>;
  size: ReadOnly<number>;
  file: ReadOnly<string>;
  sealed: ReadOnly<Buffer>;
  made_at: Instant;
  classification: ReadOnly<string>;
  retention: ReadOnly<string>;
}

export interface AlertRow {
  case_id: ReadOnly<string>;
  clock: ReadOnly<string>;
  kind: ReadOnly<"warn" | "overdue">;
  due_at: Instant;
  at: Instant;
}

export interface DraftRow {
  id: string;
  account: string;
  pack: string;
  pack_hash: Buffer;
  wrapped: Buffer;
  sealed: Buffer;
  version: Generated<number>;
  submitted: string | null;
  updated_at: ColumnType<number, Date | undefined, Date>;
  expires_at: ColumnType<number, Date, Date>;
}

export interface ContactRow {
  id: string;
  at: Instant;
  kind: "visit" | "call" | "letter";
  service: string | null;
  agency: string;
  post: string;
  officer: string;
  struck_at: ColumnType<number | null, never, never>;
}

export interface UploadRow {
  id: string;
  account: string;
  kind: "pdf" | "jpeg" | "png";
  size: number;
  sha256: Buffer;
  sealed: Buffer;
  /** Keyed hash of the caller and its idempotency key. */
  key_hash: Buffer | null;
  at: ColumnType<number, undefined, never>;
}

/** One version of a text of a case. */
export interface TextRow {
  case_id: ReadOnly<string>;
  name: ReadOnly<string>;
  version: ReadOnly<number>;
  base: ReadOnly<number | null>;
  officer: ReadOnly<string>;
  at: Instant;
  sha256: ReadOnly<Buffer>;
  size: ReadOnly<number>;
  sealed: ReadOnly<Buffer>;
}

/** Another case that a case is about. */
export interface SubjectRow {
  case_id: ReadOnly<string>;
  about: ReadOnly<string>;
  kind: ReadOnly<"about" | "answers" | "withdraws" | "instruction" | "minutes">;
}

/** A number that a task took of an organ's series. */
export interface NumberRow {
  case_id: ReadOnly<string>;
  task: ReadOnly<number>;
  organ: ReadOnly<string>;
  word: ReadOnly<string>;
  year: ReadOnly<number>;
  n: ReadOnly<number>;
  taken_at: Instant;
}

export interface CaseTables {
  "casework.case": CaseRow;
  "casework.task": TaskRow;
  "casework.entry": EntryRow;
  "casework.data": DataRow;
  "casework.evidence": EvidenceRow;
  "casework.document": DocumentRow;
  "casework.text": TextRow;
  "casework.subject": SubjectRow;
  "casework.number": NumberRow;
  "casework.alert": AlertRow;
  "casework.draft": DraftRow;
  "casework.upload": UploadRow;
  "casework.contact": ContactRow;
  "casework.contact_case": { case_id: string; contact: string };
  "keyring.agency_key": { agency: string; wrapped: Buffer; made_at: ColumnType<number, never, never> };
  "keyring.case_key": { case_id: ReadOnly<string>; agency: ReadOnly<string>; wrapped: ReadOnly<Buffer> };
}
