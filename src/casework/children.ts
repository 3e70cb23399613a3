// A task that is a case of its own: the child is opened by a job, never in the parent's transaction, and tells the
// parent when it has come to one of the outcomes that the parent waits for.

import { sql } from "kysely";
import { outcomeOfEnd } from "../catalogue/index.ts";
import { rule } from "../engine/procedure/index.ts";
import { system } from "../identity/index.ts";
import { act } from "./act.ts";
import { awaiting, isLive, openerOf } from "./awaited.ts";
import { keepJointTime } from "./bundle/joint.ts";
import { setChase } from "./chase.ts";
import type { Desk } from "./desk.ts";
import { answersGiven, documentsHanded } from "./handed.ts";
import { type Loaded, load } from "./load.ts";
import { commandOf, settle } from "./occasion.ts";
import { submit } from "./submit.ts";

/** Opens the child case of a task; the same again finds it open. */
export async function openChild(desk: Desk, parent: string, task: number): Promise<void> {
  const loaded = await load(desk, parent);
  const state = loaded?.snapshot.state.tasks[String(task)];
  if (!loaded || !state || (state.status !== "open" && state.status !== "taken")) return;
  const spec = rule(loaded.pack.model, state);
  if (!spec.child) return;
  if (spec.child.of !== undefined) return awaitChild(desk, loaded, task);
  const pack = await desk.catalogue.current(spec.child.pack);
  if (!pack) throw new Error(`no pack ${spec.child.pack} is published`);
  const { applicant, answers } = loaded.secret();
  const given = loaded.pack.header.children[state.extra ? state.key : `${state.stage}/${state.key}`];
  const isAgency = state.item !== undefined && (await desk.organisation.current())?.agency(state.item) !== undefined;
  const made = await submit(
    desk,
    system,
    {
      pack,
      data: given
        ? await answersGiven(desk, loaded, given, state.item, desk.now())
        : Object.fromEntries(Object.entries(answers).filter(([field]) => Object.hasOwn(pack.form.fields, field))),
      evidence: [],
      answered: {},
      applicant,
      language: loaded.row.language,
      channel: "case",
      parent: { id: parent, task },
      ...(isAgency && state.item !== undefined ? { agency: state.item } : {}),
      ...(given?.as === undefined ? {} : { subjects: [{ about: parent, kind: given.as }] }),
      ...(given && given.hand.length > 0 ? { handed: await documentsHanded(desk, loaded, given) } : {}),
    },
    `${parent}.${task}`,
  );
  if (!made.ok) throw new Error(`the child case was refused: ${made.code} ${(made.errors ?? []).map(({ pointer }) => pointer).join(" ")}`);
  if (spec.chase) await setChase(desk, loaded, task, desk.now());
}

/** The case was opened for another task: it may have come to what is waited for already; from now on it is chased for this one. */
async function awaitChild(desk: Desk, loaded: Loaded, task: number): Promise<void> {
  const opener = openerOf(loaded, task);
  const { rows } = await sql<{ id: string }>`
    select id from casework.case where parent = ${loaded.row.id}::uuid and parent_task = ${opener ?? null}::int`.execute(desk.db);
  const [child] = rows;
  if (child && opener !== undefined) await tellParent(desk, child.id, loaded.row.id, opener);
  const later = await load(desk, loaded.row.id);
  if (later && rule(later.pack.model, later.snapshot.state.tasks[String(task)] ?? bug(task)).chase)
    await setChase(desk, later, task, desk.now());
}

const bug = (task: number): never => {
  throw new Error(`no task ${task}`);
};

/** Tells the parent what a child has come to, if that is what the parent waits for. */
export async function tellParent(desk: Desk, child: string, parent: string, task: number): Promise<void> {
  const [from, to] = await Promise.all([load(desk, child), load(desk, parent)]);
  const state = to?.snapshot.state.tasks[String(task)];
  if (!from || !to || !state) return;
  const part = to.pack.parts?.[state.key];
  if (part && !isLive(state)) return keepJointTime(desk, parent);
  if (part) {
    const { end } = from.row;
    if (end === null) return keepJointTime(desk, parent);
    const came = outcomeOfEnd[from.pack.model.ends[end] ?? "none"];
    const heard = await act(desk, system, parent, { type: "finish", task, outcome: came }, { command: child });
    settle(heard);
    return keepJointTime(desk, parent);
  }
  const { rows } = await sql<{ outcome: string }>`
    select distinct outcome from casework.task where case_id = ${child}::uuid and status = 'done' and outcome is not null`.execute(desk.db);
  const came = new Set([...rows.map(({ outcome }) => outcome), ...(from.row.end === null ? [] : [from.row.end])]);
  for (const no of awaiting(to, task)) {
    const waits = to.snapshot.state.tasks[String(no)];
    const outcome = waits && rule(to.pack.model, waits).child?.until.find((one) => came.has(one));
    if (outcome === undefined) continue;
    const command = no === task ? child : commandOf(desk, `awaited:${child}:${no}`);
    settle(await act(desk, system, parent, { type: "finish", task: no, outcome }, { command }));
  }
}
