// Computes figures by following the log: whatever happened to a case, what its entries say of it is put in the place of what was known.
import type { ClientBase } from "pg";
import { type Desk, type FedEntry, type Feed, paperlessDocuments } from "../casework/index.ts";
import { type Event, SYSTEM } from "../engine/procedure/index.ts";
import { fold } from "./fold.ts";
import { type DoneRow, putDone, putSheets, putStays, type StayRow } from "./store.ts";
import { workedTenths } from "./worked.ts";

/** Counts what figures are made of: where that changes, they are made again from the beginning of the log (a migration empties them). */
const format = 1;

export const insightFeed = (desk: Desk): Feed => ({
  name: `insight-${format}`,
  from: "start",
  patience: 5000,
  handle: (client, entries) => count(desk, client, entries),
});

interface CaseRow {
  readonly id: string;
  readonly pack: string;
  readonly agency: string;
  /** Of each entry in its order; null where a destroyed case has none left: what was counted of it stays counted. */
  readonly events: readonly (readonly Event[])[] | null;
  readonly tasks: readonly (readonly [no: number, post: string, due: number | null])[];
}

async function count(desk: Desk, client: ClientBase, entries: readonly FedEntry[]): Promise<void> {
  const ids = [...new Set(entries.map((entry) => entry.case))];
  const { rows } = await client.query<CaseRow>({
    name: "insight-cases",
    text: `select c.id, c.pack, c.agency,
        (select json_agg(e.events order by e.seq) from casework.entry e where e.case_id = c.id) events,
        (select coalesce(json_agg(json_build_array(t.no, t.post, case when isfinite(t.due_at) then extract(epoch from t.due_at) * 1000 end)), '[]')
         from casework.task t where t.case_id = c.id) tasks
      from casework.case c where c.id = any ($1::uuid[])`,
    values: [ids],
  });
  const told = rows.filter(({ events }) => events !== null).map(({ id }) => id);
  const month = (at: number): string => `${desk.day(at).slice(0, 7)}-01`;
  const instant = (at: number): string => new Date(at).toISOString();
  const stays: StayRow[] = [];
  const done: DoneRow[] = [];
  for (const { id, pack, agency, events, tasks } of rows) {
    const folded = fold(events?.flat() ?? []);
    for (const [n, { stage, entered, left }] of folded.stays.entries()) {
      stays.push({
        case_id: id,
        n,
        pack,
        agency,
        stage,
        entered_at: instant(entered),
        left_at: left === undefined ? null : instant(left),
        month: left === undefined ? null : month(left),
        tenths: left === undefined ? null : workedTenths(desk.calendar, desk.zone, entered, left),
      });
    }
    const posts = new Map(tasks.map(([no, post, due]) => [no, { post, due: due ?? Number.POSITIVE_INFINITY }]));
    for (const { no, officer, at } of folded.done) {
      const task = posts.get(no);
      if (!task || officer === SYSTEM || task.post === "applicant" || task.post === "system") continue;
      done.push({ case_id: id, no, post: task.post, officer, pack, done_at: instant(at), month: month(at), late: at > task.due });
    }
  }
  await putStays(client, told, stays);
  await putDone(client, told, done);
  const { rows: counted } = await client.query<{ case_id: string; no: number }>(
    "select case_id, no from insight.sheet where case_id = any ($1::uuid[])",
    [ids],
  );
  const known = new Set(counted.map(({ case_id, no }) => `${case_id}/${no}`));
  const papers = await paperlessDocuments(desk, ids, (id, no) => known.has(`${id}/${no}`));
  if (papers.length === 0) return;
  await putSheets(
    client,
    papers.map(({ case: id, no, pack, agency, madeAt, pages }) => ({
      case_id: id,
      no,
      pack,
      agency,
      made_at: instant(madeAt),
      month: month(madeAt),
      pages,
    })),
  );
}
