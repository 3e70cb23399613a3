import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bounded, type Context, compileFeel, compileUnary, parseTemporal, toJson, typeOf } from "./index.ts";

const value = (source: string, context: Context = {}, now?: string) => {
  const compiled = compileFeel(source, context);
  assert.ok(compiled.ok, compiled.ok ? "" : `${source}: ${compiled.message.en}`);
  return toJson(compiled.evaluate(context, now === undefined ? {} : { now }).value);
};
const reasons = (source: string, context: Context = {}) => {
  const compiled = compileFeel(source, context);
  assert.ok(compiled.ok);
  const result = compiled.evaluate(context);
  assert.equal(result.value, null);
  return result.warnings.map((warning) => warning.message).join("; ");
};

test("names may hold spaces, operators and any script", () => {
  assert.equal(value("count(concerned agencies) > 1", { "concerned agencies": ["a", "b"] }), true);
  assert.equal(value("a-b", { "a-b": 7 }), 7);
  assert.equal(value("a-b", { a: 5, b: 1 }), 4);
  assert.equal(value("面积 >= 300 and 有 门", { 面积: 300, "有 门": true }), true);
  assert.deepEqual(value("people.full name", { people: [{ "full name": "甲" }, { "full name": "𠀀" }] }), ["甲", "𠀀"]);
  assert.equal(value("date of birth", { "date of birth": "x" }), "x");
});

test("one compiled expression gives each context its own answer and keeps nothing of the last", () => {
  const compiled = compileFeel("if a = null then b else a");
  assert.ok(compiled.ok);
  assert.equal(compiled.evaluate({ a: 1, b: 2 }).value, 1);
  assert.equal(compiled.evaluate({ b: 3 }).value, 3);
  assert.equal(compiled.evaluate({}).value, null);
});

test("dates, times and durations become ISO texts", () => {
  const cases: [string, unknown][] = [
    ['date("2024-01-31") + duration("P1M")', "2024-02-29"],
    ['date and time("2024-02-29T10:00:00+08:00")', "2024-02-29T10:00:00+08:00"],
    ['time("10:30:00")', "10:30:00"],
    ['date("2024-03-01") - date("2024-02-01")', "P29D"],
    ['years and months duration(date("2020-01-15"), date("2024-03-20"))', "P4Y2M"],
    ['{a: @"2024-01-01", b: [@"PT90M"]}', { a: "2024-01-01", b: ["PT1H30M"] }],
    ["[1..3]", "[1..3]"],
    ['date("2024-02-30")', null],
    ["0.1 + 0.2", 0.3],
    ['years and months duration(date("2024-03-20"), date("2024-01-31"))', "-P1M"],
    ["10 ** 400", null],
  ];
  for (const [source, expected] of cases) assert.deepEqual(value(source), expected, source);
});

test("nulls keep to three-valued logic", () => {
  assert.equal(value("null and false"), false);
  assert.equal(value("null or true"), true);
  assert.equal(value("null and true"), null);
  assert.equal(value("x >= 300", { x: null }), null);
  assert.equal(value("null = null"), true);
});

test("built-in functions hold where the interpreter's own differ from the standard", () => {
  const cases: [string, unknown][] = [
    ["median([10, 9, 100])", 10],
    ["median([10, 9, 100, 11])", 10.5],
    ['min("b", "a")', "a"],
    ['max([date("2020-01-01"), date("2021-01-01")])', "2021-01-01"],
    ["min([])", null],
    ['max([1, "a"])', null],
    ['list contains([date("2020-01-01")], date("2020-01-01"))', true],
    ['index of([@"P1D", @"P2D", @"P1D"], @"P1D")', [1, 3]],
    ['substring("𠀀bc", -2)', "bc"],
    ["decimal(2.5, 0)", 2],
    ["decimal(1.115, 2)", 1.12],
    ["round half up(-1.5, 0)", -2],
    ["round down(1.999, 2)", 1.99],
    ["finishes([5..10], [1..10])", true],
    ["finishes([5..10), [1..10])", false],
    ["during(3, [1..10])", true],
    ["during(10, [1..10))", false],
    ["overlaps before([1..5], [3..8])", true],
    ["overlaps after([1..5], [3..8])", false],
    ["started by([1..10], [1..5])", true],
    ["coincides([1..5], [1..5))", false],
  ];
  for (const [source, expected] of cases) assert.deepEqual(value(source), expected, source);
});

