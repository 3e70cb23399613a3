// Documents and uploaded evidence of a case, for those who may read it.
import { layOfficial, madeProblemText, noteReading, readDocument, readEvidenceFile } from "../../casework/index.ts";
import { officialOutputs } from "../../catalogue/index.ts";
import { errorAnswer, type Http, refuse } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { openCase } from "./page.tsx";
import { text } from "./words.ts";

const types = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;

const numberOf = (c: Http): number | undefined => {
  const no = c.req.param("no") ?? "";
  return /^[1-9]\d{0,5}$/.test(no) ? Number(no) : undefined;
};

/** Always saved, never shown in place: what somebody uploaded is opened outside this site. */
const headers = (type: string, name: string): Record<string, string> => ({
  "content-type": type,
  "content-disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replaceAll("'", "%27")}`,
});

export async function documentFile(c: Http, bench: Bench): Promise<Response> {
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const no = numberOf(c);
  const found = no === undefined ? undefined : await readDocument(bench.desk, opened.view, no);
  if (no === undefined || !found) return refuse(c, "notFound");
  await noteReading(bench.desk, bench.officer, opened.view, { no, output: found.output });
  return c.body(new Uint8Array(found.bytes), 200, headers(types.pdf, found.name));
}

export async function evidenceFile(c: Http, bench: Bench): Promise<Response> {
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const no = numberOf(c);
  const found = no === undefined ? undefined : await readEvidenceFile(bench.desk, opened.view, no);
  if (!found) return refuse(c, "notFound");
  return c.body(new Uint8Array(found.bytes), 200, headers(types[found.file.kind], found.file.name));
}

/** An official document as it will look, before it is numbered and sealed. */
export async function documentPreview(c: Http, bench: Bench): Promise<Response> {
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { loaded } = opened.view;
  const output = officialOutputs(loaded.pack.header).find(({ id }) => id === c.req.param("output"));
  if (!output) return refuse(c, "notFound");
  const laid = await layOfficial(bench.desk, loaded, output, bench.desk.now());
  if (!laid.ok) return errorAnswer(c, { status: 409, title: text.notLaidOut, detail: madeProblemText(laid.problem) });
  return c.body(new Uint8Array(laid.pdf), 200, headers(types.pdf, `${output.id}-${loaded.row.number}.pdf`));
}
