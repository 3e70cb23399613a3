// What a case gave out: its receipt, its letters and licences.
import { z } from "zod";
import {
  type CaseView,
  caseReceipt,
  caseView,
  type Desk,
  documentsOf,
  noteReading,
  readDocument,
  receiptDocument,
  recordOpening,
} from "../casework/index.ts";
import { receiptSchema } from "../ledger/index.ts";
import { accepted } from "./accept.ts";
import { Refuse } from "./refuse.ts";
import { type Call, type Reply, type Route, route } from "./route.ts";
import { caseHref, output } from "./shapes.ts";

const id = z.object({ id: z.uuid() });

/** The case of a request, as its reader may see it; that it was opened is noted. */
export async function openCase(
  desk: Desk,
  { actor, params }: Pick<Call<{ id: string }, unknown, unknown>, "actor" | "params">,
): Promise<CaseView> {
  const view = await caseView(desk, actor, params.id);
  if ("ok" in view) throw new Refuse(view);
  await recordOpening(desk, actor, view);
  return view;
}

/** The letters and licences of a case. */
export async function outputsOf(desk: Desk, view: CaseView): Promise<z.infer<typeof output>[]> {
  return (await documentsOf(desk, view)).map(({ no, madeAt, number, ...document }) => ({
    ...document,
    ...(number === undefined ? {} : { number }),
    madeAt: new Date(madeAt).toISOString(),
    href: `${caseHref(view.heading.id)}/outputs/${no}`,
  }));
}

export function fileRoutes(desk: Desk): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/cases/{id}/receipt",
      id: "readReceipt",
      summary: "The receipt of the submission, as JSON or PDF by Accept",
      tag: "cases",
      access: "cases:read",
      params: id,
      answers: { 200: { description: "The receipt", schema: receiptSchema, bytes: ["application/pdf"] } },
      handle: async (call) => {
        const view = await openCase(desk, call);
        const receipt = await caseReceipt(desk, view);
        if (accepted(call.headers.get("accept"), ["application/json", "application/pdf"]) === "application/json")
          return { status: 200, body: receipt };
        const content = await receiptDocument(desk, view, receipt, view.loaded.row.language);
        return { status: 200, bytes: { type: "application/pdf", content, name: `receipt-${view.heading.number}.pdf` } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/outputs",
      id: "listOutputs",
      summary: "Letters and licences of a case",
      tag: "cases",
      access: "cases:read",
      params: id,
      answers: {
        200: { description: "Every document, in the order in which they were made", schema: z.object({ outputs: z.array(output) }) },
      },
      handle: async (call) => ({ status: 200, body: { outputs: await outputsOf(desk, await openCase(desk, call)) } }),
    }),
    route({
      method: "get",
      path: "/cases/{id}/outputs/{no}",
      id: "readOutput",
      summary: "One letter or licence, as the signed PDF",
      tag: "cases",
      access: "cases:read",
      params: id.extend({ no: z.coerce.number().int().positive().max(2_147_483_647) }),
      answers: { 200: { description: "The document", bytes: ["application/pdf"] } },
      handle: async (call): Promise<Reply> => {
        const view = await openCase(desk, call);
        const found = await readDocument(desk, view, call.params.no);
        if (found) await noteReading(desk, call.actor, view, { no: call.params.no, output: found.output });
        return found ? { status: 200, bytes: { type: "application/pdf", content: found.bytes, name: found.name } } : { status: 404 };
      },
    }),
  ];
}