test("now and today are what the caller says", () => {
  assert.equal(value("today()", {}, "2026-09-24T23:30:00+08:00"), "2026-09-24");
  assert.equal(value("now()", {}, "2026-09-24T23:30:00+08:00"), "2026-09-24T23:30:00+08:00");
  assert.equal(value("today()"), null);
});

test("what cannot be read is refused at its place, in both languages", () => {
  const wrong = compileFeel("a +\n  * 2");
  assert.ok(!wrong.ok);
  assert.deepEqual([wrong.line, wrong.column], [2, 3]);
  assert.ok(wrong.message.zh && wrong.message.en);
  for (const source of [
    "",
    " ",
    "1) + (2",
    '"',
    "if a then",
    "[1",
    "for i in 1..0.5 return i",
    "for i in 1..99999999 return i",
    "x".repeat(20_001),
    'matches(text, "[")',
    'matches(text, "[a-z-[aeiou]]")',
    'matches(input: text, pattern: "a", flags: "w")',
    'replace(text, "(a", "b")',
    'split(text, "[")',
  ]) {
    assert.ok(!compileFeel(source).ok, source.slice(0, 30));
  }
});

test("expressions that would never end are stopped with a reason", () => {
  assert.match(reasons("for i in 1..n return i", { n: 0.5 }), /whole numbers/);
  assert.match(reasons("for i in 1..n return i", { n: 100_001 }), /too long/);
  assert.match(reasons("count(for i in 1..90000, j in 1..90000 return 1)"), /too long/);
  const slow = compileFeel("some i in 1..90000, j in 1..90000 satisfies i + j < 0");
  assert.ok(slow.ok);
  assert.match(slow.evaluate({}, { limit: 20 }).warnings[0]?.message ?? "", /stopped after 20 ms/);
  assert.match(reasons('matches(text, "^(a+)+$")', { text: `${"a".repeat(40)}b` }), /stopped/);
  assert.match(reasons("(function(f) f(f))(function(f) f(f))"), /deeply/);
  assert.match(reasons("for i in 1..60 return [if i = 1 then 1 else partial[-1], if i = 1 then 1 else partial[-1]]"), /parts/);
});

test("unary tests", () => {
  const holds = (source: string, input: unknown, context: Context = {}) => {
    const compiled = compileUnary(source, context);
    assert.ok(compiled.ok, source);
    return compiled.test(input, context).value;
  };
  assert.equal(holds("-", null), true);
  assert.equal(holds("", 1), true);
  assert.equal(holds("[1..5)", 5), false);
  assert.equal(holds("not(1, 2)", 3), true);
  assert.equal(holds('"a", "b"', "b"), true);
  assert.equal(holds("> limit", 6, { limit: 5 }), true);
  assert.equal(holds("? > 3 and ? < limit", 4, { limit: 5 }), true);
  assert.equal(holds('>= date("2024-01-01")', parseTemporal("2024-06-01", "date")), true);
  assert.equal(holds("null", null), true);
  assert.ok(!compileUnary("1, ]").ok);
});

test("functions, runaway values and strangers are null in JSON, with a reason", () => {
  const why: string[] = [];
  const compiled = compileFeel("{f: function(x) x, n: 1}");
  assert.ok(compiled.ok);
  assert.deepEqual(toJson(compiled.evaluate({}).value, why), { f: null, n: 1 });
  assert.equal(toJson(new Map(), why), null);
  assert.equal(why.length, 2);
  assert.match(bounded(Array.from({ length: 100_001 }, () => 0)) ?? "", /parts/);
  assert.equal(typeOf(parseTemporal("P1D", "years and months duration")), "null");
});

test("no text and no context whatever throws", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "for i in",
      "return",
      "if",
      "then",
      "else",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "..",
      "+",
      "-",
      "<=",
      "a",
      "a b",
      "?",
      "function(x)",
      '"',
      "@",
      "null",
      "not",
      "some",
      "satisfies",
      "1",
      ",",
      ".",
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.dictionary(fc.string(), fc.jsonValue()), (pieces, context) => {
      const source = pieces.join(" ");
      const compiled = compileFeel(source, context);
      if (compiled.ok) toJson(compiled.evaluate({ ...context, a: 1 }, { limit: 50 }).value);
      const unary = compileUnary(source, context);
      if (unary.ok) toJson(unary.test(1, context, { limit: 50 }).value);
    }),
    { numRuns: 300 },
  );
});
