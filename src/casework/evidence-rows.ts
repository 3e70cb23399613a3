// A case's evidence, opened.
import type { EvidenceWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import type { Evidence } from "./evidence.ts";
import type { Loaded } from "./load.ts";

/** One piece of evidence with its number in the case. */
export interface NumberedEvidence extends Evidence {
  readonly no: number;
}

/** In the order in which it came; the later one of a requirement stands. */
export async function evidenceOf(desk: Desk, { row, cipher }: Pick<Loaded, "row" | "cipher">): Promise<readonly NumberedEvidence[]> {
  const rows = await desk.db.selectFrom("casework.evidence").selectAll().where("case_id", "=", row.id).orderBy("no").execute();
  return rows.map((item) => ({
    no: item.no,
    requirement: item.requirement,
    source: item.source,
    ...(item.register === null ? {} : { register: item.register }),
    ...(item.request === null ? {} : { request: item.request }),
    fetchedAt: item.fetched_at,
    content: cipher.openEvidence(item.no, item.sealed),
  }));
}

/** The row of one piece of evidence. */
export function evidenceWrite(item: Evidence, no: number, seal: (content: Evidence["content"]) => Uint8Array): EvidenceWrite {
  return {
    no,
    requirement: item.requirement,
    source: item.source,
    ...(item.register === undefined ? {} : { register: item.register }),
    ...(item.request === undefined ? {} : { request: item.request }),
    objection: item.content.objection !== undefined,
    fetchedAt: item.fetchedAt,
    sealed: seal(item.content),
  };
}
