// The table of rules, row by row: what each command is refused for, and what it does.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commandsFor, compile, decide, evolve, extrasFor, initial, mayWithdraw, offered } from "./index.ts";
import { begin, fixture, model, Walk } from "./testing/walk.ts";

const simple = model(`
clocks: { desk: { time: 5 days, over: [one, two] } }
withdraw: [one]
stages:
  one:
    tasks:
      a: { by: x/a, outcomes: yes no, due: 2 days, late: yes }
      b: { by: x/b, outcomes: yes no, unlike: a }
      c: { by: x/c, after: b yes, outcomes: yes, stops: visit }
    next: { any no: two, all yes: two }
  two:
    tasks: { d: { by: x/d, unlike: [a, side], outcomes: good again } }
    next: { good: three, again: back one }
  three:
    tasks: { e: { by: system, do: render } }
    next: { done: fine }
extras:
  side: { in: [one, two], by: x/s, may: x/a, outcomes: read }
  talk: { in: one, by: x/s, may: x/a, outcomes: held, stops: talk, once: true }
  more: { in: two, by: x/s, may: x/a, outcomes: { grant: { extend: { desk: 3 days } }, deny: } }
  tell: { in: [one, two], by: "{chosen}", may: x/a, outcomes: read, holds: false }
ends: { fine: success, withdrawn: none }
`);

describe("a document that answers the case", () => {
  const letters = model(`
stages:
  reply:
    tasks: { reply: { by: x/a, outcomes: answered none-wanted, answered: answered } }
    next: { answered: send, none-wanted: send }
  send:
    tasks: { send: { case: other, until: done, chase: [1 workday, 2 days] } }
    next: { done: fine }
ends: { fine: success }
`);
  it("finishes the task with that outcome and no other, also where somebody holds it", () => {
    const held = begin(letters).do({ type: "take", task: "1", officer: "ann" });
    assert.equal(held.try({ type: "finish", task: "1", outcome: "none-wanted", officer: "system" }), "not-yours");
    assert.equal(begin(letters).try({ type: "finish", task: "1", outcome: "none-wanted", officer: "system" }), "not-for-system");
    assert.equal(held.do({ type: "finish", task: "1", outcome: "answered", officer: "system" }).state.stage, "send");
  });
  it("reads the times at which a case is chased, as a list or in one line", () => {
    const times = [
      { n: 1, unit: "workdays" },
      { n: 2, unit: "days" },
    ];
    assert.deepEqual(letters.stages.send?.tasks.send?.chase, times);
    const line = model(`
stages: { send: { tasks: { send: { case: other, until: done, chase: "1 workday, 2 days" } }, next: { done: fine } } }
ends: { fine: success }
`);
    assert.deepEqual(line.stages.send?.tasks.send?.chase, times);
  });
});

describe("start", () => {
  it("enters the first stage and starts its clocks", () => {
    const c = begin(simple);
    assert.equal(c.state.stage, "one");
    assert.equal(c.state.model, simple.hash);
    assert.equal(c.open(), "a b");
    assert.equal(c.task("c").status, "waiting");
    assert.deepEqual(c.state.clocks, { desk: { segments: [{ from: 0 }], extra: [] } });
    assert.deepEqual(Object.keys(c.state.tasks), ["1", "2", "3"]);
    assert.deepEqual(c.state.visits, { one: 1 });
  });
  it("is refused a second time, and everything else before it", () => {
    assert.equal(begin(simple).try({ type: "start" }), "already-started");
    for (const command of [{ type: "withdraw" }, { type: "note", kind: "urge", text: "" }, { type: "late", task: "1" }] as const)
      assert.equal(new Walk(simple).try(command), "not-started");
    assert.deepEqual(commandsFor(simple, initial, "1", "x"), []);
    assert.deepEqual(extrasFor(simple, initial), []);
    assert.equal(mayWithdraw(simple, initial), false);
  });
  it("leaves the state that it is given alone", () => {
    const state = begin(simple).state;
    const before = JSON.stringify(state);
    const result = decide(simple, state, { type: "finish", task: "1", outcome: "no", officer: "ann" }, begin(simple).context());
    assert.ok(result.ok);
    assert.equal(JSON.stringify(state), before);
    assert.equal(
      JSON.stringify(initial),
      JSON.stringify({ model: "", status: "running", stage: "", round: 0, visits: {}, tasks: {}, clocks: {} }),
    );
  });
});

