// A submission becomes a case: everything is validated again, evidence is fetched, and case, data, evidence, first
// tasks, entry and jobs are written in one statement. The same submission under the same key is the same case.

import type { Pack } from "../catalogue/index.ts";
import { initial, refusals } from "../engine/procedure/index.ts";
import type { AskingTogether, KeptRow } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
import { type Commit, commit, type DocumentWrite, type EntryWrite, type SubjectWrite } from "./commit.ts";
import { type Consents, consentKey, consentSources, consentTo } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { sealEntry } from "./entry.ts";
import { type Answered, applicable, fieldsOf, type GivenEvidence, prefill } from "./evidence.ts";
import { evidenceWrite } from "./evidence-rows.ts";
import { examined } from "./examined.ts";
import { type Answers, factsOf, firstFacts } from "./facts.ts";
import { askAll, assemble, type Gathered } from "./gather.ts";
import { caseNumber, idFor, newId } from "./number.ts";
import { partyBlind } from "./parties.ts";
import { busy, type FieldProblem, invalid, type Refused, refused, reused } from "./refusal.ts";
import { rolesOf } from "./roles.ts";
import { caseWrite, jobsOf } from "./rows.ts";
import type { CaseSecret, PartyCopy } from "./secret.ts";
import { type CaseCipher, newCipher, openCipherOf } from "./secrets.ts";
import { step } from "./step.ts";
import { subjectsOf } from "./subjects.ts";
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

const attempts = 4;

/** What each requirement's registers said. */
export type AnsweredBy = Readonly<Record<string, Answered | undefined>>;

/** What was written just now, from which a receipt is made without reading it again; absent where it had been done before. */
export interface JustWritten {
  readonly entry: EntryWrite;
  readonly nonce: Uint8Array;
  readonly secret: CaseSecret;
}

/** The first entry of a case, and the key that opens it. */
export interface FirstTime {
  readonly request: Buffer;
  readonly sealed: Buffer;
  readonly agency: string;
  readonly wrapped: Buffer;
}

export interface SubmitOptions {
  readonly now?: number;
  /** The id that the caller's key stands for, where it was worked out already. */
  readonly id?: string | undefined;
  /** What was found under the caller's key, where that was looked up already: null for nothing, "unread" for leaving it to the writing. */
  readonly first?: FirstTime | "unread" | null | undefined;
  /** Answers of registers that may be used again for the applicant, where they were read already. */
  readonly kept?: readonly KeptRow[] | undefined;
  /** Told what was written, unless it had been written before. */
  readonly tell?: (written: JustWritten) => void;
}

const callerOf = (actor: Actor): string => (actor.kind === "party" || actor.kind === "officer" ? `${actor.kind}:${actor.id}` : actor.kind);

/** The id of the case that a caller's idempotency key stands for. */
export const caseIdFor = (desk: Pick<Desk, "keys">, actor: Actor, key: string): string =>
  idFor(desk.keys.derive("case ids").bytes, callerOf(actor), key);

/** `actor` has been found to be allowed to submit for `applicant`; `key` is the caller's idempotency key. */
export async function submit(
  desk: Desk,
  actor: Actor,
  submission: Submission,
  key: string | undefined,
  { now = desk.now(), id: given, first: looked, kept, tell = () => {} }: SubmitOptions = {},
): Promise<Submitted | Refused> {
  const caller = callerOf(actor);
  const id = given ?? (key === undefined ? newId(now) : caseIdFor(desk, actor, key));
  const request = submissionDigest(desk, actor, submission);
  let gathered: Gathered | undefined;
  // What registers were asked, until it is recorded: with the case, or by itself where no case comes of it.
  let unrecorded: Gathered["records"] = [];
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const unread = attempt === 0 && looked === "unread";
      const found =
        key === undefined ? null : attempt > 0 || looked === undefined ? await findFirst(desk, id) : looked === "unread" ? null : looked;
      if (found) return firstReply(desk, id, request, found);
      // What was taken in before is not refused for what has changed since.
      const refuse = async (why: Refused): Promise<Submitted | Refused> => {
        const before = unread ? await findFirst(desk, id) : undefined;
        return before ? firstReply(desk, id, request, before) : why;
      };
      if (!gathered) {
        let wrong: readonly FieldProblem[] = [];
        const before = () => {
          wrong = surelyWrong(desk, submission, now);
          return wrong.length === 0;
        };
        gathered = await gather(desk, actor, id, submission, { read: kept, before });
        if (gathered.stopped) return refuse(invalid(wrong));
        unrecorded = gathered.records;
      }
      const prepared = await prepareSubmission(desk, caller, id, submission, gathered.answered, request, attempt, now);
      if (!prepared.ok) return refuse(prepared);
      const about = await subjectsOf(desk, actor, submission, { agency: prepared.write.case.agency, answers: prepared.secret.answers });
      if ("ok" in about) return refuse(about);
      const write = { ...prepared.write, more: { ...prepared.write.more, subjects: about } };
      try {
        const done = await commit(desk.pool, write, unrecorded);
        unrecorded = [];
        if (done.outcome === "done") {
          tell({ entry: prepared.write.entry, nonce: prepared.cipher.nonce(1), secret: prepared.secret });
          return prepared.reply;
        }
        if (done.outcome === "conflict") return reused;
      } catch (error) {
        // Another first submission under this key, or a number that is taken: look again, or take the next number.
        if ((error as { code?: string }).code !== "23505") throw error;
      }
    }
    return busy;
  } finally {
    await desk.exchange.record(unrecorded);
  }
}

