import { readFileSync, statSync } from "node:fs";
import { decodeXml, fromBpmn } from "../../engine/bpmn/index.ts";
import { type Run, Unusable } from "../command.ts";

/** More cannot be a drawing that people made. */
const LARGEST = 20 * 1024 * 1024;

export const run: Run = async ({ args: [file = ""], json, out }) => {
  const decoded = decodeXml(bytesOf(file));
  const read = decoded.ok
    ? fromBpmn(decoded.text)
    : { ok: false as const, refusals: [{ line: 1, element: "", id: "", message: decoded.message }] };
  if (read.ok) {
    if (json) out.json({ ok: true, id: read.id, procedure: read.yaml });
    else out.line(read.yaml.trimEnd());
    return 0;
  }
  if (json) out.json({ ok: false, refusals: read.refusals.map((one) => ({ ...one, message: out.say(one.message) })) });
  else for (const { line, message } of read.refusals) out.note(`${file}:${line}: ${out.say(message)}`);
  return 1;
};

/** @throws Unusable */
function bytesOf(file: string): Uint8Array {
  try {
    if (statSync(file).size > LARGEST) throw new Unusable(`${file} is larger than 20 MB: no drawing of a procedure is.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}): check its name and your right to read it.`);
  }
}