describe("take, give, release", () => {
  it("change who has a task and nothing else", () => {
    const c = begin(simple).take("a", "ann");
    assert.equal(c.task("a").status, "taken");
    assert.equal(c.task("a").officer, "ann");
    c.do({ type: "give", task: c.no("a"), to: "bob" });
    assert.equal(c.task("a").officer, "bob");
    c.do({ type: "release", task: c.no("a"), officer: "bob" });
    assert.equal(c.task("a").status, "open");
    assert.equal(c.task("a").officer, undefined);
    c.do({ type: "give", task: c.no("a"), to: "carl" });
    assert.equal(c.task("a").officer, "carl");
  });
  it("are refused for tasks that are not open, not live, or not one's own", () => {
    const c = begin(simple).take("a", "ann");
    assert.equal(c.try({ type: "take", task: c.no("a"), officer: "bob" }), "not-open");
    assert.equal(c.try({ type: "take", task: c.no("c"), officer: "bob" }), "not-open");
    assert.equal(c.try({ type: "give", task: c.no("c"), to: "bob" }), "not-open");
    assert.equal(c.try({ type: "release", task: c.no("a"), officer: "bob" }), "not-yours");
    assert.equal(c.try({ type: "release", task: c.no("b"), officer: "bob" }), "not-open");
    assert.equal(c.try({ type: "take", task: "99", officer: "bob" }), "no-such-task");
    assert.equal(c.try({ type: "take", task: "constructor", officer: "bob" }), "no-such-task");
  });
  it("keep four eyes: take, give and finish alike", () => {
    const c = begin(simple).finish("a", "yes", "ann");
    assert.equal(c.try({ type: "take", task: c.no("b"), officer: "ann" }), "four-eyes");
    assert.equal(c.try({ type: "give", task: c.no("b"), to: "ann" }), "four-eyes");
    assert.equal(c.try({ type: "finish", task: c.no("b"), outcome: "no", officer: "ann" }), "four-eyes");
    c.take("b", "bob").finish("b", "no", "bob");
  });
  it("keep four eyes for one who took a task before doing the other", () => {
    const c = begin(simple).take("b", "ann").finish("a", "yes", "ann");
    assert.equal(c.try({ type: "finish", task: c.no("b"), outcome: "no", officer: "ann" }), "four-eyes");
    assert.deepEqual(commandsFor(simple, c.state, c.no("b"), "ann"), ["release", "give"]);
  });
  it("keep four eyes for whoever acts in another's place, as both", () => {
    const c = begin(simple).do({ type: "finish", task: begin(simple).no("a"), outcome: "yes", officer: "bob", for: "ann" });
    assert.equal(c.task("a").for, "ann");
    const take = (officer: string, whom?: string) =>
      c.try({ type: "take", task: c.no("b"), officer, ...(whom === undefined ? {} : { for: whom }) });
    assert.equal(take("bob"), "four-eyes", "who did it");
    assert.equal(take("ann"), "four-eyes", "for whom it was done");
    assert.equal(take("cal", "ann"), "four-eyes", "another who acts for the same");
    assert.equal(take("cal", "bob"), "four-eyes", "who acts for the one who did it");
    assert.equal(c.try({ type: "give", task: c.no("b"), to: "cal", for: "ann" }), "four-eyes");
    assert.deepEqual(commandsFor(simple, c.state, c.no("b"), "cal", "ann"), ["give"]);
    c.do({ type: "take", task: c.no("b"), officer: "cal", for: "dan" });
    assert.deepEqual([c.task("b").officer, c.task("b").for], ["cal", "dan"]);
    c.do({ type: "release", task: c.no("b"), officer: "cal" });
    assert.equal(c.task("b").for, undefined, "nothing of it stays");
  });
  it("keep four eyes towards those who did an extra, and in every round", () => {
    const c = begin(simple).do({ type: "open", extra: "side", officer: "sue" }).finish("side", "read", "sue").finish("a", "no", "ann");
    assert.equal(c.try({ type: "take", task: c.no("d"), officer: "sue" }), "four-eyes");
    c.finish("d", "again", "dan").finish("a", "no", "amy");
    assert.equal(c.try({ type: "take", task: c.no("d"), officer: "ann" }), "four-eyes");
    c.take("d", "dan");
  });
  it("are not for the machine's tasks, nor the applicant's, nor for the machine", () => {
    const c = begin(simple);
    assert.equal(c.try({ type: "take", task: c.no("a"), officer: "system" }), "not-for-system");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "yes", officer: "system" }), "not-for-system");
    c.finish("a", "no").finish("d", "good");
    assert.equal(c.try({ type: "take", task: c.no("e"), officer: "eve" }), "system-task");
    assert.equal(c.try({ type: "give", task: c.no("e"), to: "eve" }), "system-task");
    assert.equal(c.try({ type: "finish", task: c.no("e"), outcome: "done", officer: "eve" }), "system-task");
    const p = begin(fixture("cinema-opening")).finish("check", "incomplete");
    assert.equal(p.try({ type: "take", task: p.no("resend"), officer: "eve" }), "applicant-task");
    assert.equal(p.try({ type: "give", task: p.no("resend"), to: "eve" }), "applicant-task");
  });
});

