// Stories of whole cases, as offices live them.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { begin, DAY, fixture, fixtureText, model, Walk } from "./testing/walk.ts";

const cinema = fixture("cinema-opening");
const outgoing = fixture("outgoing-document");
const large = { "seats >= 300": true, "affected agencies": ["water", "city"] };

describe("parallel approval", () => {
  it("one correction, a visit that stops the clock, a veto, a recall, a second look, an extension, a hearing, a licence", () => {
    const c = begin(cinema, large)
      .finish("check", "incomplete", "win")
      .days(3)
      .finish("resend", "sent", "party")
      .finish("check", "complete", "win");
    assert.equal(c.open(), "fire hall street:city street:water");
    c.days(2).finish("fire", "visit", "fay");
    assert.equal(c.open(), "fire-visit hall street:city street:water");
    c.days(5);
    assert.equal(c.ran("statutory"), 2);
    c.finish("fire-visit", "pass", "ian").days(1);
    assert.equal(c.ran("statutory"), 3);
    assert.equal(c.state.clocks.statutory?.segments[0]?.ground, "inspection");

    c.finish("hall", "refuse", "hal");
    assert.equal(c.open(), "decide");
    assert.equal(c.try({ type: "finish", task: c.no("decide"), outcome: "refuse", officer: "hal" }), "four-eyes");
    assert.equal(c.try({ type: "take", task: c.no("decide"), officer: "ian" }), "four-eyes");
    c.do({ type: "recall", task: c.no("hall"), officer: "hal" });
    assert.equal(c.open(), "hall street:city street:water");
    c.finish("hall", "refuse", "hal").take("decide", "head");
    assert.equal(c.try({ type: "recall", task: c.no("hall"), officer: "hal" }), "nothing-to-recall");

    c.finish("decide", "again", "head", { redo: [c.no("hall")] });
    assert.equal(c.open(), "hall street:city street:water");
    assert.deepEqual([c.task("fire").carried, c.task("fire-visit").carried, c.task("fire-visit").officer], [true, true, "ian"]);
    c.finish("street", "pass", "sam", { item: "water" }).finish("street", "pass", "sue", { item: "city" }).finish("hall", "pass", "hal");
    assert.equal(c.state.stage, "decide");

    c.do({ type: "open", extra: "extend", officer: "hal" }).finish("extend", "approve", "boss");
    assert.deepEqual(c.state.clocks.statutory?.extra, [{ n: 10, unit: "workdays" }]);
    assert.equal(c.try({ type: "open", extra: "extend", officer: "hal" }), "only-once");
    c.do({ type: "open", extra: "hearing", officer: "hal" });
    const used = c.ran("statutory");
    c.days(4);
    assert.equal(c.ran("statutory"), used);
    c.finish("decide", "grant", "head");
    assert.equal(c.state.stage, "decide");
    c.finish("hearing", "held", "lea");
    assert.equal(c.state.stage, "issue");
    assert.equal(c.try({ type: "withdraw" }), "too-late-to-withdraw");
    c.finish("licence", "done", "system");
    assert.deepEqual([c.state.status, c.state.end, c.open()], ["ended", "granted", ""]);
    assert.ok(Object.values(c.state.clocks).every((clock) => clock.segments.every((s) => s.to !== undefined)));
  });
  it("a small hall asks only the tasks that its facts call for", () => {
    const c = begin(cinema, { "seats >= 300": false, "affected agencies": [] }).days(6).do({ type: "late", task: "1" });
    assert.equal(c.open(), "hall");
    assert.equal(c.task("fire-visit").status, "void");
    assert.ok(!Object.values(c.state.tasks).some((t) => t.key === "fire"));
    c.do({ type: "withdraw" });
    assert.equal(c.state.end, "withdrawn");
  });
  it("an early veto voids what is open, taken or not", () => {
    const c = begin(cinema, large)
      .finish("check", "complete")
      .take("hall", "hal")
      .take("street", "sue", "city")
      .finish("fire", "refuse", "fay");
    assert.deepEqual([c.open(), c.task("hall").status, c.task("street", "city").status], ["decide", "void", "void"]);
    c.do({ type: "recall", task: c.no("fire"), officer: "fay" });
    assert.deepEqual([c.task("hall").status, c.task("hall").officer, c.task("street", "city").officer], ["taken", "hal", "sue"]);
    c.finish("hall", "pass", "hal").finish("fire", "pass", "fay").finish("street", "pass", "sue", { item: "city" });
    c.finish("street", "pass", "sue", { item: "water" }).finish("decide", "refuse", "dee").finish("letter", "done", "system");
    assert.equal(c.state.end, "refused");
  });
  it("several agencies are asked for an opinion, and the stage waits for each", () => {
    const c = begin(cinema)
      .finish("check", "complete")
      .do({ type: "open", extra: "ask", officer: "hal", chosen: ["water", "parks"] })
      .finish("hall", "pass");
    assert.equal(c.open(), "ask:parks ask:water");
    c.finish("ask", "opinion", "wu", { item: "water" });
    assert.equal(c.state.stage, "examine");
    c.finish("ask", "opinion", "pan", { item: "parks" });
    assert.equal(c.state.stage, "decide");
  });
  it("an opinion lives on into the next of its stages", () => {
    const c = begin(cinema)
      .finish("check", "complete")
      .do({ type: "open", extra: "ask", officer: "hal", chosen: ["water"] });
    c.finish("hall", "pass", "hal");
    assert.equal(c.state.stage, "examine");
    assert.equal(c.state.round, 2);
  });
  it("agencies named twice, alone or not at all are read as they are meant", () => {
    const of = (list: unknown) => begin(cinema, { "affected agencies": list }).finish("check", "complete").open();
    assert.equal(of(["water", "water", "city"]), "hall street:city street:water");
    assert.equal(of("water"), "hall street:water");
    assert.equal(of(undefined), "hall");
  });
  it("a condition without a usable value is refused, and nothing changes", () => {
    for (const facts of [
      { "affected agencies": 7 },
      { "affected agencies": ["water", null] },
      { "affected agencies": [""] },
      { "seats >= 300": "yes" },
    ]) {
      const c = begin(cinema, facts);
      const before = c.state;
      assert.equal(c.try({ type: "finish", task: "1", outcome: "complete", officer: "win" }), "bad-reading");
      assert.equal(c.state, before);
    }
  });
});

