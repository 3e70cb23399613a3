// The registers of numbers: by organ, word and year; each number with its case, and what became of it.
import type { Desk } from "./desk.ts";

export interface NumberSeries {
  readonly word: string;
  readonly year: number;
  /** The last number taken. */
  readonly last: number;
}

/** The series of an organ, the newest year first. */
export async function numberSeries(desk: Pick<Desk, "pool">, organ: string): Promise<readonly NumberSeries[]> {
  const { rows } = await desk.pool.query<NumberSeries>(
    "select word, year, last from casework.register where organ = $1 order by year desc, word",
    [organ],
  );
  return rows;
}

/** One number of a series. A number is never given twice, so one whose case made nothing of it stays void. */
export interface TakenNumber {
  readonly n: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly pack: string;
  /** Epoch milliseconds. */
  readonly takenAt: number;
  /** A document bears it; its case is still under way; or the case ended without one (`end` says how), or took another number since. */
  readonly state: "used" | "open" | "void";
  /** How the case ended. */
  readonly end: string | null;
  /** The number that the same case took later in the same series. */
  readonly later: number | null;
  /** As it stands on the document. */
  readonly printed: string | null;
}

/** Numbers of a series from the newest down, those below `before`. */
export async function takenNumbers(
  desk: Pick<Desk, "pool">,
  {
    organ,
    word,
    year,
    before,
    limit,
  }: { readonly organ: string; readonly word: string; readonly year: number; readonly before?: number; readonly limit: number },
): Promise<readonly TakenNumber[]> {
  const { rows } = await desk.pool.query<TakenNumber>({
    name: "taken-numbers",
    text: `select n.n, n.case_id as "caseId", c.number as "caseNumber", c.pack, n.taken_at as "takenAt", c."end", o.n as later, d.number as printed,
        case when o.n is not null then 'void' when d.number is not null then 'used' when c.status = 'ended' then 'void' else 'open' end as state
      from casework.number n join casework.case c on c.id = n.case_id
      left join lateral (
        select min(l.n) as n from casework.number l where l.case_id = n.case_id and l.organ = n.organ and l.word = n.word and l.year = n.year and l.n > n.n
      ) o on true
      left join lateral (
        select d.number from casework.document d where d.case_id = n.case_id and d.number is not null order by d.no desc limit 1
      ) d on true
      where n.organ = $1 and n.word = $2 and n.year = $3 and n.n < $4 order by n.n desc limit $5`,
    values: [organ, word, year, before ?? 2_147_483_647, limit],
  });
  return rows;
}
