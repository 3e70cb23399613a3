// From text to model, and what is said about a text that is wrong.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonical, compile, hashOf } from "./index.ts";
import { fixture, fixtureText, model } from "./testing/walk.ts";

const problems = (text: string, id = "m") => {
  const compiled = compile(text, id);
  return compiled.ok ? [] : compiled.problems;
};
const rules = (text: string) => problems(text).map((p) => `${p.line} ${p.rule}`);

describe("compile", () => {
  it("reads the syntax into plain, frozen JSON", () => {
    const m = fixture("cinema-opening");
    assert.equal(m.start, "accept");
    assert.deepEqual(m.clocks.statutory, {
      time: { n: 20, unit: "workdays" },
      over: ["examine", "decide"],
      warn: { n: 5, unit: "workdays" },
      law: "licensing-law/42",
    });
    assert.deepEqual(m.stages.examine?.tasks.fire, {
      by: "fire/review",
      outcomes: { pass: {}, refuse: {}, visit: {} },
      when: "seats >= 300",
      due: { n: 3, unit: "workdays" },
      keep: [],
      unlike: [],
      do: [],
    });
    assert.deepEqual(m.stages.examine?.tasks["fire-visit"]?.after, { task: "fire", outcome: "visit" });
    assert.deepEqual(m.stages.examine?.routes, [
      { if: { kind: "any", outcome: "refuse" }, to: "decide", back: false },
      { if: { kind: "all", outcome: "pass" }, to: "decide", back: false },
    ]);
    assert.deepEqual(m.stages.decide?.routes.at(-1), { if: { kind: "any", outcome: "again" }, to: "examine", back: true });
    assert.deepEqual(m.stages.correct?.tasks.resend?.outcomes, { sent: {} });
    assert.equal(m.stages.correct?.once, true);
    assert.deepEqual(m.stages.issue?.tasks.licence?.outcomes, { done: {} });
    assert.deepEqual(m.stages.issue?.tasks.licence?.do, ["number", "render", "seal", "issue"]);
    assert.deepEqual(m.extras.extend?.outcomes, { approve: { extend: { statutory: { n: 10, unit: "workdays" } } }, decline: {} });
    assert.deepEqual([m.extras.extend?.once, m.extras.extend?.holds, m.extras.hearing?.once], [true, true, false]);
    assert.deepEqual(
      [m.extras.hearing?.may, m.extras.hearing?.by, m.extras.hearing?.in],
      ["culture/technical", "culture/legal", ["examine", "decide"]],
    );
    assert.equal(fixture("outgoing-document").extras.circulate?.holds, false);
    assert.deepEqual(fixture("outgoing-document").stages.dispatch?.tasks.send?.child, {
      pack: "incoming-document",
      until: ["signed-for", "returned"],
    });
    assert.deepEqual(JSON.parse(JSON.stringify(m)), m);
    assert.ok(Object.isFrozen(m) && Object.isFrozen(m.stages.examine?.tasks.fire?.outcomes));
  });
  it("reads each condition", () => {
    const m = model(`
stages:
  one:
    tasks: { a: { by: "{item}", each: list, outcomes: [x, y, z] } }
    next: { 2 x: e, any y: e, all z: e, none: e, otherwise: e }
ends: { e: success }`);
    assert.deepEqual(
      m.stages.one?.routes.map((r) => r.if),
      [
        { kind: "count", n: 2, outcome: "x" },
        { kind: "any", outcome: "y" },
        { kind: "all", outcome: "z" },
        { kind: "none" },
        { kind: "otherwise" },
      ],
    );
  });
  it("addresses a model by its content, whatever the order of its names", () => {
    const m = fixture("cinema-opening");
    assert.match(m.hash, /^[0-9a-f]{64}$/);
    assert.equal(hashOf(m), m.hash);
    assert.equal(hashOf(JSON.parse(JSON.stringify(m))), m.hash);
    const text = (clocks: string) =>
      `clocks: { ${clocks} }\nstages: { one: { tasks: { a: { by: x/y } }, next: { done: e } } }\nends: { e: success }`;
    assert.equal(
      model(text("a: { time: 1 day, over: one }, b: { over: one, time: 2 days }")).hash,
      model(text("b: { time: 2 days, over: [one] }, a: { time: 1 days, over: one }")).hash,
    );
    assert.notEqual(model(text("a: { time: 1 day, over: one }")).hash, model(text("a: { time: 2 days, over: one }")).hash);
    assert.notEqual(model(text("a: { time: 1 day, over: one }")).hash, model(text("a: { time: 1 day, over: one }"), "other").hash);
  });
  it("tells where each part stands", () => {
    const compiled = compile(fixtureText("cinema-opening"), "cinema-opening");
    assert.ok(compiled.ok);
    assert.deepEqual(compiled.places.get("stages/examine/tasks/fire/when"), { line: 22, column: 38 });
  });
});

