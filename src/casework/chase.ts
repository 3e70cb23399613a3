// Chasing: the cases that a task of this one waits for are urged, when somebody presses, and by themselves on the dates that the procedure
// says. Each time is an entry on both sides.

import { dueAfter, endOf, warnBefore } from "../engine/calendar/index.ts";
import { rule, type TaskState } from "../engine/procedure/index.ts";
import { system } from "../identity/index.ts";
import { type Text, time as timeText } from "../platform/i18n/index.ts";
import { act } from "./act.ts";
import { isLive, openerOf } from "./awaited.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { type Loaded, load } from "./load.ts";
import { notesOf } from "./noted.ts";
import { commandOf, settle } from "./occasion.ts";
import { dayIn } from "./step.ts";

const chased: Text = { zh: "来文机关催办：请尽快签收办理。", en: "The body that sent this asks you to sign for it and deal with it." };
const reminded: Text = {
  zh: "来文机关催办：请按要求的日期答复。",
  en: "The body that sent this asks you to answer by the day that it set.",
};

/** Urges the cases that this one opened and still waits for, as somebody asked: each once for the same occasion. */
export async function chaseChildren(desk: Desk, parent: string, occasion: number): Promise<void> {
  const loaded = await load(desk, parent);
  if (!loaded) return;
  for (const child of await waitedFor(desk, loaded, waiting(loaded))) await urge(desk, parent, child, String(occasion));
}

/** When the task's case is urged next after an instant: kept where the procedure says dates, forgotten where none is left. */
export async function setChase(desk: Desk, loaded: Loaded, task: number, after: number): Promise<void> {
  const state = loaded.snapshot.state.tasks[String(task)];
  const next = state && isLive(state) ? datesOf(desk, loaded, state).find((at) => at > after) : undefined;
  if (next === undefined) await desk.pool.query("delete from casework.chase where case_id = $1 and task = $2", [loaded.row.id, task]);
  else
    await desk.pool.query(
      `insert into casework.chase (case_id, task, at) values ($1, $2, to_timestamp($3 / 1000.0))
       on conflict (case_id, task) do update set at = excluded.at where chase.at <> excluded.at`,
      [loaded.row.id, task, next],
    );
}

/** A task came under another version of its pack: it is chased on the dates of that one. */
export async function redate(desk: Desk, id: string, task: number): Promise<void> {
  const loaded = await load(desk, id);
  if (loaded) await setChase(desk, loaded, task, desk.now());
}

interface Due {
  readonly case_id: string;
  /** The date that has come, epoch milliseconds, and the tasks for which it has. */
  readonly at: number;
  readonly tasks: number[];
}

/** Urges what is to be urged by now, case by case; answers how many cases were urged. Done twice it counts once. */
export async function chaseDue(desk: Desk, now = desk.now(), most = 200): Promise<number> {
  const { rows } = await desk.pool.query<Due>({
    name: "casework-chase-due",
    text: `select case_id, round(extract(epoch from at) * 1000)::float8 as at, array_agg(task order by task) as tasks
      from (select case_id, task, at from casework.chase where at <= to_timestamp($1 / 1000.0) order by at limit $2) d
      group by case_id, d.at order by d.at, case_id`,
    values: [now, most],
  });
  let urged = 0;
  for (const due of rows) urged += await chaseOn(desk, due, now);
  return urged;
}

async function chaseOn(desk: Desk, { case_id: id, at, tasks }: Due, now: number): Promise<number> {
  const loaded = await load(desk, id);
  if (!loaded) {
    await desk.pool.query("delete from casework.chase where case_id = $1", [id]);
    return 0;
  }
  const live = new Set(waiting(loaded));
  const children = await waitedFor(
    desk,
    loaded,
    tasks.filter((task) => live.has(task)),
  );
  // Whoever was urged today already, by somebody who pressed, is left in peace.
  const today = desk.day(now);
  const notes = await notesOf(
    desk,
    children.map((child) => child.id),
  );
  const left = children.filter((child) => !notes.some((one) => one.case === child.id && one.kind === "urge" && desk.day(one.at) === today));
  if (left.length > 0) {
    await enterHere(desk, loaded, at, left);
    for (const child of left) await urge(desk, id, child, String(at), now);
  }
  // What was missed while nothing ran is urged once, not once for each date.
  for (const task of tasks) await setChase(desk, loaded, task, now);
  return left.length;
}

