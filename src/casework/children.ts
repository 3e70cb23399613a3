// A task that is a case of its own: the child is opened by a job, never in the parent's transaction, and tells the
// parent when it has come to one of the outcomes that the parent waits for.
import { sql } from "kysely";
import { outcomeOfEnd } from "../catalogue/index.ts";
import { act } from "./act.ts";
import type { Desk } from "./desk.ts";
import { load } from "./load.ts";
import { submit } from "./submit.ts";

/** Opens the child case of a task; the same again finds it open. */
export async function openChild(desk: Desk, parent: string, task: number): Promise<void> {
  const loaded = await load(desk, parent);
  const state = loaded?.snapshot.state.tasks[String(task)];
  if (!loaded || !state || (state.status !== "open" && state.status !== "taken")) return;
  const spec = state.extra ? loaded.pack.model.extras[state.key] : loaded.pack.model.stages[state.stage]?.tasks[state.key];
  if (!spec?.child) return;
  const pack = await desk.catalogue.current(spec.child.pack);
  if (!pack) throw new Error(`no pack ${spec.child.pack} is published`);
  const { applicant, answers } = loaded.secret();
  const made = await submit(
    desk,
    { kind: "system" },
    {
      pack,
      data: Object.fromEntries(Object.entries(answers).filter(([field]) => Object.hasOwn(pack.form.fields, field))),
      evidence: [],
      answered: {},
      applicant,
      language: loaded.row.language,
      channel: "case",
      parent: { id: parent, task },
      ...(state.item === undefined ? {} : { agency: state.item }),
    },
    `${parent}.${task}`,
  );
  if (!made.ok) throw new Error(`the child case was refused: ${made.code}`);
}

/** Tells the parent what a child has come to, if that is what the parent waits for. */
export async function tellParent(desk: Desk, child: string, parent: string, task: number): Promise<void> {
  const [from, to] = await Promise.all([load(desk, child), load(desk, parent)]);
  const state = to?.snapshot.state.tasks[String(task)];
  if (!from || !to || !state || (state.status !== "open" && state.status !== "taken")) return;
  const spec = to.pack.model.stages[state.stage]?.tasks[state.key];
  if (to.pack.parts?.[state.key]) {
    const { end } = from.row;
    if (end === null) return;
    const came = outcomeOfEnd[from.pack.model.ends[end] ?? "none"];
    const heard = await act(desk, { kind: "system" }, parent, { type: "finish", task, outcome: came }, { command: child });
    if (!heard.ok && heard.status === 503) throw new Error("the bundle is busy");
    return;
  }
  const { rows } = await sql<{ outcome: string }>`
    select distinct outcome from casework.task where case_id = ${child}::uuid and status = 'done' and outcome is not null`.execute(desk.db);
  const came = new Set([...rows.map(({ outcome }) => outcome), ...(from.row.end === null ? [] : [from.row.end])]);
  const outcome = spec?.child?.until.find((one) => came.has(one));
  if (outcome === undefined) return;
  const told = await act(desk, { kind: "system" }, parent, { type: "finish", task, outcome }, { command: child });
  if (!told.ok && told.status === 503) throw new Error("the parent is busy");
}
