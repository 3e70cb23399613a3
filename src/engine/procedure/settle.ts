// After anything has changed: run on until a human must act, or the case has ended.
import { lastResults } from "./carry.ts";
import { type Draft, emit } from "./draft.ts";
import { enter } from "./enter.ts";
import { type Join, satisfied } from "./joins.ts";
import type { Key } from "./model.ts";
import { own } from "./own.ts";
import { receiptOf } from "./receipt.ts";
import type { Refusal } from "./refusals.ts";
import { current, holding, isEarly, live, pending } from "./tasks.ts";

/** What an officer who sends back asks for besides. */
export interface Wishes {
  outcome: Key;
  redo?: readonly string[] | undefined;
  direct?: boolean | undefined;
}

/** Refused where the wishes cannot be met, or where the case would come to a point at which nobody can act. */
export function settle(draft: Draft, wishes?: Wishes): Refusal | undefined {
  const { model } = draft;
  let wanted = wishes && (wishes.redo || wishes.direct) ? wishes : undefined;
  // A walk that passes more stages than this passes one a third time, and nobody would ever be asked.
  const most = 2 * Object.keys(model.stages).length + 2;
  for (let steps = 0; steps <= most; steps++) {
    openWaiting(draft);
    const join = holding(model, draft.state) ? undefined : satisfied(model, draft.state);
    if (!join) {
      if (wanted) return { code: "not-yet-back", outcome: wanted.outcome };
      return Object.values(draft.state.tasks).some(
        (task) => live(task) || (task.status === "waiting" && isEarly(model, task, draft.context)),
      )
        ? undefined
        : { code: "dead-end", stage: draft.state.stage };
    }
    noteReceipt(draft, join);
    if (wanted && !join.route.back) return { code: "not-yet-back", outcome: wanted.outcome };
    if (own(model.ends, join.route.to)) {
      end(draft, join.route.to);
      return undefined;
    }
    const refusal = join.route.back ? goBack(draft, join.route.to, wanted) : goForward(draft, join.route.to);
    if (refusal) return refusal;
    wanted = undefined;
  }
  return { code: "dead-end", stage: draft.state.stage };
}

/** Ends the case: nothing stays pending. */
export function end(draft: Draft, key: Key): void {
  for (const [id, task] of Object.entries(draft.state.tasks)) if (pending(task)) emit(draft, { type: "task-voided", id, why: key });
  emit(draft, { type: "ended", end: key });
}

/** A stage in which nobody was asked passes on the receipt that led into it. */
function noteReceipt(draft: Draft, join: Join): void {
  if (join.route.if.kind !== "none") draft.receipt = receiptOf(draft.model, draft.state, join);
}

function goBack(draft: Draft, to: Key, wanted: Wishes | undefined): Refusal | undefined {
  const from = draft.state.stage;
  if (wanted?.redo) {
    const redoable = lastResults(draft.state, to).map(([id]) => id);
    const stranger = wanted.redo.find((id) => !redoable.includes(id));
    if (stranger !== undefined) return { code: "nothing-to-redo", task: stranger, redoable };
  }
  if (wanted?.direct && draft.model.stages[from]?.once) return { code: "no-return", stage: from };
  return enter(draft, to, { because: from, back: true, redo: wanted?.redo, returnTo: wanted?.direct ? from : undefined });
}

const goForward = (draft: Draft, to: Key): Refusal | undefined => enter(draft, draft.state.returnTo ?? to, { because: draft.state.stage });

/** Opens the waiting tasks whose turn has come and drops those whose turn cannot come, until nothing changes. */
function openWaiting(draft: Draft): void {
  for (let changed = true; changed; ) {
    changed = false;
    const tasks = current(draft.state);
    for (const [id, task] of tasks) {
      if (task.status !== "waiting") continue;
      const { after, follows } = draft.model.stages[task.stage]?.tasks[task.key] ?? {};
      if (isEarly(draft.model, task, draft.context)) continue;
      if (follows && tasks.some(([, other]) => follows.includes(other.key) && pending(other))) continue;
      const caller = after && tasks.find(([, other]) => other.key === after.task)?.[1];
      if (caller && pending(caller)) continue;
      const called = !after || (caller?.status === "done" && caller.outcome === after.outcome);
      emit(draft, called ? { type: "task-opened", id } : { type: "task-voided", id, why: "not needed" });
      changed = true;
    }
  }
}