describe("outgoing document", () => {
  it("is written, checked, signed, verified, numbered, sealed, sent, chased and archived", () => {
    const c = begin(outgoing, { "units concerned": ["law"], recipients: ["a", "b"] }).finish("write", "done", "wu");
    assert.equal(c.try({ type: "take", task: c.no("review"), officer: "wu" }), "four-eyes");
    c.finish("review", "change", "rui").finish("write", "done", "wu").finish("review", "agree", "rui").finish("unit", "object", "lin");
    assert.equal(c.state.stage, "draft");
    c.finish("write", "done", "wu")
      .finish("review", "agree", "rui")
      .finish("unit", "agree", "lin")
      .finish("sign", "change", "mayor", { direct: true });
    c.finish("write", "done", "wu");
    assert.equal(c.state.stage, "sign");
    c.finish("sign", "sign", "mayor");
    assert.equal(c.try({ type: "take", task: c.no("verify"), officer: "mayor" }), "four-eyes");
    c.finish("verify", "substance", "vera", { direct: true });
    assert.equal(c.state.stage, "sign");
    c.finish("sign", "sign", "mayor").finish("verify", "wording", "vera").finish("number", "done", "reg").finish("seal", "done", "sid");
    assert.equal(c.open(), "send:a send:b");
    assert.equal(c.try({ type: "finish", task: c.no("send", "a"), outcome: "signed-for", officer: "reg" }), "system-task");
    c.finish("send", "signed-for", "system", { item: "a" }).finish("send", "returned", "system", { item: "b" });
    assert.equal(c.state.stage, "chase");
    c.finish("call", "settled").finish("file", "done");
    assert.equal(c.state.end, "archived");
  });
  it("skips countersigning where no unit is concerned, and dispatch where nobody receives", () => {
    const c = begin(outgoing, { "units concerned": [], recipients: [] }).finish("write", "done").finish("review", "agree");
    assert.deepEqual([c.state.stage, c.state.visits.countersign], ["sign", 1]);
    c.finish("sign", "sign").finish("verify", "clean").finish("number", "done").finish("seal", "done");
    assert.equal(c.state.stage, "archive");
  });
  it("is dropped by its drafter or its signer", () => {
    assert.equal(begin(outgoing).finish("write", "drop").state.end, "dropped");
  });
  it("has its receiving case, signed for or returned", () => {
    const incoming = fixture("incoming-document");
    assert.equal(begin(incoming).finish("check", "return").state.end, "returned");
    const c = begin(incoming).finish("check", "sign", "reg");
    c.do({ type: "recall", task: "1", officer: "reg" }).finish("check", "sign", "reg").finish("enter", "done", "reg");
    assert.equal(c.state.end, "signed-for");
  });
});

