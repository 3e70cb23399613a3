// Files that nothing names any more: uploads that became no evidence within their week, files whose row was never written because the
// process was killed in between. Their keys are gone, so nobody can read them; here they go from the disk as well.
import type { Desk } from "./desk.ts";
import { openCipherOf } from "./secrets.ts";

const day = 86_400_000;
/** Never younger than this: an upload may become evidence for a week, and whatever is being written now is not yet named. */
const leastAge = 8 * day;
/** Milliseconds between two sweeps. */
const every = 6 * 3_600_000;
const batch = 500;

/** Sweeps if the last time is long enough ago; answers how many files went. */
export async function sweepFiles(desk: Desk, now = desk.now()): Promise<number> {
  const { rows } = await desk.pool.query<{ noted: number; swept: number }>("select noted, swept from casework.sweep");
  const [last] = rows;
  if (!last || now - last.swept < every) return 0;
  await noteEvidence(desk, last.noted, now);
  let removed = 0;
  let ids: string[] = [];
  const look = async () => {
    const named = await namedOf(desk, ids);
    for (const id of ids) {
      if (named.has(id)) continue;
      await desk.files.remove(id);
      removed += 1;
    }
    ids = [];
  };
  for await (const { id, at } of desk.files.stored()) {
    if (now - at < leastAge) continue;
    ids.push(id);
    if (ids.length === batch) await look();
  }
  if (ids.length > 0) await look();
  removed += await desk.files.dropUnfinished(now - leastAge);
  await desk.pool.query("update casework.sweep set swept = to_timestamp($1 / 1000.0)", [now]);
  if (removed > 0) desk.log.info("files swept", { count: removed });
  return removed;
}

async function namedOf(desk: Desk, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await desk.pool.query<{ id: string }>(
    `select id from unnest($1::uuid[]) id where exists (select from casework.upload u where u.id = id)
       or exists (select from casework.evidence_file e where e.file = id) or exists (select from casework.document d where d.file = id)`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

interface Piece {
  readonly case_id: string;
  readonly no: number;
  readonly at: number;
  readonly sealed: Buffer;
  readonly agency: string;
  readonly wrapped: Buffer;
}

/** Opens the evidence that came since the last time, and a day before for what was being written then, and notes its files. */
async function noteEvidence(desk: Desk, noted: number, now: number): Promise<void> {
  let place = { at: Number.isFinite(noted) ? noted - day : Number.NEGATIVE_INFINITY, case: "00000000-0000-0000-0000-000000000000", no: 0 };
  for (;;) {
    const { rows } = await desk.pool.query<Piece>(
      `select e.case_id, e.no, e.fetched_at as at, e.sealed, k.agency, k.wrapped from casework.evidence e join keyring.case_key k on k.case_id = e.case_id
       where e.source = 'upload' and (e.fetched_at, e.case_id, e.no) > ($1::timestamptz, $2::uuid, $3::int)
       order by e.fetched_at, e.case_id, e.no limit ${batch}`,
      [Number.isFinite(place.at) ? new Date(place.at).toISOString() : "-infinity", place.case, place.no],
    );
    const files: string[] = [];
    for (const { case_id, no, sealed, agency, wrapped } of rows) {
      const { file } = (await openCipherOf(desk, case_id, agency, wrapped)).openEvidence(no, sealed);
      if (file) files.push(file.id);
    }
    if (files.length > 0)
      await desk.pool.query("insert into casework.evidence_file select unnest($1::uuid[]) on conflict do nothing", [files]);
    const last = rows.at(-1);
    if (!last || rows.length < batch) break;
    place = { at: last.at, case: last.case_id, no: last.no };
  }
  await desk.pool.query("update casework.sweep set noted = to_timestamp($1 / 1000.0)", [now]);
}
