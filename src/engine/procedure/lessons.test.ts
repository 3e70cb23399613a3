// What testing taught, one lesson each: mistakes that random runs do not see, or that cost cases when they were made.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compile, explore, offered, problemsOf } from "./index.ts";
import { begin, DAY, fixture, model } from "./testing/walk.ts";

const vote = model(`
stages:
  vote:
    tasks: { judge: { by: "{item}", each: judges, outcomes: yes no } }
    next: { 2 yes: sum, otherwise: lost, none: lost }
  sum:
    tasks: { sum: { by: x/y, outcomes: ok again } }
    next: { ok: won, again: back vote }
ends: { won: success, lost: failure }
`);
const judges = { judges: ["a", "b", "c"] };

describe("1. rounds are never reused", () => {
  it("a stage entered after a recall is a round of its own", () => {
    const m = model(`
stages:
  one: { tasks: { a: { by: x/a, outcomes: go } }, next: { go: two } }
  two: { tasks: { b: { by: x/b, outcomes: good again }, c: { by: x/c, outcomes: good } }, next: { any again: back one, all good: fine } }
ends: { fine: success }`);
    const c = begin(m).finish("a", "go", "ann").do({ type: "recall", task: "1", officer: "ann" });
    assert.equal(c.state.round, 1);
    c.finish("a", "go", "ann");
    assert.equal(c.state.round, 3);
    assert.equal(c.open(), "b c");
    assert.equal(Object.keys(c.state.tasks).length, 5);
    c.finish("b", "good").finish("c", "good");
    assert.equal(c.state.end, "fine");
  });
});

describe("2. all over nothing is false", () => {
  const text = (none: string) => `
stages:
  one: { tasks: { a: { by: "{item}/a", each: list, outcomes: yes } }, next: { all yes: good${none} } }
ends: { good: success, nobody: none }`;
  it("a stage whose tasks are all conditional says none, or is refused", () => {
    const refused = compile(text(""), "m");
    assert.ok(!refused.ok);
    assert.deepEqual(
      refused.problems.map((p) => [p.line, p.rule]),
      [
        [3, "needs-none"],
        [4, "unused-end"],
      ],
    );
  });
  it("nobody asked is not everybody in favour", () => {
    const m = model(text(", none: nobody"));
    assert.equal(begin(m, { list: [] }).state.end, "nobody");
    assert.equal(begin(m, { list: null }).state.end, "nobody");
    assert.equal(begin(m, { list: ["u"] }).finish("a", "yes").state.end, "good");
  });
});

describe("3. a carried result does not satisfy an early join", () => {
  it("before those asked again have spoken", () => {
    const c = begin(vote, judges).finish("judge", "yes", "A", { item: "a" }).finish("judge", "no", "B", { item: "b" });
    c.finish("judge", "yes", "C", { item: "c" });
    assert.equal(c.state.stage, "sum");
    c.finish("sum", "again", "S", { redo: [c.no("judge", "b")] });
    assert.equal(c.state.stage, "vote");
    assert.equal(c.open(), "judge:b");
    c.finish("judge", "no", "B2", { item: "b" });
    assert.equal(c.state.stage, "sum");
  });
  it("and one carried with one new is not yet two, until all have spoken", () => {
    const c = begin(vote, judges).finish("judge", "yes", "A", { item: "a" }).finish("judge", "no", "B", { item: "b" });
    c.finish("judge", "yes", "C", { item: "c" }).finish("sum", "again", "S", { redo: [c.no("judge", "b"), c.no("judge", "c")] });
    assert.equal(c.open(), "judge:b judge:c");
    c.finish("judge", "yes", "B", { item: "b" });
    assert.equal(c.state.stage, "vote");
    c.finish("judge", "no", "C", { item: "c" });
    assert.equal(c.state.stage, "sum");
  });
  it("nor does a kept any", () => {
    const m = model(`
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes fix, keep: yes }, q: { by: x/q, outcomes: yes fix } }, next: { any fix: mend, any yes: end } }
  mend: { tasks: { m: { by: applicant, outcomes: sent } }, next: { sent: see } }
  end: { tasks: { e: { by: x/e, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`);
    const c = begin(m).finish("p", "yes").finish("e", "again");
    assert.deepEqual([c.state.stage, c.open()], ["see", "q"]);
    c.finish("q", "fix");
    assert.equal(c.state.stage, "mend");
  });
});

