// Documents that somebody was given without paper, and how many pages each would have been.
import type { Desk } from "./desk.ts";
import { openCipherOf } from "./secrets.ts";

/** A document in other hands than those of who made it. */
export interface PaperlessDocument {
  readonly case: string;
  readonly no: number;
  readonly pack: string;
  /** Who would have printed and sent it. */
  readonly agency: string;
  readonly madeAt: number;
  /** 0 where the file is no longer to be read. */
  readonly pages: number;
}

interface Row {
  readonly case_id: string;
  readonly no: number;
  readonly file: string;
  readonly sealed: Buffer;
  readonly made_at: number;
  readonly pack: string;
  readonly agency: string;
  readonly wrapped: Buffer;
  readonly sender: string | null;
}

/**
 * Of these cases, what `known` does not name: letters and licences for an applicant, and official documents that were handed on to the
 * case of another organ. What an organ keeps for itself is none.
 */
export async function paperlessDocuments(
  desk: Desk,
  cases: readonly string[],
  known: (caseId: string, no: number) => boolean,
): Promise<readonly PaperlessDocument[]> {
  const { rows } = await desk.pool.query<Row>(
    `select d.case_id, d.no, d.file, d.sealed, d.made_at, c.pack, c.agency, k.wrapped, p.agency sender
     from casework.document d join casework.case c on c.id = d.case_id join keyring.case_key k on k.case_id = c.id
     left join casework.case p on p.id = c.parent
     where d.case_id = any ($1::uuid[]) and case when d.kind = 'document' then p.id is not null else c.party_blind is not null end
     order by d.case_id, d.no`,
    [cases],
  );
  const documents: PaperlessDocument[] = [];
  for (const row of rows) {
    if (known(row.case_id, row.no)) continue;
    documents.push({
      case: row.case_id,
      no: row.no,
      pack: row.pack,
      agency: row.sender ?? row.agency,
      madeAt: row.made_at,
      pages: await pagesOf(desk, row).catch(() => 0),
    });
  }
  return documents;
}

/** Our renderer's files have no object streams: every page is an object that says so. */
async function pagesOf(desk: Desk, { case_id, agency, wrapped, file, sealed }: Row): Promise<number> {
  const cipher = await openCipherOf(desk, case_id, agency, wrapped);
  const bytes = await desk.files.read(file, Buffer.from(cipher.openDocument(file, sealed).key, "base64"));
  return bytes.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
