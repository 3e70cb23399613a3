// What is in an archive, what was destroyed, what is lent: figures stay when files go.
import type { Desk } from "../../casework/index.ts";
import type { Retention } from "./plan.ts";

export interface ArchiveFigures {
  readonly class: string;
  readonly year: number;
  readonly retention: Retention;
  readonly kept: number;
  readonly destroyed: number;
}

/** By class, year and retention, the newest year first. */
export async function archiveFigures(desk: Pick<Desk, "pool">, agency: string): Promise<readonly ArchiveFigures[]> {
  const { rows } = await desk.pool.query<ArchiveFigures>(
    `select class, year, retention, count(*) filter (where destroyed_at is null)::int as kept, count(*) filter (where destroyed_at is not null)::int as destroyed
     from archive.record where agency = $1 group by class, year, retention order by year desc, class, retention limit 1000`,
    [agency],
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

/** What the lending desk did, and how many holds stand. */
export async function lendingFigures(desk: Desk, agency: string): Promise<LendingFigures> {
  const { rows } = await desk.pool.query<LendingFigures>(
    `select count(*)::int as asked, count(*) filter (where lent)::int as lent,
       count(*) filter (where lent and returned_at is null and until < $2::date)::int as overdue, count(returned_at)::int as returned,
       (select count(*)::int from archive.hold h join archive.record r on r.case_id = h.case_id
         where r.agency = $1 and h.lifted_at is null and (h.until is null or h.until >= $2::date)) as holds
     from archive.loan where agency = $1`,
    [agency, desk.day(desk.now())],
  );
  return rows[0] ?? { asked: 0, lent: 0, overdue: 0, returned: 0, holds: 0 };
}
