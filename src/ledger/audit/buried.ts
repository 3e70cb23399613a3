// Destroyed cases: which of them were lawfully destroyed, by an act that names them and that two persons of different posts approved.
import type { ClientBase } from "pg";

/** What is noted of a case: nothing, a destruction with its approvals on record, or one without. */
export type Buried = (caseId: string) => "lawful" | "unapproved" | undefined;

// The same as ledger.authorised asks of one case, for all of them: each act's digest is made once.
const all = `
  with sound as materialized (
    select a.id, a.cases, a.digest from ledger.act a where a.digest = sha256(convert_to(array_to_string(a.cases, E'\\n'), 'UTF8'))
  ), signed as (
    select a.id as act, f.officer as first, s.officer as second, greatest(f.at, s.at) as at
    from sound a
    join ledger.approval f on f.act = a.id and f.digest = a.digest
    join ledger.approval s on s.act = a.id and s.digest = a.digest and s.post <> f.post and not s.counts && f.counts
  ), named as (
    select a.id as act, c as case_id from sound a cross join unnest(a.cases) c
  )
  select t.case_id, s.act is not null and n.act is not null as lawful
  from ledger.tombstone t
  left join signed s on s.act = t.act and s.first = t.first and s.second = t.second and s.at <= t.at
  left join named n on n.act = t.act and n.case_id = t.case_id`;

/** Reads all of them once. */
export async function buriedIn(db: ClientBase): Promise<Buried> {
  const { rows } = await db.query<{ case_id: string; lawful: boolean }>(all);
  const lawful = new Map(rows.map((row) => [row.case_id, row.lawful]));
  return (caseId) => {
    const known = lawful.get(caseId);
    return known === undefined ? undefined : known ? "lawful" : "unapproved";
  };
}
