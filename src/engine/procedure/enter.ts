// Entering a stage: what is pending elsewhere ends, a new round begins, tasks are planned by the facts, results carried.
import { carried, type Planned } from "./carry.ts";
import { type Draft, emit } from "./draft.ts";
import type { Context, Key, Stage } from "./model.ts";
import type { Refusal } from "./refusals.ts";
import { pending } from "./tasks.ts";

/** How the case comes to a stage. */
export interface Way {
  because: string;
  /** A sending back. */
  back?: boolean;
  redo?: readonly string[] | undefined;
  returnTo?: Key | undefined;
}

/** Refused only where a condition of the stage gives no usable value. */
export function enter(draft: Draft, stage: Key, way: Way): Refusal | undefined {
  const { model } = draft;
  for (const [id, task] of Object.entries(draft.state.tasks)) {
    const stays = task.extra && model.extras[task.key]?.in.includes(stage);
    if (pending(task) && !stays) emit(draft, { type: "task-voided", id, why: way.because });
  }
  const round = 1 + Math.max(draft.state.round, ...Object.values(draft.state.tasks).map((task) => task.round));
  emit(draft, { type: "stage-entered", stage, round, because: way.because, ...(way.returnTo ? { returnTo: way.returnTo } : {}) });

  const definition = model.stages[stage];
  if (!definition) throw new Error(`${model.id} has no stage ${stage}`);
  const plan = planOf(definition, draft.context);
  if ("code" in plan) return plan;
  const results = carried(model, draft.state, stage, plan, way);
  plan.forEach((planned, n) => {
    const id = nextNumber(draft);
    emit(draft, { type: "task-planned", id, stage, ...planned });
    const from = results[n];
    if (from) emit(draft, { type: "task-carried", id, from });
  });
  return undefined;
}

/** Tasks are numbered in order of planning and never taken away, so that their count is the last number. */
export const nextNumber = (draft: Draft): string => String(Object.keys(draft.state.tasks).length + 1);

function planOf(stage: Stage, context: Context): Planned[] | Refusal {
  const plan: Planned[] = [];
  for (const [key, task] of Object.entries(stage.tasks)) {
    if (task.when) {
      const holds = context.ask(task.when) ?? false;
      if (typeof holds !== "boolean") return { code: "bad-reading", source: task.when };
      if (!holds) continue;
    }
    if (!task.each) {
      plan.push({ key });
      continue;
    }
    const items = itemsOf(context.ask(task.each));
    if (!items) return { code: "bad-reading", source: task.each };
    for (const item of items) plan.push({ key, item });
  }
  return plan;
}

/** FEEL gives null for what is unknown and takes a single value for a list of one; both are read so here. */
function itemsOf(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  const items = list.filter((item): item is string => typeof item === "string" && item !== "");
  return items.length === list.length ? [...new Set(items)] : undefined;
}