describe("finish", () => {
  it("records the result, opens what follows and settles", () => {
    const c = begin(simple).finish("b", "yes", "bob");
    assert.deepEqual([c.task("b").status, c.task("b").outcome, c.task("b").officer], ["done", "yes", "bob"]);
    assert.equal(c.open(), "a c");
    c.finish("a", "yes");
    assert.equal(c.state.stage, "one");
    c.finish("c", "yes");
    assert.equal(c.state.stage, "two");
  });
  it("is for one's own or an untaken task, and for an outcome that is offered", () => {
    const c = begin(simple).take("a", "ann");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "yes", officer: "bob" }), "not-yours");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "maybe", officer: "ann" }), "not-offered");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "constructor", officer: "ann" }), "not-offered");
    assert.equal(c.try({ type: "finish", task: c.no("c"), outcome: "yes", officer: "ann" }), "not-open");
    c.finish("a", "yes", "ann");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "yes", officer: "ann" }), "not-open");
  });
  it("names what to redo only where it sends back, and only results of that stage's last round", () => {
    const c = begin(simple);
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "no", officer: "ann", redo: ["1"] }), "not-back");
    assert.equal(c.try({ type: "finish", task: c.no("a"), outcome: "no", officer: "ann", direct: true }), "not-back");
    c.finish("a", "yes").finish("b", "no");
    const d = c.no("d");
    for (const redo of [["77"], [d], [c.no("a"), c.no("c")], []])
      assert.equal(c.try({ type: "finish", task: d, outcome: "again", officer: "dan", redo }), "nothing-to-redo");
    c.finish("d", "again", "dan", { redo: [c.no("b")] });
    assert.equal(c.open(), "b");
    assert.equal(c.task("a").carried, true);
    c.finish("b", "no", "bea").finish("d", "again", "dan");
    const first = "1";
    c.finish("a", "no", "amy");
    assert.equal(c.try({ type: "finish", task: c.no("d"), outcome: "again", officer: "dan", redo: [first] }), "nothing-to-redo");
  });
  it("refuses wishes that would be lost while the stage still waits for somebody", () => {
    const c = begin(simple).finish("a", "no").do({ type: "open", extra: "side", officer: "x" });
    assert.equal(c.try({ type: "finish", task: c.no("d"), outcome: "again", officer: "dan", direct: true }), "not-yet-back");
    c.finish("d", "again", "dan");
    assert.equal(c.state.stage, "two");
    c.finish("side", "read");
    assert.equal(c.state.stage, "one");
  });
  it("refuses wishes where the outcome takes the case forward after all", () => {
    const m = model(`
stages:
  one: { tasks: { a: { by: x/a } }, next: { done: two } }
  two: { tasks: { b: { by: x/b, outcomes: again ok }, c: { by: x/c, outcomes: again } }, next: { any ok: fine, 2 again: back one, any again: three } }
  three: { tasks: { d: { by: x/d } }, next: { done: fine } }
ends: { fine: success }`);
    const c = begin(m).finish("a", "done");
    assert.equal(c.try({ type: "finish", task: c.no("b"), outcome: "again", officer: "bob", direct: true }), "not-yet-back");
    assert.equal(c.finish("b", "again").state.stage, "three");
  });
});

