// A case's evidence, opened.
import type { EvidenceWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import type { Evidence } from "./evidence.ts";
import type { Loaded } from "./load.ts";
import type { CaseSecret } from "./secret.ts";
import type { CaseCipher } from "./secrets.ts";

/** One piece of evidence with its number in the case. */
export interface NumberedEvidence extends Evidence {
  readonly no: number;
}

/** In the order in which it came; the later one of a requirement stands. */
export async function evidenceOf(
  desk: Desk,
  { row, cipher, secret }: Pick<Loaded, "row" | "cipher" | "secret">,
): Promise<readonly NumberedEvidence[]> {
  const rows = await desk.db.selectFrom("casework.evidence").selectAll().where("case_id", "=", row.id).orderBy("no").execute();
  return rows.map((item) => ({
    no: item.no,
    requirement: item.requirement,
    source: item.source,
    ...(item.register === null ? {} : { register: item.register }),
    ...(item.request === null ? {} : { request: item.request }),
    fetchedAt: item.fetched_at,
    content: item.sealed.length === 0 ? withData(secret(), item.no) : cipher.openEvidence(item.no, item.sealed),
  }));
}

function withData({ evidence }: CaseSecret, no: number): Evidence["content"] {
  const content = evidence?.[no];
  if (!content) throw new Error(`evidence ${no} is neither in its row nor with the case's data`);
  return content;
}

/** True of evidence that a case is opened with and that is sealed with its data. */
const goesWithData = ({ content }: Evidence): boolean => content.file === undefined;

/** What of the evidence that a case is opened with is sealed with its data. */
export function contentsWithData(evidence: readonly Evidence[]): Pick<CaseSecret, "evidence"> {
  const contents = evidence.flatMap((item, i) => (goesWithData(item) ? [[i + 1, item.content] as const] : []));
  return contents.length === 0 ? {} : { evidence: Object.fromEntries(contents) };
}

/** The rows of the evidence that a case is opened with. */
export const firstEvidence = (evidence: readonly Evidence[], cipher: Pick<CaseCipher, "sealEvidence">): EvidenceWrite[] =>
  evidence.map((item, i) => evidenceRow(item, i + 1, goesWithData(item) ? nothing : cipher.sealEvidence(i + 1, item.content)));

/** The rows of evidence that comes later, after so many pieces. */
export const laterEvidence = (before: number, evidence: readonly Evidence[], cipher: Pick<CaseCipher, "sealEvidence">): EvidenceWrite[] =>
  evidence.map((item, i) => evidenceRow(item, before + i + 1, cipher.sealEvidence(before + i + 1, item.content)));

const nothing = Buffer.alloc(0);

function evidenceRow(item: Evidence, no: number, sealed: Uint8Array): EvidenceWrite {
  return {
    no,
    requirement: item.requirement,
    source: item.source,
    ...(item.register === undefined ? {} : { register: item.register }),
    ...(item.request === undefined ? {} : { request: item.request }),
    objection: item.content.objection !== undefined,
    fetchedAt: item.fetchedAt,
    sealed,
  };
}
