// Deemed acceptance. Where an authority must accept an application within a time and says nothing, the application
// counts as accepted from the day on which it was received (Administrative Licensing Law of the PRC, article 32;
// decision 0010). Receipt is the moment at which the silent task was opened: the first time that is the submission,
// after a correction it is the resubmission. Silence of the applicant, or a timer of the system, moves nothing.
import type { Join } from "./joins.ts";
import type { Model, State, TaskState } from "./model.ts";
import { isMachine, rule, SYSTEM } from "./tasks.ts";

/** The time of receipt if an authority's silence decided this join; the earliest, where several were silent. */
export function receiptOf(model: Model, state: State, join: Join): number | undefined {
  const times = join.by.flatMap((id) => {
    const task = state.tasks[id];
    return task && isSilence(model, task) && task.opened !== undefined ? [task.opened] : [];
  });
  return times.sort((a, b) => a - b)[0];
}

function isSilence(model: Model, task: TaskState): boolean {
  const said = rule(model, task);
  return task.officer === SYSTEM && !isMachine(said) && said.by !== "applicant";
}