describe("late", () => {
  it("finishes as the system once the time since opening is over, to the millisecond", () => {
    const c = begin(simple).days(2);
    c.now--;
    assert.equal(c.try({ type: "late", task: c.no("a") }), "not-due");
    c.now++;
    c.do({ type: "late", task: c.no("a") });
    assert.deepEqual([c.task("a").officer, c.task("a").outcome], ["system", "yes"]);
  });
  it("is refused where nothing happens by itself, and for what is not live", () => {
    const c = begin(simple).days(9);
    assert.equal(c.try({ type: "late", task: c.no("b") }), "never-late");
    assert.equal(c.try({ type: "late", task: c.no("c") }), "not-open");
    c.take("a", "ann").do({ type: "late", task: c.no("a") });
    assert.equal(c.try({ type: "late", task: c.no("a") }), "not-open");
    assert.equal(c.try({ type: "late", task: "9" }), "no-such-task");
    const cinema = begin(fixture("cinema-opening"), { "seats >= 300": true }).finish("check", "complete");
    assert.equal(cinema.try({ type: "late", task: cinema.no("fire") }), "never-late");
    assert.equal(cinema.days(9).try({ type: "late", task: cinema.no("fire") }), "never-late");
  });
  it("gives outcomes that nobody else can give", () => {
    const cinema = fixture("cinema-opening");
    const c = begin(cinema).finish("check", "incomplete");
    assert.deepEqual(offered(cinema, c.state, c.task("resend")), ["sent"]);
    assert.equal(c.try({ type: "finish", task: c.no("resend"), outcome: "lapse", officer: "party" }), "not-offered");
    c.days(30).do({ type: "late", task: c.no("resend") });
    assert.equal(c.state.end, "lapsed");
  });
});

describe("open", () => {
  it("opens an extra in its stages, and only there", () => {
    const c = begin(simple);
    assert.deepEqual(extrasFor(simple, c.state), ["side", "talk", "tell"]);
    assert.equal(c.try({ type: "open", extra: "more", officer: "x" }), "not-here");
    assert.equal(c.try({ type: "open", extra: "nothing", officer: "x" }), "no-such-extra");
    assert.equal(c.try({ type: "open", extra: "constructor", officer: "x" }), "no-such-extra");
    c.do({ type: "open", extra: "side", officer: "x" });
    assert.equal(c.open(), "a b side");
    assert.equal(c.task("side").extra, true);
    assert.equal(c.try({ type: "open", extra: "side", officer: "x" }), "already-open");
    assert.deepEqual(extrasFor(simple, c.state), ["talk", "tell"]);
    c.finish("side", "read").do({ type: "open", extra: "side", officer: "x" });
  });
  it("opens a once-extra one single time", () => {
    const c = begin(simple).do({ type: "open", extra: "talk", officer: "x" });
    assert.equal(c.try({ type: "open", extra: "talk", officer: "x" }), "only-once");
    c.finish("talk", "held");
    assert.equal(c.try({ type: "open", extra: "talk", officer: "x" }), "only-once");
    assert.deepEqual(extrasFor(simple, c.state), ["side", "tell"]);
  });
  it("opens one for each of those chosen, and asks nobody twice at a time", () => {
    const c = begin(simple);
    assert.equal(c.try({ type: "open", extra: "tell", officer: "x" }), "choose-whom");
    assert.equal(c.try({ type: "open", extra: "tell", officer: "x", chosen: [""] }), "choose-whom");
    assert.equal(c.try({ type: "open", extra: "side", officer: "x", chosen: ["ann"] }), "nobody-to-choose");
    c.do({ type: "open", extra: "tell", officer: "x", chosen: ["ann", "bob", "ann"] });
    assert.equal(c.open(), "a b tell:ann tell:bob");
    assert.equal(c.try({ type: "open", extra: "tell", officer: "x", chosen: ["bob"] }), "already-open");
    c.do({ type: "open", extra: "tell", officer: "x", chosen: ["bob", "cat"] });
    assert.equal(c.open(), "a b tell:ann tell:bob tell:cat");
    c.finish("tell", "read", "bob", { item: "bob" }).do({ type: "open", extra: "tell", officer: "x", chosen: ["bob"] });
  });
  it("stops the clocks on its ground, and lets an outcome extend one", () => {
    const c = begin(simple).days(1).do({ type: "open", extra: "talk", officer: "x" }).days(4);
    assert.equal(c.ran("desk"), 1);
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 0, to: 86_400_000, ground: "talk" }]);
    c.finish("talk", "held").days(1);
    assert.equal(c.ran("desk"), 2);
    c.finish("a", "no").do({ type: "open", extra: "more", officer: "x" }).finish("more", "grant");
    assert.deepEqual(c.state.clocks.desk?.extra, [{ n: 3, unit: "days" }]);
    c.do({ type: "open", extra: "more", officer: "x" }).finish("more", "deny");
    assert.equal(c.state.clocks.desk?.extra.length, 1);
  });
});

