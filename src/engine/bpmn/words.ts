// A part of a model in the words of the syntax, one by one: what the drawing carries of it, and what the text says.
import {
  type Clock,
  type Condition,
  type Extra,
  type Key,
  type Model,
  type Reminder,
  type Stage,
  SYSTEM,
  sayCondition,
  type Task,
  type Time,
} from "../procedure/index.ts";

/** The words of one part by their names in the syntax; what stands in a list is parted by spaces. */
export type Words = Readonly<Record<string, string>>;

/** What an outcome lengthens. */
export interface Extension {
  readonly outcome: Key;
  readonly clock: Key;
  readonly time: string;
}

/** A task or an extra. */
export interface TaskWords {
  readonly words: Words;
  readonly extensions: readonly Extension[];
}

/** A whole procedure. Orders count: of stages, tasks and routes. */
export interface ProcedureWords {
  readonly clocks: readonly (readonly [Key, Words])[];
  readonly withdraw: string;
  readonly stages: readonly StageWords[];
  readonly extras: readonly (readonly [Key, TaskWords])[];
  readonly ends: readonly (readonly [Key, string])[];
}

export interface StageWords {
  readonly key: Key;
  readonly once: boolean;
  readonly tasks: readonly (readonly [Key, TaskWords])[];
  readonly routes: readonly RouteWords[];
  /** What the drawing calls it, for a comment. */
  readonly title?: string;
}

export interface RouteWords {
  /** `any refuse`, `none`, … */
  readonly on: string;
  readonly to: Key;
  readonly back: boolean;
}

const sayReminder = ({ before, ...time }: Reminder): string => `${sayTime(time)}${before ? " before" : ""}`;

export const sayTime = ({ n, unit }: Time): string => `${n} ${n === 1 ? unit.slice(0, -1) : unit}`;

/** `any` is what a bare outcome means. */
export const sayOn = (condition: Condition): string => (condition.kind === "any" ? condition.outcome : sayCondition(condition));

export function taskWords(task: Task): TaskWords {
  const outcomes = Object.entries(task.outcomes);
  const does: Record<string, string> = task.child
    ? { case: task.child.pack, until: task.child.until.join(" "), ...(task.child.of === undefined ? {} : { of: task.child.of }) }
    : { by: task.by, outcomes: outcomes.map(([key]) => key).join(" ") };
  // Every field of a task, so that a new one cannot be forgotten here.
  const more = {
    when: task.when,
    each: task.each,
    after: task.after && `${task.after.task} ${task.after.outcome}`,
    follows: list(task.follows),
    opens: task.opens,
    due: task.due && sayTime(task.due),
    deadline: task.deadline,
    late: task.late,
    stops: task.stops,
    keep: list(task.keep),
    unlike: list(task.unlike),
    do: list(task.do),
    edits: task.edits,
    law: task.law,
    chase: task.chase?.map(sayReminder).join(", "),
    answered: task.answered,
  } satisfies Record<Exclude<keyof Task, "by" | "outcomes" | "child">, string | undefined>;
  const extensions = outcomes.flatMap(([outcome, { extend }]) =>
    Object.entries(extend ?? {}).map(([clock, time]) => ({ outcome, clock, time: sayTime(time) })),
  );
  return { words: { ...does, ...said(more) }, extensions };
}

export function extraWords(extra: Extra): TaskWords {
  const { words, extensions } = taskWords(extra);
  const more = { in: extra.in.join(" "), may: extra.may, once: extra.once ? "true" : undefined, holds: extra.holds ? undefined : "false" };
  return { words: { ...words, ...said(more) }, extensions };
}

export const clockWords = (clock: Clock): Words =>
  said({
    time: sayTime(clock.time),
    over: clock.over.join(" "),
    anew: list(clock.anew),
    warn: clock.warn && sayTime(clock.warn),
    law: clock.law,
  });

export const stageWords = (key: Key, stage: Stage): StageWords => ({
  key,
  once: stage.once,
  tasks: Object.entries(stage.tasks).map(([name, task]) => [name, taskWords(task)]),
  routes: stage.routes.map((route) => ({ on: sayOn(route.if), to: route.to, back: route.back })),
});

/** Everything that a model says. */
export const procedureWords = (model: Model): ProcedureWords => ({
  clocks: Object.entries(model.clocks).map(([key, clock]) => [key, clockWords(clock)]),
  withdraw: model.withdraw.join(" "),
  stages: Object.entries(model.stages).map(([key, stage]) => stageWords(key, stage)),
  extras: Object.entries(model.extras).map(([key, extra]) => [key, extraWords(extra)]),
  ends: Object.entries(model.ends),
});

/** Whoever does a task, in the words of the syntax. */
export const doerOf = (task: Task): string => (task.child ? SYSTEM : task.by);

const list = (keys: readonly string[] | undefined): string | undefined => (keys && keys.length > 0 ? keys.join(" ") : undefined);

/** Without what is not said. */
export const said = (words: Readonly<Record<string, string | undefined>>): Words =>
  Object.fromEntries(Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
