// Lending with a trace: asked for with a purpose and a last day, granted or refused by the agency's archivist, read until that day, returned.
import type { Desk, Refused } from "../../casework/index.ts";
import { refused } from "../../casework/index.ts";
import { caseKey, openJson, sealJson } from "../../platform/crypto/index.ts";
import { sealedAt } from "./file.ts";
import { isDay, keptFile, mostReason } from "./hold.ts";
import { keeperPost, type Officer } from "./policy.ts";
import { field, gone, noFile, notKeeper } from "./refusals.ts";
import { fileByNumber } from "./search.ts";

export interface Loan {
  readonly id: string;
  readonly case: string;
  /** Of the file. */
  readonly number: string;
  /** Whose archive it is. */
  readonly agency: string;
  readonly officer: string;
  readonly post: string;
  readonly askedAt: number;
  /** The last day on which it may be read. */
  readonly until: string;
  readonly purpose: string | undefined;
  readonly state: "asked" | "refused" | "lent" | "overdue" | "returned";
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly returnedAt: number | null;
}

export interface NewLoan {
  /** The id under which the same request sent twice is one. */
  readonly id: string;
  /** Number of the file, or of its case. */
  readonly number: string;
  readonly purpose: string;
  readonly until: string;
}

/** The longest that a file is lent. */
export const mostDays = 60;

/** Asks to borrow a file, of one's own agency or another. */
export async function askLoan(
  desk: Desk,
  officer: Officer,
  { id, number, purpose, until }: NewLoan,
): Promise<{ readonly ok: true; readonly case: string } | Refused> {
  const [post] = officer.posts;
  if (post === undefined) return notKeeper;
  const problem = purposeProblem(purpose) ?? dayProblem(desk, until);
  if (problem) return problem;
  const found = await fileByNumber(desk, number);
  const kept = found && (await keptFile(desk, found.id));
  if (!found || !kept) return field("/number", "没有这个档号或办件编号", "There is no file and no case with this number");
  if (kept.destroyed || !kept.key) return gone;
  await desk.pool.query(
    `insert into archive.loan (id, case_id, agency, officer, post, asked_at, until, sealed)
     values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), $7, $8) on conflict (id) do nothing`,
    [id, found.id, kept.agency, officer.id, post, desk.now(), until, sealJson(kept.key, { purpose: purpose.trim() }, sealedAt.loan(id))],
  );
  return { ok: true, case: found.id };
}

function purposeProblem(purpose: string): Refused | undefined {
  if (purpose.trim() === "") return field("/purpose", "请写明借阅的用途", "Say what the file is needed for");
  if (purpose.length > mostReason) return field("/purpose", `用途最多 ${mostReason} 字`, `A purpose has at most ${mostReason} characters`);
  return undefined;
}

function dayProblem(desk: Desk, until: string): Refused | undefined {
  const today = desk.day(desk.now());
  const latest = desk.day(desk.now() + mostDays * 86_400_000);
  if (isDay(until) && until >= today && until <= latest) return undefined;
  return field("/until", `请填写今天到 ${latest} 之间的日期`, `Give a day between today and ${latest}`);
}

/** Lends the file, or does not. The archivist decides; nobody lends to oneself. Decided twice, the first time counts. */
export async function decideLoan(
  desk: Desk,
  officer: Officer,
  { id, lent, until }: { readonly id: string; readonly lent: boolean; readonly until?: string | undefined },
): Promise<{ readonly ok: true } | Refused> {
  const directory = await desk.organisation.current();
  const found = await loanRow(desk, id);
  if (!found || !directory) return noFile;
  if (keeperPost(directory, officer, found.agency) === undefined) return notKeeper;
  const borrowers = new Set([officer.id, ...(officer.acting ?? []).flatMap((one) => one.for ?? [])]);
  if (borrowers.has(found.officer))
    return refused(409, "four-eyes", { zh: "不能批准自己的借阅申请。", en: "Nobody lends a file to oneself." });
  const problem = until === undefined ? undefined : dayProblem(desk, until);
  if (problem) return problem;
  await desk.pool.query(
    `update archive.loan set decided_at = to_timestamp($2 / 1000.0), decided_by = $3, lent = $4, until = coalesce($5::date, until)
     where id = $1::uuid and decided_at is null`,
    [id, desk.now(), officer.id, lent, until ?? null],
  );
  return { ok: true };
}