describe("recall", () => {
  it("undoes everything but time, for the officer who gave the last outcome", () => {
    const c = begin(simple).finish("b", "yes", "bob").take("c", "cat").days(1);
    const before = c.state;
    c.finish("a", "no", "ann").days(1);
    assert.equal(c.state.stage, "two");
    assert.equal(c.task("c").status, "void");
    assert.equal(c.try({ type: "recall", task: c.no("a"), officer: "bob" }), "nothing-to-recall");
    assert.equal(c.try({ type: "recall", task: c.no("b"), officer: "bob" }), "nothing-to-recall");
    assert.deepEqual(commandsFor(simple, c.state, c.no("a"), "ann"), ["recall"]);
    c.do({ type: "recall", task: c.no("a"), officer: "ann" });
    assert.deepEqual([c.state.stage, c.state.round, c.state.visits, c.state.last], ["one", 1, { one: 1 }, undefined]);
    assert.deepEqual(c.task("c"), before.tasks[c.no("c")]);
    assert.equal(c.task("d").status, "void");
    assert.deepEqual([c.task("a").status, c.task("a").officer, c.task("a").outcome], ["taken", "ann", undefined]);
    assert.equal(c.try({ type: "recall", task: c.no("a"), officer: "ann" }), "nothing-to-recall");
  });
  it("closes again what waits, without a time of opening", () => {
    const c = begin(simple).finish("b", "yes", "bob");
    assert.equal(c.task("c").status, "open");
    c.do({ type: "recall", task: c.no("b"), officer: "bob" });
    assert.deepEqual([c.task("c").status, c.task("c").opened], ["waiting", undefined]);
  });
  it("ends when a successor is taken, in another stage or in the same", () => {
    const c = begin(simple).finish("b", "yes", "bob").take("c", "cat");
    assert.equal(c.try({ type: "recall", task: c.no("b"), officer: "bob" }), "nothing-to-recall");
    const d = begin(simple).finish("a", "no", "ann").do({ type: "give", task: "4", to: "dan" });
    assert.equal(d.try({ type: "recall", task: d.no("a"), officer: "ann" }), "nothing-to-recall");
  });
  it("stays possible when another task is taken, and ends when another command changes the case", () => {
    const c = begin(simple).finish("b", "yes", "bob").take("a", "ann").do({ type: "note", kind: "urge", text: "x" });
    assert.ok(c.state.last);
    const recalled = new Walk(simple);
    Object.assign(recalled, { state: c.state, log: [...c.log] });
    c.do({ type: "open", extra: "side", officer: "x" });
    assert.equal(c.try({ type: "recall", task: c.no("b"), officer: "bob" }), "nothing-to-recall");
    assert.equal(recalled.try({ type: "recall", task: c.no("b"), officer: "bob" }), "ok");
  });
  it("stays possible when a task is taken that was open before, though nothing followed", () => {
    const c = begin(simple).finish("a", "yes", "ann").take("b", "bob").do({ type: "recall", task: "1", officer: "ann" });
    assert.equal(c.task("b").officer, "bob");
  });
  it("is refused after effects, extensions, the system, a child case or an end", () => {
    const c = begin(simple).finish("a", "no", "ann").finish("d", "good", "dan");
    assert.equal(c.state.stage, "three");
    assert.equal(c.try({ type: "recall", task: c.no("d"), officer: "dan" }), "nothing-to-recall");
    const x = begin(simple).finish("a", "no").do({ type: "open", extra: "more", officer: "x" }).finish("more", "grant", "sue");
    assert.equal(x.try({ type: "recall", task: x.no("more"), officer: "sue" }), "nothing-to-recall");
    const y = begin(simple).finish("a", "no").do({ type: "open", extra: "more", officer: "x" }).finish("more", "deny", "sue");
    y.do({ type: "recall", task: y.no("more"), officer: "sue" });
    const late = begin(simple).days(3).do({ type: "late", task: "1" });
    assert.equal(late.state.last, undefined);
    assert.equal(late.try({ type: "recall", task: "1", officer: "system" }), "nothing-to-recall");
    const document = begin(fixture("outgoing-document"), { "units concerned": [], recipients: ["one"] });
    document
      .finish("write", "done")
      .finish("review", "agree")
      .finish("sign", "sign")
      .finish("verify", "clean")
      .finish("number", "done", "reg");
    assert.equal(document.try({ type: "recall", task: document.no("number"), officer: "reg" }), "nothing-to-recall");
    const child = begin(
      model(`
stages:
  one: { tasks: { a: { by: x/a } }, next: { done: two } }
  two: { tasks: { b: { case: other, until: ended } }, next: { ended: fine } }
ends: { fine: success }`),
    );
    child.finish("a", "done", "ann");
    assert.equal(child.try({ type: "recall", task: "1", officer: "ann" }), "nothing-to-recall");
  });
  it("is refused where a machine's work was called off", () => {
    const c = begin(
      model(`
stages:
  one: { tasks: { a: { by: x/a, outcomes: stop go }, b: { by: system, do: render, outcomes: go } }, next: { stop: two, all go: two } }
  two: { tasks: { c: { by: x/c } }, next: { done: fine } }
ends: { fine: success }`),
    ).finish("a", "stop", "ann");
    assert.equal(c.try({ type: "recall", task: "1", officer: "ann" }), "nothing-to-recall");
  });
  it("is possible while only a timer has begun", () => {
    const c = begin(
      model(`
stages:
  one: { tasks: { a: { by: x/a } }, next: { done: two } }
  two: { tasks: { b: { by: system, due: 3 days, late: over } }, next: { done: fine, over: fine } }
ends: { fine: success }`),
    ).finish("a", "done", "ann");
    c.do({ type: "recall", task: "1", officer: "ann" });
    assert.equal(c.open(), "a");
  });
  it("brings back a direct return", () => {
    const c = begin(simple).finish("a", "no").finish("d", "again", "dan", { direct: true });
    assert.equal(c.state.returnTo, "two");
    c.finish("a", "no", "ann");
    assert.equal(c.state.returnTo, undefined);
    c.do({ type: "recall", task: c.no("a"), officer: "ann" });
    assert.equal(c.state.returnTo, "two");
  });
});

