// The rules about leaving a stage: every way in which its tasks can finish must lead somewhere.
import type { Report } from "./check.ts";
import type { Condition, Key, Model, Stage, Task } from "./model.ts";
import { own } from "./own.ts";
import { resultsOf } from "./tasks.ts";

export function checkJoins(model: Model, key: Key, stage: Stage, report: Report): void {
  const path = `stages/${key}`;
  const seen = new Set<string>();
  stage.routes.forEach((route, n) => {
    const said = sayCondition(route.if);
    if (seen.has(said)) report(`${path}/routes/${n}`, "same-route", said);
    seen.add(said);
    if (route.if.kind === "count" && mostOf(stage, route.if.outcome) < route.if.n)
      report(`${path}/routes/${n}`, "count-too-high", String(route.if.n), route.if.outcome);
    if (own(model.stages, route.to)?.once && route.if.kind !== "any") report(`${path}/routes/${n}`, "once-by-any", route.to);
  });
  const uncovered = uncoveredOf(stage);
  if (uncovered.length > 0) report(`${path}/next`, "uncovered", uncovered.join(", "));
  const tasks = Object.values(stage.tasks);
  if (tasks.every((task) => task.when || task.each || task.after) && !seen.has("none")) report(`${path}/next`, "needs-none");
  checkOnce(model, key, stage, report);
}

/** A condition in the words of the syntax. */
export function sayCondition(condition: Condition): string {
  if (!("outcome" in condition)) return condition.kind;
  return `${condition.kind === "count" ? condition.n : condition.kind} ${condition.outcome}`;
}

/** How many results of a stage can be this outcome at most. */
function mostOf(stage: Stage, outcome: Key): number {
  const tasks = Object.values(stage.tasks).filter((task) => resultsOf(task).includes(outcome));
  return tasks.some((task) => task.each) ? Number.POSITIVE_INFINITY : tasks.length;
}

/**
 * The outcomes that no route provides for. Without `otherwise`, all outcomes that can be counted must have their `any`
 * but for one, which may have `all`: any mixture with another outcome is then covered by that other's `any`.
 */
function uncoveredOf(stage: Stage): Key[] {
  if (stage.routes.some((route) => route.if.kind === "otherwise")) return [];
  const has = (kind: "any" | "all", outcome: Key) => stage.routes.some((r) => r.if.kind === kind && r.if.outcome === outcome);
  const counted = Object.entries(stage.tasks).flatMap(([key, task]) => resultsOf(task).filter((o) => !isAlwaysConsumed(stage, key, o)));
  const open = [...new Set(counted)].filter((outcome) => !has("any", outcome));
  const [only] = open;
  return open.length === 1 && only !== undefined && has("all", only) ? [] : open;
}

/** A task that is planned in any case follows this outcome and speaks in its place. */
const isAlwaysConsumed = (stage: Stage, key: Key, outcome: Key): boolean =>
  Object.values(stage.tasks).some((task: Task) => task.after?.task === key && task.after.outcome === outcome && !task.when && !task.each);

/** A once-stage already used is no way out, so nothing may depend on it. */
function checkOnce(model: Model, key: Key, stage: Stage, report: Report): void {
  if (key === model.start && stage.once) report(`stages/${key}/once`, "once-start");
  const leadsToOnce = (outcome: Key) =>
    stage.routes.some((r) => r.if.kind === "any" && r.if.outcome === outcome && own(model.stages, r.to)?.once === true);
  for (const [name, task] of Object.entries(stage.tasks)) {
    const path = `stages/${key}/tasks/${name}`;
    const outcomes = Object.keys(task.outcomes);
    if (outcomes.every(leadsToOnce)) report(path, "once-only-way", name);
    if (task.late && leadsToOnce(task.late)) report(`${path}/late`, "late-once");
  }
}