describe("4. keep and redo", () => {
  const text = (keep: string) => `
stages:
  see:
    tasks: { p: { by: x/p, outcomes: yes fix${keep} }, q: { by: x/q, outcomes: yes fix${keep} }, r: { by: x/r, after: q fix, outcomes: yes } }
    next: { all yes: end, otherwise: end }
  end: { tasks: { e: { by: x/e, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`;
  it("the pack keeps what it names", () => {
    const c = begin(model(text(", keep: yes")))
      .finish("p", "yes", "pia")
      .finish("q", "fix")
      .finish("r", "yes")
      .finish("e", "again");
    assert.equal(c.open(), "q");
    assert.deepEqual([c.task("p").status, c.task("p").carried, c.task("p").officer, c.task("p").outcome], ["done", true, "pia", "yes"]);
  });
  it("the sender has redone what is named, and everything else is kept whatever the pack says", () => {
    const c = begin(model(text("")))
      .finish("p", "yes")
      .finish("q", "yes")
      .finish("e", "again", "e", { redo: ["1"] });
    assert.equal(c.open(), "p");
    assert.equal(c.task("q").carried, true);
  });
  it("and a sending back that would reopen nothing reopens everything", () => {
    const c = begin(model(text(", keep: yes")))
      .finish("p", "yes")
      .finish("q", "yes")
      .finish("e", "again");
    assert.equal(c.open(), "p q");
    assert.equal(c.task("p").carried, undefined);
  });
  it("what was called by another keeps its result only with it", () => {
    const c = begin(model(text("")))
      .finish("p", "yes")
      .finish("q", "fix")
      .finish("r", "yes")
      .finish("e", "again", "e", { redo: ["2"] });
    assert.equal(c.open(), "q");
    assert.equal(c.task("r").status, "waiting");
    c.finish("q", "fix");
    assert.equal(c.open(), "r");
    c.finish("r", "yes").finish("e", "again", "e", { redo: [c.no("r")] });
    assert.equal(c.open(), "r");
  });
  it("a forward move keeps too, and passes a stage where everything is kept", () => {
    const m = model(`
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes, keep: yes } }, next: { yes: end } }
  end: { tasks: { e: { by: x/e, outcomes: ok fix } }, next: { ok: fine, fix: mend } }
  mend: { tasks: { m: { by: x/m } }, next: { done: see } }
ends: { fine: success }`);
    const c = begin(m).finish("p", "yes").finish("e", "fix").finish("m", "done");
    assert.deepEqual([c.state.stage, c.state.visits.see, c.open()], ["end", 2, "e"]);
  });
  it("a result from before the last round is not taken for one", () => {
    const m = model(`
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes no }, q: { by: x/q, outcomes: yes no } }, next: { any no: end, all yes: end } }
  end: { tasks: { e: { by: x/e, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`);
    const c = begin(m).finish("p", "yes").finish("q", "no").finish("e", "again").finish("q", "no");
    assert.equal(c.task("p").status, "void");
    c.finish("e", "again", "e", { redo: [c.no("q")] });
    assert.equal(c.open(), "p q");
  });
});

