// Reads the forms of our own pages: urlencoded, or multipart with files that are streamed, never held in memory.

import { bearer } from "./csrf.ts";
import type { Http } from "./env.ts";
import { refuse } from "./errors.tsx";
import { type FormFields, formFields } from "./form-fields.ts";
import { boundaryOf, type FilePart, Malformed, multipart } from "./multipart.ts";

export type FormResult<File = never> =
  | { readonly ok: true; readonly fields: FormFields; readonly files: readonly { readonly name: string; readonly file: File }[] }
  | { readonly ok: false; readonly response: Response };

const mostFields = 2000;

const authentic = (c: Http, token: string): boolean => bearer(c) || c.get("csrfHolds")(token);

/** Reads an urlencoded form; its CSRF token is checked. */
export async function readForm(c: Http): Promise<FormResult> {
  const no = async (kind: Parameters<typeof refuse>[1]): Promise<FormResult> => ({ ok: false, response: await refuse(c, kind) });
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return type.startsWith("multipart/form-data") ? readUpload(c, drop) : no("unsupported");
  const text = await c.req.text();
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > mostFields) return no("unreadable");
  const fields = formFields(pairs);
  if (!authentic(c, fields.token)) return no("forged");
  c.get("heard")(fields.once);
  return { ok: true, fields, files: [] };
}

const drop = async (part: FilePart): Promise<never> => {
  for await (const _ of part.body);
  throw new Malformed("a file where none is expected");
};

/**
 * Reads a form with files. `take` gets each file as it streams in and must read it to its end; no file is given to it
 * before the CSRF token (the form's first field) has proved right. A file field left empty is not a file.
 */
export async function readUpload<File>(c: Http, take: (part: FilePart) => Promise<File>): Promise<FormResult<File>> {
  const no = async (kind: Parameters<typeof refuse>[1]): Promise<FormResult<File>> => ({ ok: false, response: await refuse(c, kind) });
  const boundary = boundaryOf(c.req.header("content-type") ?? "");
  if (boundary === undefined) return no("unsupported");
  const pairs: [string, string][] = [];
  const files: { name: string; file: File }[] = [];
  try {
    for await (const part of multipart(c.req.raw.body, boundary)) {
      if (part.kind === "field") pairs.push([part.name, part.value]);
      else {
        if (!authentic(c, formFields(pairs).token)) return await no("forged");
        files.push({ name: part.name, file: await take(part) });
      }
      if (pairs.length + files.length > mostFields) return await no("unreadable");
    }
  } catch (error) {
    if (error instanceof Malformed) return no("unreadable");
    throw error;
  }
  const fields = formFields(pairs);
  return authentic(c, fields.token) ? { ok: true, fields, files } : no("forged");
}
