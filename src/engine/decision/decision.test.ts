import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Definitions, evaluate, parseDmn, parseDmnFiles } from "./index.ts";

const ns = "https://www.omg.org/spec/DMN/20230324/MODEL/";
const file = (body: string, namespace = ns) =>
  `<?xml version="1.0"?>\n<definitions xmlns="${namespace}" name="d" id="d">\n${body}\n</definitions>`;
const model = (body: string, namespace = ns): Definitions => {
  const parsed = parseDmn(file(body, namespace), "d");
  assert.ok(parsed.ok, parsed.ok ? "" : JSON.stringify(parsed.problems));
  return parsed.definitions;
};
const problems = (body: string) => {
  const parsed = parseDmn(file(body), "d");
  assert.ok(!parsed.ok);
  return parsed.problems;
};
const text = (source: string) => `<text>${source.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
const literal = (source: string, type = "") => `<literalExpression${type && ` typeRef="${type}"`}>${text(source)}</literalExpression>`;
const input = (name: string, type = "") =>
  `<inputData id="i_${name}" name="${name}"><variable name="${name}"${type && ` typeRef="${type}"`}/></inputData>`;
const needs = (...hrefs: string[]) =>
  hrefs
    .map((href) => {
      const kind = href.startsWith("i_") ? "requiredInput" : href.startsWith("k_") ? null : "requiredDecision";
      return kind
        ? `<informationRequirement><${kind} href="#${href}"/></informationRequirement>`
        : `<knowledgeRequirement><requiredKnowledge href="#${href}"/></knowledgeRequirement>`;
    })
    .join("");
const decision = (name: string, body: string, requires: string[] = [], type = "") =>
  `<decision id="d_${name}" name="${name}"><variable name="${name}"${type && ` typeRef="${type}"`}/>${needs(...requires)}${body}</decision>`;

interface TableShape {
  policy: string;
  rules: [string, ...string[]][];
  outputs?: string[];
  allowed?: string;
}
/** One input `x`; outputs `out` or as named, `name=values=default`. */
function table({ policy, rules, outputs = ["out"], allowed }: TableShape): string {
  const [hit, aggregation] = policy.split("/");
  const columns = outputs.map((output) => {
    const [name, values, otherwise] = output.split("=");
    return `<output name="${name}">${values ? `<outputValues>${text(values)}</outputValues>` : ""}${otherwise ? `<defaultOutputEntry>${text(otherwise)}</defaultOutputEntry>` : ""}</output>`;
  });
  const rows = rules.map(
    ([test, ...values]) =>
      `<rule><inputEntry>${text(test)}</inputEntry>${values.map((value) => `<outputEntry>${text(value)}</outputEntry>`).join("")}</rule>`,
  );
  const inputs = `<input><inputExpression>${text("x")}</inputExpression>${allowed ? `<inputValues>${text(allowed)}</inputValues>` : ""}</input>`;
  return `<decisionTable hitPolicy="${hit}"${aggregation ? ` aggregation="${aggregation}"` : ""}>${inputs}${columns.join("")}${rows.join("")}</decisionTable>`;
}
const run = (shape: TableShape, x: unknown) =>
  evaluate(model(input("x") + decision("t", table(shape), ["i_x"])), { decision: "t", inputs: { x } });
const three: TableShape["rules"] = [
  ["> 1", "1"],
  ["> 5", "5"],
  ["> 9", "9"],
];

test("every hit policy", () => {
  const prioritised = ["out=9, 5, 1"];
  assert.equal(run({ policy: "UNIQUE", rules: three }, 3).value, 1);
  const unique = run({ policy: "UNIQUE", rules: three }, 7);
  assert.equal(unique.value, null);
  assert.match(unique.errors.join(), /UNIQUE: rules 1, 2/);
  assert.deepEqual(unique.hits, { t: [1, 2] });
  assert.equal(
    run(
      {
        policy: "ANY",
        rules: [
          ["> 1", "1"],
          ["> 2", "1"],
        ],
      },
      3,
    ).value,
    1,
  );
  assert.match(run({ policy: "ANY", rules: three }, 7).errors.join(), /different outputs/);
  assert.equal(run({ policy: "FIRST", rules: three }, 10).value, 1);
  assert.equal(run({ policy: "PRIORITY", rules: three, outputs: prioritised }, 10).value, 9);
  assert.deepEqual(run({ policy: "RULE ORDER", rules: three }, 10).value, [1, 5, 9]);
  assert.deepEqual(run({ policy: "OUTPUT ORDER", rules: three, outputs: prioritised }, 10).value, [9, 5, 1]);
  assert.deepEqual(run({ policy: "COLLECT", rules: three }, 7).value, [1, 5]);
  assert.equal(run({ policy: "COLLECT/SUM", rules: three }, 10).value, 15);
  assert.equal(run({ policy: "COLLECT/MIN", rules: three }, 10).value, 1);
  assert.equal(run({ policy: "COLLECT/MAX", rules: three }, 10).value, 9);
  assert.equal(run({ policy: "COLLECT/COUNT", rules: three }, 10).value, 3);
});

test("no rule holds: defaults, else an empty list, 0 or null", () => {
  assert.equal(run({ policy: "UNIQUE", rules: three }, 0).value, null);
  assert.equal(run({ policy: "UNIQUE", rules: three, outputs: ["out==42"] }, 0).value, 42);
  assert.deepEqual(run({ policy: "COLLECT", rules: three }, 0).value, []);
  assert.deepEqual(run({ policy: "RULE ORDER", rules: three, outputs: ["out==42"] }, 0).value, [42]);
  assert.equal(run({ policy: "COLLECT/COUNT", rules: three }, 0).value, 0);
  assert.equal(run({ policy: "COLLECT/SUM", rules: three }, 0).value, null);
});

test("several outputs make a context, and are ordered column by column", () => {
  const shape: TableShape = {
    policy: "OUTPUT ORDER",
    outputs: ['level="high", "low"', "days=10, 20"],
    rules: [
      ["-", '"low"', "10"],
      ["-", '"high"', "20"],
      ["-", '"high"', "10"],
    ],
  };
  const high = { level: "high", days: 10 };
  assert.deepEqual(run(shape, 1).value, [high, { level: "high", days: 20 }, { level: "low", days: 10 }]);
  assert.deepEqual(run({ ...shape, policy: "PRIORITY" }, 1).value, high);
});

test("values outside the allowed ones are refused with a reason", () => {
  const bad = run({ policy: "UNIQUE", rules: [["-", "1"]], allowed: '"a", "b"' }, "c");
  assert.equal(bad.value, null);
  assert.match(bad.errors.join(), /"c" is not among "a", "b"/);
  const out = run({ policy: "UNIQUE", rules: [["-", "3"]], outputs: ["out=1, 2"] }, "c");
  assert.equal(out.value, null);
  assert.match(out.errors.join(), /3 is not among 1, 2/);
});

test("inputs are read by their type: dates from texts, structures, lists, allowed values", () => {
  const types = `<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues>${text('"a", "b"')}</allowedValues></itemDefinition>
    <itemDefinition name="tPerson"><itemComponent name="born on"><typeRef>date</typeRef></itemComponent><itemComponent name="kinds" isCollection="true"><typeRef>tKind</typeRef></itemComponent></itemDefinition>`;
  const age = decision("age", literal('years and months duration(p.born on, date("2026-01-01")).years'), ["i_p"], "number");
  const born = decision("born", literal("p.born on"), ["i_p"], "date");
  const definitions = model(types + input("p", "tPerson") + age + born);
  const given = { p: { "born on": "2000-06-30", kinds: ["a"] } };
  assert.deepEqual(evaluate(definitions, { inputs: given }), {
    value: { age: 25, born: "2000-06-30" },
    errors: [],
    hits: {},
  });
  assert.match(
    evaluate(definitions, { inputs: { p: { "born on": "2000-02-30" } } }).errors.join(),
    /expected a date, got a string "2000-02-30"/,
  );
  assert.match(evaluate(definitions, { inputs: { p: { kinds: ["a", "z"] } } }).errors.join(), /kinds\[2\].*not among the allowed/);
  assert.match(evaluate(definitions, { inputs: {} }).errors.join(), /input p is not given/);
  const one = model(types + input("k", "tKind") + decision("echo", literal("k"), ["i_k"]));
  assert.equal(evaluate(one, { decision: "echo", inputs: { k: ["a"] } }).value, "a");
});

test("required decisions are chained, each sees only what it requires", () => {
  const definitions = model(
    input("x", "number") +
      decision("c", literal("a + b"), ["d_a", "d_b"]) +
      decision("a", literal("x * 2"), ["i_x"]) +
      decision("b", literal("a + 1"), ["d_a"]) +
      decision("blind", literal("x + 1"), ["d_a"]),
  );
  const { value, errors } = evaluate(definitions, { inputs: { x: 3 } });
  assert.deepEqual(value, { c: 13, a: 6, b: 7, blind: null });
  assert.match(errors.join(), /blind: .*'x' not found/);
  assert.equal(evaluate(definitions, { decision: "d_c", inputs: { x: 3 } }).value, 13);
  assert.match(evaluate(definitions, { decision: "zz", inputs: {} }).errors.join(), /no decision zz; known: c, a, b, blind/);
});

test("knowledge models, invocations, and calls among them", () => {
  const knowledge = (name: string, parameters: string, body: string, requires: string[] = []) =>
    `<businessKnowledgeModel id="k_${name}" name="${name}"><encapsulatedLogic>${parameters
      .split(" ")
      .map((parameter) => `<formalParameter name="${parameter}" typeRef="number"/>`)
      .join("")}${body}</encapsulatedLogic>${needs(...requires)}</businessKnowledgeModel>`;
  const definitions = model(
    input("x", "number") +
      knowledge("twice", "n", literal("n * 2")) +
      knowledge("four", "n", literal("twice(twice(n))"), ["k_twice"]) +
      knowledge("fall", "n", literal("if n <= 1 then 1 else n * fall(n - 1)")) +
      knowledge("less", "a b", literal("a - b")) +
      knowledge("forever", "n", literal("forever(n)")) +
      decision("d", literal("four(x)"), ["i_x", "k_four"]) +
      decision("f", literal("fall(x)"), ["i_x", "k_fall"]) +
      decision("r", literal("forever(x)"), ["i_x", "k_forever"]) +
      decision("wrong", literal('twice("a")'), ["k_twice"]) +
      decision(
        "boxed",
        `<invocation>${literal("less")}<binding><parameter name="b"/>${literal("1")}</binding><binding><parameter name="a"/>${literal("x")}</binding></invocation>`,
        ["i_x", "k_less"],
      ) +
      decision("stray", `<invocation>${literal("less")}<binding><parameter name="z"/>${literal("1")}</binding></invocation>`, ["k_less"]),
  );
  const { value, errors } = evaluate(definitions, { inputs: { x: 5 } });
  assert.deepEqual(value, { d: 20, f: 120, r: null, wrong: null, boxed: 4, stray: null });
  assert.match(errors.join(), /stray: less has no parameter z/);
  assert.match(errors.join(), /wrong: n: expected a number, got a string "a"/);
  assert.match(errors.join(), /r: .*(deep|long)/);
});

test("boxed contexts, lists, relations, functions, conditionals, filters and loops", () => {
  const entry = (name: string, body: string) => `<contextEntry>${name && `<variable name="${name}"/>`}${body}</contextEntry>`;
  const rows = [1, 5].map((n) => `<row>${literal(`"r${n}"`)}${literal(String(n))}</row>`).join("");
  const definitions = model(
    decision("context", `<context>${entry("a b", literal("2"))}${entry("c", literal("a b + 1"))}</context>`) +
      decision("result", `<context>${entry("a", literal("2"))}${entry("", literal("a * 10"))}</context>`) +
      decision("list", `<list>${literal("1")}${literal('date("2024-01-01")')}</list>`) +
      decision("relation", `<relation><column name="id"/><column name="n" typeRef="number"/>${rows}</relation>`) +
      decision("large", `<filter><in>${literal("relation")}</in><match>${literal("n > 2")}</match></filter>`, ["d_relation"]) +
      decision("ids", `<for iteratorVariable="r"><in>${literal("relation")}</in><return>${literal("r.id")}</return></for>`, [
        "d_relation",
      ]) +
      decision("squares", `<for iteratorVariable="i"><in>${literal("[3..1)")}</in><return>${literal("i * i")}</return></for>`) +
      decision("all", `<every iteratorVariable="r"><in>${literal("relation")}</in><satisfies>${literal("r.n > 2")}</satisfies></every>`, [
        "d_relation",
      ]) +
      decision("any", `<some iteratorVariable="r"><in>${literal("relation")}</in><satisfies>${literal("r.n > 2")}</satisfies></some>`, [
        "d_relation",
      ]) +
      decision("branch", `<conditional><if>${literal("null")}</if><then>${literal("1")}</then><else>${literal("2")}</else></conditional>`) +
      decision(
        "function",
        `<context>${entry("add", `<functionDefinition><formalParameter name="p"/><formalParameter name="q"/>${literal("p + q")}</functionDefinition>`)}${entry("", literal("add(1, 2)"))}</context>`,
      ),
  );
  const { value, errors } = evaluate(definitions, { inputs: {} });
  assert.deepEqual(value, {
    context: { "a b": 2, c: 3 },
    result: 20,
    list: [1, "2024-01-01"],
    relation: [
      { id: "r1", n: 1 },
      { id: "r5", n: 5 },
    ],
    large: [{ id: "r5", n: 5 }],
    ids: ["r1", "r5"],
    squares: [9, 4],
    all: false,
    any: true,
    branch: 2,
    function: 3,
  });
  assert.deepEqual(errors, []);
});

test("decision services: by themselves, and called as functions", () => {
  const service = `<decisionService id="k_s" name="s"><outputDecision href="#d_b"/><encapsulatedDecision href="#d_b"/><inputDecision href="#d_a"/><inputData href="#i_x"/></decisionService>`;
  const definitions = model(
    input("x", "number") +
      decision("a", literal("x * 2"), ["i_x"]) +
      decision("b", literal("a + x"), ["d_a", "i_x"]) +
      decision("call", literal("s(1, 100)"), ["k_s"]) +
      service,
  );
  assert.deepEqual(evaluate(definitions, { inputs: { x: 5 } }).value, { a: 10, b: 15, call: 101, s: 15 });
  assert.equal(evaluate(definitions, { decision: "s", inputs: { x: 5, a: 1 } }).value, 6);
});

test("results are typed, temporal and JSON; a moment is given by the caller", () => {
  const definitions = model(
    decision("due", literal('date("2026-01-31") + duration("P1M")'), [], "date") +
      decision("span", literal('duration("PT36H")'), [], "days and time duration") +
      decision("mistyped", literal('"soon"'), [], "date") +
      decision("day", literal("today()"), [], "date"),
  );
  const { value, errors } = evaluate(definitions, { inputs: {}, now: "2026-09-24T08:00:00+08:00" });
  assert.deepEqual(value, { due: "2026-02-28", span: "P1DT12H", mistyped: null, day: "2026-09-24" });
  assert.match(errors.join(), /mistyped: value: expected a date, got a string "soon"/);
});

test("hostile logic ends with a reason", () => {
  const definitions = model(
    decision("endless", literal("for a in 1..2000, b in 1..2000, c in 1..2000 return a")) + decision("sound", literal("1 + 1")),
  );
  const { value, errors } = evaluate(definitions, { inputs: {} });
  assert.equal((value as Record<string, unknown>).endless, null);
  assert.match(errors.join(), /endless: .*too long/);
});

test("older versions of DMN are read", () => {
  for (const namespace of [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
  ]) {
    assert.equal(evaluate(model(decision("a", literal("1 + 1"), [], "feel:number"), namespace), { decision: "a", inputs: {} }).value, 2);
  }
});

test("all problems at once, each at its line and in both languages", () => {
  const found = problems(
    [
      decision("a", literal("1 +"), ["d_b"]),
      decision("b", literal("2"), ["d_a"]),
      decision("c", literal("1"), ["i_nowhere"], "tNowhere"),
      '<decision id="d_c" name="again"/>',
      decision(
        "t",
        '<decisionTable hitPolicy="SOMETIMES"><input><inputExpression><text>1</text></inputExpression></input><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable>',
      ),
      '<import namespace="u:x" name="x" importType="y"/>',
    ].join("\n"),
  );
  assert.ok(found.every(({ line, message }) => line > 0 && message.zh !== "" && message.en !== ""));
  const said = (line: number) =>
    found
      .filter((problem) => problem.line === line)
      .map(({ message }) => message.en)
      .join(" ");
  assert.match(said(3), /requires itself/);
  assert.match(said(4), /requires itself/);
  assert.match(said(5), /“tNowhere” is not defined.*“#i_nowhere” leads to no such element/);
  assert.match(said(6), /id “d_c” is taken \(line 5\)/);
  assert.match(said(7), /no hit policy “SOMETIMES”.*should be 1 cells/);
  assert.match(said(8), /Imports of y are not supported, only of DMN models/);
  const [feel] = problems(decision("a", `<literalExpression><text>\n\n1 + * 2</text></literalExpression>`));
  assert.equal(feel?.line, 5);
});

test("no file and no input throws", () => {
  for (const source of ["", "<a/>", "{}", "\u0000", '<definitions xmlns="u:x"/>']) assert.ok(!parseDmn(source, "x").ok);
  const definitions = model(
    `<itemDefinition name="tP"><itemComponent name="d"><typeRef>date</typeRef></itemComponent></itemDefinition>` +
      input("x") +
      input("p", "tP") +
      decision("t", table({ policy: "COLLECT/SUM", rules: three, allowed: "> 0" }), ["i_x"]) +
      decision("u", literal("p.d > date(x)"), ["i_p", "i_x"]),
  );
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withDate: true, withBigInt: true, withMap: true }), fc.jsonValue(), (x, p) => {
      const result = evaluate(definitions, { inputs: { x, p } });
      JSON.stringify(result);
    }),
  );
});

const folder = (files: Record<string, { namespace: string; imports?: Record<string, string>; body: string }>) =>
  parseDmnFiles(
    Object.fromEntries(
      Object.entries(files).map(([name, { namespace, imports = {}, body }]) => [
        name,
        `<definitions xmlns="${ns}" name="${name}" id="d" namespace="${namespace}">${Object.entries(imports)
          .map(([alias, of]) => `<import name="${alias}" namespace="${of}" importType="${ns}"/>`)
          .join("")}${body}</definitions>`,
      ]),
    ),
  );
const base = {
  namespace: "u:base",
  body:
    '<itemDefinition name="tAge"><typeRef>number</typeRef></itemDefinition>' +
    input("age", "tAge") +
    decision("adult", literal("age >= limit(1)"), ["i_age", "k_limit"], "boolean") +
    `<businessKnowledgeModel id="k_limit" name="limit"><encapsulatedLogic><formalParameter name="n"/>${literal("18 * n")}</encapsulatedLogic></businessKnowledgeModel>`,
};
const far = (element: "requiredDecision" | "requiredInput" | "requiredKnowledge", href: string) =>
  element === "requiredKnowledge"
    ? `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`
    : `<informationRequirement><${element} href="${href}"/></informationRequirement>`;
const using = (name: string, source: string, requirements: string, type = "") =>
  `<decision id="d_${name}" name="${name}"><variable name="${name}"${type && ` typeRef="${type}"`}/>${requirements}${literal(source)}</decision>`;

test("a file uses what it imports from the files beside it, by name, through others too", () => {
  const all = folder({
    "base.dmn": base,
    "middle.dmn": {
      namespace: "u:middle",
      imports: { b: "u:base" },
      body: using("told", 'if b.adult then "adult" else "child"', far("requiredDecision", "u:base#d_adult")),
    },
    "top.dmn": {
      namespace: "u:top",
      imports: { "the base": "u:base", m: "u:middle" },
      body:
        using("words", 'm.told + "!"', far("requiredDecision", "u:middle#d_told")) +
        using(
          "older",
          "the base.age + the base.limit(2)",
          far("requiredInput", "u:base#i_age") + far("requiredKnowledge", "u:base#k_limit"),
          "the base.tAge",
        ) +
        using("typed", "the base.age instance of the base.tAge", far("requiredInput", "u:base#i_age")),
    },
  });
  const top = all["top.dmn"];
  assert.ok(top?.ok, JSON.stringify(top));
  const { value, errors } = evaluate(top.definitions, { inputs: { "the base": { age: 20 } } });
  assert.deepEqual([value, errors], [{ words: "adult!", older: 56, typed: true }, []]);
  assert.equal(evaluate(top.definitions, { decision: "words", inputs: { "the base.age": 3 } }).value, "child!");
  assert.equal(evaluate(top.definitions, { decision: "the base.adult", inputs: { age: 18 } }).value, true);
});

test("an import that leads nowhere, in a circle or to a mistake is refused at its line", () => {
  const said = (name: string, files: Parameters<typeof folder>[0]): string => {
    const result = folder(files)[name];
    assert.ok(result && !result.ok);
    return result.problems.map(({ message }) => message.en).join(" ");
  };
  assert.match(
    said("a", { a: { namespace: "u:a", imports: { x: "u:x" }, body: "" } }),
    /No DMN file beside this one has the namespace “u:x”/,
  );
  const circle = { a: { namespace: "u:a", imports: { b: "u:b" }, body: "" }, b: { namespace: "u:b", imports: { a: "u:a" }, body: "" } };
  assert.match(said("a", circle), /circle|mistakes/);
  const wrong = { a: { namespace: "u:a", imports: { b: "u:b" }, body: "" }, b: { namespace: "u:b", body: using("x", "1 +", "") } };
  assert.match(said("a", wrong), /mistakes of its own/);
  const nowhere = {
    base,
    a: { namespace: "u:a", imports: { b: "u:base" }, body: using("x", "b.adult", far("requiredDecision", "u:base#d_none")) },
  };
  assert.match(said("a", nowhere), /“u:base#d_none” leads to no such element/);
});

test("boxed filters, quantifiers and types keep to FEEL's rules", () => {
  const loop = (kind: "some" | "every", list: string, test: string) =>
    `<${kind} iteratorVariable="x"><in>${literal(list)}</in><satisfies>${literal(test)}</satisfies></${kind}>`;
  const filtering = (list: string, match: string) => `<filter><in>${literal(list)}</in><match>${literal(match)}</match></filter>`;
  const definitions = model(
    `<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues>${text("[0..150]")}</allowedValues></itemDefinition>` +
      decision("second", filtering("[5, 6, 7]", "2")) +
      decision("last", filtering("[5, 6, 7]", "-1")) +
      decision("none", filtering("[]", "item > 1")) +
      decision("named", filtering("[{item: 1}, {item: 3}]", "item > 2")) +
      decision("open", loop("every", "[1, null]", "x > 0")) +
      decision("closed", loop("every", "[null, 0]", "x > 0")) +
      decision("found", loop("some", "[null, 3]", "x > 2")) +
      decision("unsure", loop("some", "[null, 1]", "x > 2")) +
      decision("typed", literal('[40 instance of tAge, 400 instance of tAge, "a" instance of tAge]')) +
      decision(
        "days",
        `<for iteratorVariable="d"><in>${literal('[@"2026-02-27"..@"2026-03-01"]')}</in><return>${literal("d.day + count(partial)")}</return></for>`,
      ),
  );
  assert.deepEqual(evaluate(definitions, { inputs: {} }).value, {
    second: 6,
    last: 7,
    none: [],
    named: [{ item: 3 }],
    open: null,
    closed: false,
    found: true,
    unsure: null,
    typed: [true, false, false],
    days: [27, 29, 3],
  });
});

test("numbers are decimal through tables, aggregation and JSON", () => {
  const cents: TableShape["rules"] = [
    ["> 0", "0.1"],
    ["> 0", "0.2"],
    ["> 0", "x * 1.1"],
  ];
  assert.equal(run({ policy: "COLLECT/SUM", rules: cents }, 3).value, 3.6);
  assert.equal(run({ policy: "UNIQUE", rules: [["0.3", '"same"']] }, 0.3).value, "same");
});
