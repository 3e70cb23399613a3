import type { Desk } from "./desk.ts";
import type { UploadedFile } from "./evidence.ts";
import { evidenceOf } from "./evidence-rows.ts";
import type { CaseView } from "./view.ts";

/** A file that was supplied as evidence, by the evidence's number in the case; undefined where there is none. */
export async function readEvidenceFile(
  desk: Desk,
  { loaded }: CaseView,
  no: number,
): Promise<{ readonly file: UploadedFile; readonly bytes: Buffer } | undefined> {
  const file = (await evidenceOf(desk, loaded)).find((one) => one.no === no)?.content.file;
  return file && { file, bytes: await desk.files.read(file.id, Buffer.from(file.key, "base64")) };
}