describe("5. a once-stage", () => {
  it("is offered one single time", () => {
    const cinema = fixture("cinema-opening");
    const c = begin(cinema);
    assert.deepEqual(offered(cinema, c.state, c.task("check")), ["complete", "incomplete", "not-ours"]);
    c.finish("check", "incomplete").finish("resend", "sent");
    assert.deepEqual(offered(cinema, c.state, c.task("check")), ["complete", "not-ours"]);
    assert.equal(c.try({ type: "finish", task: c.no("check"), outcome: "incomplete", officer: "w" }), "not-offered");
  });
  it("does not take an outcome of the same name from an extra", () => {
    const m = model(`
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no } }, next: { yes: fine, no: fix } }
  fix: { once: true, tasks: { f: { by: applicant } }, next: { done: one } }
extras: { ask: { in: one, by: x/y, may: x/y, outcomes: yes no } }
ends: { fine: success }`);
    const c = begin(m).finish("a", "no").finish("f", "done").do({ type: "open", extra: "ask", officer: "x" });
    assert.deepEqual(offered(m, c.state, c.task("a")), ["yes"]);
    assert.deepEqual(offered(m, c.state, c.task("ask")), ["yes", "no"]);
    assert.equal(c.finish("ask", "no").state.stage, "one");
  });
  it("is offered again if entering it was recalled", () => {
    const c = begin(fixture("cinema-opening")).finish("check", "incomplete", "win");
    c.do({ type: "recall", task: "1", officer: "win" });
    c.finish("check", "incomplete", "win");
    assert.equal(c.state.stage, "correct");
  });
  const once = (a: string, next: string, extra = "") => `
stages:
  one: { tasks: { a: { by: x/a, ${a} } }, next: { ${next} } }
  fix: { once: true, tasks: { f: { by: applicant, outcomes: sent${extra} } }, next: { sent: one${extra ? ", again: back one" : ""} } }
ends: { fine: success }`;
  const rules = (text: string) => {
    const compiled = compile(text, "m");
    return compiled.ok ? [] : compiled.problems.map((p) => p.rule);
  };
  it("is entered only by any, and each task that leads there has another way", () => {
    assert.deepEqual(rules(once("outcomes: yes no", "yes: fine, no: fix")), []);
    assert.deepEqual(rules(once("outcomes: yes no", "yes: fine, all no: fix")), ["once-by-any"]);
    assert.deepEqual(rules(once("outcomes: no, due: 1 day, late: yes", "yes: fine, no: fix")), ["once-only-way"]);
    assert.deepEqual(rules(once("outcomes: yes no, due: 1 day, late: no", "yes: fine, no: fix")), ["late-once"]);
    assert.deepEqual(rules(once("outcomes: yes no, keep: no", "yes: fine, no: fix")), ["keep-spent"]);
  });
  it("cannot be returned to", () => {
    const c = begin(model(once("outcomes: yes no", "yes: fine, no: fix", " again"))).finish("a", "no");
    assert.equal(c.try({ type: "finish", task: c.no("f"), outcome: "again", officer: "p", direct: true }), "no-return");
    c.finish("f", "again");
    assert.equal(c.state.stage, "one");
  });
  it("is not entered again by a carried result", () => {
    const m = model(`
stages:
  one:
    tasks: { a: { by: x/a, outcomes: yes no }, b: { by: x/b, outcomes: yes no } }
    next: { any yes: two, any no: fix }
  fix: { once: true, tasks: { f: { by: applicant, outcomes: sent } }, next: { sent: two } }
  two: { tasks: { c: { by: x/c, outcomes: ok again } }, next: { ok: fine, again: back one } }
ends: { fine: success }`);
    const c = begin(m)
      .finish("a", "no")
      .finish("f", "sent")
      .finish("c", "again", "c", { redo: ["1"] });
    assert.equal(c.open(), "a b");
  });
  it("nor by one that was given beside another", () => {
    const m = model(`
stages:
  one:
    tasks: { a: { by: x/a, outcomes: yes no }, b: { by: x/b, outcomes: yes no } }
    next: { any no: fix, all yes: two }
  fix: { once: true, tasks: { f: { by: applicant, outcomes: sent } }, next: { sent: two } }
  two: { tasks: { c: { by: x/c, outcomes: ok again } }, next: { ok: fine, again: back one } }
extras: { talk: { in: one, by: x/t, may: x/t, outcomes: held } }
ends: { fine: success }`);
    const c = begin(m).do({ type: "open", extra: "talk", officer: "t" }).finish("a", "no").finish("b", "yes").finish("talk", "held");
    assert.equal(c.state.stage, "fix");
    c.finish("f", "sent").finish("c", "again", "c", { redo: [c.no("b")] });
    assert.equal(c.open(), "a b");
    c.finish("b", "yes").finish("a", "yes");
    assert.deepEqual([c.state.stage, c.state.visits.fix], ["two", 1]);
  });
});

