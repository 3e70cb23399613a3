import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, decide, type Event, initial, type Model, replay, type State } from "./index.ts";

const yaml = (anew: string) => `
clocks:
  answer: { time: 20 days, over: [receive, decide]${anew} }
stages:
  receive:
    tasks: { register: { by: a/b, outcomes: clear unclear } }
    next: { clear: decide, unclear: correct }
  correct:
    tasks: { clarify: { by: applicant, outcomes: sent } }
    next: { sent: receive }
  decide:
    tasks: { decide: { by: a/c, outcomes: open again } }
    next: { open: answered, again: back receive }
ends: { answered: success }
`;

function modelOf(anew: string): Model {
  const done = compile(yaml(anew), "x");
  assert.ok(done.ok, JSON.stringify(done));
  return done.model;
}

/** Finishes the open task with each outcome in turn, a hundred milliseconds apart; the clock after it all. */
function run(model: Model, outcomes: readonly string[]) {
  const events: Event[] = [];
  let state: State = initial;
  let now = 0;
  const act = (command: Parameters<typeof decide>[2]) => {
    const done = decide(model, state, command, { now, by: "x", ask: () => null, due: () => Number.POSITIVE_INFINITY });
    assert.ok(done.ok, JSON.stringify(done));
    events.push(...done.events);
    state = done.state;
  };
  act({ type: "start" });
  for (const outcome of outcomes) {
    now += 100;
    const [task = ""] = Object.entries(state.tasks).find(([, { status }]) => status === "open") ?? [];
    const officer = state.stage === "correct" ? "applicant" : "o";
    act({ type: "finish", task, outcome, officer });
  }
  assert.deepEqual(replay(events), state);
  return state.clocks.answer?.segments;
}

test("coming from a stage in anew, what ran before counts no more", () => {
  const model = modelOf(", anew: correct");
  assert.deepEqual(run(model, ["unclear"]), [{ from: 0, to: 100 }]);
  assert.deepEqual(run(model, ["unclear", "sent"]), [{ from: 200 }]);
  assert.deepEqual(run(model, ["unclear", "sent", "unclear", "sent", "clear"]), [{ from: 400 }]);
});

test("coming from elsewhere it goes on, and so it does without anew", () => {
  assert.deepEqual(run(modelOf(", anew: correct"), ["clear", "again"]), [{ from: 0 }]);
  assert.deepEqual(run(modelOf(""), ["unclear", "sent"]), [{ from: 0, to: 100 }, { from: 200 }]);
});

test("anew names stages that exist", () => {
  const done = compile(yaml(", anew: corect"), "x");
  assert.deepEqual(!done.ok && done.problems.map(({ rule, line }) => [rule, line]), [["unknown-stage", 3]]);
});
