// Yearly disposal lists: what is due, reviewed line by line, approved by two persons of different posts, then carried out.
import { type Desk, newId, type Refused } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { isDay } from "./hold.ts";
import type { Retention } from "./plan.ts";
import { approverPosts, countsAs, keeperPost, type Officer } from "./policy.ts";
import { field, noList, notApprover, notKeeper, secondPerson, wrongState } from "./refusals.ts";

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

type Done = { readonly ok: true; readonly id: string } | Refused;

/** Makes the list of everything that is due at an agency today. `id`: the same request sent twice is one list. */
export async function makeList(desk: Desk, officer: Officer, agency: string, id = newId(desk.now())): Promise<Done> {
  const directory = await desk.organisation.current();
  if (!directory || keeperPost(directory, officer, agency) === undefined) return notKeeper;
  const made = await listById(desk, id);
  if (made) return { ok: true, id };
  const day = desk.day(desk.now());
  const code = directory.agency(agency)?.code ?? agency;
  const { rows } = await desk.pool.query<{ lines: number }>(
    "select archive.make_list($1, $2, $3, $4::date, to_timestamp($5 / 1000.0), $6) as lines",
    [id, agency, `${code}-XH·${day.slice(0, 4)}-{n}`, day, desk.now(), officer.id],
  );
  if ((rows[0]?.lines ?? 0) > 0) return { ok: true, id };
  return field("/agency", "目前没有到期可以销毁的档案", "Nothing is due that may be destroyed now");
}

/** Opens a list for who keeps the archive. */
async function kept(desk: Desk, officer: Officer, id: string): Promise<{ readonly ok: true; readonly list: DisposalList } | Refused> {
  const opened = await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const directory = await desk.organisation.current();
  if (!directory || keeperPost(directory, officer, opened.list.agency) === undefined) return notKeeper;
  return opened;
}

/** Says of lines what is to become of them: destroyed, or kept until a later day. */
export async function reviewLines(
  desk: Desk,
  officer: Officer,
  id: string,
  {
    cases,
    decision,
    until,
  }: { readonly cases: readonly string[]; readonly decision: "destroy" | "keep"; readonly until?: string | undefined },
): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  if (cases.length === 0) return field("/cases", "请至少选择一份档案", "Choose at least one file");
  if (decision === "keep" && (until === undefined || !isDay(until) || until <= desk.day(desk.now())))
    return field("/until", "请填写以后的日期：延长保管到哪一天", "Give a later day until which it is kept");
  const { rows } = await desk.pool.query<{ n: number | null }>(
    "select archive.review($1, $2::uuid[], $3, $4::date, $5, to_timestamp($6 / 1000.0)) as n",
    [id, cases, decision, decision === "keep" ? until : null, officer.id, desk.now()],
  );
  return rows[0]?.n === null ? wrongState : { ok: true, id };
}

/** Ends the review: two may approve now. */
export async function proposeList(desk: Desk, officer: Officer, id: string): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  if (opened.list.state === "proposed") return { ok: true, id };
  if (opened.list.reviewed < opened.list.lines)
    return field("/lines", "还有没有鉴定的档案，请逐件提出意见", "Some files are not reviewed yet: decide on each of them");
  const { rows } = await desk.pool.query<{ done: string }>("select archive.propose($1, $2, $3, to_timestamp($4 / 1000.0)) as done", [
    id,
    newId(desk.now()),
    opened.list.number,
    desk.now(),
  ]);
  return rows[0]?.done === "done" ? { ok: true, id } : wrongState;
}

/** One of the two approvals of what was proposed, `act`. In which post: one of the officer's that no approval was given in. */
export async function approveList(desk: Desk, officer: Officer, id: string, act: string): Promise<Done> {
  const opened = await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const { list } = opened;
  const directory = await desk.organisation.current();
  const posts = directory ? approverPosts(directory, officer, list.agency) : [];
  const post = posts.find((one) => !list.approvals.some((given) => given.post === one)) ?? posts[0];
  if (post === undefined) return notApprover;
  const { rows } = await desk.pool.query<{ said: string }>(
    "select archive.approve($1, $2, $3, $4, $5::text[], to_timestamp($6 / 1000.0)) as said",
    [id, act, officer.id, post, countsAs(officer, post), desk.now()],
  );
  const said = rows[0]?.said;
  if (said === "again") {
    // The same approval sent twice was given once.
    return list.approvals.some((one) => one.officer === officer.id && one.post === post) && list.state === "proposed"
      ? { ok: true, id }
      : secondPerson;
  }
  return said === "first" || said === "approved" ? { ok: true, id } : wrongState;
}

/** Gives a list back to review, or lays it aside; not once it is being carried out. */
export async function turnBack(desk: Desk, officer: Officer, id: string, drop = false): Promise<Done> {
  const opened = drop ? await kept(desk, officer, id) : await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const { rows } = await desk.pool.query<{ done: boolean }>("select archive.turn_back($1, $2) as done", [id, drop]);
  return rows[0]?.done === true ? { ok: true, id } : wrongState;
}

/** Begins to carry out what two approved. From here on it is finished by itself. */
export async function startList(desk: Desk, officer: Officer, id: string): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  const { rows } = await desk.pool.query<{ done: boolean }>("select archive.start($1, $2, to_timestamp($3 / 1000.0)) as done", [
    id,
    officer.id,
    desk.now(),
  ]);
  return rows[0]?.done === true ? { ok: true, id } : wrongState;
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
