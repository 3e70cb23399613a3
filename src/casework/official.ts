// The official documents of a case: laid out to be read before, then made, sealed and signed in the task that makes them.
import type { OfficialOutput } from "../catalogue/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Desk } from "./desk.ts";
import type { MadeProblem } from "./documents.ts";
import type { Loaded } from "./load.ts";
import { isSealed, officialData, numberOf as officialNumber } from "./official-data.ts";

/** An official document as it will look, without seal and signature. */
export async function layOfficial(
  desk: Desk,
  loaded: Loaded,
  output: OfficialOutput,
  now: number,
): Promise<{ readonly ok: true; readonly pdf: Uint8Array } | { readonly ok: false; readonly problem: MadeProblem }> {
  if (!desk.office) return { ok: false, problem: noOffice };
  const data = await officialData(desk, loaded, output, now);
  if (!data.ok) return { ok: false, problem: { kind: "record", text: data.text } };
  return desk.office.lay(data.document, now);
}

/** The official document that a task makes: sealed and signed for each organ, or as it is where it bears no seal. */
export async function makeOfficial(
  desk: Desk,
  loaded: Loaded,
  output: OfficialOutput,
  task: number,
  now: number,
  actor: Actor,
): Promise<
  | {
      readonly ok: true;
      readonly pdf: Uint8Array;
      readonly number: string | undefined;
      readonly uses: readonly Readonly<Record<string, unknown>>[];
    }
  | { readonly ok: false; readonly problem: MadeProblem }
> {
  if (!desk.office) return { ok: false, problem: noOffice };
  const data = await officialData(desk, loaded, output, now, { actor, task });
  if (!data.ok) return { ok: false, problem: { kind: "record", text: data.text } };
  const { document, acts } = data;
  const number = await officialNumber(desk, loaded, output);
  if (output.number && number === undefined)
    return { ok: false, problem: { kind: "record", text: { zh: "还没有编号。", en: "It has no number yet." } } };
  if (!isSealed(loaded, output)) {
    const laid = await desk.office.lay(document, now);
    return laid.ok ? { ok: true, pdf: laid.pdf, number, uses: [] } : laid;
  }
  const sealed = await desk.office.seal({ document, case: loaded.row.id, task, output: output.id, acts, at: now });
  return sealed.ok ? { ok: true, pdf: sealed.pdf, number, uses: sealed.uses } : sealed;
}

const noOffice: MadeProblem = {
  kind: "record",
  text: { zh: "本系统没有启用公文排版和电子印章。", en: "This installation lays out and seals no official documents." },
};