describe("withdraw", () => {
  it("voids everything and ends, in its stages", () => {
    const c = begin(simple).do({ type: "open", extra: "side", officer: "x" });
    assert.equal(mayWithdraw(simple, c.state), true);
    c.finish("b", "yes", "bob").days(1).do({ type: "withdraw" });
    assert.deepEqual([c.state.status, c.state.end, c.open(), c.state.last], ["ended", "withdrawn", "", undefined]);
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 0, to: 0, ground: "visit" }]);
    assert.equal(c.task("a").status, "void");
    assert.equal(c.task("b").status, "done");
  });
  it("stops the clocks", () => {
    const c = begin(simple).days(1).do({ type: "withdraw" });
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 0, to: 86_400_000 }]);
  });
  it("is refused later, and nothing but a note follows an end", () => {
    const c = begin(simple).finish("a", "no");
    assert.equal(mayWithdraw(simple, c.state), false);
    assert.equal(c.try({ type: "withdraw" }), "too-late-to-withdraw");
    c.finish("d", "good").finish("e", "done", "system");
    assert.deepEqual([c.state.end, c.state.status], ["fine", "ended"]);
    assert.equal(c.try({ type: "withdraw" }), "ended");
    assert.equal(c.try({ type: "recall", task: c.no("d"), officer: "d" }), "ended");
    assert.deepEqual(commandsFor(simple, c.state, c.no("d"), "d"), []);
    const before = c.state;
    c.do({ type: "note", kind: "remark", text: "kept" });
    assert.equal(c.state, before);
    assert.deepEqual(c.log.at(-1), { at: 0, by: "tester", type: "noted", kind: "remark", text: "kept" });
  });
});