describe("a quorum", () => {
  const vote = model(`
stages:
  vote:
    tasks: { judge: { by: "{item}", each: judges, outcomes: yes no, unlike: judge } }
    next: { 2 yes: won, otherwise: lost, none: nobody }
ends: { won: success, lost: failure, nobody: none }`);
  it("is met before the last has spoken", () => {
    const c = begin(vote, { judges: ["a", "b", "c"] }).finish("judge", "yes", "A", { item: "a" });
    assert.equal(c.state.status, "running");
    c.finish("judge", "yes", "B", { item: "b" });
    assert.deepEqual([c.state.end, c.task("judge", "c").status], ["won", "void"]);
  });
  it("is missed only when all have, and may not be there at all", () => {
    const c = begin(vote, { judges: ["a", "b"] }).finish("judge", "no", "A", { item: "a" });
    assert.equal(c.state.status, "running");
    assert.equal(c.finish("judge", "yes", "B", { item: "b" }).state.end, "lost");
    assert.equal(begin(vote, { judges: [] }).state.end, "nobody");
  });
  it("can ask each of another person", () => {
    const c = begin(vote, { judges: ["a", "b"] }).finish("judge", "no", "ann", { item: "a" });
    assert.equal(c.try({ type: "take", task: c.no("judge", "b"), officer: "ann" }), "four-eyes");
  });
});

describe("joins", () => {
  const of = (next: string) =>
    model(
      `
stages: { one: { tasks: { a: { by: x/a, outcomes: yes no }, b: { by: x/b, outcomes: yes no } }, next: { ${next} } } }
ends: { e1: success, e2: failure, e3: none }`
        .replace("e3: none", next.includes("e3") ? "e3: none" : "")
        .replace(", }", " }"),
    );
  it("the first satisfied route is taken", () => {
    const m = of("any no: e1, all yes: e2, otherwise: e3");
    assert.equal(begin(m).finish("a", "no").state.end, "e1");
    assert.equal(begin(m).finish("a", "yes").finish("b", "yes").state.end, "e2");
    const n = of("all yes: e1, otherwise: e2");
    assert.equal(begin(n).finish("a", "no").state.status, "running");
    assert.equal(begin(n).finish("a", "no").finish("b", "yes").state.end, "e2");
    assert.equal(begin(n).finish("a", "yes").finish("b", "yes").state.end, "e1");
  });
  it("a chain of calls closes from its head", () => {
    const m = model(`
stages:
  one:
    tasks:
      a: { by: x/a, outcomes: yes no }
      b: { by: x/b, after: a no, outcomes: yes no }
      c: { by: x/c, after: b no, outcomes: yes }
    next: { all yes: e1 }
ends: { e1: success }`);
    assert.equal(begin(m).finish("a", "yes").state.end, "e1");
    const c = begin(m).finish("a", "no");
    assert.equal(c.open(), "b");
    c.finish("b", "no").finish("c", "yes");
    assert.equal(c.state.end, "e1");
  });
});

