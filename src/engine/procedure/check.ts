// What the text of a procedure must keep to before anybody may be given a case of it. Whether every case can end is
// asked by walking through it (explore.ts).
import { checkJoins } from "./check-joins.ts";
import { checkReach } from "./check-reach.ts";
import { checkStageNames, checkTask } from "./check-tasks.ts";
import type { Key, Model } from "./model.ts";
import { type Names, type Places, type Problem, placeOf, problem, type Rule } from "./problems.ts";

/** Notes a finding at the place of a path. */
export type Report = <R extends Rule>(path: string, rule: R, ...names: Names<R>) => void;

/** The problems that break the static rules; those about joins and reach only where the model is `whole`. */
export function check(model: Model, places: Places, whole: boolean): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, rule, ...names) => {
    problems.push(problem(placeOf(places, path), rule, ...names));
  };
  checkNames(model, report);
  for (const [key, stage] of Object.entries(model.stages)) {
    checkStageNames(model, key, stage, report);
    if (whole) checkJoins(model, key, stage, report);
    for (const [name, task] of Object.entries(stage.tasks))
      checkTask(model, task, `stages/${key}/tasks/${name}`, report, { key, stage, name });
  }
  for (const [key, extra] of Object.entries(model.extras)) checkTask(model, extra, `extras/${key}`, report);
  if (whole) checkReach(model, report);
  return problems;
}

function checkNames(model: Model, report: Report): void {
  const stage = (path: string, keys: readonly Key[]) => {
    for (const key of keys) if (!Object.hasOwn(model.stages, key)) report(path, "unknown-stage", key);
  };
  stage("withdraw", model.withdraw);
  if (model.withdraw.length > 0 && !Object.hasOwn(model.ends, "withdrawn")) report("withdraw", "no-end-withdrawn");
  for (const [key, clock] of Object.entries(model.clocks)) {
    stage(`clocks/${key}/over`, clock.over);
    stage(`clocks/${key}/anew`, clock.anew ?? []);
    if (clock.warn?.unit === clock.time.unit && clock.warn.n >= clock.time.n) report(`clocks/${key}/warn`, "warn-too-long");
  }
  const tasks = Object.values(model.stages).flatMap((s) => Object.keys(s.tasks));
  for (const [key, extra] of Object.entries(model.extras)) {
    stage(`extras/${key}/in`, extra.in);
    if (tasks.includes(key)) report(`extras/${key}`, "same-name", key);
  }
  for (const key of Object.keys(model.ends)) if (Object.hasOwn(model.stages, key)) report(`ends/${key}`, "same-name", key);
}
