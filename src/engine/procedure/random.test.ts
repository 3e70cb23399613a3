// Thousands of random cases of random procedures and of the fixtures. Set ERRAND_SEED to repeat a run, ERRAND_CASES to
// lengthen it.
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  type Command,
  type Context,
  commandsFor,
  compile,
  decide,
  type Event,
  explore,
  extrasFor,
  initial,
  type Model,
  mayWithdraw,
  offered,
  rule,
  type State,
} from "./index.ts";
import { fourEyesHold, holds, replays } from "./testing/properties.ts";
import { Dice, isLive, randomCommand, randomFacts, randomProcedure } from "./testing/random.ts";
import { due, fixture, fixtureText, model } from "./testing/walk.ts";

const seed = Number(process.env.ERRAND_SEED ?? 20_260_924);
const cases = Number(process.env.ERRAND_CASES ?? 3_200);
const HOUR = 3_600_000;

/** Models that pass the check and the exploration; `moved` is another version with its map. */
interface Subject {
  model: Model;
  moved?: Command & { type: "move" };
}

const cinema = fixture("cinema-opening");
const renamed = model(
  fixtureText("cinema-opening")
    .replaceAll("examine", "review")
    .replaceAll("fire-visit", "site-visit")
    .replace("20 workdays", "15 workdays"),
  "cinema-opening",
);
const fixtures: Subject[] = [
  { model: cinema, moved: { type: "move", to: renamed, stages: { examine: "review" }, tasks: { "fire-visit": "site-visit" } } },
  { model: fixture("outgoing-document") },
  { model: fixture("incoming-document") },
];

class Run {
  state: State = initial;
  readonly log: Event[] = [];
  now = 0;
  readonly dice: Dice;
  readonly ask: (source: string) => unknown;
  model: Model;

  constructor(of: Model, dice: Dice) {
    this.model = of;
    this.dice = dice;
    this.ask = randomFacts(dice);
  }

  /** Decides, checks every property, and says whether it was done. */
  go(command: Command): boolean {
    const context: Context = { now: this.now, by: "x", ask: this.ask, due };
    const result = decide(this.model, this.state, command, context);
    if (!result.ok) {
      assert.notEqual(result.refusal.code, "dead-end");
      return false;
    }
    this.state = freeze(result.state);
    this.log.push(...result.events);
    if (command.type === "move") this.model = command.to;
    holds(this.model, this.state);
    if (this.log.length < 200 && this.dice.chance(0.1)) replays(this.state, this.log);
    return true;
  }
}

/** What is offered to an officer is what would be done for them, and nothing else. */
function agree(run: Run): void {
  const { dice, model: m, state } = run;
  const task = dice.pick(Object.keys(state.tasks));
  const officer = dice.pick(["a", "b", "c", "system", state.tasks[task]?.officer ?? "a"]);
  const offer = commandsFor(m, state, task, officer);
  const context: Context = { now: run.now, by: "x", ask: run.ask, due };
  const done = (command: Command) => decide(m, state, command, context).ok;
  for (const type of ["take", "release", "recall"] as const)
    assert.equal(done({ type, task, officer }), offer.includes(type), `${type} is offered and refused, or the reverse`);
  assert.equal(done({ type: "give", task, to: "somebody new" }), offer.includes("give"), "give");
  const outcomes = state.tasks[task] ? offered(m, state, state.tasks[task]) : [];
  const finishes = outcomes.some((outcome) => done({ type: "finish", task, outcome, officer }));
  assert.equal(finishes, offer.includes("finish"), "finish");
  const extras = Object.keys(m.extras).filter((extra) =>
    done({ type: "open", extra, officer, ...(m.extras[extra]?.by.startsWith("{chosen}") ? { chosen: ["nobody yet"] } : {}) }),
  );
  assert.deepEqual(extras, extrasFor(m, state));
  assert.equal(done({ type: "withdraw" }), mayWithdraw(m, state));
}

/** Goes a random way, then to an end by whoever can; every case must come to one. */
function live(subject: Subject, dice: Dice): Run {
  const run = new Run(subject.model, dice);
  assert.ok(run.go({ type: "start" }));
  for (let n = 0; n < 30 && run.state.status === "running"; n++) {
    run.now += dice.below(40) * HOUR;
    if (subject.moved && run.model === subject.model && dice.chance(0.02)) move(run, subject.moved);
    if (dice.chance(0.15)) agree(run);
    const command = randomCommand(dice, run.model, run.state);
    const before = run.state;
    if (run.go(command) && command.type === "finish" && run.state.last && dice.chance(0.5)) recall(run, before, command);
  }
  close(run);
  assert.equal(run.state.status, "ended", "never ends");
  replays(run.state, run.log);
  if (run.model === subject.model) fourEyesHold(run.model, run.log);
  return run;
}

