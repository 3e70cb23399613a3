// The applicant's receipt of a submission: a signed promise at once, with the proof of inclusion as soon as the log has it.
import { type Entry, entryBody, includeReceipt, promiseReceipt, type Receipt } from "../ledger/index.ts";
import { receiptPdf } from "../licence/index.ts";
import { dateTime, type Lang } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { CaseView } from "./view.ts";

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
  const entry: Entry = { case: row.id, seq: 1, at: first.at, type: first.type, actor: first.actor, body: entryBody(first) };
  const submitted = data ? cipher.openData(1, data.sealed) : { applicant: undefined, answers: {} };
  const copy = {
    number: row.number,
    service: pack.header.title,
    pack: pack.hash,
    applicant: submitted.applicant ? { kind: submitted.applicant.kind, name: submitted.applicant.name } : null,
    answers: submitted.answers,
  };
  const promised = promiseReceipt({
    signer: await desk.logSigner(),
    entry,
    nonce: cipher.nonce(1),
    data: copy,
    at: first.at,
    delay: mergeDelay,
  });
  return (await includeReceipt(desk.pool, promised)) ?? promised;
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
