// Tasks that wait for a case which another task of theirs opened (`of`): to answer, after it was signed for. They are finished by that case
// as the opening task is, or, where nobody waits any longer, by who says so.

import { ruleIfAny, type TaskState } from "../engine/procedure/index.ts";
import { system } from "../identity/index.ts";
import { act } from "./act.ts";
import type { Desk } from "./desk.ts";
import { type Loaded, load } from "./load.ts";
import { commandOf, settle } from "./occasion.ts";

/** The task for which the case was opened that this task waits for: itself, or the latest of the name in `of` for the same item. */
export function openerOf({ pack, snapshot }: Pick<Loaded, "pack" | "snapshot">, no: number): number | undefined {
  const { tasks } = snapshot.state;
  const task = tasks[String(no)];
  const child = task && ruleIfAny(pack.model, task)?.child;
  if (!child) return undefined;
  if (child.of === undefined) return no;
  const found = Object.entries(tasks).filter(
    ([, one]) => one.key === child.of && one.item === task.item && ruleIfAny(pack.model, one)?.child?.pack === child.pack && !one.carried,
  );
  return found.length === 0 ? undefined : Math.max(...found.map(([id]) => Number(id)));
}

/** The tasks under way that wait for the case which that task opened, itself among them. */
export const awaiting = (loaded: Pick<Loaded, "pack" | "snapshot">, opener: number): number[] =>
  Object.entries(loaded.snapshot.state.tasks).flatMap(([no, task]) =>
    isLive(task) && openerOf(loaded, Number(no)) === opener ? [Number(no)] : [],
  );

export const isLive = ({ status }: TaskState): boolean => status === "open" || status === "taken";

const words = "不再等候。It is waited for no longer.";

/** `forgo`: the cases that were opened earlier and are waited for still are waited for no longer; their tasks end as the officer's did. */
export async function forgo(desk: Desk, id: string, by: number): Promise<void> {
  const loaded = await load(desk, id);
  const outcome = loaded?.snapshot.state.tasks[String(by)]?.outcome;
  if (!loaded || outcome === undefined) return;
  for (const [no, task] of Object.entries(loaded.snapshot.state.tasks)) {
    const child = ruleIfAny(loaded.pack.model, task)?.child;
    if (!isLive(task) || child?.of === undefined || !child.until.includes(outcome)) continue;
    const command = commandOf(desk, `forgone:${id}:${by}:${no}`);
    settle(await act(desk, system, id, { type: "finish", task: Number(no), outcome, words }, { command }));
  }
}
