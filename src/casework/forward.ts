// Which outcomes of an officer's task make what the task makes: those that go forward. What is sent back or given up is not made.
import { backRoute, type Model, type TaskState } from "../engine/procedure/index.ts";

export function goesForward(model: Model, task: TaskState, outcome: string): boolean {
  if (backRoute(model, task, outcome)) return false;
  if (task.extra) return true;
  const route = model.stages[task.stage]?.routes.find((one) => "outcome" in one.if && one.if.outcome === outcome);
  const end = route && model.ends[route.to];
  return end === undefined || end === "success";
}
