// To whom a task can go: officers who hold its post today and whom the procedure lets do it; agencies or officers whom an
// extra task may ask.
import { rule } from "../engine/procedure/index.ts";
import { minuteAt, type Officer } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { Loaded } from "./load.ts";
import { step } from "./step.ts";

/** Somebody to whom a task can be given. */
export interface Candidate extends Officer {
  /** In whose place; absent for one who holds the post. */
  readonly for?: string;
  /** On leave to this day, both included: nothing new is given to them. */
  readonly away?: string;
}

/** Officers who hold the task's post today or act in it, do not have it yet, and pass the procedure's test of four eyes. */
export async function mayReceive(desk: Desk, loaded: Loaded, no: number): Promise<readonly Candidate[]> {
  const task = loaded.row.tasks.find((one) => one.no === no);
  const directory = await desk.organisation.current();
  if (!task || !directory) return [];
  const context = { now: desk.now(), by: "system", calendar: desk.calendar, zone: desk.zone };
  const today = desk.day(desk.now());
  const acting = directory
    .actingIn(task.post, minuteAt(context.now, desk.zone))
    .filter(({ packs }) => packs === undefined || packs.includes(loaded.row.pack))
    .flatMap(({ officer, for: whom }): Candidate[] => {
      const found = directory.officer(officer);
      return found ? [{ ...found, ...(whom === undefined ? {} : { for: whom }) }] : [];
    });
  return [...directory.officersOf(task.post, today), ...acting]
    .filter((one: Candidate) => {
      const given = { type: "give" as const, task: String(no), to: one.id, ...(one.for === undefined ? {} : { for: one.for }) };
      return one.id !== task.officer && step(loaded.snapshot, given, context).ok;
    })
    .map((one) => {
      const away = directory.awayUntil(one.id, today);
      return away === undefined ? one : { ...one, away };
    });
}

/** Whom an extra task may ask, where that is chosen when it is opened: agencies that have the post filled, else officers of the case's agency. */
export async function mayBeAsked(
  desk: Desk,
  loaded: Loaded,
  key: string,
): Promise<readonly { readonly id: string; readonly title: Text | string }[]> {
  const extra = loaded.pack.model.extras[key];
  const directory = await desk.organisation.current();
  if (!extra?.by.startsWith("{chosen}") || !directory) return [];
  const today = desk.day(desk.now());
  const [, post] = extra.by.split("/");
  if (post !== undefined) return directory.agencies().filter(({ id }) => directory.officersOf(`${id}/${post}`, today).length > 0);
  return directory
    .officers()
    .filter(({ id }) => directory.postsOf(id, today).some(({ agency }) => agency === loaded.row.agency))
    .map(({ id, name }) => ({ id, title: name }));
}

/** The article that a task stands on; undefined where the procedure names none. */
export function lawOf({ pack, snapshot }: Pick<Loaded, "pack" | "snapshot">, no: number): string | undefined {
  const task = snapshot.state.tasks[String(no)];
  return task && rule(pack.model, task).law;
}
