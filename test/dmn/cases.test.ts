// FEEL as the standard has it (DMN 1.5, chapter 10; conformance level 3), case by case: see the .feel files beside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { builtins, compileFeel } from "../../src/engine/feel/index.ts";
import { answer, groups } from "./run.ts";

for (const { file, name, cases } of groups()) {
  test(`${file}: ${name}`, () => {
    for (const one of cases) assert.deepEqual(answer(one), one.expected, `${file}:${one.line} ${one.expression}`);
  });
}

test("every built-in function has a case", () => {
  const all = groups()
    .flatMap(({ cases }) => cases)
    .map(({ expression }) => expression)
    .join("\n");
  const missing = [...builtins.keys()].filter((name) => !all.includes(`${name}(`) && name !== "rate" && name !== "scale");
  assert.deepEqual(missing, []);
});

test("every built-in function answers any arguments whatever without throwing", () => {
  const values = [
    "null",
    "1",
    "-0.5",
    '"a"',
    "true",
    "[]",
    "[1, null]",
    "{a: 1}",
    '@"2020-01-01"',
    '@"P1D"',
    '@"P1M"',
    "[1..2]",
    "(< 3)",
    "abs",
  ];
  for (const name of builtins.keys()) {
    for (const a of values) {
      for (const list of [a, ...values.map((b) => `${a}, ${b}`), `${a}, ${a}, ${a}`, `${a}, 1, "b"`]) {
        const compiled = compileFeel(`${name}(${list})`);
        // A flag that is none is told before anything is asked.
        if (!compiled.ok && /regular expression/.test(compiled.message.en)) continue;
        assert.ok(compiled.ok, name);
        const { value, warnings } = compiled.evaluate({});
        if (value === null && name !== "get value" && name !== "not" && name !== "string") {
          assert.ok(
            warnings.length > 0 || /^(?:min|max|sum|mean|any|all|median|product|stddev)$/.test(name),
            `${name}(${list}) is null without a reason`,
          );
        }
      }
    }
  }
});

test("what is not supported is refused by name", () => {
  const refused = compileFeel('function(a, b) external {java: {class: "java.lang.Math", method signature: "max(double,double)"}}');
  assert.ok(!refused.ok);
  assert.match(refused.message.en, /External functions \(Java, PMML\) are not supported/);
  assert.match(refused.message.zh, /外部函数/);
  const literal = compileFeel('@"soon"');
  assert.ok(!literal.ok);
  assert.match(literal.message.en, /no date, time or duration/);
});
