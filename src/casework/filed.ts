// The letters and licences of a case, for those who may read it.
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { CaseView } from "./view.ts";

export interface FiledDocument {
  readonly no: number;
  readonly kind: "licence" | "letter" | "document";
  readonly name: string;
  readonly title: Text;
  readonly number: string | undefined;
  readonly size: number;
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly madeAt: number;
}

/** In the order in which they were made. */
export async function documentsOf(desk: Desk, { loaded: { row, pack } }: Pick<CaseView, "loaded">): Promise<readonly FiledDocument[]> {
  const rows = await desk.db.selectFrom("casework.document").selectAll().where("case_id", "=", row.id).orderBy("no").execute();
  const titles = new Map([...pack.header.outputs, ...pack.header.letters].map(({ id, title }) => [id, title]));
  for (const [id, title] of Object.entries(pack.header.received)) titles.set(id, title);
  return rows.map((document) => ({
    no: document.no,
    kind: document.kind,
    name: document.name,
    title: titles.get(document.name) ?? { zh: document.name, en: document.name },
    number: document.number ?? undefined,
    size: document.size,
    sha256: document.sha256.toString("hex"),
    madeAt: document.made_at,
  }));
}

/** The bytes of one document; undefined where the case has none of that number. */
export async function readDocument(
  desk: Desk,
  { loaded: { row, cipher } }: CaseView,
  no: number,
): Promise<{ readonly bytes: Buffer; readonly name: string; readonly output: string } | undefined> {
  const found = await desk.db
    .selectFrom("casework.document")
    .select(["file", "sealed", "name"])
    .where("case_id", "=", row.id)
    .where("no", "=", no)
    .executeTakeFirst();
  if (!found) return undefined;
  const bytes = await desk.files.read(found.file, Buffer.from(cipher.openDocument(found.file, found.sealed).key, "base64"));
  return { bytes, name: `${found.name}-${row.number}.pdf`, output: found.name };
}
