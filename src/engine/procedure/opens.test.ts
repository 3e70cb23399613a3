// Tasks that wait for a day: planned with their stage, opened when their day begins, and no dead end while nobody can act.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Context, compile, decide, explore, initial, type Model, replay, type State } from "./index.ts";

const text = `
stages:
  carry:
    tasks:
      report: { by: city/review, each: days, opens: item, outcomes: reported finished }
    next: { finished: over, all reported: over, none: over }
ends: { over: success }
`;
const days = ["2026-10-20", "2026-10-27"];
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const context = (now: number, list: unknown = days): Context => ({
  now,
  by: "test",
  ask: () => list,
  due: (from) => from,
  day: (source, item) => (source === "item" && item !== undefined ? at(item) : undefined),
});
const modelOf = (source: string): Model => {
  const compiled = compile(source, "reports");
  assert.ok(compiled.ok, JSON.stringify(!compiled.ok && compiled.problems));
  return compiled.model;
};
const model = modelOf(text);
const states = (state: State): string[] => Object.values(state.tasks).map(({ status }) => status);

test("each opens on its day and no earlier; what happened replays to the same state", () => {
  const begun = decide(model, initial, { type: "start" }, context(at("2026-10-13")));
  assert.ok(begun.ok);
  assert.deepEqual(states(begun.state), ["waiting", "waiting"], "nobody can act yet, and that is no dead end");
  const early = decide(model, begun.state, { type: "late", task: "1" }, context(at("2026-10-20") - 1));
  assert.deepEqual(early.ok ? "" : early.refusal, { code: "not-due", task: "1", due: at("2026-10-20") });
  const first = decide(model, begun.state, { type: "late", task: "1" }, context(at("2026-10-20")));
  assert.ok(first.ok);
  assert.deepEqual(states(first.state), ["open", "waiting"]);
  const reported = decide(model, first.state, { type: "finish", task: "1", outcome: "reported", officer: "a" }, context(at("2026-10-21")));
  assert.ok(reported.ok);
  assert.deepEqual([states(reported.state), reported.state.status], [["done", "waiting"], "running"]);
  const second = decide(model, reported.state, { type: "late", task: "2" }, context(at("2026-10-27")));
  assert.ok(second.ok);
  const done = decide(model, second.state, { type: "finish", task: "2", outcome: "reported", officer: "a" }, context(at("2026-10-27")));
  assert.ok(done.ok);
  assert.equal(done.state.end, "over");
  assert.deepEqual(replay([...begun.events, ...first.events, ...reported.events, ...second.events, ...done.events]), done.state);
});

test("both days have come at once: both open; what ends the stage drops those that still wait", () => {
  const late = decide(model, initial, { type: "start" }, context(at("2026-11-01")));
  assert.ok(late.ok);
  assert.deepEqual(states(late.state), ["open", "open"]);
  const one = decide(model, initial, { type: "start" }, context(at("2026-10-20")));
  assert.ok(one.ok);
  assert.deepEqual(states(one.state), ["open", "waiting"]);
  const finished = decide(model, one.state, { type: "finish", task: "1", outcome: "finished", officer: "a" }, context(at("2026-10-20")));
  assert.ok(finished.ok);
  assert.deepEqual([states(finished.state), finished.state.end], [["done", "void"], "over"]);
});

test("walking through finds every end; a day and another task are not waited for together", () => {
  const { bad, complete, neverReached } = explore(model);
  assert.deepEqual([bad, complete, neverReached], [[], true, []]);
  const both = text
    .replace("opens: item,", "opens: item, follows: [other],")
    .replace("    next:", "      other: { by: city/head }\n    next:");
  const compiled = compile(both, "reports");
  assert.deepEqual(compiled.ok ? [] : compiled.problems.map(({ rule }) => rule), ["opens-and-after", "uncovered"]);
});

test("a task that stands still for the law stops the clock on the day on which it opens", () => {
  const stopping = modelOf(
    `clocks:\n  statutory: { time: 20 workdays, over: [carry], law: some-law/1 }${text.replace("outcomes: reported", "stops: hearing, law: some-law/2, outcomes: reported")}`,
  );
  const begun = decide(stopping, initial, { type: "start" }, context(at("2026-10-13")));
  assert.ok(begun.ok);
  assert.equal(begun.state.clocks.statutory?.segments.at(-1)?.to, undefined, "it runs while nobody is asked");
  const opened = decide(stopping, begun.state, { type: "late", task: "1" }, context(at("2026-10-20")));
  assert.ok(opened.ok);
  assert.deepEqual(opened.events.at(-1), {
    at: at("2026-10-20"),
    by: "test",
    type: "clock-stopped",
    clock: "statutory",
    ground: "hearing",
  });
});

test("where nobody was asked, nobody has said no, either", () => {
  const asking = modelOf(
    text
      .replace("opens: item, ", "")
      .replace("{ finished: over, all reported: over, none: over }", "{ no finished: over, none: nobody, otherwise: over }")
      .replace("over: success", "over: success, nobody: success"),
  );
  const begun = decide(asking, initial, { type: "start" }, context(at("2026-10-13"), []));
  assert.ok(begun.ok);
  assert.equal(begun.state.end, "nobody");
});
