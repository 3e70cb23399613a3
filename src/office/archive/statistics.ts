// What archives hold, what was destroyed, what is lent: figures stay when files go. Of one agency, or of the whole city.
import type { Desk } from "../../casework/index.ts";
import type { Retention } from "./plan.ts";
import type { Officer } from "./policy.ts";

export interface ArchiveFigures {
  readonly class: string;
  readonly year: number;
  readonly retention: Retention;
  readonly kept: number;
  readonly destroyed: number;
}

/** Whether an officer may see the figures of every archive: figures alone, no file. */
export const seesEveryArchive = ({ rights }: Pick<Officer, "rights">): boolean => rights.includes("read-cases");

/** By class, year and retention, the newest year first, of these agencies together: counted from the index, agency by agency. */
export async function archiveFigures(desk: Pick<Desk, "pool">, agencies: readonly string[]): Promise<readonly ArchiveFigures[]> {
  const { rows } = await desk.pool.query<ArchiveFigures>(
    `select f.class, f.year, f.retention, sum(f.kept)::int as kept, sum(f.destroyed)::int as destroyed
     from unnest($1::text[]) a(agency) cross join lateral (
       select class, year, retention, count(*) filter (where destroyed_at is null) as kept, count(*) filter (where destroyed_at is not null) as destroyed
       from archive.record where agency = a.agency group by class, year, retention) f
     group by f.class, f.year, f.retention order by f.year desc, f.class, f.retention limit 1000`,
    [agencies],
  );
  return rows;
}

export interface AgencyArchive {
  readonly agency: string;
  readonly kept: number;
  readonly destroyed: number;
  /** Kept, and due to be looked at for destruction by now. */
  readonly due: number;
}

/** Those of these agencies that have filed something, by what they keep. */
export async function agencyArchives(
  desk: Pick<Desk, "pool" | "day" | "now">,
  agencies: readonly string[],
): Promise<readonly AgencyArchive[]> {
  const { rows } = await desk.pool.query<AgencyArchive>(
    `select a.agency, f.kept, f.destroyed, d.due
     from unnest($1::text[]) a(agency)
     cross join lateral (select count(*) filter (where destroyed_at is null)::int as kept, count(*) filter (where destroyed_at is not null)::int as destroyed
       from archive.record where agency = a.agency) f
     cross join lateral (select count(*)::int as due from archive.record
       where agency = a.agency and destroyed_at is null and due_on <= $2::date) d
     where f.kept + f.destroyed > 0 order by f.kept desc, a.agency`,
    [agencies, desk.day(desk.now())],
  );
  return rows;
}

export interface LendingFigures {
  readonly asked: number;
  readonly lent: number;
  readonly overdue: number;
  readonly returned: number;
  readonly holds: number;
}

/** What these agencies' lending desks did, and how many holds stand. */
export async function lendingFigures(desk: Desk, agencies: readonly string[]): Promise<LendingFigures> {
  const { rows } = await desk.pool.query<LendingFigures>(
    `select coalesce(sum(l.asked), 0)::int as asked, coalesce(sum(l.lent), 0)::int as lent, coalesce(sum(l.overdue), 0)::int as overdue,
       coalesce(sum(l.returned), 0)::int as returned,
       (select count(*)::int from archive.hold h join archive.record r on r.case_id = h.case_id
         where r.agency = any ($1) and h.lifted_at is null and (h.until is null or h.until >= $2::date)) as holds
     from unnest($1::text[]) a(agency) cross join lateral (
       select count(*) as asked, count(*) filter (where lent) as lent, count(returned_at) as returned,
         count(*) filter (where lent and returned_at is null and until < $2::date) as overdue
       from archive.loan where agency = a.agency) l`,
    [agencies, desk.day(desk.now())],
  );
  return rows[0] ?? { asked: 0, lent: 0, overdue: 0, returned: 0, holds: 0 };
}
