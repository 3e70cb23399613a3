// Errand counts of ended cases, kept so that a service's year is one statement, and summed up by service and agency.
import { sql } from "kysely";
import type { Desk } from "./desk.ts";
import { type Errands, errandsOf, tripsOf } from "./errands.ts";
import { load } from "./load.ts";

/** Cases at one go; what is left comes with the next. */
const batch = 500;

/** Counts cases that have ended since they were counted last; how many. Done again it comes to the same. */
export async function countEnded(desk: Desk): Promise<number> {
  const { rows } = await desk.pool.query<{ case_id: string }>("select case_id from casework.errand_due limit $1", [batch]);
  if (rows.length === 0) return 0;
  const counts: object[] = [];
  for (const { case_id } of rows) {
    const count = await counted(desk, case_id);
    if (count) counts.push(count);
  }
  await desk.pool.query(
    `with counted as (
       insert into casework.errand_count as e (case_id, pack, agency, ended_at, papers, typed, fields, days)
       select id, pack, agency, to_timestamp(ended_at / 1000.0), papers, typed, fields, days
       from jsonb_to_recordset($1::jsonb) x (id uuid, pack text, agency text, ended_at bigint, papers int, typed int, fields text[], days int)
       on conflict (case_id) do update set ended_at = excluded.ended_at, papers = excluded.papers, typed = excluded.typed,
         fields = excluded.fields, days = excluded.days
     )
     delete from casework.errand_due where case_id = any ($2::uuid[])`,
    [JSON.stringify(counts), rows.map(({ case_id }) => case_id)],
  );
  return counts.length;
}

/** The count of one case; none for a case that cannot be opened (any more): it must not keep the others waiting. */
async function counted(desk: Desk, id: string): Promise<object | undefined> {
  try {
    const loaded = await load(desk, id);
    if (!loaded || loaded.row.ended_at === null) return undefined;
    const { pack, agency, ended_at } = loaded.row;
    const { papers, fields, held, days } = await errandsOf(desk, loaded);
    return { id, pack, agency, ended_at, papers, typed: fields, fields: held.map(fieldWord), days };
  } catch (error) {
    desk.log.warn("a case's errands could not be counted", { case: id, error: String(error) });
    return undefined;
  }
}

/** A typed field as it is kept: `field register/key`. */
export const fieldWord = ({ field, register, key }: Errands["held"][number]): string => `${field} ${register}/${key}`;
export function wordField(word: string): Errands["held"][number] {
  const [field = "", held = ""] = word.split(" ");
  const [register = "", key = ""] = held.split("/");
  return { field, register, key };
}

/** What a service really cost: averages over cases that ended in a time. */
export interface RealErrands {
  readonly pack: string;
  readonly agency: string;
  readonly cases: number;
  readonly trips: number;
  readonly papers: number;
  readonly fields: number;
  readonly days: number;
  /** Fields typed that a register held, the most frequent first, with how many cases. */
  readonly held: readonly { readonly word: string; readonly cases: number }[];
  /** Visits about the service by people without a case. */
  readonly visitsWithout: number;
}

/** By service and agency, for cases that ended since then; of one service where it is named. */
export async function realErrands(desk: Pick<Desk, "db">, since: number, pack?: string): Promise<readonly RealErrands[]> {
  const from = new Date(since).toISOString();
  const { rows } = await sql<RealErrands & { held: RealErrands["held"] | null }>`
    with counted as (
      select e.case_id, e.pack, e.agency, e.papers, e.typed, e.fields, e.days,
        ${sql.raw(tripsOf("e.case_id"))} trips
      from casework.errand_count e where e.ended_at >= ${from}::timestamptz and (${pack ?? null}::text is null or e.pack = ${pack ?? null})
    )
    select c.pack, c.agency, count(*)::int cases, avg(c.trips)::float8 trips, avg(c.papers)::float8 papers,
      avg(c.typed)::float8 fields, avg(c.days)::float8 days,
      (select json_agg(json_build_object('word', t.word, 'cases', t.n) order by t.n desc, t.word) from (
         select f word, count(*)::int n from counted x, unnest(x.fields) f where x.pack = c.pack and x.agency = c.agency group by f order by count(*) desc, f limit 50) t) held,
      (select count(*)::int from casework.contact v where v.service = c.pack and v.agency = c.agency and v.kind = 'visit' and v.struck_at is null
         and v.at >= ${from}::timestamptz and not exists (select 1 from casework.contact_case l where l.contact = v.id)) "visitsWithout"
    from counted c group by c.pack, c.agency order by c.pack, c.agency`.execute(desk.db);
  return rows.map((row) => ({ ...row, held: row.held ?? [] }));
}

export interface CountedCase {
  readonly id: string;
  readonly number: string;
  readonly ended: number;
  readonly trips: number;
  readonly papers: number;
  readonly fields: number;
  /** Of them what a register held: `field register/key`. */
  readonly held: readonly string[];
  readonly days: number;
}

/** The cases behind a sum, the last ended first; `after` pages on. */
export async function countedCases(
  desk: Pick<Desk, "db">,
  asked: {
    readonly pack: string;
    readonly agency: string;
    readonly since: number;
    readonly after?: readonly [number, string];
    readonly limit: number;
  },
): Promise<readonly CountedCase[]> {
  const after = asked.after ? new Date(asked.after[0]).toISOString() : null;
  const { rows } = await sql<CountedCase>`
    select e.case_id id, c.number, e.ended_at ended, e.papers, e.typed fields, e.fields held, e.days,
      ${sql.raw(tripsOf("e.case_id"))} trips
    from casework.errand_count e join casework.case c on c.id = e.case_id
    where e.pack = ${asked.pack} and e.agency = ${asked.agency} and e.ended_at >= ${new Date(asked.since).toISOString()}::timestamptz
      and (${after}::timestamptz is null or (e.ended_at, e.case_id) < (${after}::timestamptz, ${asked.after?.[1] ?? null}::uuid))
    order by e.ended_at desc, e.case_id desc limit ${asked.limit}`.execute(desk.db);
  return rows;
}
