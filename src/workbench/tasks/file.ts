// The list as a file for a spreadsheet.
import { type WorkRow, worklist } from "../../casework/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { dateTime, t } from "../../platform/i18n/index.ts";
import type { Bench } from "../context.ts";
import { sendFile } from "../csv.ts";
import { officerName, postTitle } from "../people.ts";
import { taskStatus, words } from "../words.ts";
import { queryOf, readFilter } from "./filter.ts";
import { taskLines } from "./row.ts";

const mostRows = 5000;
const pageOf = 200;

export async function tasksFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  const query = queryOf(bench, readFilter(c));
  const rows: WorkRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const more = await worklist(desk, {
      ...query,
      limit: pageOf,
      ...(last ? { after: { due: last.due_at, case: last.case_id, no: last.no } } : {}),
    });
    rows.push(...more);
    if (more.length < pageOf || rows.length >= mostRows) break;
  }
  const when = (at: number) => (Number.isFinite(at) ? dateTime(at, lang, desk.zone) : t(words.noDue, lang));
  const heads = [words.number, words.service, words.stage, words.task, words.post, words.officer, words.status, words.opened, words.due];
  const lines = (await taskLines(bench, rows)).map(({ row, service, stage, task }) => [
    row.number,
    t(service, lang),
    t(stage, lang),
    t(task, lang),
    t(postTitle(directory, row.post), lang),
    row.officer === null ? "" : officerName(directory, row.officer),
    t(taskStatus[row.status], lang),
    when(row.opened_at),
    when(row.due_at),
  ]);
  return sendFile(c, `tasks-${desk.day(bench.now)}.csv`, [heads.map((head) => t(head, lang)), ...lines]);
}
