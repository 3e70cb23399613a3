// The letters and licences of a case: rendered from their templates and signed by the agency. The same occasion again makes the same
// one: numbers and reservations are taken once per task.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Letter, RenderedOutput } from "../catalogue/index.ts";
import { instrumentRow, issueLicence, reserveInstrument, type SigningKey, signLetter, statusListUri } from "../licence/index.ts";
import type { Agency } from "../organisation/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import type { RenderProblem } from "../platform/pdf/index.ts";
import type { Desk } from "./desk.ts";
import type { Entering } from "./enter.ts";
import { claimsOf } from "./letter-data.ts";
import type { Loaded } from "./load.ts";
import { agencyOf, dataFor } from "./template-data.ts";

/** An output's number: the next of its series, or the field of a record that is its number. */
export async function numberOf(
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

/** One letter or licence, made; not yet filed. */
export type One =
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

export async function makeLetter(
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

export async function makeLicence(
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