/** By this a submission is known again. */
export const submissionDigest = (desk: Pick<Desk, "digestRequest">, actor: Actor, submission: Submission): Buffer =>
  desk.digestRequest(actor, {
    // Not its version: the same submission sent again is the same after a new one was published.
    pack: submission.pack.header.id,
    data: submission.data,
    evidence: submission.evidence.map(({ file, ...rest }) => ({ ...rest, ...(file ? { file: file.id } : {}) })),
    applicant: submission.applicant?.id ?? null,
  });

async function findFirst(desk: Desk, id: string): Promise<FirstTime | undefined> {
  const { rows } = await desk.pool.query<FirstTime>({
    name: "casework-first-time",
    text: `select e.request, e.sealed, k.agency, k.wrapped from casework.entry e join keyring.case_key k on k.case_id = e.case_id
      where e.case_id = $1 and e.seq = 1`,
    values: [id],
  });
  return rows[0];
}

async function firstReply(desk: Desk, id: string, request: Uint8Array, first: FirstTime): Promise<Submitted | Refused> {
  if (!first.request.equals(Buffer.from(request))) return reused;
  const cipher = await openCipherOf(desk, id, first.agency, first.wrapped);
  return { ...(cipher.openEntry(1, first.sealed).reply as unknown as Submitted), repeated: true };
}

/** Answers that are wrong whatever the registers say: no department is asked about anybody for what will be refused anyway. */
function surelyWrong(desk: Desk, { pack, data, applicant }: Submission, now: number): FieldProblem[] {
  const { form } = pack;
  const always = form.pages.filter((page) => page.when === undefined).flatMap((page) => page.fields);
  const asked = new Set(always.filter((field) => form.fields[field]?.from === undefined));
  const facts = firstFacts(pack, data, applicant?.kind ?? "");
  const wrong = examined(form, data, desk.formPlace(now), facts).problems;
  const fieldOf = (pointer: string) => pointer.split("/")[1] ?? "";
  if (!wrong.some(({ pointer }) => asked.has(fieldOf(pointer)))) return [];
  return wrong
    .filter(({ pointer }) => form.fields[fieldOf(pointer)]?.from === undefined)
    .map(({ pointer, message }) => ({ pointer: `/data${pointer}`, detail: message }));
}

/** Asks the registers that were not asked already. */
export async function gather(
  desk: Desk,
  actor: Actor,
  id: string,
  { pack, applicant, data, evidence, answered: before, consents: given = {} }: Submission,
  asking: AskingTogether,
): Promise<Gathered> {
  const answered: Record<string, Answered | undefined> = { ...before };
  if (!applicant) return { answered, records: [] };
  const facts = firstFacts(pack, data, applicant.kind);
  const open = applicable(pack, facts).filter(({ id: one }) => answered[one] === undefined);
  const said = new Set(evidence.filter(({ consent }) => consent === true).map(({ requirement }) => requirement));
  const unsaid = open.filter(
    (one) => said.has(one.id) && consentSources(one).some(({ registry }) => given[consentKey(one.id, registry)] === undefined),
  );
  const giving = unsaid.length > 0 && actor.kind === "party";
  // No consent is written down, either, for what will be refused anyway.
  if (giving && asking.before?.() === false) return { answered, records: [], stopped: true };
  const consents = giving ? { ...(await consentTo(desk, unsaid, { pack, applicant, giver: actor.id, once: id })), ...given } : given;
  const asked = await askAll(desk, open, { pack, applicant, answers: data, about: { case: id } }, consents, asking);
  return { ...asked, answered: { ...answered, ...asked.answered } };
}

