// What a case gives to take along: the receipt, letters and licences.
import { type CaseView, caseReceipt, readDocument, receiptDocument } from "../../casework/index.ts";
import { refuse } from "../../platform/http/index.ts";
import type { PartyVisit } from "../context.ts";
import { param } from "../handle.ts";

/** Sent to be saved under a name, and kept by nobody in between. */
function send({ c }: PartyVisit, bytes: Uint8Array, type: string, name: string): Response {
  return c.body(new Uint8Array(bytes), 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`,
    "cache-control": "no-store",
  });
}

export async function receiptPdf(visit: PartyVisit, view: CaseView): Promise<Response> {
  const receipt = await caseReceipt(visit.desk, view);
  const pdf = await receiptDocument(visit.desk, view, receipt, visit.lang);
  return send(visit, pdf, "application/pdf", `receipt-${view.heading.number}.pdf`);
}

export async function receiptJson(visit: PartyVisit, view: CaseView): Promise<Response> {
  const receipt = await caseReceipt(visit.desk, view);
  return send(visit, Buffer.from(`${JSON.stringify(receipt, null, 2)}\n`), "application/json", `receipt-${view.heading.number}.json`);
}

export async function documentFile(visit: PartyVisit, view: CaseView): Promise<Response> {
  const no = param(visit, "no");
  const found = /^[1-9]\d{0,5}$/.test(no) ? await readDocument(visit.desk, view, Number(no)) : undefined;
  return found ? send(visit, found.bytes, "application/pdf", found.name) : refuse(visit.c, "notFound");
}
