// Everything that a submission writes and answers, worked out before anything is written. Sealing comes last and by itself: a cipher
// that has not run for a while costs four times as much as the same one right after, so those who write together seal together.
import type { Pack } from "../catalogue/index.ts";
import { initial, refusals } from "../engine/procedure/index.ts";
import type { Commit, DocumentWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { sealEntry } from "./entry.ts";
import { fieldsOf, prefill } from "./evidence.ts";
import { contentsWithData, firstEvidence } from "./evidence-rows.ts";
import { examined } from "./examined.ts";
import { type Answers, factsOf, firstFacts } from "./facts.ts";
import { assemble } from "./gather.ts";
import { caseNumber } from "./number.ts";
import { partyBlind } from "./parties.ts";
import { invalid, refused } from "./refusal.ts";
import { rolesOf } from "./roles.ts";
import { caseWrite, jobsOf } from "./rows.ts";
import type { CaseSecret, PartyCopy } from "./secret.ts";
import { type CaseCipher, newCipher } from "./secrets.ts";
import { step } from "./step.ts";
import type { AnsweredBy, HandedDocument, Submission, Submitted } from "./submission.ts";

/** What a submission writes, and the cipher that it is sealed with. */
export interface SealedSubmission {
  readonly write: Commit;
  readonly cipher: ReturnType<typeof newCipher>;
}

/**
 * Everything that a submission writes and answers, worked out before anything is written; `seal` makes what is written, under a new key
 * each time. `request` gives the digest of what was asked. Exported for bulk loading.
 */
export async function prepareSubmission(
  desk: Desk,
  caller: string,
  id: string,
  submission: Submission,
  answered: AnsweredBy,
  request: () => Uint8Array,
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

  const agencyKey = await desk.agencyKeys.key(agency);
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
  const secret: CaseSecret = {
    applicant,
    ...(submission.agent ? { agent: submission.agent } : {}),
    answers,
    ...contentsWithData(assembled.evidence),
  };
  const seal = (): SealedSubmission => {
    // Ciphers one after another, then hashes: each makes the next of its kind cheaper.
    const cipher = newCipher(agencyKey, id);
    const sealed = cipher.sealData(1, secret);
    const evidence = firstEvidence(assembled.evidence, cipher);
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
      request: request(),
    });
    const write: Commit = {
      expected: 0,
      case: caseWrite(row, stepped, { version: 1, now, facts, marks: {} }),
      tasks: stepped.tasks,
      entry,
      more: {
        key: cipher.wrapped,
        data: { formHash: pack.hash, sealed },
        evidence,
        ...(submission.handed ? { documents: submission.handed.map((one) => handedDocument(one, pack, cipher)) } : {}),
      },
      jobs: jobsOf(id, 1, stepped, submission.parent, pack.parts !== undefined),
    };
    return { write, cipher };
  };
  return { ok: true as const, agency, reply, state: stepped.state, secret, evidence: assembled.evidence, seal };
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