describe("commands offered to an officer", () => {
  it("are what decide accepts", () => {
    const c = begin(simple);
    assert.deepEqual(commandsFor(simple, c.state, "1", "ann"), ["take", "give", "finish"]);
    c.take("a", "ann");
    assert.deepEqual(commandsFor(simple, c.state, "1", "ann"), ["release", "give", "finish"]);
    assert.deepEqual(commandsFor(simple, c.state, "1", "bob"), ["give"]);
    assert.deepEqual(commandsFor(simple, c.state, "3", "ann"), []);
    assert.deepEqual(commandsFor(simple, c.state, "77", "ann"), []);
  });
  it("are none under another version", () => {
    const other = model("stages: { one: { tasks: { a: { by: x/a } }, next: { done: fine } } }\nends: { fine: success }");
    const c = begin(simple);
    assert.deepEqual(commandsFor(other, c.state, "1", "ann"), []);
    c.model = other;
    assert.equal(c.try({ type: "withdraw" }), "other-version");
  });
});

describe("an event that cannot belong to the case", () => {
  it("is a bug, and is not read over", () => {
    const { state } = begin(simple);
    const at = { at: 0, by: "x" };
    assert.throws(() => evolve(initial, { ...at, type: "clock-stopped", clock: "desk" }));
    const extended = evolve(initial, { ...at, type: "clock-extended", clock: "desk", by_time: { n: 1, unit: "days" } });
    assert.throws(() => evolve(extended, { ...at, type: "clock-stopped", clock: "desk" }));
    assert.throws(() => evolve(state, { ...at, type: "task-opened", id: "9" }));
    assert.throws(() => evolve(state, { ...at, type: "recalled", id: "1" }));
  });
});

describe("a task that follows others", () => {
  const parts = model(`
stages:
  parts:
    tasks:
      a: { by: x/a, outcomes: good bad }
      b: { by: x/b, outcomes: good bad, when: wide }
      c: { by: x/c, outcomes: good bad, follows: [a, b] }
      d: { by: x/d, outcomes: good bad, follows: c, after: a good }
    next: { all good: all-done, no good: nothing, otherwise: some }
ends: { all-done: success, some: success, nothing: failure }
`);
  it("is opened when they are over, whatever they came to; what was not planned is not waited for", () => {
    const c = begin(parts, { wide: true });
    assert.equal(c.open(), "a b");
    c.finish("a", "bad", "ann");
    assert.equal(c.open(), "b");
    c.finish("b", "good", "bob");
    assert.equal(c.open(), "c");
    assert.equal(begin(parts, { wide: false }).finish("a", "good", "ann").open(), "c");
  });
  it("waits for both where it also comes after an outcome", () => {
    const c = begin(parts, { wide: false }).finish("a", "good", "ann");
    assert.equal(c.task("d").status, "waiting");
    c.finish("c", "bad", "carl");
    assert.equal(c.open(), "d");
  });
  it("all, none and some are told apart once everything is over", () => {
    const bad = begin(parts, { wide: true }).finish("a", "bad", "ann").finish("b", "bad", "bob");
    assert.equal(bad.state.status, "running", "no x waits for everybody");
    assert.equal(bad.finish("c", "bad", "carl").state.end, "nothing");
    assert.equal(
      begin(parts, { wide: true }).finish("a", "bad", "ann").finish("b", "good", "bob").finish("c", "bad", "carl").state.end,
      "some",
    );
    const good = begin(parts, { wide: true })
      .finish("a", "good", "ann")
      .finish("b", "good", "bob")
      .finish("c", "good", "carl")
      .finish("d", "good", "dan");
    assert.equal(good.state.end, "all-done");
  });
  it("is refused in circles and for tasks that do not exist", () => {
    const wrong = (c: string) =>
      compile(
        `stages: { s: { tasks: { a: { by: x/a, follows: c }, c: { by: x/c${c} } }, next: { all done: e } } }\nends: { e: success }`,
        "p",
      );
    const rules = (done: ReturnType<typeof compile>) => (done.ok ? [] : done.problems.map(({ rule }) => rule));
    assert.deepEqual(rules(wrong("")), []);
    assert.ok(rules(wrong(", follows: a")).includes("after-circle"));
    assert.ok(rules(wrong(", follows: b")).includes("unknown-task"));
    assert.ok(rules(wrong(", after: a done")).includes("after-circle"));
  });
});
