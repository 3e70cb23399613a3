// Letters and licences of a case: rendered, signed by the agency, sealed into the file store. The same occasion again
// makes the same document: numbers and reservations are taken once per task.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Letter, type OfficialOutput, officialOutputs, type RenderedOutput, renderedOutputs } from "../catalogue/index.ts";
import { rule } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import { instrumentRow, issueLicence, reserveInstrument, type SigningKey, signLetter, statusListUri } from "../licence/index.ts";
import type { Agency } from "../organisation/index.ts";
import { isoDate, type Text } from "../platform/i18n/index.ts";
import type { RenderProblem } from "../platform/pdf/index.ts";
import type { Made } from "./act.ts";
import type { DocumentWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { type Entering, entering } from "./enter.ts";
import { fieldsOf } from "./evidence.ts";
import { evidenceOf } from "./evidence-rows.ts";
import { claimsOf, letterData, type Said } from "./letter-data.ts";
import type { Loaded } from "./load.ts";
import type { OfficeProblem } from "./office.ts";
import { isSealed, officialData, numberOf as officialNumber } from "./official-data.ts";

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
  return { ok: true, made: { documents, instruments, records: records.rows, jobs: records.jobs, seals } };
}

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
async function makeOfficial(
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

/** An output's number: the next of its series, or the field of a record that is its number. */
async function numberOf(
  desk: Desk,
  loaded: Loaded,
  task: number,
  { number }: RenderedOutput,
  records: Entering["records"],
  now: number,
): Promise<string | undefined> {
  if (number === undefined) return undefined;
  if (!("record" in number)) return takeNumber(desk, loaded, task, number, now);
  const [register = "", field = ""] = number.record.split("/");
  const value = records[register]?.[field];
  if (value === undefined || value === null) throw new Error(`the case wrote no ${number.record} to number an output by`);
  return String(value);
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

type One =
  | {
      readonly ok: true;
      readonly pdf: Uint8Array;
      readonly instrument?: Record<string, unknown>;
      /** What it says of itself, for records. */
      readonly said?: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly problem: RenderProblem };

async function takeNumber(
  desk: Desk,
  loaded: Loaded,
  task: number,
  { register, format }: { readonly register: string; readonly format: string },
  now: number,
): Promise<string> {
  const year = Number(isoDate(now, desk.zone).slice(0, 4));
  const { rows } = await sql<{ n: number }>`
    select casework.take_number(${loaded.row.id}::uuid, ${task}::int, ${loaded.row.agency}, ${register}, ${year}::int) as n`.execute(
    desk.db,
  );
  const [row] = rows;
  if (!row) throw new Error("a register gave no number");
  return format.replaceAll("{year}", String(year)).replaceAll("{n}", String(row.n));
}

/** What a template of this case may draw on. */
async function dataFor(
  desk: Desk,
  loaded: Loaded,
  title: Text,
  task: number,
  now: number,
  number: string | undefined,
  records: Entering["records"],
) {
  const { row, pack } = loaded;
  const { applicant, answers } = loaded.secret();
  const { id, title: called, code } = await agencyOf(desk, row.agency);
  const evidence = fieldsOf(await evidenceOf(desk, loaded));
  const data = letterData({
    pack,
    lang: row.language,
    calendar: desk.calendar,
    zone: desk.zone,
    case: { id: row.id, number: row.number, openedAt: row.opened_at },
    agency: { id, title: called, code },
    applicant: { kind: applicant?.kind ?? "", name: applicant?.name ?? "", identifier: applicant?.identifier ?? "" },
    state: loaded.snapshot.state,
    facts: loaded.snapshot.facts,
    answers,
    evidence,
    records,
    said: await saidSoFar(desk, loaded),
    marks: Object.values(row.run.marks).flat(),
    article: desk.article,
    task,
    title,
    ...(number === undefined ? {} : { number }),
    at: now,
  });
  return { data, evidence };
}

async function makeLetter(
  desk: Desk,
  loaded: Loaded,
  letter: Pick<Letter, "id" | "title" | "template">,
  task: number,
  now: number,
  number: string | undefined,
  records: Entering["records"],
): Promise<One> {
  const { row, pack } = loaded;
  const agency = await agencyOf(desk, row.agency);
  const { data } = await dataFor(desk, loaded, letter.title, task, now, number, records);
  const signed = signLetter({
    renderer: await desk.renderer(),
    signingKey: await signingKeyOf(desk, agency, now),
    template: template(pack, letter.template),
    data,
    lang: row.language,
    title: `${letter.title[row.language]} ${row.number}`,
    at: now,
    // A rare character that no font here has is shown by its code point: a letter that says so is better than none. A licence is refused.
    uncovered: "code-point",
  });
  return signed.ok ? { ok: true, pdf: signed.pdf } : signed;
}

const signingKeyOf = (desk: Desk, { id, title, uscc }: Agency, now: number): Promise<SigningKey> =>
  desk.signing.signingKey(id, { zh: title.zh, en: title.en, code: uscc }, now);

async function makeLicence(
  desk: Desk,
  loaded: Loaded,
  output: RenderedOutput,
  task: number,
  number: string,
  records: Entering["records"],
  now: number,
): Promise<One> {
  const { row, pack } = loaded;
  const { applicant, answers } = loaded.secret();
  const agency = await agencyOf(desk, row.agency);
  const day = isoDate(now, desk.zone);
  const until = output.validity === undefined ? null : endOf(day, output.validity);
  const typeCode = output.type?.code ?? "0";
  const reservation = await reserveInstrument(desk.licences, {
    caseId: row.id,
    output: output.id,
    id: randomUUID(),
    agency: agency.id,
    typeCode,
    issuerCode: agency.uscc,
  });
  const signingKey = await signingKeyOf(desk, agency, now);
  const { data, evidence } = await dataFor(desk, loaded, output.title, task, now, number, records);
  const claims = claimsOf(output.claims, answers, evidence, records);
  const title = output.type?.name ?? output.title;
  const issued = issueLicence({
    renderer: await desk.renderer(),
    template: template(pack, output.template),
    licence: {
      number,
      identifier: reservation.identifier,
      type: typeCode,
      title,
      issuer: { ...agency.title, code: agency.uscc, uri: desk.publicUrl },
      holder: { name: applicant?.name ?? "", identifier: applicant?.identifier ?? null, kind: applicant?.kind ?? null },
      validFrom: day,
      validTo: until,
      issued: day,
    },
    data,
    claims: { disclosable: claims },
    status: { uri: statusListUri(desk.publicUrl, reservation.status.list), idx: reservation.status.index },
    verifyUrl: desk.checkUrl(reservation.identifier),
    signingKey,
    at: now,
    lang: row.language,
    zone: desk.zone,
  });
  if (!issued.ok) return issued;
  const instrument = instrumentRow({
    id: reservation.id,
    caseId: row.id,
    output: output.id,
    number,
    identifier: reservation.identifier,
    holderBlind: row.party_blind ?? Buffer.alloc(32),
    type: typeCode,
    title,
    validFrom: day,
    validTo: until,
    sha256: issued.sha256,
    kid: signingKey.kid,
    at: now,
  });
  const said = { identifier: reservation.identifier, "valid-from": day, ...(until === null ? {} : { "valid-to": until }) };
  return { ok: true, pdf: issued.pdf, instrument, said };
}

function template(pack: Loaded["pack"], path: string): string {
  const source = pack.templates[path];
  if (source === undefined) throw new Error(`${pack.header.id} has no ${path}`);
  return source;
}

/** The last day of a validity that begins on `from`. */
function endOf(from: string, validity: string): string {
  const [n = "0", unit = ""] = validity.split(" ");
  const length = unit.startsWith("year") ? { years: Number(n) } : { months: Number(n) };
  return Temporal.PlainDate.from(from).add(length).subtract({ days: 1 }).toString();
}

async function agencyOf(desk: Desk, id: string): Promise<Agency> {
  const agency = (await desk.organisation.current())?.agency(id);
  if (!agency) throw new Error(`there is no agency ${id}`);
  return agency;
}

/** Every outcome given with words, oldest first. */
async function saidSoFar(desk: Desk, { row, cipher }: Loaded): Promise<Said[]> {
  const rows = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "at", "events", "sealed"])
    .where("case_id", "=", row.id)
    .orderBy("seq")
    .execute();
  return rows.flatMap((entry) => {
    const finished = entry.events.find((event) => event.type === "task-finished");
    const task = finished && row.tasks.find(({ no }) => String(no) === finished.id);
    if (!finished || !task) return [];
    return [{ task: task.key, outcome: finished.outcome, words: cipher.openEntry(entry.seq, entry.sealed).words, at: entry.at }];
  });
}
