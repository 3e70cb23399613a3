// Random procedures, facts and commands from a seed; the same seed gives the same run.
import { type Command, type Key, live, type Model, offered, redoable, resultsOf, rule, type State } from "../index.ts";

/** mulberry32: small, fast, and good enough to wander with. */
export class Dice {
  #seed: number;
  constructor(seed: number) {
    this.#seed = seed | 0;
  }
  /** In [0, 1). */
  next(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  chance(p: number): boolean {
    return this.next() < p;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  }
  some<T>(list: readonly T[], p: number): T[] {
    return list.filter(() => this.chance(p));
  }
}

const OUTCOMES = ["yes", "no", "more", "again"];

/** The text of a procedure that may or may not pass its check. */
export function randomProcedure(dice: Dice): string {
  const size = 2 + dice.below(4);
  const keys = Array.from({ length: size }, (_, n) => `s${n}`);
  const stages = keys.map((key, n) => `  ${key}: ${randomStage(dice, keys, n)}`);
  const inStages = dice.some(keys, 0.5);
  const over = dice.some(keys, 0.6);
  const extras = [
    ["ex", `by: p/q, may: p/q, outcomes: read${dice.chance(0.5) ? ", stops: h" : ""}, holds: ${dice.chance(0.5)}`],
    ["ask", `by: "{chosen}/q", may: p/q, outcomes: { said: , longer: { extend: { c: 1 day } } }, once: ${dice.chance(0.3)}`],
  ];
  return [
    `clocks: { c: { time: 5 days, over: [${over.join(", ")}] } }`,
    `withdraw: [${dice.some(keys, 0.2).join(", ")}]`,
    "stages:",
    ...stages,
    "extras:",
    ...extras.map(([key, words]) => `  ${key}: { in: [${inStages.join(", ")}], ${words} }`),
    "ends: { e1: success, withdrawn: none }",
  ].join("\n");
}

function randomStage(dice: Dice, keys: readonly Key[], n: number): string {
  const used = new Set<string>();
  const tasks = Array.from({ length: 1 + dice.below(4) }, (_, j) => {
    const outcomes = OUTCOMES.filter((_, q) => q === 0 || dice.chance(0.45));
    for (const outcome of outcomes) used.add(outcome);
    const words = [
      `by: ${dice.chance(0.1) ? "applicant" : dice.chance(0.08) ? "system, do: make" : "p/q"}`,
      `outcomes: [${outcomes.join(", ")}]`,
    ];
    if (dice.chance(0.2)) words.push("each: list");
    if (dice.chance(0.2)) words.push("when: flag");
    if (j > 0 && dice.chance(0.3)) words.push(`after: t${n}${j - 1} yes`);
    if (dice.chance(0.2)) words.push("stops: g");
    if (dice.chance(0.3)) words.push("keep: yes");
    if (dice.chance(0.2)) words.push("due: 2 days, late: yes");
    if (j > 0 && dice.chance(0.15) && words[0] === "by: p/q") words.push(`unlike: t${n}${j - 1}`);
    return `t${n}${j}: { ${words.join(", ")} }`;
  });
  const last = n === keys.length - 1;
  const forward = () => (dice.chance(0.3) ? "e1" : dice.pick(keys));
  const next: string[] = [];
  for (const outcome of used) {
    const how = dice.chance(0.4) ? "any " : dice.chance(0.5) ? "all " : "2 ";
    if (dice.chance(0.7)) next.push(`${how}${outcome}: ${n > 0 && dice.chance(0.35) ? `back s${dice.below(n)}` : forward()}`);
  }
  next.push(`otherwise: ${last ? "e1" : forward()}`, `none: ${last ? "e1" : `s${n + 1}`}`);
  return `{ once: ${n > 0 && dice.chance(0.15)}, tasks: { ${tasks.join(", ")} }, next: { ${next.join(", ")} } }`;
}

/** Facts for random procedures and for the fixtures. */
export function randomFacts(dice: Dice): (source: string) => unknown {
  const flag = dice.chance(0.5);
  const list = dice.some(["u", "v", "w"], 0.5);
  return (source) => (source === "flag" || source.includes(">=") ? flag : list);
}

const OFFICERS = ["a", "b", "c", "d", "e"];

/** A command that somebody might give now; mostly sensible, sometimes not. */
export function randomCommand(dice: Dice, model: Model, state: State): Command {
  const ids = Object.keys(state.tasks);
  const open = ids.filter((id) => isLive(state, id));
  const id = dice.chance(0.9) ? dice.pick(open) : dice.pick(ids);
  const task = state.tasks[id];
  if (!task) throw new Error("no task");
  const machine = rule(model, task).by === "system";
  const officer = machine ? "system" : (task.officer ?? dice.pick(OFFICERS));
  const kind = dice.next();
  if (kind < 0.54) {
    const good = offered(model, state, task);
    const outcome = dice.chance(0.97) && good.length > 0 ? dice.pick(good) : dice.pick(resultsOf(rule(model, task)));
    // Wishes are for those who send back; now and then somebody utters one who does not.
    const returnable = redoable(model, state, task, outcome);
    const wishes = returnable.length > 0 || dice.chance(0.04);
    const done = dice.chance(0.9) ? returnable : ids;
    const redo = wishes && dice.chance(0.4) ? dice.some(done, 0.5) : [];
    return {
      type: "finish",
      task: id,
      outcome,
      officer,
      ...(redo.length > 0 ? { redo } : {}),
      ...(wishes && dice.chance(0.4) ? { direct: true } : {}),
    };
  }
  if (kind < 0.62) return { type: "take", task: id, officer: dice.pick(OFFICERS) };
  if (kind < 0.66) return { type: "release", task: id, officer };
  if (kind < 0.7) return { type: "give", task: id, to: dice.pick(OFFICERS) };
  if (kind < 0.8 && Object.keys(model.extras).length > 0) {
    const extra = dice.pick(Object.keys(model.extras));
    const chosen = model.extras[extra]?.by.startsWith("{chosen}") === dice.chance(0.95);
    return { type: "open", extra, officer, ...(chosen ? { chosen: ["u1", "u2"].slice(dice.below(2)) } : {}) };
  }
  if (kind < 0.88) return { type: "late", task: id };
  if (kind < 0.94)
    return { type: "recall", task: state.last?.task ?? id, officer: state.tasks[state.last?.task ?? id]?.officer ?? officer };
  if (kind < 0.945) return { type: "withdraw" };
  return { type: "note", kind: "urge", text: "x" };
}

export const isLive = (state: State, id: string): boolean => {
  const task = state.tasks[id];
  return task !== undefined && live(task);
};