/** Everything that a submission writes and answers, worked out before anything is written. Exported for bulk loading. */
export async function prepareSubmission(
  desk: Desk,
  caller: string,
  id: string,
  submission: Submission,
  answered: AnsweredBy,
  request: Uint8Array,
  attempt: number,
  now: number,
) {
  const { pack, applicant } = submission;
  const begun = submission.agency ?? pack.header.agency;
  const kind = applicant?.kind ?? "";
  const first = firstFacts(pack, submission.data, kind);
  const assembled = assemble(pack, first, submission.evidence, answered, now);
  const fields = fieldsOf(assembled.evidence);
  const filled = prefill(pack, submission.data, fields);
  const seen = factsOf(pack, { answers: filled, evidence: fields, applicant: kind });
  const { problems, counted } = examined(pack.form, filled, desk.formPlace(now), seen);
  const answers = counted as Answers;
  const errors = [...problems.map(({ pointer, message }) => ({ pointer: `/data${pointer}`, detail: message })), ...assembled.problems];
  if (errors.length > 0) return invalid(errors);

  // Where no answer was dropped, the facts that the pages were walked by are the case's.
  const whole = Object.keys(answers).length === Object.keys(filled).length;
  const facts = whole ? seen : factsOf(pack, { answers, evidence: fields, applicant: kind });
  const roles = rolesOf(pack, { ...facts, starter: caller.startsWith("officer:") ? caller.slice(8) : null, agency: begun });
  const agency = pack.header.owner === undefined ? begun : (roles[pack.header.owner] ?? begun);
  const snapshot = { pack, state: initial, facts, roles };
  const by = caller.startsWith("officer:") ? caller : caller.startsWith("party:") ? "party" : "system";
  const stepped = step(snapshot, { type: "start" }, { now, by, calendar: desk.calendar, zone: desk.zone });
  if (!stepped.ok) return refused(409, stepped.refusal.code, refusals[stepped.refusal.code]);

  const cipher = await newCipher(desk, id, agency);
  const number = caseNumber(id, desk.day(now), attempt);
  const reply: Submitted = {
    ok: true,
    id,
    number,
    version: 1,
    status: stepped.state.status,
    stage: stepped.state.stage,
    openedAt: now,
    repeated: false,
  };
  const secret: CaseSecret = { applicant, ...(submission.agent ? { agent: submission.agent } : {}), answers };
  const row = {
    id,
    number,
    pack: pack.header.id,
    pack_hash: Buffer.from(pack.hash, "hex"),
    agency,
    run: { roles, marks: {} },
    party_blind: applicant ? partyBlind(desk, applicant.id) : null,
    agent_blind: submission.agent ? partyBlind(desk, submission.agent.id) : null,
    fingerprint: fingerprintOf(desk, pack, applicant, facts),
    parent: submission.parent?.id ?? null,
    parent_task: submission.parent?.task ?? null,
    channel: submission.channel,
    language: submission.language,
    opened_at: now,
    ended_at: null,
  };
  const entry = sealEntry(cipher, {
    id,
    seq: 1,
    command: id,
    at: now,
    actor: by,
    type: "start",
    events: stepped.events,
    request,
    secret: { reply: reply as unknown as Record<string, unknown> },
  });
  const write: Commit = {
    expected: 0,
    case: caseWrite(row, stepped, { version: 1, now, facts, marks: {} }),
    tasks: stepped.tasks,
    entry,
    more: {
      key: cipher.wrapped,
      data: { formHash: pack.hash, sealed: cipher.sealData(1, secret) },
      evidence: assembled.evidence.map((item, i) => evidenceWrite(item, i + 1, (content) => cipher.sealEvidence(i + 1, content))),
      ...(submission.handed ? { documents: submission.handed.map((one) => handedDocument(one, pack, cipher)) } : {}),
    },
    jobs: jobsOf(id, 1, stepped, submission.parent, pack.parts !== undefined),
  };
  return { ok: true as const, write, reply, state: stepped.state, cipher, secret, evidence: assembled.evidence };
}

const handedDocument = ({ name, number, stored }: HandedDocument, { header }: Pack, cipher: CaseCipher): DocumentWrite => ({
  task: undefined,
  kind: "document",
  name,
  number,
  sha256: Buffer.from(stored.sha256, "hex"),
  size: stored.size,
  file: stored.id,
  sealed: cipher.sealDocument(stored.id, { key: stored.key.toString("base64") }),
  classification: header.classification,
  retention: header.retention,
});

/** Two cases with the same fingerprint look like the same matter of the same applicant. */
function fingerprintOf(desk: Desk, pack: Pack, applicant: PartyCopy | undefined, facts: Record<string, unknown>): Buffer | null {
  if (!applicant || pack.header.fingerprint.length === 0) return null;
  const matter = pack.header.fingerprint.map((name) => facts[name] ?? null);
  return Buffer.from(desk.keys.blind("case fingerprint", JSON.stringify([applicant.id, pack.header.id, matter])));
}