describe("canonical JSON", () => {
  it("is RFC 8785's for what models hold", () => {
    assert.equal(
      canonical({
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "1": "One",
        "\u0080": "Control\u007f",
        "\ud83d\ude00": "Smiley",
        "\ufb33": "Hebrew",
      }),
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control\u007f","\u20ac":"Euro Sign","\ud83d\ude00":"Smiley","\ufb33":"Hebrew"}',
    );
    assert.equal(canonical({ b: [true, null, 1, { d: undefined, c: '\u2028"' }], a: {} }), '{"a":{},"b":[true,null,1,{"c":"\u2028\\""}]}');
  });
});

// Each rule with a text that breaks it; the number is the line where it must be said.
const frame = (stage: string, more = "") => `ends: { fine: success }\nstages:\n  one:\n${stage}\n${more}`;
const simple = "    tasks: { a: { by: x/a } }\n    next: { done: fine }";
const task = (words: string, next = "done: fine") => frame(`    tasks:\n      a: { ${words} }\n    next: { ${next} }`);
const broken: Record<string, [string, string[]]> = {
  "bad-yaml": [`${frame(simple)}  }`, ["6 bad-yaml"]],
  "duplicate-key": [frame(`${simple}\n    once: false\n    tasks: {}`), ["7 duplicate-key"]],
  "unknown-key": [frame(`${simple}\n    nexxt: {}`), ["6 unknown-key"]],
  missing: ["clocks: {}", ["1 missing", "1 missing"]],
  "wrong-kind": [frame(`${simple}\n    once: maybe`), ["6 wrong-kind"]],
  "bad-key": [task("by: x/a, unlike: Good", "done: fine"), ["5 bad-key"]],
  "bad-time": [task("by: x/a, due: soon"), ["5 bad-time"]],
  "bad-route": [task("by: x/a", "done: fine, some done: fine"), ["6 bad-route"]],
  "bad-target": [task("by: x/a", "done: to fine"), ["6 bad-target"]],
  "bad-by": [task("by: Somebody Else"), ["5 bad-by"]],
  "bad-law": [task("by: x/a, law: article 42"), ["5 bad-law"]],
  "bad-after": [task("by: x/a }\n      b: { by: x/b, after: a done twice"), ["6 bad-after"]],
  "child-alone": [task("by: x/a, case: other, until: done"), ["5 child-alone"]],
  "chase-alone": [task("by: x/a, chase: 1 day"), ["5 chase-alone"]],
  "answered-no-officer": [task("by: system, do: render, answered: done"), ["5 answered-no-officer"]],
  "no-alias": [frame(`${simple}\n    once: *one`), ["6 no-alias"]],
  "unknown-stage": [frame(simple, "withdraw: two"), ["6 no-end-withdrawn", "6 unknown-stage"]],
  "unknown-target": [task("by: x/a", "done: constructor"), ["1 unused-end", "3 no-end-from", "6 unknown-target"]],
  "unknown-task": [task("by: x/a, unlike: zed"), ["5 unknown-task"]],
  "unknown-outcome": [task("by: x/a, keep: zed", "done: fine, zed: fine"), ["5 unknown-outcome", "6 unknown-outcome"]],
  "unknown-clock": [task("by: x/a, outcomes: { done: { extend: { zed: 1 day } } }"), ["5 unknown-clock"]],
  "same-name": [
    frame(simple, "  fine: { tasks: { b: { by: x/b } }, next: { done: fine } }\nextras: { a: { in: one, by: x/y, may: x/z } }"),
    ["1 same-name", "7 same-name"],
  ],
  "no-end-withdrawn": [frame(simple, "withdraw: one"), ["6 no-end-withdrawn"]],
  "unused-end": [`${frame(simple)}`.replace("fine: success", "fine: success, other: none"), ["1 unused-end"]],
  "back-to-end": [task("by: x/a", "done: back fine"), ["6 back-to-end"]],
  "warn-too-long": [frame(simple, "clocks:\n  c: { time: 3 days, over: one, warn: 3 days }"), ["7 warn-too-long"]],
  "after-self": [task("by: x/a, after: a done", "done: fine, none: fine"), ["5 after-self"]],
  "after-each": [task("by: x/a, each: list }\n      b: { by: x/b, after: a done", "done: fine, none: fine"), ["6 after-each"]],
  "after-circle": [
    task("by: x/a, after: b done }\n      b: { by: x/b, after: a done", "done: fine, none: fine"),
    ["5 after-circle", "6 after-circle"],
  ],
  "late-without-due": [task("by: x/a, late: done"), ["5 late-without-due"]],
  "item-without-each": [task('by: "{item}/a"'), ["5 item-without-each"]],
  "chosen-outside": [task('by: "{chosen}/a"'), ["5 chosen-outside"]],
  "idle-system": [task("by: system"), ["5 idle-system"]],
  "unlike-no-officer": [
    task("by: system, do: seal, unlike: a }\n      b: { by: applicant, unlike: a"),
    ["5 unlike-no-officer", "6 unlike-no-officer"],
  ],
  "keep-spent": [task("by: x/a, outcomes: done again, keep: again", "done: fine, again: back one"), ["5 keep-spent"]],
  "same-route": [task("by: x/a", "done: fine, any done: fine"), ["6 same-route"]],
  "count-too-high": [task("by: x/a", "done: fine, 2 done: fine"), ["6 count-too-high"]],
  uncovered: [task("by: x/a, outcomes: yes no", "yes: fine, 1 no: fine"), ["6 uncovered"]],
  "needs-none": [task("by: x/a, when: flag"), ["6 needs-none"]],
  "once-start": [frame(`${simple}\n    once: true`), ["6 once-start"]],
  "once-by-any": [
    task("by: x/a, outcomes: done more", "any done: fine, all more: two") +
      "  two: { once: true, tasks: { b: { by: x/b } }, next: { done: fine } }",
    ["6 once-by-any"],
  ],
  "once-only-way": [
    task("by: x/a, outcomes: more, due: 1 day, late: done", "done: fine, more: two") +
      "  two: { once: true, tasks: { b: { by: x/b } }, next: { done: fine } }",
    ["5 once-only-way"],
  ],
  "late-once": [
    task("by: x/a, outcomes: done more, due: 1 day, late: more", "done: fine, more: two") +
      "  two: { once: true, tasks: { b: { by: x/b } }, next: { done: fine } }",
    ["5 late-once"],
  ],
  unreachable: [frame(simple, "  two: { tasks: { b: { by: x/b } }, next: { done: fine } }"), ["6 unreachable"]],
  "no-end-from": [
    frame(simple.replace("fine", "two"), "  two: { tasks: { b: { by: x/b } }, next: { done: one } }"),
    ["1 unused-end", "3 no-end-from", "6 no-end-from"],
  ],
};

