// One step of a case, pure: what a command changes, whom it asks next, what has to be sent or made. The running
// system and `pack test` both go through here, so that a scenario proves what will happen.
import type { Pack } from "../catalogue/index.ts";
import { type Calendar, dayOf, dueAfter, endOf, startOf } from "../engine/calendar/index.ts";
import { compileFeel } from "../engine/feel/index.ts";
import {
  type ActedIn,
  type Command,
  decide,
  type Event,
  type Refusal,
  rule,
  ruleIfAny,
  type State,
  type Task,
  type TaskState,
} from "../engine/procedure/index.ts";
import { type Dates, dates } from "./dates.ts";
import type { Facts } from "./facts.ts";
import { resolvePost } from "./posts.ts";

/** A case as the rules see it. */
export interface Snapshot {
  readonly pack: Pack;
  readonly state: State;
  readonly facts: Facts;
  readonly roles: Readonly<Record<string, string>>;
}

export interface StepContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Who acts, without personal data: `officer:<id>`, `party`, `system`. */
  readonly by: string;
  /** The post in which the actor acts in another's place, where that is so. */
  readonly acting?: ActedIn;
  readonly calendar: Calendar;
  /** IANA time zone of the installation. */
  readonly zone: string;
}

/** A task whose row must be written. `late` is when the system may finish it by itself. */
export interface TaskChange {
  readonly no: number;
  readonly task: TaskState;
  readonly post: string;
  readonly due: number;
  readonly late: number | undefined;
}

export interface Step {
  readonly ok: true;
  readonly events: readonly Event[];
  readonly state: State;
  readonly tasks: readonly TaskChange[];
  readonly dates: Dates;
  /** Letters to send, with the task that occasions each. */
  readonly letters: readonly { readonly letter: string; readonly task: number }[];
  /** System tasks now open: their effects are carried out by a worker. */
  readonly effects: readonly number[];
  /** Tasks now open that are cases of their own. */
  readonly children: readonly number[];
  /** Tasks now open that a document may have answered already. */
  readonly answerable: readonly number[];
  /** Tasks that wait for a case of their own and came under another version of the pack: its dates of chasing are theirs from now on. */
  readonly redated: readonly number[];
}

const asked = new WeakMap<Facts, Map<string, unknown>>();

/** Asks a condition of the pack over the facts, which do not change once they are read; an error or a missing fact reads as null. */
export function ask(facts: Facts, source: string): unknown {
  const known = asked.get(facts) ?? new Map<string, unknown>();
  asked.set(facts, known);
  if (known.has(source)) return known.get(source);
  const compiled = compileFeel(source);
  const value = compiled.ok ? compiled.evaluate(facts).value : null;
  known.set(source, value);
  return value;
}

/** Decides a command and works out everything that follows from it. Writes nothing. */
export function step(before: Snapshot, command: Command, context: StepContext): Step | { readonly ok: false; readonly refusal: Refusal } {
  const decided = decide(before.pack.model, before.state, command, decisionContext(before.facts, context));
  return decided.ok ? follow(before, { ...before, state: decided.state }, decided.events, context) : decided;
}

/** What a decision may ask: facts, and when times run out. */
export const decisionContext = (facts: Facts, { now, by, acting, calendar, zone }: StepContext): Parameters<typeof decide>[3] => ({
  now,
  by,
  ...(acting === undefined ? {} : { acting }),
  ask: (source) => ask(facts, source),
  due: (from, time) => dueAfter(time, from, calendar, zone).due,
  day: (source, item) => {
    const day = dayIn(facts, source, item);
    return day === undefined ? undefined : startOf(day, zone);
  },
});

/** The day that a condition gives for an item of a list. */
export function dayIn(facts: Facts, source: string, item: string | undefined): number | undefined {
  const value = ask(item === undefined ? facts : withItem(facts, item), source);
  return typeof value === "string" ? (dayOf(value) ?? undefined) : undefined;
}

const withItems = new WeakMap<Facts, Map<string, Facts>>();

/** The facts and one item of a list; the same object for the same item, so that what is asked of it is remembered. */
function withItem(facts: Facts, item: string): Facts {
  const known = withItems.get(facts) ?? new Map<string, Facts>();
  withItems.set(facts, known);
  const found = known.get(item) ?? { ...facts, item };
  known.set(item, found);
  return found;
}

/**
 * Everything that follows from events that were decided. The pack after them may be another version than the one before; `posts`
 * are then those of the tasks so far, for tasks that were done under a version that still had them.
 */