/** Brings a case to an end: by chance, or for a round with one mind on the outcome that leads the shortest way out. */
function close(run: Run): void {
  const { dice } = run;
  let round = 0;
  let mind: string | undefined;
  for (let n = 0; n < 2_000 && run.state.status === "running"; n++) {
    if (run.state.round !== round) {
      round = run.state.round;
      mind = dice.chance(0.85) ? wayOut(run.model, run.state.stage, dice) : undefined;
    }
    run.now += HOUR;
    const id = dice.pick(Object.keys(run.state.tasks).filter((i) => isLive(run.state, i)));
    const task = run.state.tasks[id];
    assert.ok(task);
    const officer = rule(run.model, task).by === "system" ? "system" : (task.officer ?? `late-${n}`);
    const choice = offered(run.model, run.state, task);
    const outcome = mind !== undefined && choice.includes(mind) ? mind : dice.pick(choice);
    if (!run.go({ type: "finish", task: id, outcome, officer })) assert.ok(run.go({ type: "give", task: id, to: `late-${n}` }));
  }
}

/** The outcome of the route from which the fewest routes lead to an end. */
function wayOut(m: Model, stage: string, dice: Dice): string | undefined {
  const distance = new Map(Object.keys(m.ends).map((key) => [key, 0]));
  for (const [to, n] of distance)
    for (const [key, { routes }] of Object.entries(m.stages))
      if (!distance.has(key) && routes.some((r) => r.to === to)) distance.set(key, n + 1);
  const routes = m.stages[stage]?.routes ?? [];
  const least = Math.min(...routes.map((r) => distance.get(r.to) ?? 99));
  const best = dice.pick(routes.filter((r) => (distance.get(r.to) ?? 99) === least));
  return "outcome" in best.if ? best.if.outcome : undefined;
}

/** Whoever alters what it was given fails at once. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value))
    for (const member of Object.values(Object.freeze(value))) freeze(member);
  return value;
}

/** A recall is the inverse of what it undoes, but for time, numbers used, and that the task is in the officer's hand again. */
function recall(run: Run, before: State, finish: Command & { type: "finish" }): void {
  assert.ok(run.go({ type: "recall", task: finish.task, officer: finish.officer }), "recall refused");
  const strip = ({ clocks: _c, last: _l, tasks, ...rest }: State) => ({
    ...rest,
    tasks: Object.entries(tasks).flatMap(([id, task]) =>
      before.tasks[id] ? [[id, id === finish.task ? { ...task, status: "", officer: "" } : task]] : [],
    ),
  });
  assert.deepEqual(strip(run.state), strip(before));
  for (const [id, task] of Object.entries(run.state.tasks)) if (!before.tasks[id]) assert.equal(task.status, "void");
}

function move(run: Run, command: Command & { type: "move" }): void {
  const before = run.state;
  if (!run.go(command)) return;
  for (const [id, task] of Object.entries(before.tasks)) {
    const now = run.state.tasks[id];
    if (task.status === "open" || task.status === "taken")
      assert.deepEqual([now?.status, now?.officer, now?.opened], [task.status, task.officer, task.opened]);
    if (task.status === "waiting") assert.ok(now?.status === "waiting" || now?.status === "open");
  }
}

it(`random cases keep every property (seed ${seed}, ${cases} cases)`, (t) => {
  const dice = new Dice(seed);
  const count = { models: 0, refused: 0, unsound: 0, large: 0, events: 0, most: 0 };
  const random = (): Subject => {
    for (;;) {
      const compiled = compile(randomProcedure(dice), "random");
      if (!compiled.ok) {
        count.refused++;
        continue;
      }
      const found = explore(compiled.model, 150);
      if (!found.complete) count.large++;
      else if (found.bad.length > 0) count.unsound++;
      else {
        count.models++;
        return { model: compiled.model };
      }
    }
  };
  let subject = random();
  for (let n = 0; n < cases; n++) {
    if (n % 32 === 0) subject = random();
    const own = dice.below(2 ** 31);
    try {
      const run = live(n % 4 === 3 ? dice.pick(fixtures) : subject, new Dice(own));
      count.events += run.log.length;
      count.most = Math.max(count.most, run.log.length);
    } catch (error) {
      throw new Error(`case ${n} of seed ${seed} (its own: ${own}) with ${JSON.stringify(subject.model)}`, { cause: error });
    }
  }
  t.diagnostic(`seed ${seed}: ${cases} cases, ${JSON.stringify(count)}`);
});
