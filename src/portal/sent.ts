// A form that may bring a file: browsers send it as multipart, programs sometimes without.
import { type FilePart, type FormResult, type Http, readForm, readUpload } from "../platform/http/index.ts";

/** Reads either kind; without multipart there is no file. */
export async function readSent<File>(c: Http, take: (part: FilePart) => Promise<File>): Promise<FormResult<File>> {
  if ((c.req.header("content-type") ?? "").startsWith("multipart/form-data")) return readUpload(c, take);
  const form = await readForm(c);
  return form.ok ? { ...form, files: [] } : form;
}