describe("what is wrong with a text", () => {
  for (const [rule, [text, said]] of Object.entries(broken)) {
    it(`${rule} is said in both languages, where it stands`, () => {
      assert.deepEqual(rules(text), said);
      for (const { message, column } of problems(text))
        assert.ok(/\p{Script=Han}/u.test(message.zh) && /^[^\p{Script=Han}]+$/u.test(message.en) && column >= 1);
    });
  }
  it("is said all at once, in the order of the text", () => {
    const text = fixtureText("cinema-opening")
      .replace("time: 20 workdays", "time: many")
      .replace("once: true", "onse: true")
      .replace("incomplete: correct", "incomplete: corect")
      .replace("after: fire visit", "after: fire visitt")
      .replace("granted: success", "granted: victory");
    assert.deepEqual(rules(text), ["3 bad-time", "11 unknown-target", "14 unknown-key", "23 unknown-outcome", "41 wrong-kind"]);
    const readable = text.replace("time: many", "time: 20 days").replace("granted: victory", "granted: success");
    assert.deepEqual(rules(readable), ["11 unknown-target", "13 unreachable", "14 unknown-key", "23 unknown-outcome", "25 uncovered"]);
  });
  it("is said of the pack's id too", () => {
    assert.deepEqual(
      problems(frame(simple), "Not A Key").map((p) => p.rule),
      ["bad-key"],
    );
  });
  it("sees the less usual cases of a rule", () => {
    assert.deepEqual(rules(task("by: system, due: 3 days")), ["5 idle-system"]);
    assert.deepEqual(rules(task("by: x/a }\n      b: { by: x/b, after: zed done")), ["6 unknown-task"]);
    assert.deepEqual(rules(task("by: x/a }\n      b: { by: x/b, each: list", "any done: fine, 5 done: fine")), []);
  });
  it("allows what only looks unusual", () => {
    assert.deepEqual(rules(task("by: x/a, outcomes: yes no 2nd".replace(" 2nd", ""), "yes: fine, no: fine")), []);
    assert.deepEqual(rules(task("by: system, due: 3 days, late: over", "done: fine, over: fine")), []);
    assert.deepEqual(rules(task("by: x/a, outcomes: yes more }\n      b: { by: x/b, after: a more, outcomes: yes", "all yes: fine")), []);
    assert.deepEqual(
      rules(task("by: x/a, outcomes: yes more }\n      b: { by: x/b, when: flag, after: a more, outcomes: yes", "all yes: fine")),
      ["7 uncovered"],
    );
    assert.deepEqual(rules(frame(simple, "clocks: { c: { time: 3 days, over: one, warn: 40 hours } }")), []);
  });
});