describe("6. an outcome that calls another task is not counted", () => {
  it("in any join", () => {
    const c = begin(fixture("cinema-opening"), { "seats >= 300": true })
      .finish("check", "complete")
      .finish("hall", "pass")
      .finish("fire", "visit");
    assert.equal(c.open(), "fire-visit");
    c.finish("fire-visit", "pass");
    assert.equal(c.state.stage, "decide");
  });
  it("unless the one called is not planned", () => {
    const m = model(`
stages:
  one:
    tasks: { a: { by: x/a, outcomes: yes more }, b: { by: x/b, when: big, after: a more, outcomes: yes } }
    next: { all yes: fine, any more: small }
ends: { fine: success, small: none }`);
    assert.equal(begin(m, { big: true }).finish("a", "more").finish("b", "yes").state.end, "fine");
    assert.equal(begin(m, { big: false }).finish("a", "more").state.end, "small");
    assert.equal(begin(m, { big: null }).finish("a", "more").state.end, "small");
  });
});

describe("7. a holding extra blocks the stage", () => {
  it("so that no decision passes a pending hearing", () => {
    const c = begin(fixture("cinema-opening")).finish("check", "complete").finish("hall", "pass");
    c.do({ type: "open", extra: "hearing", officer: "hal" }).finish("decide", "grant");
    assert.deepEqual([c.state.stage, c.open()], ["decide", "hearing"]);
    c.finish("hearing", "held");
    assert.equal(c.state.stage, "issue");
  });
  it("and one that does not hold blocks nothing, and dies with its stages", () => {
    const c = begin(fixture("outgoing-document"), { "units concerned": [] }).finish("write", "done").finish("review", "agree");
    c.do({ type: "open", extra: "circulate", officer: "reg", chosen: ["kim"] }).finish("sign", "sign");
    assert.equal(c.open(), "circulate:kim verify");
    c.finish("verify", "substance").finish("sign", "change");
    assert.equal(c.open(), "write");
    assert.equal(c.task("circulate").status, "void");
  });
});

describe("8. reachability on paper is not enough", () => {
  // Every rule about single stages holds: the only end follows from two results that can never meet.
  const circle = `
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no, keep: yes } }, next: { any yes: two, any no: two } }
  two: { tasks: { b: { by: x/b, outcomes: go, keep: go } }, next: { go: one, otherwise: fine } }
ends: { fine: success }`;
  it("exploration finds the circle that no rule sees", () => {
    const compiled = compile(circle, "m");
    assert.ok(compiled.ok);
    const found = explore(compiled.model);
    assert.equal(found.complete, true);
    assert.deepEqual(
      found.bad.map((f) => [f.kind, f.stage]),
      [
        ["dead-end", "one"],
        ["dead-end", "two"],
        ["endless", "one"],
        ["endless", "two"],
      ],
    );
    assert.deepEqual(
      problemsOf(found, compiled.places).map((p) => [p.line, p.rule]),
      [
        [3, "dead-end"],
        [3, "endless"],
        [4, "dead-end"],
        [4, "endless"],
      ],
    );
  });
  it("and the engine refuses to walk into it, changing nothing", () => {
    const c = begin(model(circle)).finish("a", "yes");
    const before = c.state;
    assert.equal(c.try({ type: "finish", task: c.no("b"), outcome: "go", officer: "b" }), "dead-end");
    assert.equal(c.state, before);
  });
  it("whole packs are explored in full, kept results and all", () => {
    for (const name of ["cinema-opening", "outgoing-document", "incoming-document"]) {
      const found = explore(fixture(name));
      assert.deepEqual({ ...found, states: 0 }, { states: 0, complete: true, bad: [], neverReached: [] });
    }
  });
});

