// Rows and state are the same thing in two shapes: the case row and its task rows are the state of the engine.
import type { State, TaskState } from "../engine/procedure/index.ts";
import type { Run } from "./tables.ts";

/** A task row as a statement returns it in JSON: instants are epoch milliseconds. */
export interface StoredTask {
  no: number;
  stage: string;
  round: number;
  key: string;
  item: string | null;
  extra: boolean;
  carried: boolean;
  status: TaskState["status"];
  officer: string | null;
  outcome: string | null;
  opened: number | null;
}

/** The columns of a case row that hold state. */
export interface StoredCase {
  status: "running" | "ended";
  end: string | null;
  stage: string;
  round: number;
  run: Run;
}

/** Reads the engine's state off rows; `model` is the hash of the model that the case follows. */
export function stateOf(model: string, row: StoredCase, tasks: readonly StoredTask[]): State {
  const { roles: _roles, marks: _marks, last, stands = {}, ...run } = row.run;
  return {
    model,
    status: row.status,
    ...(row.end === null ? {} : { end: row.end }),
    stage: row.stage,
    round: row.round,
    ...run,
    ...(last === undefined ? {} : { last: last as NonNullable<State["last"]> }),
    tasks: Object.fromEntries(tasks.map((task) => [String(task.no), taskOf(task, stands[String(task.no)])])),
  };
}

function taskOf(row: StoredTask, whom: string | undefined): TaskState {
  return {
    round: row.round,
    stage: row.stage,
    key: row.key,
    ...(row.item === null ? {} : { item: row.item }),
    ...(row.extra ? { extra: true } : {}),
    ...(row.carried ? { carried: true } : {}),
    status: row.status,
    ...(row.officer === null ? {} : { officer: row.officer }),
    ...(whom === undefined ? {} : { for: whom }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.opened === null ? {} : { opened: row.opened }),
  };
}

/** What of a state is in no column of its own. */
export function runOf(state: State, beside: Pick<Run, "roles" | "marks">): Run {
  const stands = Object.entries(state.tasks).flatMap(([no, task]) => (task.for === undefined ? [] : [[no, task.for] as const]));
  return {
    visits: state.visits,
    clocks: state.clocks,
    ...(state.returnTo === undefined ? {} : { returnTo: state.returnTo }),
    ...(state.last === undefined ? {} : { last: state.last }),
    ...(stands.length > 0 ? { stands: Object.fromEntries(stands) } : {}),
    ...beside,
  };
}
