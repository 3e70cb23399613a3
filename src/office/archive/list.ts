// Yearly disposal lists as they stand: which there are, what is on them, what two approved, the certificate of what was done.
import type { Desk, Refused } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Retention } from "./plan.ts";
import { approverPosts, type Officer } from "./policy.ts";
import { noList } from "./refusals.ts";

export type ListState = "review" | "proposed" | "approved" | "executing" | "done" | "dropped";

export interface Approval {
  readonly officer: string;
  readonly post: string;
  readonly at: number;
}

export interface DisposalList {
  readonly id: string;
  readonly number: string;
  readonly agency: string;
  readonly year: number;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly state: ListState;
  /** What two approve; undefined while it is under review. */
  readonly act: string | undefined;
  readonly approvals: readonly Approval[];
  readonly lines: number;
  readonly reviewed: number;
  readonly toDestroy: number;
  /** Carried out so far, by what became of them. */
  readonly destroyed: number;
  readonly kept: number;
  readonly held: number;
  readonly startedAt: number | null;
  readonly doneAt: number | null;
  /** SHA-256 of the certificate, hexadecimal; undefined before it is done. */
  readonly certificate: string | undefined;
}

interface ListRow {
  id: string;
  number: string;
  agency: string;
  year: number;
  made_at: number;
  made_by: string;
  state: ListState;
  act: string | null;
  approvals: Approval[];
  lines: number;
  reviewed: number;
  to_destroy: number;
  destroyed: number;
  kept: number;
  held: number;
  started_at: number | null;
  done_at: number | null;
  certificate: string | null;
}

const reading = `
  select l.id, l.number, l.agency, l.year, l.made_at, l.made_by, l.state, l.act, l.started_at, l.done_at, encode(l.certificate_sha256, 'hex') as certificate,
    (select coalesce(json_agg(json_build_object('officer', a.officer, 'post', a.post, 'at', round(extract(epoch from a.at) * 1000)) order by a.at, a.post), '[]')
      from ledger.approval a where a.act = l.act) as approvals, n.*
  from archive.list l cross join lateral (
    select count(*)::int as lines, count(o.decision)::int as reviewed, count(*) filter (where o.decision = 'destroy')::int as to_destroy,
      count(*) filter (where o.result = 'destroyed')::int as destroyed, count(*) filter (where o.result = 'kept')::int as kept,
      count(*) filter (where o.result = 'held')::int as held
    from archive.line o where o.list = l.id) n`;

const listOf = (row: ListRow): DisposalList => ({
  id: row.id,
  number: row.number,
  agency: row.agency,
  year: row.year,
  madeAt: row.made_at,
  madeBy: row.made_by,
  state: row.state,
  act: row.act ?? undefined,
  approvals: row.approvals,
  lines: row.lines,
  reviewed: row.reviewed,
  toDestroy: row.to_destroy,
  destroyed: row.destroyed,
  kept: row.kept,
  held: row.held,
  startedAt: row.started_at,
  doneAt: row.done_at,
  certificate: row.certificate ?? undefined,
});

/** The lists of these agencies' archives, the latest first. */
export async function disposalLists(desk: Desk, agencies: readonly string[], most = 50): Promise<readonly DisposalList[]> {
  const { rows } = await desk.pool.query<ListRow>(`${reading} where l.agency = any($1) order by l.made_at desc limit $2`, [agencies, most]);
  return rows.map(listOf);
}

/** A list by its id, whoever asks; undefined where there is none. */
export async function listById(desk: Pick<Desk, "pool">, id: string): Promise<DisposalList | undefined> {
  const { rows } = await desk.pool.query<ListRow>(`${reading} where l.id = $1::uuid`, [id]);
  return rows[0] && listOf(rows[0]);
}

/** A list for those who keep the archive or approve its disposals. */
export async function openList(
  desk: Desk,
  officer: Officer,
  id: string,
): Promise<{ readonly ok: true; readonly list: DisposalList } | Refused> {
  const directory = await desk.organisation.current();
  const list = await listById(desk, id);
  if (!list || !directory || approverPosts(directory, officer, list.agency).length === 0) return noList;
  return { ok: true, list };
}

export interface DisposalLine {
  readonly case: string;
  readonly number: string;
  readonly caseNumber: string;
  readonly service: Text;
  readonly class: string;
  readonly year: number;
  readonly retention: Retention;
  readonly dueOn: string | null;
  readonly decision: "destroy" | "keep" | null;
  readonly until: string | null;
  readonly result: "destroyed" | "kept" | "held" | null;
}

interface LineRow {
  case_id: string;
  number: string;
  case_number: string;
  pack_hash: Buffer;
  class: string;
  year: number;
  retention: Retention;
  due_on: string | null;
  decision: DisposalLine["decision"];
  until: string | null;
  result: DisposalLine["result"];
}

/** A page of a list's lines, by file number; `after` a number. */
export async function listLines(
  desk: Desk,
  id: string,
  { after = "", limit }: { readonly after?: string; readonly limit: number },
): Promise<readonly DisposalLine[]> {
  const { rows } = await desk.pool.query<LineRow>(
    `select o.case_id, r.number, r.case_number, r.pack_hash, r.class, r.year, r.retention, r.due_on::text, o.decision, o.until::text, o.result
     from archive.line o join archive.record r on r.case_id = o.case_id where o.list = $1::uuid and r.number > $2 order by r.number limit $3`,
    [id, after, limit],
  );
  return Promise.all(
    rows.map(async (row) => ({
      case: row.case_id,
      number: row.number,
      caseNumber: row.case_number,
      service: (await desk.catalogue.pack(row.pack_hash.toString("hex"))).header.title,
      class: row.class,
      year: row.year,
      retention: row.retention,
      dueOn: row.due_on,
      decision: row.decision,
      until: row.until,
      result: row.result,
    })),
  );
}

/** How many files of an agency are due today and on no list, and how many of these something stops. */
export async function dueCount(desk: Desk, agency: string): Promise<{ readonly due: number; readonly stopped: number }> {
  const { rows } = await desk.pool.query<{ due: number; stopped: number }>(
    `select count(*)::int as due, count(*) filter (where archive.stopped(d.case_id, $2::date))::int as stopped from (
       select r.case_id from archive.record r where r.agency = $1 and r.destroyed_at is null and r.due_on <= $2::date
         and not exists (select from archive.line o where o.case_id = r.case_id and not o.closed) limit 20000) d`,
    [agency, desk.day(desk.now())],
  );
  return rows[0] ?? { due: 0, stopped: 0 };
}

/** The certificate of a list that is done, for those who may see the list. */
export async function certificateOf(
  desk: Desk,
  officer: Officer,
  id: string,
): Promise<{ readonly ok: true; readonly bytes: Buffer; readonly name: string } | Refused> {
  const opened = await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const { rows } = await desk.pool.query<{ certificate: Buffer | null }>("select certificate from archive.list where id = $1::uuid", [id]);
  const bytes = rows[0]?.certificate;
  return bytes ? { ok: true, bytes, name: `certificate-${opened.list.number}.pdf` } : noList;
}