describe("9. what random runs are blind to", () => {
  it("a direct return goes to the sender, once", () => {
    const c = begin(fixture("outgoing-document"), { "units concerned": ["law"], recipients: [] })
      .finish("write", "done", "wu")
      .finish("review", "agree");
    c.finish("unit", "agree").finish("sign", "change", "mayor", { direct: true });
    assert.deepEqual([c.state.stage, c.state.returnTo], ["draft", "sign"]);
    c.finish("write", "done", "wu");
    assert.deepEqual([c.state.stage, c.state.returnTo], ["sign", undefined]);
    c.finish("sign", "change", "mayor").finish("write", "done", "wu");
    assert.equal(c.state.stage, "check");
  });
  it("another sending back on the way forgets it, and an end takes precedence", () => {
    const m = model(`
stages:
  one: { tasks: { a: { by: x/a, outcomes: go drop } }, next: { go: two, drop: gone } }
  two: { tasks: { b: { by: x/b, outcomes: go back-one } }, next: { go: three, back-one: back one } }
  three: { tasks: { c: { by: x/c, outcomes: go back-two } }, next: { go: fine, back-two: back two } }
ends: { fine: success, gone: failure }`);
    const c = begin(m).finish("a", "go").finish("b", "go").finish("c", "back-two", "c", { direct: true }).finish("b", "back-one");
    assert.equal(c.state.returnTo, undefined);
    c.finish("a", "go");
    assert.equal(c.state.stage, "two");
    c.finish("b", "back-one", "b", { direct: true }).finish("a", "drop");
    assert.deepEqual([c.state.end, c.state.returnTo], ["gone", undefined]);
  });
  it("four eyes see through a carried result", () => {
    const c = begin(fixture("cinema-opening")).finish("check", "complete").finish("hall", "pass", "hal").finish("decide", "again", "dee");
    assert.equal(c.task("hall").status, "open");
    const m = model(`
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes, keep: yes }, q: { by: x/q, outcomes: yes } }, next: { all yes: end } }
  end: { tasks: { e: { by: x/e, unlike: p, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`);
    const k = begin(m).finish("p", "yes", "pia").finish("q", "yes", "qi").finish("e", "again", "eve").finish("q", "yes", "qi");
    assert.equal(k.task("p").carried, true);
    for (const command of [
      { type: "take", task: k.no("e"), officer: "pia" },
      { type: "give", task: k.no("e"), to: "pia" },
      { type: "finish", task: k.no("e"), outcome: "ok", officer: "pia" },
    ] as const)
      assert.equal(k.try(command), "four-eyes");
  });
});

