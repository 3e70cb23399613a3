// What templates of a case may draw on.
import type { Agency } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { Entering } from "./enter.ts";
import { fieldsOf } from "./evidence.ts";
import { evidenceOf } from "./evidence-rows.ts";
import { letterData, type Said } from "./letter-data.ts";
import type { Loaded } from "./load.ts";

/** What a template of this case may draw on. */
export async function dataFor(
  desk: Desk,
  loaded: Loaded,
  title: Text,
  task: number,
  now: number,
  number: string | undefined,
  records: Entering["records"],
) {
  const { row, pack } = loaded;
  const { applicant, answers } = loaded.secret();
  const { id, title: called, code } = await agencyOf(desk, row.agency);
  const evidence = fieldsOf(await evidenceOf(desk, loaded));
  const data = letterData({
    pack,
    lang: row.language,
    calendar: desk.calendar,
    zone: desk.zone,
    case: { id: row.id, number: row.number, openedAt: row.opened_at },
    agency: { id, title: called, code },
    applicant: { kind: applicant?.kind ?? "", name: applicant?.name ?? "", identifier: applicant?.identifier ?? "" },
    state: loaded.snapshot.state,
    facts: loaded.snapshot.facts,
    answers,
    evidence,
    records,
    said: await saidSoFar(desk, loaded),
    marks: Object.values(row.run.marks).flat(),
    article: desk.article,
    task,
    title,
    ...(number === undefined ? {} : { number }),
    at: now,
  });
  return { data, evidence };
}

export async function agencyOf(desk: Desk, id: string): Promise<Agency> {
  const agency = (await desk.organisation.current())?.agency(id);
  if (!agency) throw new Error(`there is no agency ${id}`);
  return agency;
}

/** Every outcome given with words, oldest first. */
async function saidSoFar(desk: Desk, { row, cipher }: Loaded): Promise<Said[]> {
  const rows = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "at", "events", "sealed"])
    .where("case_id", "=", row.id)
    .orderBy("seq")
    .execute();
  return rows.flatMap((entry) => {
    const finished = entry.events.find((event) => event.type === "task-finished");
    const task = finished && row.tasks.find(({ no }) => String(no) === finished.id);
    if (!finished || !task) return [];
    return [{ task: task.key, outcome: finished.outcome, words: cipher.openEntry(entry.seq, entry.sealed).words, at: entry.at }];
  });
}
