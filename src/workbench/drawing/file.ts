// A published procedure as a BPMN file, to be opened in any modeller.
import { bpmnOf } from "../../catalogue/index.ts";
import { errorAnswer, type Http } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { text } from "./words.ts";

export async function drawingFile(c: Http, { desk, directory, lang }: Bench): Promise<Response> {
  const versions = await desk.catalogue.versions();
  const version = versions.find(({ hash }) => hash === c.req.param("hash"));
  if (!version) return errorAnswer(c, { status: 404, title: text.noPack, detail: text.noPackText });
  const pack = await desk.catalogue.pack(version.hash);
  return c.body(bpmnOf(pack, directory, lang), 200, {
    "content-type": "application/xml; charset=utf-8",
    "content-disposition": `attachment; filename="${version.id}.bpmn"`,
  });
}
