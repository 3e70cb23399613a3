// Thousands of random cases of random procedures and of the fixtures. Set ERRAND_SEED to repeat a run, ERRAND_CASES to
// lengthen it.
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  type Command,
  type Context,
  compile,
  decide,
  type Event,
  explore,
  initial,
  type Model,
  offered,
  rule,
  type State,
} from "./index.ts";
import { fourEyesHold, holds } from "./testing/properties.ts";
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
    const before = JSON.stringify(this.state);
    const result = decide(this.model, this.state, command, context);
    assert.equal(JSON.stringify(this.state), before, "the state was altered");
    if (!result.ok) {
      assert.notEqual(result.refusal.code, "dead-end");
      return false;
    }
    this.state = result.state;
    this.log.push(...result.events);
    if (command.type === "move") this.model = command.to;
    holds(this.model, this.state, this.log);
    return true;
  }
}

/** Goes a random way, then to an end by whoever can; every case must come to one. */
function live(subject: Subject, dice: Dice): Run {
  const run = new Run(subject.model, dice);
  assert.ok(run.go({ type: "start" }));
  for (let n = 0; n < 40 && run.state.status === "running"; n++) {
    run.now += dice.below(40) * HOUR;
    if (subject.moved && run.model === subject.model && dice.chance(0.02)) move(run, subject.moved);
    const command = randomCommand(dice, run.model, run.state);
    const before = run.state;
    if (run.go(command) && command.type === "finish" && run.state.last && dice.chance(0.5)) recall(run, before, command);
  }
  for (let n = 0; n < 500 && run.state.status === "running"; n++) {
    run.now += HOUR;
    const id = dice.pick(Object.keys(run.state.tasks).filter((i) => isLive(run.state, i)));
    const task = run.state.tasks[id];
    assert.ok(task);
    const officer = rule(run.model, task).by === "system" ? "system" : (task.officer ?? `late-${n}`);
    if (!run.go({ type: "finish", task: id, outcome: dice.pick(offered(run.model, run.state, task)), officer }))
      assert.ok(run.go({ type: "give", task: id, to: `late-${n}` }));
  }
  assert.equal(run.state.status, "ended", "never ends");
  if (run.model === subject.model) fourEyesHold(run.model, run.log);
  return run;
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
      const found = explore(compiled.model, 1_500);
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
    if (n % 8 === 0) subject = random();
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
