// One case, driven by hand: what the tests of the procedure engine write their stories with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  type Command,
  type Context,
  compile,
  decide,
  type Event,
  initial,
  type Key,
  live,
  type Model,
  replay,
  type State,
  type Time,
} from "../index.ts";

export const DAY = 86_400_000;
const HOURS = { hours: 1, days: 24, workdays: 24 } as const;

/** A calendar on which every day is a working day. */
export const due = (from: number, time: Time): number => from + (time.n * HOURS[time.unit] * DAY) / 24;

/** The model of a text that must be without problems. */
export function model(text: string, id = "sample"): Model {
  const compiled = compile(text, id);
  assert.ok(compiled.ok, compiled.ok ? "" : compiled.problems.map((p) => `${p.line}: ${p.message.en}`).join("\n"));
  return compiled.model;
}

export const fixtureText = (name: string): string =>
  readFileSync(new URL(`../../../../test/fixtures/procedures/${name}.yaml`, import.meta.url), "utf8");

export const fixture = (name: string): Model => model(fixtureText(name), name);

export type Facts = Record<string, unknown>;

export class Walk {
  state: State = initial;
  now = 0;
  readonly log: Event[] = [];
  model: Model;
  facts: Facts;

  constructor(of: Model, facts: Facts = {}) {
    this.model = of;
    this.facts = facts;
  }

  context(): Context {
    return { now: this.now, by: "tester", ask: (source) => this.facts[source], due };
  }

  /** Decides a command; the code of a refusal, or "ok". Every step is replayed. */
  try(command: Command): string {
    const result = decide(this.model, this.state, command, this.context());
    if (!result.ok) return result.refusal.code;
    this.state = result.state;
    this.log.push(...result.events);
    if (command.type === "move") this.model = command.to;
    assert.deepEqual(replay(JSON.parse(JSON.stringify(this.log))), JSON.parse(JSON.stringify(this.state)));
    return "ok";
  }

  do(command: Command): this {
    assert.equal(this.try(command), "ok", JSON.stringify(command).slice(0, 200));
    return this;
  }

  /** The number of a task: the live one if there is one, else the latest. */
  no(key: Key, item?: string): string {
    const numbers = Object.entries(this.state.tasks).filter(([, t]) => t.key === key && (item === undefined || t.item === item));
    const found = numbers.findLast(([, t]) => live(t)) ?? numbers.at(-1);
    assert.ok(found, `no task ${key}`);
    return found[0];
  }

  task(key: Key, item?: string) {
    const task = this.state.tasks[this.no(key, item)];
    assert.ok(task);
    return task;
  }

  /** Finishes a task; the officer is named after it unless one is given. */
  finish(key: Key, outcome: Key, officer = key, more: { redo?: string[]; direct?: boolean; item?: string } = {}): this {
    const { item, ...wishes } = more;
    return this.do({ type: "finish", task: this.no(key, item), outcome, officer, ...wishes });
  }

  take(key: Key, officer: string, item?: string): this {
    return this.do({ type: "take", task: this.no(key, item), officer });
  }

  days(n: number): this {
    this.now += n * DAY;
    return this;
  }

  /** The live tasks, as `key` or `key:item`, in order of the alphabet. */
  open(): string {
    const tasks = Object.values(this.state.tasks).filter(live);
    return tasks
      .map((t) => (t.item === undefined ? t.key : `${t.key}:${t.item}`))
      .sort()
      .join(" ");
  }

  /** How many days a clock has run. */
  ran(clock: Key): number {
    const segments = this.state.clocks[clock]?.segments ?? [];
    return segments.reduce((sum, { from, to }) => sum + (to ?? this.now) - from, 0) / DAY;
  }
}

/** A case that has started. */
export const begin = (of: Model, facts: Facts = {}): Walk => new Walk(of, facts).do({ type: "start" });