/** What is said on this side: on which date of the procedure, and whom. */
async function enterHere(desk: Desk, loaded: Loaded, at: number, children: readonly Child[]): Promise<void> {
  const { id } = loaded.row;
  const directory = await desk.organisation.current();
  const names = (lang: "zh" | "en") => children.map(({ agency }) => directory?.agency(agency)?.title[lang] ?? agency);
  const words = `${said.zh(timeText(at, "zh", desk.zone))}${names("zh").join("、")}。\n${said.en(timeText(at, "en", desk.zone))}${names("en").join("; ")}.`;
  settle(
    await enterBeside<{ readonly ok: true }>(desk, id, {
      actor: system,
      type: "note",
      command: commandOf(desk, `chased:${id}:${at}`),
      request: desk.digestRequest(system, { case: id, chased: at }),
      prepare: async () => ({
        ok: true,
        happening: { type: "noted", kind: "remark", text: "" },
        secret: { words },
        reply: { ok: true as const },
      }),
    }),
  );
}
const said = {
  zh: (day: string): string => `按规定的日期（${day}）自动催办：`,
  en: (day: string): string => `Chased by itself on the date set (${day}): `,
};

interface Child {
  readonly id: string;
  readonly agency: string;
  /** It was signed for; what is waited for is its answer. */
  readonly answers: boolean;
}

async function waitedFor(desk: Desk, loaded: Loaded, tasks: readonly number[]): Promise<readonly Child[]> {
  const openers = new Map(tasks.flatMap((no) => [[openerOf(loaded, no), no] as const]));
  const numbers = [...openers.keys()].filter((no) => no !== undefined);
  if (numbers.length === 0) return [];
  const rows = await desk.db
    .selectFrom("casework.case")
    .select(["id", "agency", "parent_task as task"])
    .where("parent", "=", loaded.row.id)
    .where("parent_task", "in", numbers)
    .where("status", "=", "running")
    .orderBy("parent_task")
    .execute();
  return rows.map(({ id, agency, task }) => ({ id, agency, answers: openers.get(task ?? undefined) !== task }));
}

async function urge(desk: Desk, parent: string, child: Child, occasion: string, now?: number): Promise<void> {
  const command = commandOf(desk, `chase:${parent}:${occasion}:${child.id}`);
  const say = child.answers ? reminded : chased;
  const note = { type: "note", kind: "urge", words: `${say.zh} ${say.en}` } as const;
  settle(await act(desk, system, child.id, note, { command, ...(now === undefined ? {} : { now }) }));
}

/** Tasks of this case that wait for a case that they opened. */
const waiting = ({ pack, snapshot }: Loaded): number[] =>
  Object.entries(snapshot.state.tasks).flatMap(([no, task]) => (isLive(task) && rule(pack.model, task).child ? [Number(no)] : []));

/** The dates of a task, in order: its procedure's times counted from the day by which it has to be over, or else from its opening. */
function datesOf(desk: Desk, { pack, snapshot }: Loaded, task: TaskState): number[] {
  const { chase = [], deadline } = rule(pack.model, task);
  const day = deadline === undefined ? undefined : dayIn(snapshot.facts, deadline, task.item);
  // Without the day that it is counted from there is no date.
  if (deadline !== undefined && day === undefined) return [];
  const last = day === undefined ? undefined : endOf(day, desk.zone);
  return chase
    .map(({ before, ...time }) =>
      last !== undefined && before
        ? warnBefore(last, time, desk.calendar, desk.zone)
        : // The last instant of the day itself, so that the day counts as the one on which the time begins.
          dueAfter(time, last === undefined ? (task.opened ?? 0) : last - 1, desk.calendar, desk.zone).due,
    )
    .toSorted((a, b) => a - b);
}
