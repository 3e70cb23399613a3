// What an officer's own task makes besides its outcome: written by the very commit that finishes it, prepared before.
import { officialOutputs } from "../catalogue/index.ts";
import { rule } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import type { Made } from "./act.ts";
import { agreeing } from "./agree.ts";
import type { CaseCommand } from "./command.ts";
import type { NumberWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { type MadeProblem, makeOutputs } from "./documents.ts";
import { goesForward } from "./forward.ts";
import type { Loaded } from "./load.ts";
import { madeProblemText } from "./made-problem.ts";
import { said } from "./official-data.ts";
import { type Refused, refused } from "./refusal.ts";

/**
 * Whether finishing this task so makes something: tasks of officers alone, since the system's own are done by its jobs, and outcomes
 * that go forward alone (see forward.ts).
 */
export function makes({ pack, snapshot }: Loaded, command: CaseCommand): boolean {
  if (command.type !== "finish") return false;
  const task = snapshot.state.tasks[String(command.task)];
  if (!task) return false;
  const { by, do: effects } = rule(pack.model, task);
  return by !== "system" && effects.length > 0 && goesForward(pack.model, task, command.outcome);
}

/** Prepares what a task's finish makes. The command has been found to be allowed. */
export async function effectsOf(
  desk: Desk,
  actor: Actor,
  loaded: Loaded,
  task: number,
  now: number,
): Promise<Made | (Refused & { readonly ok: false })> {
  const prepared = await makeOutputs(desk, loaded, task, now, actor);
  if (!prepared.ok) return notMade(prepared.problem);
  const agreed = await agreeing(desk, loaded, task, now);
  if (!agreed.ok) return notMade({ kind: "record", text: agreed.text });
  return {
    ...prepared.made,
    agreements: agreed.rows,
    numbers: numbersOf(desk, loaded, task, now),
    jobs: [...(prepared.made.jobs ?? []), ...chases(loaded, task), ...forgoes(loaded, task), ...leaves(loaded, task)],
  };
}

const notMade = (problem: MadeProblem): Refused => refused(409, "not-made", madeProblemText(problem));

/** Numbers that this task takes for documents: the next of the organ's word in this year, in the commit itself. */
function numbersOf(desk: Desk, loaded: Loaded, task: number, now: number): NumberWrite[] {
  const state = loaded.snapshot.state.tasks[String(task)];
  const name = state && `${state.stage}/${state.key}`;
  const year = Number(isoDate(now, desk.zone).slice(0, 4));
  return officialOutputs(loaded.pack.header).flatMap(({ number }) =>
    number && number.taken === name ? [{ task, organ: loaded.row.agency, word: said(loaded, number.register), year }] : [],
  );
}

/** `chase`: the cases that this one opened and that nobody has answered for yet are urged. */
function chases(loaded: Loaded, task: number) {
  const state = loaded.snapshot.state.tasks[String(task)];
  if (!state || !rule(loaded.pack.model, state).do.includes("chase")) return [];
  const { id } = loaded.row;
  return [{ task: "case-chase", payload: { case: id, task }, key: `chase:${id}:${task}` }];
}

/** `forgo`: what is waited for still is waited for no longer. */
function forgoes(loaded: Loaded, task: number) {
  const state = loaded.snapshot.state.tasks[String(task)];
  if (!state || !rule(loaded.pack.model, state).do.includes("forgo")) return [];
  const { id } = loaded.row;
  return [{ task: "case-forgo", payload: { case: id, task }, key: `forgo:${id}:${task}` }];
}

/** `leave`: the leave that was granted is entered in the organisation, by the room that keeps it. */
function leaves(loaded: Loaded, task: number) {
  const state = loaded.snapshot.state.tasks[String(task)];
  if (!state || !rule(loaded.pack.model, state).do.includes("leave")) return [];
  const { id } = loaded.row;
  return [{ task: "case-leave", payload: { case: id, task }, key: `leave:${id}:${task}` }];
}
