// A structured parallel block becomes one stage: its tasks go on side by side, `follows` and `after` say what waits for
// what. A block whose branches do not meet again, that is left, or that loops, is refused by its gateway.
import { factsOf, outcomesOf } from "./conditions.ts";
import { type Findings, isHuman, lateName } from "./found.ts";
import { type Edge, Refused, type Vertex } from "./graph.ts";
import type { TaskWords, Words } from "./words.ts";

/** What stands before a task in its block. */
interface Before {
  readonly after?: string | undefined;
  readonly when?: string | undefined;
  /** Tasks that must be over. */
  readonly follows: readonly string[];
}

export interface Block {
  readonly tasks: (readonly [string, TaskWords])[];
  /** The gateway at which it ends. */
  readonly join: string;
  /** There is a reading of the facts under which nothing of it is done. */
  readonly mayBeEmpty: boolean;
}

const MOST_STEPS = 5000;

/** The block that a parallel gateway opens. @throws Refused */
export function blockOf(
  split: Vertex,
  found: Findings,
  meetingOf: (id: string) => string | undefined,
  isMarked: (id: string) => boolean,
): Block {
  const tasks: (readonly [string, TaskWords])[] = [];
  let steps = 0;

  const refuse = (zh: string, en: string): never => {
    throw new Refused(split, zh, en);
  };

  const joinOf = (gate: Vertex): string => {
    const join = meetingOf(gate.id);
    if (join === undefined || found.vertex(join).kind !== "parallel" || found.coming(join).length !== found.leaving(gate.id).length)
      throw new Refused(
        gate,
        "并行分支没有在同一个并行网关汇合（非结构化的并行块）。",
        "its branches do not all meet at one parallel gateway (an unstructured parallel block).",
      );
    return join;
  };

  const walk = (from: string, first: Before, until: string, passed: ReadonlySet<string>): readonly string[] => {
    let before = first;
    const path = new Set(passed);
    /** The task just gone through, if its outcome can decide what comes next. */
    let decider: string | undefined;
    for (let at = from; at !== until; ) {
      steps += 1;
      if (steps > MOST_STEPS) refuse("并行块过大。", "the parallel block is too large.");
      if (path.has(at)) refuse("并行块中有循环。", "there is a loop in its parallel block.");
      path.add(at);
      if (isMarked(at)) refuse("并行块通向另一环节的内部。", "its parallel block leads into another stage.");
      const vertex = found.vertex(at);
      const leaving = found.leaving(at);
      if (vertex.kind === "task") {
        const late = found.timerOf(at);
        if (late) {
          before = timed(vertex, late, before, until, path);
          at = meetingOf(at) ?? until;
          decider = undefined;
        } else {
          const key = add(vertex, before);
          before = { ...before, follows: [key] };
          decider = isHuman(vertex) ? key : undefined;
          at = nextOf(vertex);
        }
      } else if (vertex.kind === "exclusive" && leaving.length > 1) {
        before = choice(vertex, before, decider, path);
        at = meetingOf(at) ?? until;
        decider = undefined;
      } else if (vertex.kind === "parallel" && leaving.length > 1) {
        const join = joinOf(vertex);
        const ends = leaving.flatMap(({ to }) => walk(to, before, join, path));
        before = { ...before, follows: [...new Set([...before.follows, ...ends])] };
        at = nextOf(found.vertex(join));
        decider = undefined;
      } else if (vertex.kind === "parallel" && found.coming(at).length > 1) {
        refuse(
          "分支在别处的并行网关汇合（非结构化的并行块）。",
          "a branch meets others at another gateway (an unstructured parallel block).",
        );
      } else {
        at = nextOf(vertex);
      }
    }
    return before.follows;
  };

  const nextOf = (vertex: Vertex): string => {
    const [next] = found.leaving(vertex.id);
    return next?.to ?? refuse("有分支在块内结束。", "a branch ends inside of its parallel block.");
  };

  const add = (vertex: Vertex, before: Before, outcomes: readonly string[] = ["done"], more: Words = {}): string => {
    const task = found.task(vertex, outcomes, { ...waiting(before), ...more });
    tasks.push(task);
    return task[0];
  };

  /** A choice by the facts, by the outcome of the task before it, or by somebody who is asked for nothing else. */
  const choice = (gate: Vertex, before: Before, decider: string | undefined, path: ReadonlySet<string>): Before => {
    const ways = found.leaving(gate.id);
    const meeting = meetingOf(gate.id) ?? refuse("并行块中的选择没有汇合。", "a choice in its parallel block never meets again.");
    const facts = factsOf(ways, decider !== undefined);
    let ends: readonly string[];
    if (facts) {
      const none = facts.asked.map(({ condition }) => `not(${condition})`);
      ends = facts.asked.flatMap(({ edge, condition }, n) =>
        walk(edge.to, { ...before, when: both(before.when, both(condition, ...none.slice(0, n))) }, meeting, path),
      );
      ends = [...ends, ...walk(facts.otherwise.to, { ...before, when: both(before.when, ...none) }, meeting, path)];
    } else {
      const outcomes = outcomesOf(ways, found.nameOfTarget);
      const task = decider ?? add({ ...gate, kind: "task", task: "userTask" }, before);
      setOutcomes(task, [...outcomes.values()]);
      ends = alternatives(outcomes, task, before, meeting, path);
      return { ...before, follows: [...new Set([...before.follows, task, ...ends])] };
    }
    return { ...before, follows: [...new Set([...before.follows, ...ends])] };
  };

  const alternatives = (
    outcomes: ReadonlyMap<Edge, string>,
    task: string,
    before: Before,
    meeting: string,
    path: ReadonlySet<string>,
  ): string[] =>
    [...outcomes].flatMap(([edge, outcome]) => walk(edge.to, { ...before, after: `${task} ${outcome}`, follows: [] }, meeting, path));

  const setOutcomes = (key: string, outcomes: readonly string[]): void => {
    const n = tasks.findIndex(([name]) => name === key);
    const task = tasks[n]?.[1];
    if (task) tasks[n] = [key, { ...task, words: { ...task.words, outcomes: outcomes.join(" ") } }];
  };

  /** A task with a timer: what follows it in time is one way, what follows the timer the other. */
  const timed = (vertex: Vertex, late: Vertex, before: Before, until: string, path: ReadonlySet<string>): Before => {
    const meeting = meetingOf(vertex.id);
    if (meeting === undefined) return refuse("定时器的去向没有汇合。", "what follows a timer never meets the rest again.");
    const next = found.onward(nextOf(vertex));
    const ways = found.leaving(next.id);
    const chooses =
      isHuman(vertex) && next.kind === "exclusive" && ways.length > 1 && !factsOf(ways, true) && next.id !== meeting && next.id !== until;
    const outcomes = chooses ? outcomesOf(ways, found.nameOfTarget) : new Map<Edge, string>();
    const names = chooses ? [...outcomes.values()] : ["done"];
    const overdue = lateName(late, names);
    const key = add(vertex, before, names, { late: overdue });
    const inTime = chooses
      ? alternatives(outcomes, key, before, meeting, path)
      : walk(nextOf(vertex), { ...before, after: `${key} done`, follows: [] }, meeting, path);
    const over = walk(nextOf(late), { ...before, after: `${key} ${overdue}`, follows: [] }, meeting, path);
    return { ...before, follows: [...new Set([...before.follows, key, ...inTime, ...over])] };
  };

  const join = joinOf(split);
  for (const { to } of found.leaving(split.id)) walk(to, { follows: [] }, join, new Set([split.id]));
  return { tasks, join, mayBeEmpty: tasks.every(([, { words }]) => words.when ?? words.after) };
}

/** The words for what stands before a task. */
function waiting({ after, when, follows }: Before): Words {
  const others = follows.filter((key) => key !== after?.split(" ")[0]);
  return { ...(when ? { when } : {}), ...(after ? { after } : {}), ...(others.length > 0 ? { follows: others.join(" ") } : {}) };
}

/** All of these conditions together. */
export const both = (...conditions: readonly (string | undefined)[]): string => {
  const said = conditions.filter((one) => one !== undefined);
  return said.length === 1
    ? (said[0] ?? "")
    : said.map((one) => (/^not\(.*\)$/.test(one) && !one.slice(4).includes("(") ? one : `(${one})`)).join(" and ");
};
