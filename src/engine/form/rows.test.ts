// Lists of groups: the same questions as often as they are needed, read from a page and held against their schema.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apiSchema, compileForm, examine, type RawPage, readPage } from "./index.ts";

const source = (more: { what?: string; carrier?: string; page?: string; rows?: string } = {}) => `
schema:
  type: object
  required: [title]
  properties:
    title: { type: string, minLength: 2 }
    steps:
      type: array
      maxItems: 3
      items:
        type: object
        required: [what, carrier]
        additionalProperties: false
        properties:
          what: ${more.what ?? "{ type: string, minLength: 2 }"}
          carrier: { type: string, enum: [a, b] }
          due: { type: string, format: date }
fields:
  title: { label: { zh: 题目, en: Title } }
  steps:
    label: { zh: 步骤, en: Steps }
    hidden: true
${
  more.rows ??
  `    rows:
      what: { label: { zh: 做什么, en: What } }
      carrier: { label: { zh: 谁来做, en: Who }, ${more.carrier ?? "options: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B } }"} }
      due: { label: { zh: 何时, en: When } }`
}
pages:
  - { id: what, title: { zh: 什么, en: What }, fields: [title${more.page ?? ""}] }
`;
const made = compileForm(source());
assert.ok(made.ok, JSON.stringify(made));
const { form } = made;
const read = (raw: RawPage) => readPage({ ...form, pages: [{ id: "task", title: { zh: "", en: "" }, fields: ["steps"] }] }, "task", raw);

test("each question has its widget; the groups that say something are read in order, whatever their numbers", () => {
  assert.equal(form.fields.steps?.widget, "rows");
  assert.deepEqual(
    Object.entries(form.fields.steps?.rows ?? {}).map(([name, { widget, required }]) => [name, widget, required]),
    [
      ["what", "text", true],
      ["carrier", "radios", true],
      ["due", "date", false],
    ],
  );
  const raw = {
    "steps.10.what": "第二件",
    "steps.10.carrier": "b",
    "steps.2.what": " 第一件 ",
    "steps.2.carrier": "a",
    "steps.2.due-year": "2026",
    "steps.2.due-month": "12",
    "steps.2.due-day": "1",
    "steps.3.what": "",
    "steps.3.due-day": " ",
    "steps.x.what": "x",
  };
  assert.deepEqual(read(raw).answers.steps, [
    { what: "第一件", carrier: "a", due: "2026-12-01" },
    { what: "第二件", carrier: "b" },
  ]);
  assert.deepEqual(read({ "steps.0.what": "" }).answers, {});
});

test("what is wrong is told by group and question, in words about that question", () => {
  const bad = read({ "steps.0.what": "好的", "steps.0.carrier": "a", "steps.4.what": "好的", "steps.4.carrier": "c" });
  assert.deepEqual(
    bad.problems.map(({ pointer, field }) => [pointer, field]),
    [["/steps/1/carrier", "steps.1.carrier"]],
  );
  const said = (steps: object[]) =>
    examine(form, { title: "题目", steps } as never).problems.map(({ pointer, message }) => [pointer, message.zh]);
  assert.deepEqual(
    said([{ what: "好的", carrier: "a" }, { what: "好" }]).map(([pointer]) => pointer),
    ["/steps/1/carrier", "/steps/1/what"],
  );
  assert.match(said([{ what: "好的" }])[0]?.[1] ?? "", /谁来做/);
  assert.deepEqual(said([{ what: "好的", carrier: "a" }]), []);
  const four = Array.from({ length: 4 }, () => ({ what: "好的", carrier: "a" }));
  assert.deepEqual(
    said(four).map(([pointer]) => pointer),
    ["/steps"],
  );
});

test("on a page for applicants a list stands alone and has an end; its groups are told apart, their formats held", () => {
  const text = source({ page: "" }).replace("    hidden: true\n", "    entry: { zh: 步骤, en: Step }\n");
  const listed = (pages: string, from = text) => compileForm(`${from}${pages}`);
  const faults = (compiled: ReturnType<typeof compileForm>) => (compiled.ok ? [] : compiled.problems.map(({ rule, line }) => [rule, line]));
  const alone = "  - { id: steps, title: { zh: 步骤, en: Steps }, fields: [steps] }\n";
  assert.deepEqual(faults(listed(alone)), []);
  assert.deepEqual(faults(listed(alone.replace("fields:", "from: x, fields:"))), [["widget", 29]]);
  assert.deepEqual(faults(listed(alone, text.replace("maxItems: 3", "minItems: 1"))), [["schema", 8]]);
  assert.deepEqual(
    faults(listed("  - { id: more, title: { zh: 更多, en: More }, fields: [other, steps] }\n")).map(([rule]) => rule),
    ["field-unknown", "widget"],
  );
  const held = compileForm(
    `${text.replace("          what: { type: string, minLength: 2 }", "          what: { type: string, format: uscc }")}${alone}`,
  );
  assert.ok(held.ok, JSON.stringify(held));
  const said = examine(held.form, {
    title: "题目",
    steps: [
      { what: "91110105MA0000000Y", carrier: "a" },
      { what: "91110105MA0000000A", carrier: "a" },
    ],
  } as never);
  assert.deepEqual(
    said.problems.map(({ pointer }) => pointer),
    ["/steps/1/what"],
  );
  assert.match(said.problems[0]?.message.en ?? "", /^Entry 2: /);
});

test("hidden groups stand on no page, groups hold simple answers only, and each question is checked at its own place", () => {
  const faults = (more: Parameters<typeof source>[0]) => {
    const compiled = compileForm(source(more));
    return compiled.ok ? [] : compiled.problems.map(({ rule, line }) => [rule, line]);
  };
  assert.deepEqual(
    faults({ page: ", steps" })
      .map(([rule]) => rule)
      .sort(),
    ["page-twice", "widget"],
  );
  assert.deepEqual(faults({ what: "{ type: array, items: { type: string, enum: [a] } }" }), [["schema", 8]]);
  assert.deepEqual(faults({ what: '{ type: string, pattern: "^(a+)+$" }' }), [["schema", 15]]);
  assert.deepEqual(faults({ carrier: "options: { a: { zh: 甲, en: A } }" }), [["options", 25]]);
  assert.deepEqual(faults({ rows: "" }), [["field-missing", 20]]);
  assert.deepEqual(
    faults({ rows: "    rows: { what: { label: { zh: 做什么, en: What } } }" }).map(([rule]) => rule),
    ["field-missing", "field-missing"],
  );
});

test("programs are told the groups by their schema", () => {
  const { properties } = apiSchema(form) as { properties: { steps: { items: { required: string[] } } } };
  assert.deepEqual(properties.steps.items.required, ["what", "carrier"]);
});
