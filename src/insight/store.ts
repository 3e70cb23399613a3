// Puts what became of cases in the place of what was known of them, and moves the sums by the difference, in one statement each.
import type { ClientBase } from "pg";

export interface StayRow {
  readonly case_id: string;
  readonly n: number;
  readonly pack: string;
  readonly agency: string;
  readonly stage: string;
  readonly entered_at: string;
  readonly left_at: string | null;
  readonly month: string | null;
  readonly tenths: number | null;
}

export interface DoneRow {
  readonly case_id: string;
  readonly no: number;
  readonly post: string;
  readonly officer: string;
  readonly pack: string;
  readonly done_at: string;
  readonly month: string;
  readonly late: boolean;
}

export interface SheetRow {
  readonly case_id: string;
  readonly no: number;
  readonly pack: string;
  readonly agency: string;
  readonly made_at: string;
  readonly month: string;
  readonly pages: number;
}

const stays = `
  with given as materialized (select * from jsonb_populate_recordset(null::insight.stage, $2::jsonb)),
  old as materialized (select * from insight.stage where case_id = any ($1::uuid[])),
  cut as (
    delete from insight.stage s where s.case_id = any ($1::uuid[])
      and not exists (select 1 from given g where g.case_id = s.case_id and g.n = s.n)
  ),
  put as (
    insert into insight.stage as s select * from given on conflict (case_id, n) do update set
      stage = excluded.stage, entered_at = excluded.entered_at, left_at = excluded.left_at, month = excluded.month, tenths = excluded.tenths
    where (s.stage, s.entered_at, s.left_at) is distinct from (excluded.stage, excluded.entered_at, excluded.left_at)
  )
  insert into insight.spent as t (pack, agency, stage, month, tenths, n)
  select pack, agency, stage, month, tenths, sum(d)::int from (
    select pack, agency, stage, month, tenths, -1 d from old union all select pack, agency, stage, month, tenths, 1 from given
  ) x where month is not null group by 1, 2, 3, 4, 5 having sum(d) <> 0
  on conflict (month, agency, pack, stage, tenths) do update set n = t.n + excluded.n`;

const finished = `
  with given as materialized (select * from jsonb_populate_recordset(null::insight.done, $2::jsonb)),
  old as materialized (select * from insight.done where case_id = any ($1::uuid[])),
  cut as (
    delete from insight.done s where s.case_id = any ($1::uuid[])
      and not exists (select 1 from given g where g.case_id = s.case_id and g.no = s.no)
  ),
  put as (
    insert into insight.done as s select * from given on conflict (case_id, no) do update set
      post = excluded.post, officer = excluded.officer, done_at = excluded.done_at, month = excluded.month, late = excluded.late
    where (s.post, s.officer, s.done_at, s.late) is distinct from (excluded.post, excluded.officer, excluded.done_at, excluded.late)
  )
  insert into insight.tally as t (post, officer, month, n, late)
  select post, officer, month, sum(d)::int, sum(d * late::int)::int from (
    select post, officer, month, late, -1 d from old union all select post, officer, month, late, 1 from given
  ) x group by 1, 2, 3 having sum(d) <> 0 or sum(d * late::int) <> 0
  on conflict (post, month, officer) do update set n = t.n + excluded.n, late = t.late + excluded.late`;

// A document stays as it was made.
const sheets = `
  with put as (
    insert into insight.sheet select * from jsonb_populate_recordset(null::insight.sheet, $1::jsonb) on conflict do nothing returning *
  )
  insert into insight.paper as t (agency, pack, month, documents, pages)
  select agency, pack, month, count(*)::int, sum(pages)::int from put group by 1, 2, 3
  on conflict (month, agency, pack) do update set documents = t.documents + excluded.documents, pages = t.pages + excluded.pages`;

export const putStays = (db: ClientBase, cases: readonly string[], rows: readonly StayRow[]): Promise<unknown> =>
  db.query({ name: "insight-stays", text: stays, values: [cases, JSON.stringify(rows)] });

export const putDone = (db: ClientBase, cases: readonly string[], rows: readonly DoneRow[]): Promise<unknown> =>
  db.query({ name: "insight-done", text: finished, values: [cases, JSON.stringify(rows)] });

export const putSheets = (db: ClientBase, rows: readonly SheetRow[]): Promise<unknown> =>
  db.query({ name: "insight-sheets", text: sheets, values: [JSON.stringify(rows)] });
