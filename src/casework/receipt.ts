// The applicant's receipt of a submission: a signed promise at once, with the proof of inclusion as soon as the log has it.
import { setImmediate as turn } from "node:timers/promises";
import type { Pack } from "../catalogue/index.ts";
import type { Actor } from "../identity/index.ts";
import { type Entry, entryBody, includeReceipt, promiseReceipt, type Receipt } from "../ledger/index.ts";
import { receiptPdf } from "../licence/index.ts";
import { dateTime, type Lang } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { Refused } from "./refusal.ts";
import type { CaseSecret } from "./secret.ts";
import type { Submission, SubmitOptions, Submitted, Writing } from "./submission.ts";
import { submit } from "./submit.ts";
import { type CaseView, caseView } from "./view.ts";

/** Within how many milliseconds a submission is in the log: an entry becomes a leaf within a second, a checkpoint follows. */
export const mergeDelay = 60_000;

/** The receipt as it stands now: promised, or included. */
export async function caseReceipt(desk: Desk, { loaded: { row, cipher, pack } }: CaseView): Promise<Receipt> {
  const [first, data] = await Promise.all([
    desk.db
      .selectFrom("casework.entry")
      .select(["at", "actor", "type", "command", "events", "request"])
      .where("case_id", "=", row.id)
      .where("seq", "=", 1)
      .executeTakeFirstOrThrow(),
    desk.db.selectFrom("casework.data").select("sealed").where("case_id", "=", row.id).where("version", "=", 1).executeTakeFirst(),
  ]);
  const submitted: CaseSecret = data ? cipher.openData(1, data.sealed) : { applicant: undefined, answers: {} };
  const promised = await promiseOf(desk, pack, row, first, cipher.nonce(1), submitted);
  return (await includeReceipt(desk.pool, promised)) ?? promised;
}

/** Submits, and gives the receipt at once: a promise, made while the database writes and handed out only when it has. */
export async function submitForReceipt(
  desk: Desk,
  actor: Actor,
  submission: Submission,
  key: string | undefined,
  read: Pick<SubmitOptions, "first" | "id" | "kept"> = {},
): Promise<(Submitted & { readonly receipt: Receipt }) | Refused> {
  let promised: Promise<Receipt> | undefined;
  const tell = ({ reply, entry, nonce, secret }: Writing) => {
    promised = turn().then(() => promiseOf(desk, submission.pack, reply, entry, nonce, secret));
    // Where nothing was written nobody waits for it.
    promised.catch(() => {});
  };
  const done = await submit(desk, actor, submission, key, { ...read, tell });
  if (!done.ok) return done;
  if (promised && !done.repeated) return { ...done, receipt: await promised };
  const view = await caseView(desk, actor, done.id);
  return "ok" in view ? view : { ...done, receipt: await caseReceipt(desk, view) };
}

type FirstEntry = Parameters<typeof entryBody>[0] & Pick<Entry, "at" | "type" | "actor"> & { readonly digest?: Uint8Array };

/** A signed promise that the submission of a case will be in the log. */
async function promiseOf(
  desk: Desk,
  pack: Pack,
  { id, number }: { readonly id: string; readonly number: string },
  first: FirstEntry,
  nonce: Uint8Array,
  { applicant, answers }: CaseSecret,
): Promise<Receipt> {
  const { at, type, actor } = first;
  return promiseReceipt({
    signer: await desk.logSigner(),
    entry: { case: id, seq: 1, at, type, actor, body: entryBody(first) },
    nonce,
    data: {
      number,
      service: pack.header.title,
      pack: pack.hash,
      applicant: applicant ? { kind: applicant.kind, name: applicant.name } : null,
      answers,
    },
    at,
    delay: mergeDelay,
    ...(first.digest ? { digest: first.digest } : {}),
  });
}

/** The receipt as a page to keep, with the same receipt inside it. */
export async function receiptDocument(desk: Desk, view: CaseView, receipt: Receipt, lang: Lang): Promise<Uint8Array> {
  const { row, pack } = view.loaded;
  const agency = (await desk.organisation.current())?.agency(row.agency);
  const { applicant } = view.loaded.secret();
  return receiptPdf({
    renderer: await desk.renderer(),
    receipt: receipt as never,
    lang,
    page: {
      issuer: agency?.title ?? { zh: row.agency, en: row.agency },
      rows: [
        { label: { zh: "办件编号", en: "Case number" }, value: row.number },
        { label: { zh: "事项", en: "Service" }, value: pack.header.title[lang] },
        { label: { zh: "申请人", en: "Applicant" }, value: applicant?.name ?? "" },
        { label: { zh: "提交时间", en: "Submitted" }, value: dateTime(row.opened_at, lang, desk.zone) },
      ],
      verifyUrl: `${desk.publicUrl}/${lang}/verify`,
    },
    at: row.opened_at,
  });
}
