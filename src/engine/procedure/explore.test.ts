// Walking through procedures: what is told apart, what is not, and what is found.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compile, explore, problemsOf } from "./index.ts";
import { fixture, model } from "./testing/walk.ts";

/** Explored in full and sound; the number of states that differ in what can follow. */
function states(text: string): number {
  const found = explore(model(text));
  assert.deepEqual({ ...found, states: 0 }, { states: 0, complete: true, bad: [], neverReached: [] });
  return found.states;
}

describe("exploration", () => {
  it("tells states apart by what can follow, and by nothing else", () => {
    assert.deepEqual(
      ["cinema-opening", "outgoing-document", "incoming-document"].map((name) => explore(fixture(name)).states),
      [311, 21, 4],
    );
    const one = (tasks: string, next: string) =>
      states(`stages: { one: { tasks: { ${tasks} }, next: { ${next} } } }\nends: { fine: success }`);
    assert.equal(one("a: { by: x/a }", "done: fine"), 2);
    assert.equal(one("a: { by: x/a }, b: { by: x/b }", "all done: fine"), 4);
    // Three items of which any may speak first: none, one or two have spoken; with 0, 1 and 2 items at the start.
    assert.equal(one('a: { by: "{item}", each: list }', "all done: fine, none: fine"), 1 + 1 + 2);
    assert.equal(one('a: { by: "{item}", each: list, outcomes: y n }', "2 y: fine, otherwise: fine, none: fine"), 1 + 1 + 3 + 5);
  });
  it("remembers what another entry would keep", () => {
    const text = (keep: string) => `
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes no${keep} }, q: { by: x/q } }, next: { all done: end, otherwise: end } }
  end: { tasks: { e: { by: x/e, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`;
    assert.equal(states(text("")), 10);
    assert.equal(states(text(", keep: yes")), 13);
  });
  it("tells a carried result from a new one, and a direct return from another", () => {
    const text = `
stages:
  see: { tasks: { p: { by: x/p, outcomes: yes, keep: yes }, q: { by: x/q, outcomes: yes no } }, next: { any yes: end, any no: end } }
  end: { tasks: { e: { by: x/e, outcomes: ok again } }, next: { ok: last, again: back see } }
  last: { tasks: { f: { by: x/f, outcomes: ok again } }, next: { ok: fine, again: back see } }
ends: { fine: success }`;
    assert.equal(states(text), 11);
  });
  it("says how far it came when it is stopped", () => {
    const found = explore(fixture("cinema-opening"), 10);
    assert.equal(found.complete, false);
    assert.ok(found.states > 10 && found.states < 60);
    assert.deepEqual(found.bad, []);
    const many = Array.from({ length: 10 }, (_, n) => `a${n}: { by: x/a, when: f${n} }`).join(", ");
    assert.equal(
      explore(model(`stages: { one: { tasks: { ${many} }, next: { any done: fine, none: fine } } }\nends: { fine: success }`)).complete,
      false,
    );
  });
  it("names what is never reached", () => {
    const compiled = compile(
      `
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no } }, next: { yes: fine, no: fine, otherwise: two } }
  two: { tasks: { b: { by: x/b } }, next: { done: odd } }
ends: { fine: success, odd: none }`,
      "m",
    );
    assert.ok(compiled.ok);
    const found = explore(compiled.model);
    assert.deepEqual(found.neverReached, ["two", "odd"]);
    assert.deepEqual(
      problemsOf(found, compiled.places).map((p) => [p.line, p.column, p.rule]),
      [
        [4, 3, "never-reached"],
        [5, 24, "never-reached"],
      ],
    );
    assert.match(problemsOf(found, compiled.places)[0]?.message.en ?? "", /"two" is never reached/);
    assert.deepEqual(problemsOf({ ...found, complete: false }, compiled.places), []);
  });
  it("demands an end that people can bring about whatever the facts are", () => {
    const found = explore(
      model(`
stages:
  one: { tasks: { a: { by: x/a, when: missing, outcomes: sent } }, next: { sent: one, none: fine } }
ends: { fine: success }`),
    );
    assert.deepEqual(found.bad, [{ kind: "endless", stage: "one", trace: "start" }]);
  });
  it("says by which way one comes to a bad point", () => {
    const compiled = compile(
      `
stages:
  one: { tasks: { a: { by: x/a, outcomes: yes no } }, next: { yes: two, no: fine } }
  two: { tasks: { b: { by: x/b, outcomes: go, due: 1 day, late: stop } }, next: { go: three, stop: three } }
  three: { tasks: { c: { by: x/c, when: flag, outcomes: go } }, next: { go: two, none: two, otherwise: fine } }
ends: { fine: success }`,
      "m",
    );
    assert.ok(compiled.ok);
    const found = explore(compiled.model);
    assert.deepEqual(
      found.bad.map((f) => [f.kind, f.stage, f.trace]),
      [
        ["endless", "two", "a yes"],
        ["endless", "three", "a yes, b go"],
      ],
    );
    assert.match(problemsOf(found, compiled.places)[0]?.message.en ?? "", /could never end: a yes\./);
  });
});