describe("clocks", () => {
  it("run over their stages, stop while any ground is open, and stop at the end", () => {
    const m = model(`
clocks: { desk: { time: 9 days, over: two }, whole: { time: 9 days, over: [one, two] } }
stages:
  one: { tasks: { a: { by: x/a, outcomes: go } }, next: { go: two } }
  two: { tasks: { b: { by: x/b, stops: visit, outcomes: go }, c: { by: x/c, stops: test, outcomes: go again } }, next: { any again: back one, all go: fine } }
ends: { fine: success }`);
    const c = begin(m).days(1).finish("a", "go").days(1);
    assert.deepEqual(c.state.clocks, { whole: { segments: [{ from: 0, to: DAY, ground: "visit" }], extra: [] } });
    c.finish("b", "go").days(1);
    assert.equal(c.ran("whole"), 1);
    c.finish("c", "again").days(2);
    assert.deepEqual([c.ran("whole"), c.ran("desk")], [3, 0]);
  });
  it("name a ground only where it is the ground that stops them", () => {
    const m = model(`
clocks: { desk: { time: 9 days, over: one } }
stages:
  one: { tasks: { a: { by: x/a, outcomes: go } }, next: { go: two } }
  two: { tasks: { b: { by: x/b, stops: visit } }, next: { done: fine } }
ends: { fine: success }`);
    assert.deepEqual(begin(m).days(1).finish("a", "go").log.at(-2), { at: DAY, by: "tester", type: "clock-stopped", clock: "desk" });
  });
});

