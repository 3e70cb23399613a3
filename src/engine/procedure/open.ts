// Opening an extra: one task, or one for each of those chosen.
import { setClocks } from "./clocks.ts";
import { type Draft, emit } from "./draft.ts";
import { nextNumber } from "./enter.ts";
import { againstOpen, isChosen } from "./guards.ts";
import { forget } from "./last.ts";
import type { Key } from "./model.ts";
import type { Refusal } from "./refusals.ts";
import { live } from "./tasks.ts";

export function open(draft: Draft, key: Key, chosen: readonly string[] | undefined): Refusal | undefined {
  const { model } = draft;
  const refusal = againstOpen(model, draft.state, key);
  const extra = model.extras[key];
  if (refusal || !extra) return refusal;
  const names = [...new Set(chosen)].filter((name) => name !== "");
  if (isChosen(extra.by) && names.length === 0) return { code: "choose-whom", extra: key };
  if (!isChosen(extra.by) && names.length > 0) return { code: "nobody-to-choose", extra: key };

  const asked = Object.values(draft.state.tasks).filter((task) => task.extra && task.key === key && live(task));
  const fresh = names.filter((name) => !asked.some((task) => task.item === name));
  if (isChosen(extra.by) && fresh.length === 0) return { code: "already-open", extra: key };
  for (const item of isChosen(extra.by) ? fresh : [undefined]) {
    const id = nextNumber(draft);
    emit(draft, { type: "task-planned", id, stage: draft.state.stage, key, extra: true, ...(item === undefined ? {} : { item }) });
    emit(draft, { type: "task-opened", id });
  }
  setClocks(draft);
  forget(draft);
  return undefined;
}
