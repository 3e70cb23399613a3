// One command, decided: the events that follow from it, or why it is refused. Pure.
import { setClocks } from "./clocks.ts";
import { type Draft, draftOf, emit } from "./draft.ts";
import { enter } from "./enter.ts";
import {
  againstAnything,
  againstFinish,
  againstGive,
  againstLate,
  againstRecall,
  againstRelease,
  againstTake,
  againstWithdraw,
} from "./guards.ts";
import { forget, remember, touch } from "./last.ts";
import type { Command, Context, Event, Key, Model, State, TaskState } from "./model.ts";
import { move } from "./move.ts";
import { backRoute, offered } from "./offered.ts";
import { open } from "./open.ts";
import { own } from "./own.ts";
import type { Refusal } from "./refusals.ts";
import { end, settle, type Wishes } from "./settle.ts";
import { isEarly, rule, SYSTEM } from "./tasks.ts";

/** The events of a command and the state to which they lead, or the reason why nothing changes. */
export type Result = { ok: true; events: Event[]; state: State } | { ok: false; refusal: Refusal };

/**
 * Decides a command. `state` is left alone. The model must have passed its check (`compile`); that it is the one
 * which the case runs under is asked here.
 */
export function decide(model: Model, state: State, command: Command, context: Context): Result {
  const draft = draftOf(model, state, context);
  const refusal = apply(draft, command);
  return refusal ? { ok: false, refusal } : { ok: true, events: draft.events, state: draft.state };
}

function apply(draft: Draft, command: Command): Refusal | undefined {
  const { model, state } = draft;
  if (command.type === "start") return state.model === "" ? start(draft) : { code: "already-started" };
  if (command.type === "note") {
    if (state.model === "") return { code: "not-started" };
    const { type: _, ...noted } = command;
    return emit(draft, { type: "noted", ...noted });
  }
  const refusal = againstAnything(model, state);
  if (refusal) return refusal;
  switch (command.type) {
    case "withdraw":
      return withdraw(draft);
    case "open":
      return open(draft, command.extra, command.chosen);
    case "move":
      return move(draft, command.to, command);
  }
  const task = own(state.tasks, command.task);
  if (!task) return { code: "no-such-task", task: command.task };
  switch (command.type) {
    case "take":
      return againstTake(model, task, command.task, state, command.officer, command.for) ?? hold(draft, command.task, doerOf(command));
    case "give":
      return (
        againstGive(model, task, command.task, state, command.to, command.for) ??
        hold(draft, command.task, doerOf({ ...command, officer: command.to }))
      );
    case "release":
      return againstRelease(task, command.task, command.officer) ?? emit(draft, { type: "task-released", id: command.task });
    case "finish":
      return againstFinish(model, task, command.task, state, command.officer, command.for, command.outcome) ?? finish(draft, task, command);
    case "late":
      return task.status === "waiting" && rule(model, task).opens !== undefined
        ? wake(draft, task, command.task)
        : (againstLate(model, task, command.task, draft.context) ?? late(draft, task, command.task));
    case "recall":
      return againstRecall(task, command.task, state, command.officer) ?? recall(draft, command.task);
  }
}

function start(draft: Draft): Refusal | undefined {
  const { model } = draft;
  emit(draft, { type: "started", model: model.hash });
  const refusal = enter(draft, model.start, { because: "start" }) ?? settle(draft);
  return refusal ?? setClocks(draft);
}

/** Who does it, and in whose place. */
interface Doer {
  officer: string;
  for?: string;
}

const doerOf = ({ officer, for: whom }: Doer): Doer => ({ officer, ...(whom === undefined ? {} : { for: whom }) });

function hold(draft: Draft, id: string, doer: Doer): undefined {
  emit(draft, { type: "task-taken", id, ...doer });
  touch(draft, id);
}

function finish(draft: Draft, task: TaskState, command: Command & { type: "finish" }): Refusal | undefined {
  const { outcome, redo, direct } = command;
  const now = offered(draft.model, draft.state, task);
  if (!now.includes(outcome)) return { code: "not-offered", task: command.task, outcome, offered: now };
  if ((redo || direct) && !backRoute(draft.model, task, outcome)) return { code: "not-back", outcome };
  if (redo?.length === 0) return { code: "nothing-to-redo", task: "", redoable: [] };
  return conclude(draft, task, command.task, doerOf(command), { outcome, redo, direct });
}

/** The day has come for which it waited. */
function wake(draft: Draft, task: TaskState, id: string): Refusal | undefined {
  const { model, context } = draft;
  const { opens = "" } = rule(model, task);
  if (isEarly(model, task, context)) return { code: "not-due", task: id, due: context.day?.(opens, task.item) ?? context.now };
  const refusal = settle(draft);
  if (refusal) return refusal;
  setClocks(draft);
  return forget(draft);
}

function late(draft: Draft, task: TaskState, id: string): Refusal | undefined {
  const outcome = rule(draft.model, task).late;
  return outcome === undefined ? { code: "never-late", task: id } : conclude(draft, task, id, { officer: SYSTEM }, { outcome });
}

function conclude(draft: Draft, task: TaskState, id: string, doer: Doer, wishes: Wishes): Refusal | undefined {
  emit(draft, { type: "task-finished", id, outcome: wishes.outcome, ...doer });
  lengthen(draft, task, wishes.outcome);
  const refusal = settle(draft, wishes);
  if (refusal) return refusal;
  setClocks(draft);
  return remember(draft, id, wishes.outcome);
}

function lengthen(draft: Draft, task: TaskState, outcome: Key): void {
  const extend = own(rule(draft.model, task).outcomes, outcome)?.extend ?? {};
  for (const [clock, time] of Object.entries(extend)) emit(draft, { type: "clock-extended", clock, by_time: time });
}

function recall(draft: Draft, id: string): undefined {
  emit(draft, { type: "recalled", id });
  setClocks(draft);
}

function withdraw(draft: Draft): Refusal | undefined {
  const refusal = againstWithdraw(draft.model, draft.state);
  if (refusal) return refusal;
  end(draft, "withdrawn");
  setClocks(draft);
  return forget(draft);
}
