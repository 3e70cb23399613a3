// A text as the form of a page sends it.
import { parseText, readPlain, type TextDoc } from "../../engine/text/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { lineProblem } from "./words.ts";

export type Sent =
  | { readonly ok: true; readonly text: TextDoc }
  | { readonly ok: false; readonly plain: string; readonly errors: readonly FieldError[] };

/** What was sent: the editor's own shape where it ran, else plain lines. */
export function readSent(fields: FormFields): Sent {
  const structured = fields.get("structured");
  const plain = (fields.all("plain")[0] ?? "").slice(0, 400_000);
  if (structured !== undefined) {
    const parsed = parseText(json(structured));
    if (parsed.ok) return parsed;
    return { ok: false, plain, errors: parsed.problems.map(({ detail }) => ({ name: "plain", text: detail })) };
  }
  const read = readPlain(plain);
  if (read.ok) return read;
  return {
    ok: false,
    plain,
    errors: read.problems.slice(0, 20).map(({ line, detail }) => ({ name: "plain", text: lineProblem(line, detail) })),
  };
}

function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
