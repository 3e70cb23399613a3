// Chasing: the cases that a task of this one waits for are urged, when somebody presses, and by themselves on the dates that the procedure
// says. Each time is an entry on both sides.

import { dueAfter } from "../engine/calendar/index.ts";
import { rule, type TaskState } from "../engine/procedure/index.ts";
import { system } from "../identity/index.ts";
import { type Text, time as timeText } from "../platform/i18n/index.ts";
import { act } from "./act.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { type Loaded, load } from "./load.ts";
import { notesOf } from "./noted.ts";
import { commandOf, settle } from "./occasion.ts";

const chased: Text = { zh: "来文机关催办：请尽快签收办理。", en: "The body that sent this asks you to sign for it and deal with it." };

/** Urges the cases that this one opened and still waits for, as somebody asked: each once for the same occasion. */
export async function chaseChildren(desk: Desk, parent: string, occasion: number): Promise<void> {
  const loaded = await load(desk, parent);
  if (!loaded) return;
  for (const { id } of await waitedFor(desk, loaded, waiting(loaded))) await urge(desk, parent, id, String(occasion));
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
    for (const child of left) await urge(desk, id, child.id, String(at), now);
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
}

const waitedFor = async (desk: Desk, { row }: Loaded, tasks: readonly number[]): Promise<readonly Child[]> =>
  tasks.length === 0
    ? []
    : desk.db
        .selectFrom("casework.case")
        .select(["id", "agency"])
        .where("parent", "=", row.id)
        .where("parent_task", "in", [...tasks])
        .where("status", "=", "running")
        .orderBy("parent_task")
        .execute();

async function urge(desk: Desk, parent: string, child: string, occasion: string, now?: number): Promise<void> {
  const command = commandOf(desk, `chase:${parent}:${occasion}:${child}`);
  const note = { type: "note", kind: "urge", words: `${chased.zh} ${chased.en}` } as const;
  settle(await act(desk, system, child, note, { command, ...(now === undefined ? {} : { now }) }));
}

const isLive = ({ status }: TaskState): boolean => status === "open" || status === "taken";

/** Tasks of this case that wait for a case that they opened. */
const waiting = ({ pack, snapshot }: Loaded): number[] =>
  Object.entries(snapshot.state.tasks).flatMap(([no, task]) => (isLive(task) && rule(pack.model, task).child ? [Number(no)] : []));

/** The dates of a task, in order: its procedure's times from its opening on. */
const datesOf = (desk: Desk, { pack }: Loaded, task: TaskState): number[] =>
  (rule(pack.model, task).chase ?? [])
    .map((time) => dueAfter(time, task.opened ?? 0, desk.calendar, desk.zone).due)
    .toSorted((a, b) => a - b);
