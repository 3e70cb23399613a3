// What somebody hands in, and what is answered to it; by what it is known again when it is sent a second time.
import type { Pack } from "../catalogue/index.ts";
import { type Event, replay } from "../engine/procedure/index.ts";
import type { KeptRow } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
import type { EntryWrite, SubjectWrite } from "./commit.ts";
import type { Consents } from "./consents.ts";
import type { Desk } from "./desk.ts";
import type { Answered, GivenEvidence } from "./evidence.ts";
import type { Answers } from "./facts.ts";
import { idFor } from "./number.ts";
import type { CaseSecret, PartyCopy } from "./secret.ts";
import type { Stored } from "./vault.ts";

export interface Submission {
  readonly pack: Pack;
  readonly data: Answers;
  readonly evidence: readonly GivenEvidence[];
  /** What was already asked for the draft, by requirement; asked now where absent. */
  readonly answered?: AnsweredBy;
  /** Consents given for the draft, by `requirement/register`; those that the evidence speaks of and that are absent are given now. */
  readonly consents?: Consents;
  /** The agency that owns the case, where it is not the pack's own (a child case at a receiving organ). */
  readonly agency?: string;
  readonly applicant: PartyCopy | undefined;
  /** The person who acts for the applicant. */
  readonly agent?: PartyCopy;
  readonly language: "zh" | "en";
  readonly channel: "online" | "counter" | "api" | "case";
  /** The case and task for which this is a case of its own. */
  readonly parent?: { readonly id: string; readonly task: number };
  /** What the case is about, where another case opens it. */
  readonly subjects?: readonly SubjectWrite[];
  /** Copies of documents that the case begins with, stored already. */
  readonly handed?: readonly HandedDocument[];
}

/** A document that another case hands over: the same bytes, under a key of this case's own. */
export interface HandedDocument {
  readonly name: string;
  readonly number: string | undefined;
  readonly stored: Pick<Stored, "id" | "key" | "size" | "sha256">;
}

export interface Submitted {
  readonly ok: true;
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: "running" | "ended";
  readonly stage: string;
  readonly openedAt: number;
  readonly repeated: boolean;
}

/** What each requirement's registers said. */
export type AnsweredBy = Readonly<Record<string, Answered | undefined>>;

/** What is being written, from which a receipt is made without reading it again. */
export interface Writing {
  readonly reply: Submitted;
  readonly entry: EntryWrite;
  readonly nonce: Uint8Array;
  readonly secret: CaseSecret;
}

/** The first entry of a case, and the case's number. */
export interface FirstTime {
  readonly request: Buffer;
  readonly number: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly events: readonly Event[];
}

/** What was answered when the case was opened: it follows from its first entry. */
export function firstReply(id: string, { number, at, events }: FirstTime): Submitted {
  const { status, stage } = replay(events);
  return { ok: true, id, number, version: 1, status, stage, openedAt: at, repeated: true };
}

export interface SubmitOptions {
  readonly now?: number;
  /** The id that the caller's key stands for, where it was worked out already. */
  readonly id?: string | undefined;
  /** What was found under the caller's key, where that was looked up already: null for nothing, "unread" for leaving it to the writing. */
  readonly first?: FirstTime | "unread" | null | undefined;
  /** Answers of registers that may be used again for the applicant, where they were read already. */
  readonly kept?: readonly KeptRow[] | undefined;
  /** Told what is being written, at each attempt: what is answered is of the last one, unless it is `repeated`. */
  readonly tell?: (writing: Writing) => void;
}

/** Who hands it in, as entries name them. */
export const callerOf = (actor: Actor): string =>
  actor.kind === "party" || actor.kind === "officer" ? `${actor.kind}:${actor.id}` : actor.kind;

/** The id of the case that a caller's idempotency key stands for. */
export const caseIdFor = (desk: Pick<Desk, "keys">, actor: Actor, key: string): string =>
  idFor(desk.keys.derive("case ids").bytes, callerOf(actor), key);

/** By this a submission is known again. */
export const submissionDigest = (desk: Pick<Desk, "digestRequest">, actor: Actor, submission: Submission): Buffer =>
  desk.digestRequest(actor, {
    // Not its version: the same submission sent again is the same after a new one was published.
    pack: submission.pack.header.id,
    data: submission.data,
    evidence: submission.evidence.map(({ file, ...rest }) => ({ ...rest, ...(file ? { file: file.id } : {}) })),
    applicant: submission.applicant?.id ?? null,
  });
