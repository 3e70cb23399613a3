// Walking through a procedure before any case does: every outcome × every reading of the facts, within a bound. It finds
// what no rule about single stages can see: points where nobody can act, and circles that never end.
import { abstractOf } from "./abstract.ts";
import { decide, type Result } from "./decide.ts";
import { initial } from "./evolve.ts";
import type { Command, Key, Model, State } from "./model.ts";
import { backRoute, offered } from "./offered.ts";
import { inOrder, type Places, type Problem, placeOf, problem } from "./problems.ts";
import { eachReading } from "./readings.ts";
import { isMachine, live, rule, SYSTEM } from "./tasks.ts";

/** A point that no case may come to: in `stage`, after `trace` (tasks and outcomes, the shortest way). */
export interface Finding {
  kind: "dead-end" | "endless";
  stage: Key;
  trace: string;
}

export interface Exploration {
  /** How many states differ in what can follow. */
  states: number;
  /** False where the bound was met before everything was seen. */
  complete: boolean;
  bad: Finding[];
  /** Stages and ends that no case comes to; meaningful only if complete. */
  neverReached: Key[];
}

interface Node {
  state: State;
  trace: string[];
  /** For each step that can be taken here, the states to which the facts may let it lead; undefined for a dead end. */
  steps: Set<string | undefined>[];
}

/** Explores a model up to `limit` states. Findings of one kind are given once for each stage. */
export function explore(model: Model, limit = 20_000): Exploration {
  const nodes = new Map<string, Node>();
  const todo: Node[] = [];
  const bad: Finding[] = [];
  let complete = true;

  const find = (kind: Finding["kind"], stage: Key, trace: readonly string[]) => {
    if (!bad.some((finding) => finding.kind === kind && finding.stage === stage))
      bad.push({ kind, stage, trace: trace.join(", ") || "start" });
  };
  const walk = (from: Node | undefined, state: State, command: Command, step: string) => {
    const trace = from ? [...from.trace, step] : [];
    const leads = new Set<string | undefined>();
    const all = eachReading(model, (ask) =>
      leads.add(arrive(decide(model, state, command, { now: 0, by: SYSTEM, ask, due: () => 0 }), trace)),
    );
    from?.steps.push(leads);
    complete &&= all;
  };
  const arrive = (result: Result, trace: string[]): string | undefined => {
    if (!result.ok) {
      if (result.refusal.code === "dead-end") find("dead-end", result.refusal.stage, trace);
      return undefined;
    }
    const name = abstractOf(model, result.state);
    if (!nodes.has(name)) {
      const node = { state: result.state, trace, steps: [] };
      nodes.set(name, node);
      if (result.state.status === "running") todo.push(node);
    }
    return name;
  };

  walk(undefined, initial, { type: "start" }, "");
  let done = 0;
  for (; done < todo.length && nodes.size <= limit; done++) {
    const node = todo[done];
    if (node) for (const [step, command] of steps(model, node.state)) walk(node, node.state, command, step);
  }
  complete = complete && done === todo.length;
  if (complete) for (const node of endless(nodes)) find("endless", node.state.stage, node.trace);
  const reached = new Set([...nodes.values()].flatMap(({ state }) => [...Object.keys(state.visits), ...(state.end ? [state.end] : [])]));
  const all = [...Object.keys(model.stages), ...Object.keys(model.ends)];
  return { states: nodes.size, complete, bad, neverReached: all.filter((key) => !reached.has(key) && key !== "withdrawn") };
}

/** The findings as problems at their places in the text. */
export function problemsOf(exploration: Exploration, places: Places): Problem[] {
  const problems = exploration.bad.map(({ kind, stage, trace }) => problem(placeOf(places, `stages/${stage}`), kind, stage, trace));
  const never = exploration.complete && problems.length === 0 ? exploration.neverReached : [];
  const place = (key: Key) => placeOf(places, places.has(`stages/${key}`) ? `stages/${key}` : `ends/${key}`);
  return inOrder([...problems, ...never.map((key) => problem(place(key), "never-reached", key))]);
}

/** Everything that those who can act may conclude, with a direct return asked for and without. */
function steps(model: Model, state: State): [string, Command][] {
  return Object.entries(state.tasks).flatMap(([id, task]): [string, Command][] => {
    if (!live(task)) return [];
    const said = rule(model, task);
    // Nobody acts twice here, so that four eyes stop nothing.
    const officer = isMachine(said) ? SYSTEM : (task.officer ?? `officer-${id}`);
    const found = offered(model, state, task).flatMap((outcome): [string, Command][] => {
      const finish = { type: "finish", task: id, outcome, officer } as const;
      const plain: [string, Command] = [`${task.key} ${outcome}`, finish];
      return backRoute(model, task, outcome) ? [plain, [`${task.key} ${outcome} (direct)`, { ...finish, direct: true }]] : [plain];
    });
    return said.late ? [...found, [`${task.key} late`, { type: "late", task: id }]] : found;
  });
}

/**
 * The nodes from which an end cannot be forced. People choose the step, the facts choose where it leads: an end that
 * only a change of the facts would bring near is none.
 */
function endless(nodes: Map<string, Node>): Node[] {
  const waiting = new Map<string, { name: string; open: number }[]>();
  for (const [name, node] of nodes)
    for (const leads of node.steps) {
      const step = { name, open: leads.size };
      for (const to of leads) if (to !== undefined) waiting.set(to, [...(waiting.get(to) ?? []), step]);
    }
  const ending = new Set([...nodes].flatMap(([name, node]) => (node.state.status === "ended" ? [name] : [])));
  for (const to of ending) for (const step of waiting.get(to) ?? []) if (--step.open === 0) ending.add(step.name);
  return [...nodes].flatMap(([name, node]) => (ending.has(name) ? [] : [node]));
}
