// Finding files: by file or case number, words of the title, class, year. One sees the files of cases that one might read.
import type { Desk } from "../../casework/index.ts";
import { caseKey, openJson } from "../../platform/crypto/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { sealedAt, titleGrams } from "./file.ts";
import type { Retention } from "./plan.ts";
import { agenciesOf, type Officer } from "./policy.ts";

export interface FileQuery {
  /** A number, or words of the title. */
  readonly words?: string | undefined;
  readonly agency?: string | undefined;
  readonly class?: string | undefined;
  readonly year?: number | undefined;
  readonly state?: "kept" | "destroyed" | undefined;
  readonly before?: { readonly at: number; readonly id: string } | undefined;
  readonly limit: number;
}

export interface FileLine {
  readonly id: string;
  readonly number: string;
  readonly caseNumber: string;
  readonly agency: string;
  readonly class: string;
  readonly year: number;
  readonly retention: Retention;
  readonly service: Text;
  /** What it is called; undefined where the service's title says all, or its content was destroyed. */
  readonly title: string | undefined;
  readonly openedAt: number;
  readonly endedAt: number;
  readonly filedAt: number;
  readonly dueOn: string | null;
  readonly destroyedAt: number | null;
  readonly held: boolean;
}

interface Row {
  case_id: string;
  number: string;
  case_number: string;
  agency: string;
  class: string;
  year: number;
  retention: Retention;
  pack_hash: Buffer;
  opened_at: number;
  ended_at: number;
  filed_at: number;
  due_on: string | null;
  destroyed_at: number | null;
  sealed: Buffer;
  wrapped: Buffer | null;
  held: boolean;
}

const columns = `r.case_id, r.number, r.case_number, r.agency, r.class, r.year, r.retention, r.pack_hash, r.opened_at, r.ended_at, r.filed_at,
  r.due_on::text, r.destroyed_at, r.sealed, k.wrapped,
  exists (select from archive.hold h where h.case_id = r.case_id and h.lifted_at is null and (h.until is null or h.until >= $1::date)) as held`;

const filters = `($3::text is null or r.agency = $3) and ($4::text is null or r.class = $4) and ($5::int is null or r.year = $5)
  and ($6::text is null or (r.destroyed_at is null) = ($6 = 'kept'))
  and ($7::timestamptz is null or (r.filed_at, r.case_id) < ($7::timestamptz, $8::uuid))`;
const last = "order by r.filed_at desc, r.case_id desc limit $9";
const keys = "left join keyring.case_key k on k.case_id = r.case_id";
const readable = "($2::text[] is null or exists (select from archive.reader s where s.case_id = r.case_id and s.agency = any($2)))";

/** Files by words: a number as it stands, or all two-character grams of a title. */
const byWords = `select ${columns} from (
    select x.case_id from archive.record x where x.number = $10 or x.case_number = $10
    union select x.case_id from archive.record x where cardinality($11::bytea[]) > 0 and x.grams @> $11
  ) f join archive.record r on r.case_id = f.case_id ${keys} where ${readable} and ${filters} ${last}`;
const all = `select ${columns} from archive.record r ${keys} where $2::text[] is null and ${filters} ${last}`;
/** The files of one's agencies, the last filed first; each agency's in its own order. */
const own = `select ${columns} from (
    select distinct x.case_id from unnest($2::text[]) a cross join lateral (
      select s.case_id from archive.reader s join archive.record r on r.case_id = s.case_id where s.agency = a and ${filters}
      order by s.filed_at desc, s.case_id desc limit $9) x
  ) f join archive.record r on r.case_id = f.case_id ${keys} ${last}`;

/** One page of files, the last filed first. */
export async function searchFiles(desk: Desk, officer: Officer, query: FileQuery): Promise<readonly FileLine[]> {
  const words = query.words?.trim().slice(0, 200) ?? "";
  const readers = officer.rights.includes("read-cases") ? null : agenciesOf(officer);
  const place = [
    desk.day(desk.now()),
    readers,
    query.agency ?? null,
    query.class ?? null,
    query.year ?? null,
    query.state ?? null,
    query.before === undefined ? null : new Date(query.before.at).toISOString(),
    query.before?.id ?? null,
    query.limit,
  ];
  const { rows } =
    words === ""
      ? await desk.pool.query<Row>(readers === null ? all : own, place)
      : await desk.pool.query<Row>(byWords, [...place, words, titleGrams(desk, words)]);
  const lines = await Promise.all(rows.map((row) => lineOf(desk, row)));
  const sought = tidy(words);
  // Grams may all stand in a title apart from each other: what is opened says whether the words do.
  const stands = (line: FileLine): boolean =>
    [line.number, line.caseNumber].includes(words) ||
    [line.title ?? "", line.service.zh, line.service.en].some((text) => tidy(text).includes(sought));
  return words === "" ? lines : lines.filter(stands);
}

const tidy = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");

async function lineOf(desk: Desk, row: Row): Promise<FileLine> {
  const { header } = await desk.catalogue.pack(row.pack_hash.toString("hex"));
  return {
    id: row.case_id,
    number: row.number,
    caseNumber: row.case_number,
    agency: row.agency,
    class: row.class,
    year: row.year,
    retention: row.retention,
    service: header.title,
    title: await titleIn(desk, row),
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    filedAt: row.filed_at,
    dueOn: row.due_on,
    destroyedAt: row.destroyed_at,
    held: row.held,
  };
}

/** The title of a file, opened. */
async function titleIn(
  desk: Desk,
  { case_id: id, agency, wrapped, sealed }: Pick<Row, "case_id" | "agency" | "wrapped" | "sealed">,
): Promise<string | undefined> {
  if (wrapped === null || sealed.length === 0) return undefined;
  const key = caseKey(await desk.agencyKeys.key(agency), id, wrapped);
  const opened = key && openJson(key, sealed, sealedAt.title(id));
  return typeof opened === "object" && opened !== null && "title" in opened ? String(opened.title) : undefined;
}

/** One file's line, whoever may read it; undefined where there is none. */
export async function fileLine(desk: Desk, id: string): Promise<FileLine | undefined> {
  const { rows } = await desk.pool.query<Row>(`select ${columns} from archive.record r ${keys} where r.case_id = $2::uuid`, [
    desk.day(desk.now()),
    id,
  ]);
  return rows[0] && lineOf(desk, rows[0]);
}

/** The file with this number, of the archive or of the case; undefined where there is none. */
export async function fileByNumber(
  desk: Pick<Desk, "pool">,
  number: string,
): Promise<{ readonly id: string; readonly agency: string } | undefined> {
  const { rows } = await desk.pool.query<{ id: string; agency: string }>(
    "select case_id as id, agency from archive.record where number = $1 or case_number = $1 limit 1",
    [number.trim().slice(0, 200)],
  );
  return rows[0];
}
