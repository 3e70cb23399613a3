// What a case makes: letters, licences and official documents, sealed into the file store, and what is written of them in registers.
import { type Letter, officialOutputs, renderedOutputs } from "../catalogue/index.ts";
import { rule } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { RenderProblem } from "../platform/pdf/index.ts";
import type { Made } from "./act.ts";
import type { DocumentWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { entering } from "./enter.ts";
import { makeLetter, makeLicence, numberOf } from "./letters.ts";
import type { Loaded } from "./load.ts";
import type { OfficeProblem } from "./office.ts";
import { layOfficial, makeOfficial } from "./official.ts";

/** Why a document or a record could not be made. */
export type MadeProblem = RenderProblem | OfficeProblem | { readonly kind: "record"; readonly text: Text };

export type Prepared = { readonly ok: true; readonly made: Made } | { readonly ok: false; readonly problem: MadeProblem };

/** One more document of a case, made and filed; its row is still to be committed. */
interface Filed {
  readonly pdf: Uint8Array;
  readonly kind: "licence" | "letter" | "document";
  readonly name: string;
  readonly task: number;
  readonly number: string | undefined;
}

async function file(desk: Desk, loaded: Loaded, { pdf, kind, name, task, number }: Filed): Promise<DocumentWrite> {
  const stored = await desk.files.put(pdf);
  if (!stored.ok) throw new Error(`a document could not be stored: ${stored.reason}`);
  const { header } = loaded.pack;
  return {
    task,
    kind,
    name,
    number,
    sha256: Buffer.from(stored.sha256, "hex"),
    size: stored.size,
    file: stored.id,
    sealed: loaded.cipher.sealDocument(stored.id, { key: stored.key.toString("base64") }),
    classification: header.classification,
    retention: header.retention,
  };
}

/**
 * Makes what a task's effects make: by the system's own task, or by the officer who finishes it. The number of a letter or a licence is
 * taken first, and stays this task's whatever happens after.
 */
export async function makeOutputs(
  desk: Desk,
  loaded: Loaded,
  task: number,
  now: number,
  actor: Actor = { kind: "system" },
): Promise<Prepared> {
  const state = loaded.snapshot.state.tasks[String(task)];
  const place = state && `${state.stage}/${state.key}`;
  const documents: DocumentWrite[] = [];
  const instruments: Record<string, unknown>[] = [];
  const said = new Map<string, string>();
  const records = await entering(desk, loaded, task, now, (id, what) => saidOfOutput(desk, loaded.row.id, id, what));
  const write = async (part: "before" | "after"): Promise<Prepared | undefined> => {
    const text = await records.write(part, (id, what) => said.get(`${id}/${what}`));
    return text && { ok: false, problem: { kind: "record", text } };
  };
  const before = await write("before");
  if (before) return before;
  const seals: Readonly<Record<string, unknown>>[] = [];
  const tried = state && rule(loaded.pack.model, state).do.includes("lay") ? officialOutputs(loaded.pack.header) : [];
  for (const output of tried) {
    const laid = await layOfficial(desk, loaded, output, now);
    if (!laid.ok) return laid;
  }
  for (const output of officialOutputs(loaded.pack.header).filter((one) => one.task === place)) {
    const made = await makeOfficial(desk, loaded, output, task, now, actor);
    if (!made.ok) return made;
    documents.push(await file(desk, loaded, { pdf: made.pdf, kind: "document", name: output.id, task, number: made.number }));
    seals.push(...made.uses);
  }
  for (const output of renderedOutputs(loaded.pack.header).filter((one) => one.task === place)) {
    const number = await numberOf(desk, loaded, task, output, records.records, now);
    const made =
      output.kind === "licence"
        ? await makeLicence(desk, loaded, output, task, number ?? loaded.row.number, records.records, now)
        : await makeLetter(desk, loaded, output, task, now, number, records.records);
    if (!made.ok) return made;
    documents.push(await file(desk, loaded, { pdf: made.pdf, kind: output.kind, name: output.id, task, number }));
    if (number !== undefined) said.set(`${output.id}/number`, number);
    if (made.instrument) instruments.push(made.instrument);
    for (const [what, value] of Object.entries(made.said ?? {})) said.set(`${output.id}/${what}`, value);
  }
  const after = await write("after");
  if (after) return after;
  return { ok: true, made: { documents, instruments, records: records.rows(), jobs: records.jobs(), seals } };
}

/** What an output that the case made before says of itself. */
export async function saidOfOutput(desk: Pick<Desk, "pool">, caseId: string, id: string, what: string): Promise<string | undefined> {
  const { rows } = await desk.pool.query<{ number: string | null; identifier: string | null; first: string | null; last: string | null }>(
    `select d.number, i.identifier, i.valid_from::text "first", i.valid_to::text "last"
     from casework.document d left join licence.instrument i on i.case_id = d.case_id and i.output = d.name
     where d.case_id = $1 and d.name = $2 order by d.no desc limit 1`,
    [caseId, id],
  );
  const [found] = rows;
  const value = { number: found?.number, identifier: found?.identifier, "valid-from": found?.first, "valid-to": found?.last }[what];
  return value ?? undefined;
}

/** Makes one letter that the pack sends by itself. */
export async function makeNotice(desk: Desk, loaded: Loaded, letter: Letter, task: number, now: number): Promise<Prepared> {
  const { records } = await entering(desk, loaded, 0, now, async () => undefined);
  const made = await makeLetter(desk, loaded, letter, task, now, undefined, records);
  if (!made.ok) return made;
  return {
    ok: true,
    made: {
      documents: [await file(desk, loaded, { pdf: made.pdf, kind: "letter", name: letter.id, task, number: undefined })],
      instruments: [],
    },
  };
}
