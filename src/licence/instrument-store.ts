// Licences with a life of their own: reserved before they are rendered, issued with their case's entry, suspended or revoked later.
import { type Kysely, type Selectable, sql } from "kysely";
import { makeLicenceIdentifier } from "../engine/identifier/index.ts";
import type { SigningKey } from "./signing-key.ts";
import { type Status, signStatusList, statuses } from "./status-list.ts";
import type { InstrumentRow, LicenceTables } from "./tables.ts";

type Db = Kysely<LicenceTables>;
export type Instrument = Selectable<InstrumentRow>;

/** Places in one status list; half of them are used before the next list begins. */
const listSize = 131_072;

export interface Reservation {
  readonly id: string;
  readonly identifier: string;
  readonly status: { readonly list: number; readonly index: number };
}

export interface ReservationRequest {
  readonly caseId: string;
  /** Names the output within its case: the same again finds the same reservation. */
  readonly output: string;
  /** A fresh UUID, used unless this output was reserved before. */
  readonly id: string;
  readonly agency: string;
  /** Codes of the identifier: digits and capital letters (GB/T 36904). */
  readonly typeCode: string;
  readonly issuerCode: string;
  readonly version?: string;
  /** Places in a list that has to be begun; the default suits every agency. */
  readonly size?: number;
}

/** Takes a serial number and a place in a status list for one output of a case, once. Safe in parallel. */
export async function reserveInstrument(db: Db, request: ReservationRequest): Promise<Reservation> {
  const { caseId, output, id, agency, typeCode, issuerCode, version = "001", size = listSize } = request;
  const { rows } = await sql<{ instrument: string; serial: number; status_list: number; status_index: number }>`
    select * from licence.reserve(${caseId}::uuid, ${output}, ${id}::uuid, ${agency}, ${issuerCode}, ${typeCode}, ${size})`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a reservation gave no row");
  const serial = String(row.serial).padStart(6, "0");
  return {
    id: row.instrument,
    identifier: makeLicenceIdentifier({ type: typeCode, issuer: issuerCode, serial, version }),
    status: { list: row.status_list, index: row.status_index },
  };
}

export interface IssuedInstrument {
  readonly id: string;
  readonly caseId: string;
  readonly output: string;
  readonly number: string;
  readonly identifier: string;
  readonly holderBlind: Uint8Array;
  readonly type: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly validFrom: string;
  readonly validTo: string | null;
  /** SHA-256 of the signed file, hex. */
  readonly sha256: string;
  readonly kid: string;
  readonly at: number;
}

/** The row that a case's commit hands to the database together with the entry (`instruments`). */
export const instrumentRow = (i: IssuedInstrument): Record<string, unknown> => ({
  id: i.id,
  case_id: i.caseId,
  output: i.output,
  number: i.number,
  identifier: i.identifier,
  holder_blind: Buffer.from(i.holderBlind).toString("base64"),
  type: i.type,
  title: i.title,
  valid_from: i.validFrom,
  valid_to: i.validTo,
  document: Buffer.from(i.sha256, "hex").toString("base64"),
  kid: i.kid,
  issued_at: new Date(i.at).toISOString(),
});

/** One licence by what its QR code names; undefined where none was issued under it. */
export const instrumentBy = (db: Db, identifier: string): Promise<Instrument | undefined> =>
  db.selectFrom("licence.instrument").selectAll().where("identifier", "=", identifier).executeTakeFirst();

/** The licences of a holder, newest first. */
export const instrumentsOf = (db: Db, holderBlind: Uint8Array): Promise<Instrument[]> =>
  db
    .selectFrom("licence.instrument")
    .selectAll()
    .where("holder_blind", "=", Buffer.from(holderBlind))
    .orderBy("issued_at", "desc")
    .limit(200)
    .execute();

/** The licences that a case yielded. */
export const instrumentsOfCase = (db: Db, caseId: string): Promise<Instrument[]> =>
  db.selectFrom("licence.instrument").selectAll().where("case_id", "=", caseId).orderBy("issued_at").execute();

/** What to do with a licence: by whom, on which ground (an article or a decision's number, no personal data). */
export interface StatusChange {
  readonly id: string;
  readonly to: Status;
  readonly actor: string;
  readonly ground: string;
  readonly at: number;
}

/** Suspends, restores or revokes. Revocation is final: `revoked` is then the answer to everything. */
export async function changeStatus(db: Db, { id, to, actor, ground, at }: StatusChange): Promise<"done" | "unknown" | "revoked" | "same"> {
  const { rows } = await sql<{ outcome: "done" | "unknown" | "revoked" | "same" }>`
    select licence.set_status(${id}::uuid, ${statuses[to]}::smallint, ${actor}, ${ground}, ${new Date(at)}) outcome`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a change of state gave no answer");
  return row.outcome;
}

/** Where a list is served: part of every licence in it, hence never to be changed. */
export const statusListUri = (publicUrl: string, list: number): string => `${publicUrl.replace(/\/$/, "")}/status/${list}`;

export interface StatusListServer {
  readonly publicUrl: string;
  readonly issuer: string;
  /** The key of the list's agency. */
  readonly keyOf: (agency: string) => Promise<SigningKey>;
}

/**
 * The signed list number `list` as it stands now (`application/statuslist+jwt`), good for a day; undefined where there is none.
 * One index scan over what is not valid.
 */
export async function serveStatusList(
  db: Db,
  list: number,
  at: number,
  { publicUrl, issuer, keyOf }: StatusListServer,
): Promise<string | undefined> {
  const found = await db.selectFrom("licence.status_list").select(["agency", "size"]).where("id", "=", list).executeTakeFirst();
  if (!found) return undefined;
  const rows = await db
    .selectFrom("licence.instrument")
    .select(["status_index", "status"])
    .where("status_list", "=", list)
    .where("status", "<>", 0)
    .execute();
  const changed = rows.map(({ status_index, status }) => [status_index, status] as const);
  return signStatusList(
    { uri: statusListUri(publicUrl, list), issuer, size: found.size, changed, at, lifetime: 86_400 },
    await keyOf(found.agency),
  );
}
