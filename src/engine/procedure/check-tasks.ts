// The rules about single tasks, and the names that stages and tasks use.
import { isSpent } from "./carry.ts";
import type { Report } from "./check.ts";
import type { Key, Model, Stage, Task } from "./model.ts";
import { own } from "./own.ts";
import { isMachine, resultsOf } from "./tasks.ts";

/** Where a task stands; absent for an extra. */
export interface Home {
  key: Key;
  stage: Stage;
  name: Key;
}

export function checkStageNames(model: Model, key: Key, stage: Stage, report: Report): void {
  const results = new Set(Object.values(stage.tasks).flatMap(resultsOf));
  stage.routes.forEach((route, n) => {
    const path = `stages/${key}/routes/${n}`;
    if (Object.hasOwn(model.ends, route.to) && route.back) report(path, "back-to-end", route.to);
    else if (!Object.hasOwn(model.ends, route.to) && !Object.hasOwn(model.stages, route.to)) report(path, "unknown-target", route.to);
    if ("outcome" in route.if && !results.has(route.if.outcome)) report(path, "unknown-outcome", route.if.outcome);
  });
}

export function checkTask(model: Model, task: Task, path: string, report: Report, home?: Home): void {
  for (const key of task.keep) {
    if (!resultsOf(task).includes(key)) report(`${path}/keep`, "unknown-outcome", key);
    else if (home && isSpent(model, home.stage, key)) report(`${path}/keep`, "keep-spent", key);
  }
  for (const key of task.unlike) if (!isTask(model, key)) report(`${path}/unlike`, "unknown-task", key);
  for (const [name, outcome] of Object.entries(task.outcomes))
    for (const clock of Object.keys(outcome.extend ?? {}))
      if (!Object.hasOwn(model.clocks, clock)) report(`${path}/outcomes/${name}/extend/${clock}`, "unknown-clock", clock);

  if (task.chase && !task.child) report(`${path}/chase`, "chase-alone");
  if (!task.deadline && task.chase?.some(({ before }) => before)) report(`${path}/chase`, "before-what");
  if (task.child?.of !== undefined && !opens(model, task.child.of, task.child.pack)) report(`${path}/of`, "of-unknown", task.child.of);
  if (task.answered && isMachine(task)) report(`${path}/answered`, "answered-no-officer");
  else if (task.answered && !resultsOf(task).includes(task.answered)) report(`${path}/answered`, "unknown-outcome", task.answered);
  if (task.opens && (task.after || task.follows)) report(`${path}/opens`, "opens-and-after");
  if (task.late && !task.due) report(`${path}/late`, "late-without-due");
  if (task.by.startsWith("{item}") && !task.each) report(`${path}/by`, "item-without-each");
  if (task.by.startsWith("{chosen}") && home) report(`${path}/by`, "chosen-outside");
  if (task.unlike.length > 0 && (isMachine(task) || task.by === "applicant")) report(`${path}/unlike`, "unlike-no-officer");
  if (isMachine(task)) {
    if (task.do.length === 0 && !task.child && !(task.due && task.late)) report(path, "idle-system");
  }
  if (home) {
    checkAfter(task, path, report, home);
    for (const key of task.follows ?? []) if (!own(home.stage.tasks, key)) report(`${path}/follows`, "unknown-task", key);
    if (waitsForItself(home)) report(path, "after-circle");
  }
}

function checkAfter(task: Task, path: string, report: Report, home: Home): void {
  if (!task.after) return;
  const caller = own(home.stage.tasks, task.after.task);
  if (task.after.task === home.name) report(`${path}/after`, "after-self");
  else if (!caller) report(`${path}/after`, "unknown-task", task.after.task);
  else {
    if (!resultsOf(caller).includes(task.after.outcome)) report(`${path}/after`, "unknown-outcome", task.after.outcome);
    if (caller.each) report(`${path}/after`, "after-each", task.after.task);
    if (followsItself(home, task.after.task)) report(`${path}/after`, "after-circle");
  }
}

/** Whether what a task waits for, by `after` or `follows`, waits for it; circles of `after` alone are told of there. */
function waitsForItself({ stage, name }: Home): boolean {
  const awaited = (key: Key): Key[] => {
    const task = own(stage.tasks, key);
    return task?.follows ? [...task.follows, ...(task.after ? [task.after.task] : [])] : task?.after ? [task.after.task] : [];
  };
  if (!Object.values(stage.tasks).some(({ follows }) => follows)) return false;
  const seen = new Set(awaited(name));
  for (const key of seen) for (const next of awaited(key)) seen.add(next);
  return seen.has(name);
}

/** Whether the callers of a task lead back to it. */
function followsItself({ stage, name }: Home, caller: Key): boolean {
  const passed = new Set<Key>();
  for (let at: Key | undefined = caller; at !== undefined && !passed.has(at); at = own(stage.tasks, at)?.after?.task) {
    if (at === name) return true;
    passed.add(at);
  }
  return false;
}

const isTask = (model: Model, key: Key): boolean =>
  Object.hasOwn(model.extras, key) || Object.values(model.stages).some((stage) => Object.hasOwn(stage.tasks, key));

/** Whether a task of that name opens cases of that pack. */
const opens = (model: Model, key: Key, pack: Key): boolean =>
  [model.extras, ...Object.values(model.stages).map(({ tasks }) => tasks)].some((tasks) => {
    const child = own(tasks, key)?.child;
    return child?.pack === pack && child.of === undefined;
  });
