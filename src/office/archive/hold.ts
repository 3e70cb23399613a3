// Holds: what stops a disposal. Placed by the agency's archivists with a reason, until a day or until lifted.
import type { Desk, Refused } from "../../casework/index.ts";
import { caseKey, type Key, openJson, sealJson } from "../../platform/crypto/index.ts";
import { sealedAt } from "./file.ts";
import { keeperPost, type Officer } from "./policy.ts";
import { field, gone, noFile, notKeeper } from "./refusals.ts";

export interface Hold {
  readonly id: string;
  readonly case: string;
  readonly officer: string;
  readonly post: string;
  readonly placedAt: number;
  /** The last day on which it stands; null: until it is lifted. */
  readonly until: string | null;
  /** Why; undefined where the file was destroyed since. */
  readonly reason: string | undefined;
  readonly liftedAt: number | null;
  readonly liftedBy: string | null;
}

export const mostReason = 1000;
const calendarDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** True for a day that there is. */
export const isDay = (text: string): boolean => {
  if (!calendarDay.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

interface Kept {
  readonly agency: string;
  readonly destroyed: boolean;
  readonly key: Key | null;
}

/** Whose file it is, and the key of its case; undefined where there is none. */
export async function keptFile(desk: Desk, id: string): Promise<Kept | undefined> {
  const { rows } = await desk.pool.query<{ agency: string; destroyed: boolean; wrapped: Buffer | null }>(
    `select r.agency, r.destroyed_at is not null as destroyed, k.wrapped
     from archive.record r left join keyring.case_key k on k.case_id = r.case_id where r.case_id = $1::uuid`,
    [id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const key = row.wrapped === null ? null : caseKey(await desk.agencyKeys.key(row.agency), id, row.wrapped);
  return { ...row, key };
}

export interface NewHold {
  /** The id under which the same hold sent twice is one. */
  readonly id: string;
  readonly case: string;
  readonly reason: string;
  readonly until?: string | undefined;
}

/** Places a hold; from then on nothing destroys the file. */
export async function placeHold(
  desk: Desk,
  officer: Officer,
  { id, case: of, reason, until }: NewHold,
): Promise<{ readonly ok: true } | Refused> {
  const directory = await desk.organisation.current();
  const kept = await keptFile(desk, of);
  if (!kept || !directory) return noFile;
  const post = keeperPost(directory, officer, kept.agency);
  if (post === undefined) return notKeeper;
  const said = reason.trim();
  if (said === "") return field("/reason", "请写明停止销毁的原因", "Say why it must not be destroyed");
  if (said.length > mostReason) return field("/reason", `原因最多 ${mostReason} 字`, `A reason has at most ${mostReason} characters`);
  if (until !== undefined && (!isDay(until) || until < desk.day(desk.now())))
    return field("/until", "请填写今天或以后的日期，或者留空", "Give a day from today on, or leave it empty");
  if (kept.destroyed || !kept.key) return gone;
  await desk.pool.query(
    `insert into archive.hold (id, case_id, officer, post, placed_at, until, sealed)
     values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), $6::date, $7) on conflict (id) do nothing`,
    [id, of, officer.id, post, desk.now(), until ?? null, sealJson(kept.key, { reason: said }, sealedAt.hold(id))],
  );
  // The reference to the file waits for whoever destroys it at this very moment: then it came too late.
  return (await keptFile(desk, of))?.destroyed === true ? gone : { ok: true };
}

/** Lifts a hold. Lifted twice, the first time counts. */
export async function liftHold(desk: Desk, officer: Officer, id: string): Promise<{ readonly ok: true; readonly case: string } | Refused> {
  const directory = await desk.organisation.current();
  const { rows } = await desk.pool.query<{ case: string; agency: string }>(
    `select h.case_id as case, r.agency from archive.hold h join archive.record r on r.case_id = h.case_id where h.id = $1::uuid`,
    [id],
  );
  const [found] = rows;
  if (!found || !directory) return noFile;
  if (keeperPost(directory, officer, found.agency) === undefined) return notKeeper;
  await desk.pool.query(
    "update archive.hold set lifted_at = to_timestamp($2 / 1000.0), lifted_by = $3 where id = $1::uuid and lifted_at is null",
    [id, desk.now(), officer.id],
  );
  return { ok: true, case: found.case };
}

interface Row {
  id: string;
  case_id: string;
  officer: string;
  post: string;
  placed_at: number;
  until: string | null;
  sealed: Buffer;
  lifted_at: number | null;
  lifted_by: string | null;
  agency: string;
  wrapped: Buffer | null;
}

const reading = `select h.id, h.case_id, h.officer, h.post, h.placed_at, h.until::text, h.sealed, h.lifted_at, h.lifted_by, r.agency, k.wrapped
  from archive.hold h join archive.record r on r.case_id = h.case_id left join keyring.case_key k on k.case_id = h.case_id`;

async function opened(desk: Desk, row: Row): Promise<Hold> {
  const key = row.wrapped === null ? null : caseKey(await desk.agencyKeys.key(row.agency), row.case_id, row.wrapped);
  const secret = key && row.sealed.length > 0 ? openJson(key, row.sealed, sealedAt.hold(row.id)) : undefined;
  return {
    id: row.id,
    case: row.case_id,
    officer: row.officer,
    post: row.post,
    placedAt: row.placed_at,
    until: row.until,
    reason: typeof secret === "object" && secret !== null && "reason" in secret ? String(secret.reason) : undefined,
    liftedAt: row.lifted_at,
    liftedBy: row.lifted_by,
  };
}

/** All holds of a file, the latest first. */
export async function holdsOf(desk: Desk, id: string): Promise<readonly Hold[]> {
  const { rows } = await desk.pool.query<Row>(`${reading} where h.case_id = $1::uuid order by h.placed_at desc, h.id desc limit 100`, [id]);
  return Promise.all(rows.map((row) => opened(desk, row)));
}

/** The holds that stand today in these agencies' archives, with the numbers of their files, the latest first. */
export async function standingHolds(
  desk: Desk,
  agencies: readonly string[],
  most = 200,
): Promise<readonly (Hold & { readonly number: string })[]> {
  const { rows } = await desk.pool.query<Row & { number: string }>(
    `${reading.replace("select ", "select r.number, ")} where h.lifted_at is null and (h.until is null or h.until >= $1::date) and r.agency = any($2)
     order by h.placed_at desc limit $3`,
    [desk.day(desk.now()), agencies, most],
  );
  return Promise.all(rows.map(async (row) => ({ ...(await opened(desk, row)), number: row.number })));
}
