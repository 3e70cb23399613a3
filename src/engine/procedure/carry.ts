// Which results of the last time are kept when a stage is entered again: those that the pack says (`keep`), or, where
// the sender named what must be redone, all others.
import type { Key, Model, Stage, State, TaskState } from "./model.ts";
import { own } from "./own.ts";

/** A task to be planned in the stage that is entered. */
export interface Planned {
  key: Key;
  item?: string;
}

/** The results of the last round in which this stage came to any. A round that was recalled has none. */
export function lastResults(state: State, stage: Key): [string, TaskState][] {
  const done = Object.entries(state.tasks).filter(([, task]) => !task.extra && task.stage === stage && task.status === "done");
  const round = Math.max(0, ...done.map(([, task]) => task.round));
  return done.filter(([, task]) => task.round === round);
}

/** An outcome that sends back or into a once-stage has had its effect: to carry it would send the case there again. */
export const isSpent = (model: Model, stage: Stage, outcome: Key | undefined): boolean =>
  stage.routes.some(
    (route) => "outcome" in route.if && route.if.outcome === outcome && (route.back || own(model.stages, route.to)?.once === true),
  );

/**
 * For each planned task the number of the earlier one whose result is carried, or undefined where it is asked anew.
 * A task that was called by another (`after`) keeps its result only with the one that called it. Sent back so that
 * nothing would be asked anew, everything is.
 */
export function carried(
  model: Model,
  state: State,
  stageKey: Key,
  plan: readonly Planned[],
  sent: { back?: boolean; redo?: readonly string[] | undefined },
): (string | undefined)[] {
  const stage = model.stages[stageKey];
  if (!stage) throw new Error(`${model.id} has no stage ${stageKey}`);
  const results = lastResults(state, stageKey);
  const resultOf = ({ key, item }: Planned) => results.find(([, task]) => task.key === key && task.item === item);

  const carries = (planned: Planned): [string, TaskState] | undefined => {
    const found = resultOf(planned);
    const task = stage.tasks[planned.key];
    if (!found || !task || isSpent(model, stage, found[1].outcome)) return undefined;
    const kept = sent.redo ? !sent.redo.includes(found[0]) : found[1].outcome !== undefined && task.keep.includes(found[1].outcome);
    return kept && (!task.after || caller(task.after.task)) ? found : undefined;
  };
  const caller = (key: Key) => {
    const planned = plan.find((other) => other.key === key);
    return planned && carries(planned);
  };
  const opens = (planned: Planned) => {
    const after = stage.tasks[planned.key]?.after;
    return !carries(planned) && (!after || caller(after.task)?.[1].outcome === after.outcome);
  };
  if (sent.back && !plan.some(opens)) return plan.map(() => undefined);
  return plan.map((planned) => carries(planned)?.[0]);
}
