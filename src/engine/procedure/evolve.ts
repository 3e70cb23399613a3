// What each event does to the state. Mechanical: it knows no rule and needs no model, so that the past can be
// replayed after every pack, calendar and fact has changed.
import type { Event, Key, Last, State, TaskState } from "./model.ts";

/** The state before anything has happened. */
export const initial: State = Object.freeze({ model: "", status: "running", stage: "", round: 0, visits: {}, tasks: {}, clocks: {} });

/** The state after an event; the given one is left alone. Throws only for an event that cannot belong to this case. */
export function evolve(state: State, event: Event): State {
  switch (event.type) {
    case "started":
      return { ...state, model: event.model };
    case "stage-entered": {
      const { returnTo: _, ...rest } = state;
      const visits = { ...state.visits, [event.stage]: (state.visits[event.stage] ?? 0) + 1 };
      return { ...rest, stage: event.stage, round: event.round, visits, ...(event.returnTo ? { returnTo: event.returnTo } : {}) };
    }
    case "task-planned":
      return put(state, event.id, {
        round: state.round,
        stage: event.stage,
        key: event.key,
        status: "waiting",
        ...(event.item === undefined ? {} : { item: event.item }),
        ...(event.extra ? { extra: true } : {}),
      });
    case "task-carried": {
      const { officer, for: whom, outcome } = get(state, event.from);
      const result = {
        ...(officer === undefined ? {} : { officer }),
        ...(whom === undefined ? {} : { for: whom }),
        ...(outcome === undefined ? {} : { outcome }),
      };
      return put(state, event.id, { ...get(state, event.id), status: "done", carried: true, ...result });
    }
    case "task-opened":
      return put(state, event.id, { ...get(state, event.id), status: "open", opened: event.at });
    case "task-taken":
      return put(state, event.id, { ...unheld(state, event.id), status: "taken", ...holder(event) });
    case "task-released": {
      return put(state, event.id, { ...unheld(state, event.id), status: "open" });
    }
    case "task-finished":
      return put(state, event.id, { ...unheld(state, event.id), status: "done", ...holder(event), outcome: event.outcome });
    case "task-voided":
      return put(state, event.id, { ...get(state, event.id), status: "void" });
    case "clock-started": {
      const clock = state.clocks[event.clock] ?? { segments: [], extra: [] };
      const segments = [...(event.anew ? [] : clock.segments), { from: event.from ?? event.at }];
      return { ...state, clocks: { ...state.clocks, [event.clock]: { ...clock, segments } } };
    }
    case "clock-stopped": {
      const clock = state.clocks[event.clock];
      const running = clock?.segments.at(-1);
      if (!clock || !running) throw new Error(`clock ${event.clock} was never started`);
      const stopped = { ...running, to: event.at, ...(event.ground ? { ground: event.ground } : {}) };
      return { ...state, clocks: { ...state.clocks, [event.clock]: { ...clock, segments: [...clock.segments.slice(0, -1), stopped] } } };
    }
    case "clock-extended": {
      const clock = state.clocks[event.clock] ?? { segments: [], extra: [] };
      return { ...state, clocks: { ...state.clocks, [event.clock]: { ...clock, extra: [...clock.extra, event.by_time] } } };
    }
    case "recalled": {
      if (state.last?.task !== event.id) throw new Error(`task ${event.id} was not the last`);
      return undo(state, state.last);
    }
    case "settled": {
      const { last: _, ...rest } = state;
      return event.last ? { ...rest, last: event.last } : rest;
    }
    case "moved":
      return rename(state, event.model, event.stages, event.tasks);
    case "text-written":
    case "text-commented":
    case "comment-settled":
    case "noted":
      return state;
    case "ended": {
      const { returnTo: _, ...rest } = state;
      return { ...rest, status: "ended", end: event.end };
    }
  }
}

/** The state to which these events lead. */
export const replay = (events: readonly Event[]): State => events.reduce(evolve, initial);

function get(state: State, id: string): TaskState {
  const task = state.tasks[id];
  if (!task) throw new Error(`no task ${id}`);
  return task;
}

/** A task without whoever has it. */
function unheld(state: State, id: string): TaskState {
  const { officer: _o, for: _f, ...task } = get(state, id);
  return task;
}

const holder = (event: { officer: string; for?: string }): Pick<TaskState, "officer" | "for"> => ({
  officer: event.officer,
  ...(event.for === undefined ? {} : { for: event.for }),
});

const put = (state: State, id: string, task: TaskState): State => ({ ...state, tasks: { ...state.tasks, [id]: task } });

/** The inverse of everything that a finish did, except time: clocks and task numbers stay. */
function undo(state: State, last: Last): State {
  const tasks = { ...state.tasks };
  for (const id of last.opened) tasks[id] = { ...get(state, id), status: "void" };
  for (const [id, status] of last.closed) {
    const { opened, ...task } = get(state, id);
    tasks[id] = { ...task, status, ...(opened === undefined || status === "waiting" ? {} : { opened }) };
  }
  const { outcome: _, ...recalled } = get(state, last.task);
  tasks[last.task] = { ...recalled, status: "taken" };
  const visits = { ...state.visits };
  for (const stage of last.entered) {
    const before = (visits[stage] ?? 0) - 1;
    if (before > 0) visits[stage] = before;
    else delete visits[stage];
  }
  const { returnTo: _r, last: _l, ...rest } = state;
  return { ...rest, stage: last.stage, round: last.round, visits, tasks, ...(last.returnTo ? { returnTo: last.returnTo } : {}) };
}

function rename(state: State, model: string, stages: Record<Key, Key>, keys: Record<Key, Key>): State {
  const stage = (name: Key) => (Object.hasOwn(stages, name) ? (stages[name] ?? name) : name);
  const key = (name: Key) => (Object.hasOwn(keys, name) ? (keys[name] ?? name) : name);
  const visits: Record<Key, number> = {};
  for (const [name, n] of Object.entries(state.visits)) visits[stage(name)] = (visits[stage(name)] ?? 0) + n;
  const tasks = Object.fromEntries(
    Object.entries(state.tasks).map(([id, task]) => [id, { ...task, stage: stage(task.stage), key: key(task.key) }]),
  );
  const { last: _, returnTo, ...rest } = state;
  return { ...rest, model, stage: stage(state.stage), visits, tasks, ...(returnTo ? { returnTo: stage(returnTo) } : {}) };
}
