// A value in a register was corrected: whoever got the old one is told, agency by agency and case by case.

import { z } from "zod";
import { dependantsOf, forgetGiven } from "../exchange/index.ts";
import { system } from "../identity/index.ts";
import { type Correction, correctionOf, tell } from "../registry/index.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { registryOf } from "./enter.ts";
import { commandOf, settle } from "./occasion.ts";

/** The payload of the job `record-corrected`. */
export const correctedJob = z.object({
  register: z.string(),
  record: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.number().int().positive(),
});

/** Tells everybody once; done again it tells whom it had not reached. Answers kept for another use are forgotten. */
export async function tellOfCorrection(desk: Desk, job: z.infer<typeof correctedJob>): Promise<void> {
  const ground = registryOf(desk);
  const correction = await correctionOf(ground, job.register, job.record, job.version);
  if (!correction || correction.fields.length === 0) return;
  // What was given in the second in which it was corrected may be either: it is told.
  const given = { register: correction.register.id, keys: correction.keys, fields: correction.fields, before: correction.at + 1000 };
  await forgetGiven(ground, given);
  for (const one of await dependantsOf(ground, given)) {
    const cases = new Set([...(one.case === undefined ? [] : [one.case]), ...(await usedBy(desk, one.requests))]);
    if (correction.provenance.kind === "case") cases.delete(correction.provenance.case);
    for (const id of cases.size > 0 ? cases : [undefined]) {
      // The owner's own look outside of any case needs no word to itself.
      if (id === undefined && one.agency === correction.register.owner) continue;
      const told = {
        register: correction.register.id,
        record: correction.id,
        version: correction.version,
        agency: one.agency,
        ...(id === undefined ? {} : { case: id }),
        fields: one.fields,
        givenAt: one.at,
        at: desk.now(),
      };
      await tell(ground, told);
      if (id !== undefined) await noteInCase(desk, id, correction);
    }
  }
}

/** The cases whose evidence came from these questions. */
async function usedBy(desk: Desk, requests: readonly string[]): Promise<readonly string[]> {
  const { rows } = await desk.pool.query<{ case_id: string }>(
    "select distinct case_id from casework.evidence where request = any ($1::uuid[])",
    [requests],
  );
  return rows.map((row) => row.case_id);
}

/** A line in the case's history; once for each correction. */
async function noteInCase(desk: Desk, id: string, { register, version, id: record_ }: Correction): Promise<void> {
  const command = commandOf(desk, `corrected:${id}:${register.id}:${record_}:${version}`);
  const happening = { type: "noted" as const, kind: "register" as const, text: register.id };
  const noted = await enterBeside<{ readonly ok: true }>(desk, id, {
    actor: system,
    type: "register",
    command,
    request: desk.digestRequest(system, { case: id, note: happening }),
    prepare: async () => ({ ok: true, happening, reply: { ok: true as const } }),
  });
  settle(noted);
}