describe("hostile text", () => {
  const texts = [
    "",
    "\0",
    "~",
    "[]",
    "stages",
    "- a\n- b",
    "stages: *x",
    "a: &a [*a]",
    "--- a\n--- b",
    "{[}]: 1",
    "? [a]\n: b",
    "stages: !!js/function x",
    "%YAML 9.9\n---\na: b",
    "[".repeat(20_000),
    "a: ".repeat(9_000),
    "x".repeat(600_000),
    "stages: {__proto__: {tasks: {}, next: {}}, constructor: {tasks: {constructor: {by: x}}, next: {constructor: constructor}}}\nends: {__proto__: none}",
    "stages: {one: {tasks: {a: }, next: {done: }}}\nends: {e: }",
    "stages: 2001-01-01\nends: 0x1F",
    "\ufeffstages: {}\nends: {}",
  ];
  it("is answered with problems, never with an exception", () => {
    for (const text of texts) {
      const compiled = compile(text, "m");
      assert.equal(compiled.ok, false, text.slice(0, 40));
      assert.ok(!compiled.ok && compiled.problems.length > 0 && compiled.problems.every((p) => p.line >= 1 && p.column >= 1));
    }
    assert.ok(problems("x".repeat(600_000)).some((p) => p.rule === "too-big"));
    assert.ok(problems("[".repeat(20_000)).some((p) => p.rule === "too-deep" || p.rule === "bad-yaml"));
  });
  it("made of pieces of good text neither", () => {
    const pieces = fixtureText("cinema-opening").split(/(?<=[\s,:{}[\]])/);
    fc.assert(
      fc.property(fc.array(fc.nat(pieces.length - 1), { maxLength: 60 }), fc.nat(pieces.length - 1), (order, cut) => {
        compile(order.map((n) => pieces[n]).join(""), "m");
        compile(pieces.toSpliced(cut, 1 + ((order[0] ?? 0) % 3)).join(""), "m");
      }),
      { seed: Number(process.env.ERRAND_SEED ?? 20260924), numRuns: 150 },
    );
  });
});