/** Returns the file: whoever borrowed it, or the archivist. */
export async function returnLoan(desk: Desk, officer: Officer, id: string): Promise<{ readonly ok: true } | Refused> {
  const directory = await desk.organisation.current();
  const found = await loanRow(desk, id);
  if (!found || !directory) return noFile;
  if (found.officer !== officer.id && keeperPost(directory, officer, found.agency) === undefined) return notKeeper;
  await desk.pool.query(
    "update archive.loan set returned_at = to_timestamp($2 / 1000.0) where id = $1::uuid and lent and returned_at is null",
    [id, desk.now()],
  );
  return { ok: true };
}

async function loanRow(desk: Desk, id: string): Promise<{ readonly officer: string; readonly agency: string } | undefined> {
  const { rows } = await desk.pool.query<{ officer: string; agency: string }>(
    "select officer, agency from archive.loan where id = $1::uuid",
    [id],
  );
  return rows[0];
}

interface Row {
  id: string;
  case_id: string;
  number: string;
  agency: string;
  officer: string;
  post: string;
  asked_at: number;
  until: string;
  sealed: Buffer;
  decided_at: number | null;
  decided_by: string | null;
  lent: boolean | null;
  returned_at: number | null;
  wrapped: Buffer | null;
}

const reading = `select l.id, l.case_id, r.number, l.agency, l.officer, l.post, l.asked_at, l.until::text, l.sealed, l.decided_at, l.decided_by, l.lent,
    l.returned_at, k.wrapped
  from archive.loan l join archive.record r on r.case_id = l.case_id left join keyring.case_key k on k.case_id = l.case_id`;

async function opened(desk: Desk, row: Row): Promise<Loan> {
  const key = row.wrapped === null ? null : caseKey(await desk.agencyKeys.key(row.agency), row.case_id, row.wrapped);
  const secret = key && row.sealed.length > 0 ? openJson(key, row.sealed, sealedAt.loan(row.id)) : undefined;
  return {
    id: row.id,
    case: row.case_id,
    number: row.number,
    agency: row.agency,
    officer: row.officer,
    post: row.post,
    askedAt: row.asked_at,
    until: row.until,
    purpose: typeof secret === "object" && secret !== null && "purpose" in secret ? String(secret.purpose) : undefined,
    state: stateOf(row, desk.day(desk.now())),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    returnedAt: row.returned_at,
  };
}

function stateOf({ lent, returned_at, until }: Row, today: string): Loan["state"] {
  if (lent === null) return "asked";
  if (!lent) return "refused";
  if (returned_at !== null) return "returned";
  return until < today ? "overdue" : "lent";
}

/** The loans of a file, the latest first. */
export async function loansOf(desk: Desk, id: string): Promise<readonly Loan[]> {
  const { rows } = await desk.pool.query<Row>(`${reading} where l.case_id = $1::uuid order by l.asked_at desc, l.id desc limit 100`, [id]);
  return Promise.all(rows.map((row) => opened(desk, row)));
}

/** What an officer asked for or borrowed, the latest first. */
export async function loansBy(desk: Desk, officer: string, most = 50): Promise<readonly Loan[]> {
  const { rows } = await desk.pool.query<Row>(`${reading} where l.officer = $1 order by l.asked_at desc, l.id desc limit $2`, [
    officer,
    most,
  ]);
  return Promise.all(rows.map((row) => opened(desk, row)));
}

/** The lending desk of an agency's archive, the latest first. */
export async function lendingDesk(desk: Desk, agencies: readonly string[], most = 100): Promise<readonly Loan[]> {
  const { rows } = await desk.pool.query<Row>(`${reading} where l.agency = any($1) order by l.asked_at desc, l.id desc limit $2`, [
    agencies,
    most,
  ]);
  return Promise.all(rows.map((row) => opened(desk, row)));
}

/** The loan under which an officer may read a file today; undefined where none. */
export async function standingLoan(desk: Desk, officer: string, id: string): Promise<string | undefined> {
  const { rows } = await desk.pool.query<{ id: string }>(
    `select id from archive.loan where case_id = $1::uuid and officer = $2 and lent and returned_at is null and until >= $3::date limit 1`,
    [id, officer, desk.day(desk.now())],
  );
  return rows[0]?.id;
}