describe("10. deemed acceptance counts from receipt", () => {
  const cinema = fixture("cinema-opening");
  it("an acceptance that is late starts the clocks when the application came", () => {
    const c = begin(cinema).days(7).do({ type: "late", task: "1" });
    assert.equal(c.state.stage, "examine");
    assert.deepEqual(c.state.clocks.statutory?.segments, [{ from: 0 }]);
    assert.deepEqual(
      c.log.filter((e) => e.type === "clock-started"),
      [
        { type: "clock-started", clock: "statutory", from: 0, at: 7 * DAY, by: "tester" },
        { type: "clock-started", clock: "promised", from: 0, at: 7 * DAY, by: "tester" },
      ],
    );
  });
  it("one in time starts them when it is given", () => {
    const c = begin(cinema).days(3).finish("check", "complete");
    assert.deepEqual(c.state.clocks.statutory?.segments, [{ from: 3 * DAY }]);
    assert.ok(c.log.every((e) => e.type !== "clock-started" || e.from === undefined));
  });
  it("after a correction, receipt is the resubmission", () => {
    const c = begin(cinema).days(1).finish("check", "incomplete").days(10).finish("resend", "sent").days(6).do({ type: "late", task: "3" });
    assert.deepEqual(c.state.clocks.statutory?.segments, [{ from: 11 * DAY }]);
  });
  it("a segment never overlaps the one before", () => {
    const c = begin(cinema).days(1).finish("check", "complete", "w").days(1).do({ type: "recall", task: "1", officer: "w" });
    c.days(5).do({ type: "late", task: "1" });
    assert.deepEqual(c.state.clocks.statutory?.segments, [{ from: DAY, to: 2 * DAY }, { from: 2 * DAY }]);
    const d = begin(cinema);
    for (let n = 0; n < 2; n++) d.days(1).finish("check", "complete", "w").days(1).do({ type: "recall", task: "1", officer: "w" });
    d.days(5).do({ type: "late", task: "1" });
    assert.deepEqual(d.state.clocks.statutory?.segments, [{ from: DAY, to: 2 * DAY }, { from: 3 * DAY, to: 4 * DAY }, { from: 4 * DAY }]);
  });
  const two = (a: string, more = "") => `
clocks: { desk: { time: 9 days, over: [two, later] } }
stages:
  one: { tasks: { a: { ${a}, outcomes: go, due: 2 days, late: go } }, next: { go: ${more ? "gap" : "two"} } }
${more}
  two: { tasks: { b: { by: x/b, outcomes: go, due: 1 day, late: go, stops: visit }, c: { by: x/c, outcomes: go } }, next: { all go: later } }
  later: { tasks: { d: { by: x/d } }, next: { done: fine } }
extras: { talk: { in: one, by: x/t, may: x/t, outcomes: held } }
ends: { fine: success }`;
  it("silence of the applicant, or a timer, moves nothing", () => {
    for (const by of ["by: applicant", "by: system"]) {
      const text = two(by).replace("c: { by: x/c", "c: { by: x/c").replace(", stops: visit", "");
      assert.deepEqual(begin(model(text)).days(3).do({ type: "late", task: "1" }).state.clocks.desk?.segments, [{ from: 3 * DAY }]);
    }
  });
  it("a clock that only stood still goes on from now", () => {
    const c = begin(model(two("by: x/a")))
      .days(3)
      .do({ type: "late", task: "1" });
    assert.deepEqual(Object.keys(c.state.clocks), []);
    c.days(4).do({ type: "late", task: c.no("b") });
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 7 * DAY }]);
    const d = begin(model(two("by: x/a")))
      .days(3)
      .do({ type: "late", task: "1" })
      .finish("c", "go")
      .days(4);
    d.do({ type: "late", task: d.no("b") });
    assert.equal(d.state.stage, "later");
    assert.deepEqual(d.state.clocks.desk?.segments, [{ from: 7 * DAY }]);
  });
  it("where several were silent, the first to have received counts", () => {
    const m = model(`
clocks: { desk: { time: 9 days, over: two } }
stages:
  one:
    tasks:
      a: { by: x/a, outcomes: go, due: 2 days, late: go }
      b: { by: x/b, outcomes: ask }
      c: { by: x/c, after: b ask, outcomes: go, due: 1 day, late: go }
    next: { all go: two }
  two: { tasks: { d: { by: x/d } }, next: { done: fine } }
ends: { fine: success }`);
    const c = begin(m).days(1).finish("b", "ask").days(2).do({ type: "late", task: "1" }).do({ type: "late", task: "3" });
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 0 }]);
    const half = begin(m).days(1).finish("b", "ask").finish("a", "go").days(2).do({ type: "late", task: "3" });
    assert.deepEqual(half.state.clocks.desk?.segments, [{ from: DAY }]);
  });
  it("receipt outlives a hearing that held the stage, and a stage where nobody was asked", () => {
    const plain = two("by: x/a").replace(", stops: visit", "");
    const c = begin(model(plain)).do({ type: "open", extra: "talk", officer: "t" }).days(3).do({ type: "late", task: "1" });
    assert.equal(c.state.stage, "one");
    c.days(1).finish("talk", "held");
    assert.deepEqual(c.state.clocks.desk?.segments, [{ from: 0 }]);
    const gap = "  gap: { tasks: { g: { by: x/g, when: big, outcomes: go } }, next: { any go: two, none: two } }";
    const m = model(two("by: x/a", gap).replace(", stops: visit", ""));
    assert.deepEqual(begin(m, { big: false }).days(3).do({ type: "late", task: "1" }).state.clocks.desk?.segments, [{ from: 0 }]);
    const asked = begin(m, { big: true }).days(3).do({ type: "late", task: "1" }).days(1).finish("g", "go");
    assert.deepEqual(asked.state.clocks.desk?.segments, [{ from: 4 * DAY }]);
  });
});
