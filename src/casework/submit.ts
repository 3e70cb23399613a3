// A submission becomes a case: everything is validated again, evidence is fetched, and case, data, evidence, first
// tasks, entry and jobs are written in one statement. The same submission under the same key is the same case.
import type { AskingTogether } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
import { commitTogether } from "./commit-together.ts";
import { consentKey, consentSources, consentTo } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { type Answered, applicable } from "./evidence.ts";
import { examined } from "./examined.ts";
import { firstFacts } from "./facts.ts";
import { askAll, type Gathered } from "./gather.ts";
import { newId } from "./number.ts";
import { prepareSubmission } from "./prepare-submission.ts";
import { busy, type FieldProblem, invalid, type Refused, reused } from "./refusal.ts";
import { subjectsOf } from "./subjects.ts";
import {
  callerOf,
  caseIdFor,
  type FirstTime,
  firstReply,
  type Submission,
  type SubmitOptions,
  type Submitted,
  submissionDigest,
} from "./submission.ts";

const attempts = 4;

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
  let digest: Buffer | undefined;
  const request = () => {
    digest ??= submissionDigest(desk, actor, submission);
    return digest;
  };
  let gathered: Gathered | undefined;
  // What registers were asked, until it is recorded: with the case, or by itself where no case comes of it.
  let unrecorded: Gathered["records"] = [];
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const unread = attempt === 0 && looked === "unread";
      const found =
        key === undefined ? null : attempt > 0 || looked === undefined ? await findFirst(desk, id) : looked === "unread" ? null : looked;
      if (found) return again(id, request(), found);
      // What was taken in before is not refused for what has changed since.
      const refuse = async (why: Refused): Promise<Submitted | Refused> => {
        const before = unread ? await findFirst(desk, id) : undefined;
        return before ? again(id, request(), before) : why;
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
      const about = await subjectsOf(desk, actor, submission, { agency: prepared.agency, answers: prepared.secret.answers });
      if ("ok" in about) return refuse(about);
      const { reply, secret } = prepared;
      const seal = () => {
        const { write, cipher } = prepared.seal();
        tell({ reply, entry: write.entry, nonce: cipher.nonce(1), secret });
        return { ...write, more: { ...write.more, subjects: about } };
      };
      try {
        const done = await commitTogether(desk.pool, seal, unrecorded);
        unrecorded = [];
        if (done.outcome === "done") return reply;
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

async function findFirst(desk: Desk, id: string): Promise<FirstTime | undefined> {
  const { rows } = await desk.pool.query<FirstTime>({
    name: "casework-first-time",
    text: `select e.request, e.at, e.events, c.number from casework.entry e join casework.case c on c.id = e.case_id
      where e.case_id = $1 and e.seq = 1`,
    values: [id],
  });
  return rows[0];
}

const again = (id: string, request: Uint8Array, first: FirstTime): Submitted | Refused =>
  first.request.equals(request) ? firstReply(id, first) : reused;

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
