// What must hold after every command on every case.
import assert from "node:assert/strict";
import { commandsFor, type Event, evolve, initial, type Model, offered, replay, rule, type State } from "../index.ts";
import { isLive } from "./random.ts";

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The whole history, read back from JSON, leads to the state. */
export function replays(state: State, log: readonly Event[]): void {
  assert.deepEqual(replay(plain(log)), plain(state), "replay is not the state");
}

export function holds(model: Model, state: State): void {
  const tasks = Object.entries(state.tasks);
  assert.deepEqual(
    tasks.map(([id]) => id),
    tasks.map((_, n) => String(n + 1)),
    "numbers are not in order of planning",
  );

  const alive = tasks.filter(([id]) => isLive(state, id));
  if (state.status === "ended") {
    assert.ok(state.end !== undefined && Object.hasOwn(model.ends, state.end), "an end that is none");
    assert.ok(
      tasks.every(([, t]) => t.status === "done" || t.status === "void"),
      "something is pending in an ended case",
    );
  } else assert.ok(alive.length > 0, "nobody can act");

  for (const [id, task] of alive) {
    if (task.extra) assert.ok(model.extras[task.key]?.in.includes(state.stage), "an extra outside its stages");
    else assert.ok(task.round === state.round && task.stage === state.stage, "a live task of another round");
    assert.ok(offered(model, state, task).length > 0, "a live task that can conclude nothing");
    const machine = rule(model, task).by === "system";
    const officer = machine ? "system" : (task.officer ?? "somebody new");
    const can = commandsFor(model, state, id, officer);
    assert.ok(can.includes("finish") || can.includes("give"), "a live task that nobody can move");
  }
  for (const [key, stage] of Object.entries(model.stages))
    if (stage.once) assert.ok((state.visits[key] ?? 0) <= 1, "a once-stage entered twice");
  clocksHold(model, state);
}

function clocksHold(model: Model, state: State): void {
  const stopped = Object.keys(state.tasks).some((id) => {
    const task = state.tasks[id];
    return task && isLive(state, id) && rule(model, task).stops;
  });
  for (const [key, clock] of Object.entries(model.clocks)) {
    const segments = state.clocks[key]?.segments ?? [];
    const last = segments.at(-1);
    const runs = last !== undefined && last.to === undefined;
    assert.equal(runs, state.status === "running" && clock.over.includes(state.stage) && !stopped, `clock ${key}`);
    segments.forEach((segment, n) => {
      assert.ok(segment.to === undefined ? n === segments.length - 1 : segment.from <= segment.to, "a segment that is none");
      assert.ok(n === 0 || (segments[n - 1]?.to ?? Number.POSITIVE_INFINITY) <= segment.from, "segments overlap");
    });
  }
}

/** Whoever gets or finishes a task has not done one that it is unlike; read from the state before the event alone. */
export function fourEyesHold(model: Model, log: readonly Event[]): void {
  let state = initial;
  for (const event of log) {
    const before = state;
    state = evolve(state, event);
    if (event.type !== "task-taken" && !(event.type === "task-finished" && event.officer !== "system")) continue;
    const task = before.tasks[event.id];
    const unlike = task ? rule(model, task).unlike : [];
    const did = Object.values(before.tasks).some((t) => unlike.includes(t.key) && t.status === "done" && t.officer === event.officer);
    assert.ok(!did, "one officer did both");
  }
}