export function follow(
  before: Snapshot,
  after: Snapshot,
  events: readonly Event[],
  context: StepContext,
  posts: ReadonlyMap<number, string> = new Map(),
): Step {
  const { pack, state } = after;
  const when = dates(pack.model, state, context.calendar, context.zone);
  const moved = pack !== before.pack;
  const redated = dates(before.pack.model, before.state, context.calendar, context.zone).due !== when.due;
  const candidates = moved
    ? Object.keys(state.tasks).map(Number)
    : events.flatMap((event) => (event.type === "task-opened" ? [Number(event.id)] : []));
  const begins = (of: (spec: Task) => boolean): number[] =>
    candidates.filter((no) => {
      const [task, earlier] = [state.tasks[no], before.state.tasks[no]];
      if (task?.status !== "open" || !of(rule(pack.model, task))) return false;
      // What had begun under the version before goes on; what only this version leaves to the system begins now.
      return !moved || earlier?.status !== "open" || !of(rule(before.pack.model, earlier));
    });
  return {
    ok: true,
    events,
    state,
    tasks: changed(before.state, state, redated || moved).map((no) => change(after, no, when, context, posts)),
    dates: when,
    letters: letters(pack, state, events),
    effects: begins(isEffect),
    children: begins(isChild),
    answerable: begins(isAnswerable),
    redated: moved ? candidates.filter((no) => waitsFor(pack, before.pack, state.tasks[no])) : [],
  };
}

/** A live task of a case of its own for which one of the two versions says dates. */
function waitsFor(now: Pack, earlier: Pack, task: TaskState | undefined): boolean {
  if (task?.status !== "open" && task?.status !== "taken") return false;
  const spec = rule(now.model, task);
  return isChild(spec) && (spec.chase !== undefined || ruleIfAny(earlier.model, task)?.chase !== undefined);
}

const isChild = (spec: Task): boolean => spec.child !== undefined;
const isAnswerable = (spec: Task): boolean => spec.answered !== undefined;
/** What waits is ended by what it waits for (see bundle/joint.ts): no worker does it. */
const isEffect = (spec: Task): boolean => spec.by === "system" && !isChild(spec) && !spec.do.includes("wait");

/** The tasks that a command touched; with `all` also those still live, whose dates follow the case's. */
function changed(before: State, after: State, all: boolean): number[] {
  const numbers = Object.keys(after.tasks).map(Number);
  const live = (no: number) => after.tasks[no]?.status === "open" || after.tasks[no]?.status === "taken";
  return numbers.filter((no) => before.tasks[no] !== after.tasks[no] || (all && live(no)));
}

function change(after: Snapshot, no: number, when: Dates, context: StepContext, posts: ReadonlyMap<number, string>): TaskChange {
  const task = after.state.tasks[no];
  if (!task) throw new Error(`no task ${no}`);
  const spec = ruleIfAny(after.pack.model, task);
  if (!spec) return { no, task, post: posts.get(no) ?? "", due: Number.POSITIVE_INFINITY, late: undefined };
  const own = spec.due && task.opened !== undefined ? dueAfter(spec.due, task.opened, context.calendar, context.zone).due : undefined;
  const last = spec.deadline === undefined ? undefined : dayIn(after.facts, spec.deadline, task.item);
  const deadline = last === undefined ? Number.POSITIVE_INFINITY : endOf(last, context.zone);
  // A task that waits for a day is looked at again when that day begins.
  const opens = task.status === "waiting" && spec.opens !== undefined ? dayIn(after.facts, spec.opens, task.item) : undefined;
  return {
    no,
    task,
    post: resolvePost(spec.by, task.item, after.roles),
    due: Math.min(own ?? Number.POSITIVE_INFINITY, deadline, when.due ?? Number.POSITIVE_INFINITY),
    late: opens !== undefined ? startOf(opens, context.zone) : spec.late === undefined ? undefined : own,
  };
}

function letters(pack: Pack, state: State, events: readonly Event[]): { letter: string; task: number }[] {
  const sent: { letter: string; task: number }[] = [];
  for (const event of events) {
    if (event.type !== "task-opened" && event.type !== "task-finished") continue;
    const task = state.tasks[event.id];
    if (!task) continue;
    const name = task.extra ? task.key : `${task.stage}/${task.key}`;
    const occasion = event.type === "task-finished" ? `finished ${name} ${event.outcome}` : `opened ${name}`;
    for (const letter of pack.header.letters) if (letter.on === occasion) sent.push({ letter: letter.id, task: Number(event.id) });
  }
  return sent;
}
