// A task in which a text is written is not finished without one, unless the case is ended or sent back by its outcome.
import type { Task } from "../engine/procedure/index.ts";
import { ruleIfAny } from "../engine/procedure/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { Loaded } from "./load.ts";
import { type Refused, refused } from "./refusal.ts";
import { textTitle } from "./text-names.ts";

/** The text that finishing a task with this outcome needs, by name; asks nothing of the database. */
export function neededText(
  { pack: { model }, snapshot }: Pick<Loaded, "pack" | "snapshot">,
  task: number,
  outcome: string,
): string | undefined {
  const state = snapshot.state.tasks[String(task)];
  const spec: Task | undefined = state && ruleIfAny(model, state);
  if (spec?.edits === undefined || !state) return undefined;
  const routes = state.extra ? [] : (model.stages[state.stage]?.routes ?? []);
  const leaves = routes.some(
    ({ if: on, to, back }) => "outcome" in on && on.outcome === outcome && (back || Object.hasOwn(model.ends, to)),
  );
  return leaves ? undefined : spec.edits;
}

/** Why a finish cannot be: its text was not written. One statement, and only where the task edits one. */
export async function textLacking(desk: Pick<Desk, "db">, loaded: Loaded, command: CaseCommand): Promise<Refused | undefined> {
  if (command.type !== "finish") return undefined;
  const name = neededText(loaded, command.task, command.outcome);
  if (name === undefined) return undefined;
  const written = await desk.db
    .selectFrom("casework.text")
    .select("version")
    .where("case_id", "=", loaded.row.id)
    .where("name", "=", name)
    .limit(1)
    .executeTakeFirst();
  if (written) return undefined;
  const title = textTitle(loaded, name);
  return refused(409, "text-missing", {
    zh: `“${title.zh}”还没有写。请先写好并保存文稿，再办结这项任务。`,
    en: `“${title.en}” has not been written. Write and save it first, then finish this task.`,
  });
}