describe("moving to another version", () => {
  const renamed = model(
    fixtureText("cinema-opening")
      .replaceAll("examine", "review")
      .replaceAll("fire-visit", "site-visit")
      .replaceAll("hearing", "session")
      .replace("20 workdays", "15 workdays"),
    "cinema-opening",
  );
  const map = { stages: { examine: "review" }, tasks: { "fire-visit": "site-visit", hearing: "session" } };
  const started = () => begin(cinema, large).finish("check", "complete").finish("fire", "visit", "fay");

  it("keeps every pending task, its officer and its time, and the clocks", () => {
    const c = started().days(1).take("fire-visit", "ian").do({ type: "open", extra: "hearing", officer: "hal" });
    const before = c.open();
    c.do({ type: "move", to: renamed, ...map });
    assert.equal(before, "fire-visit hall hearing street:city street:water");
    assert.equal(c.open(), "hall session site-visit street:city street:water");
    assert.deepEqual([c.state.model, c.state.stage, c.state.visits], [renamed.hash, "review", { accept: 1, review: 1 }]);
    assert.deepEqual([c.task("site-visit").officer, c.task("site-visit").opened, c.task("site-visit").stage], ["ian", 0, "review"]);
    assert.equal(c.state.last, undefined);
    c.finish("session", "held").finish("site-visit", "refuse", "ian");
    assert.equal(c.state.stage, "decide");
    assert.equal(c.try({ type: "take", task: c.no("decide"), officer: "ian" }), "four-eyes");
  });
  it("keeps what waits, and goes on where the new version waits no longer", () => {
    const c = begin(cinema, large)
      .finish("check", "complete")
      .do({ type: "move", to: renamed, ...map });
    assert.deepEqual([c.task("site-visit").status, c.open()], ["waiting", "fire hall street:city street:water"]);
    const version = (holds: boolean) =>
      model(`
stages:
  one: { tasks: { a: { by: x/a } }, next: { done: two } }
  two: { tasks: { b: { by: "{item}", each: list } }, next: { all done: fine, none: fine } }
extras: { aside: { in: [one, two], by: x/y, may: x/y, outcomes: read, holds: ${holds} } }
ends: { fine: success }`);
    const held = begin(version(true), { list: 7 }).do({ type: "open", extra: "aside", officer: "x" }).finish("a", "done");
    const move = { type: "move", to: version(false), stages: {}, tasks: {} } as const;
    assert.equal(held.try(move), "bad-reading");
    held.facts = { list: ["u"] };
    held.do(move);
    assert.deepEqual([held.state.stage, held.open()], ["two", "aside b:u"]);
  });
  it("is refused where something has no counterpart", () => {
    const c = started();
    assert.equal(c.try({ type: "move", to: renamed, stages: {}, tasks: map.tasks }), "no-counterpart");
    assert.equal(c.try({ type: "move", to: renamed, stages: map.stages, tasks: {} }), "no-counterpart");
    c.do({ type: "open", extra: "hearing", officer: "hal" });
    assert.equal(c.try({ type: "move", to: renamed, stages: map.stages, tasks: { "fire-visit": "site-visit" } }), "no-counterpart");
    assert.equal(c.try({ type: "move", to: renamed, stages: map.stages, tasks: { ...map.tasks, hearing: "extend" } }), "ok");
  });
  it("is refused for slips in the map, the same version and another procedure", () => {
    const c = started();
    assert.equal(c.try({ type: "move", to: cinema, stages: {}, tasks: {} }), "same-version");
    assert.equal(c.try({ type: "move", to: outgoing, stages: {}, tasks: {} }), "other-procedure");
    assert.equal(c.try({ type: "move", to: renamed, ...map, stages: { examine: "review", exam: "review" } }), "bad-map");
    assert.equal(c.try({ type: "move", to: renamed, ...map, stages: { examine: "constructor" } }), "bad-map");
    assert.equal(c.try({ type: "move", to: renamed, ...map, tasks: { ...map.tasks, hal: "hall" } }), "bad-map");
    assert.equal(c.try({ type: "move", to: renamed, ...map, tasks: { ...map.tasks, hall: "hal" } }), "bad-map");
  });
  const of = (next: string, more = "", clocks = "") =>
    model(`
${clocks}
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no }, b: { by: x/b, outcomes: yes no }${more} }, next: { ${next} } }
  two: { tasks: { c: { by: x/c, outcomes: ok again } }, next: { ok: fine, again: back one } }
ends: { fine: success }`);
  it("is refused where it would drop a task that is not finished", () => {
    const c = begin(of("all yes: two, otherwise: two")).finish("a", "no");
    assert.equal(c.try({ type: "move", to: of("any no: two, any yes: two"), stages: {}, tasks: {} }), "would-drop");
    assert.equal(c.state.stage, "one");
    const waiting = begin(of("all yes: two, otherwise: two", ", d: { by: x/d, after: a no, outcomes: yes }"));
    const other = of("all yes: two, otherwise: two", ", d: { by: x/d, after: e no, outcomes: yes }, e: { by: x/e, outcomes: yes no }");
    assert.equal(waiting.try({ type: "move", to: other, stages: {}, tasks: {} }), "no-counterpart");
    const free = of("all yes: two, otherwise: two", ", d: { by: x/d, outcomes: yes }");
    waiting.do({ type: "move", to: free, stages: {}, tasks: {} });
    assert.equal(waiting.open(), "a b d");
  });
  it("stops a clock that the new version does not know, and starts one that it adds", () => {
    const clocks = (name: string) => `clocks: { ${name}: { time: 3 days, over: one } }`;
    const c = begin(of("all yes: two, otherwise: two", "", clocks("old"))).days(1);
    c.do({ type: "move", to: of("all yes: two, otherwise: two", "", clocks("new")), stages: {}, tasks: {} });
    assert.deepEqual(c.state.clocks, {
      old: { segments: [{ from: 0, to: DAY }], extra: [] },
      new: { segments: [{ from: DAY }], extra: [] },
    });
  });
  it("keeps a direct return under its new name, or is refused", () => {
    const c = begin(of("any yes: two, any no: two")).finish("a", "yes").finish("c", "again", "c", { direct: true });
    const text = (two: string) => `
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no }, b: { by: x/b, outcomes: yes no } }, next: { any yes: mid, any no: mid } }
  mid: { tasks: { m: { by: x/m } }, next: { done: ${two} } }
  ${two}: { tasks: { c: { by: x/c, outcomes: ok again } }, next: { ok: fine, again: back one } }
ends: { fine: success }`;
    const w = new Walk(c.model);
    Object.assign(w, { state: c.state, log: [...c.log] });
    assert.equal(w.try({ type: "move", to: model(text("last")), stages: {}, tasks: {} }), "no-counterpart");
    w.do({ type: "move", to: model(text("last")), stages: { two: "last" }, tasks: {} });
    assert.equal(w.state.returnTo, "last");
    assert.equal(w.finish("a", "yes").state.stage, "last");
  });
});
