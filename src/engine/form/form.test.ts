import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import {
  type Answers,
  apiSchema,
  compileForm,
  counted,
  type Form,
  next,
  reachable,
  readPage,
  validateAll,
  validatePage,
  withPage,
} from "./index.ts";

const source = `
schema:
  type: object
  required: [name, area, kind, code, since, outside]
  properties:
    name: { type: string, minLength: 2, maxLength: 10 }
    area: { type: number, exclusiveMinimum: 0, maximum: 100000, multipleOf: 0.5 }
    kind: { type: string, enum: [new, old] }
    uses: { type: array, items: { type: string, enum: [a, b, c] }, minItems: 1, uniqueItems: true }
    code: { type: string, format: uscc }
    id: { type: string, format: resident-id }
    phone: { type: string, format: cn-phone }
    mail: { type: string, format: email }
    since: { type: string, format: date }
    outside: { type: boolean }
    why: { type: string, minLength: 3, maxLength: 500 }
    place: { type: string, pattern: "^[A-Z]{2}-[0-9]+$" }
    origin: { type: string }
fields:
  name: { label: { zh: 名称, en: Name } }
  area: { label: { zh: 面积, en: Area }, unit: { zh: 平方米, en: square metres }, errors: { maximum: { zh: 太大了, en: Too big } } }
  kind: { label: { zh: 种类？, en: "Which kind?" }, options: { new: { zh: 新, en: New }, old: { zh: 旧, en: Old } } }
  uses: { label: { zh: 用途, en: Uses }, options: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B }, c: { zh: 丙, en: C } } }
  code: { label: { zh: 代码, en: Code }, class: sensitive }
  id: { label: { zh: 证件, en: Id }, class: personal }
  phone: { label: { zh: 电话, en: Telephone } }
  mail: { label: { zh: 邮箱, en: Email }, autocomplete: email }
  since: { label: { zh: 日期, en: Since } }
  outside: { label: { zh: 室外, en: Outside } }
  why: { label: { zh: 原因, en: Why } }
  place: { label: { zh: 位置, en: Place }, examples: [AB-1] }
  origin: { label: { zh: 来源, en: Origin }, hidden: true }
pages:
  - { id: seen, title: { zh: 登记, en: Register }, from: licence }
  - { id: first, title: { zh: 一, en: One }, fields: [name, area, kind] }
  - { id: uses, title: { zh: 二, en: Two }, fields: [uses, code, id, phone, mail], when: 'area >= 100 and registered' }
  - { id: when, title: { zh: 三, en: Three }, fields: [since, outside] }
  - { id: why, title: { zh: 四, en: Four }, fields: [why], when: 'since < date("2020-01-01") and list contains(uses, "a")' }
  - { id: place, title: { zh: 五, en: Five }, fields: [place] }
`;
const form: Form = (() => {
  const compiled = compileForm(source);
  assert.ok(compiled.ok, compiled.ok ? "" : JSON.stringify(compiled.problems));
  return compiled.form;
})();
const context = { facts: { registered: true }, today: "2026-09-24" };
const code = "91110105MA0000000Y";
const full: Answers = { name: "甲店", area: 120, kind: "new", uses: ["a"], code, since: "2019-05-01", outside: false, why: "因为如此" };
const rules = (yaml: string): string[] => {
  const compiled = compileForm(yaml);
  return compiled.ok ? [] : compiled.problems.map(({ rule, line }) => `${rule}@${line}`);
};
const said = (answers: Answers, pointer: string) =>
  validateAll(form, answers, context).find((problem) => problem.pointer === pointer)?.message.en;

test("widgets follow from the schema, and the form is plain JSON", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(form)), form);
  const widgets = Object.fromEntries(Object.entries(form.fields).map(([name, { widget }]) => [name, widget]));
  assert.deepEqual(widgets, {
    name: "text",
    area: "number",
    kind: "radios",
    uses: "checkboxes",
    code: "identifier",
    id: "identifier",
    phone: "phone",
    mail: "email",
    since: "date",
    outside: "yes-no",
    why: "textarea",
    place: "text",
    origin: "text",
  });
  assert.equal(form.fields.name?.required, true);
  assert.equal(form.fields.place?.required, false);
});

test("pages are reached by facts and earlier answers only", () => {
  assert.deepEqual(reachable(form, full, context), ["seen", "first", "uses", "when", "why", "place"]);
  assert.deepEqual(reachable(form, full, {}), ["seen", "first", "when", "place"]);
  assert.deepEqual(reachable(form, { ...full, area: 50 }, context), ["seen", "first", "when", "place"]);
  assert.equal(counted(form, { ...full, area: 50 }, context).code, undefined);
  assert.equal(counted(form, { ...full, area: 50 }, context).why, undefined);
  assert.equal(counted(form, { ...full, origin: "x" }, context).origin, "x");
  // A fact with the name of a later field does not betray its answer.
  assert.deepEqual(reachable(form, {}, { facts: { area: 500, registered: true } }), ["seen", "first", "when", "place"]);
});

test("next: the page after one, or the first that is not answered", () => {
  assert.equal(next(form, {}, context), "first");
  assert.equal(next(form, {}, context, "seen"), "first");
  assert.equal(next(form, { area: 120 }, context, "first"), "uses");
  assert.equal(next(form, { area: 20 }, context, "first"), "when");
  assert.equal(next(form, full, context, "place"), "check");
  assert.equal(next(form, full, context), "check");
  assert.equal(next(form, { ...full, code: "x" }, context), "uses");
});

test("what people type becomes typed answers", () => {
  const first = (raw: Record<string, string>) => readPage(form, "first", raw);
  assert.deepEqual(first({ name: " 𠀀店\u200b ", area: "１，２３４．５ 平方米", kind: "new" }), {
    ok: true,
    answers: { name: "𠀀店", area: 1234.5, kind: "new" },
    problems: [],
  });
  for (const [typed, read] of Object.entries({
    "1 234": 1234,
    "12,345,678.5": 12345678.5,
    "-3": -3,
    "+7": 7,
    ".5": 0.5,
    "007": 7,
    "300 Square Metres": 300,
  })) {
    assert.equal(first({ area: typed }).answers.area, read, typed);
  }
  for (const typed of ["12,34", "1e9", "Infinity", "0x10", "三百", "1.2.3", "--1", "12345678901234567", "平方米"]) {
    assert.equal(first({ area: typed }).ok, false, typed);
  }
  assert.deepEqual(first({ name: "", area: " ", kind: "" }), { ok: true, answers: {}, problems: [] });
  assert.equal(first({ kind: "other" }).problems[0]?.field, "kind");
  const when = (year: string, month: string, day: string) =>
    readPage(form, "when", { "since-year": year, "since-month": month, "since-day": day });
  assert.equal(when("２０２４", "2月", "29").answers.since, "2024-02-29");
  assert.match(when("2023", "2", "29").problems[0]?.message.en ?? "", /no such day/);
  assert.match(when("2023", "", "").problems[0]?.message.en ?? "", /no month and day/);
  assert.match(when("23", "1", "1").problems[0]?.message.en ?? "", /year of four/);
  assert.equal(readPage(form, "when", { since: "2024年2月9日" }).answers.since, "2024-02-09");
  assert.equal(readPage(form, "when", { outside: "no" }).answers.outside, false);
  const uses = readPage(form, "uses", {
    uses: ["c", "a", "a", ""],
    code: " 91110105-ma0000000ｙ",
    phone: "138 0013 8000",
    mail: "Ａ@b.cn",
  });
  assert.deepEqual(uses.answers, { uses: ["a", "c"], code, phone: "13800138000", mail: "A@b.cn" });
  assert.equal(readPage(form, "why", { why: "一\r\n二\r\n" }).answers.why, "一\n二");
  assert.deepEqual(readPage(form, "nowhere", { name: "x" }).answers, {});
});

test("characters that nothing can hold are refused, those outside the BMP are not", () => {
  for (const bad of ["a\u0000b", "a\ud800", "\udc00a", "a\u0007", "a\uffff"]) {
    assert.match(readPage(form, "first", { name: bad }).problems[0]?.message.en ?? "", /cannot be kept/);
  }
  assert.equal(readPage(form, "first", { name: "𬘬👩‍👧" }).answers.name, "𬘬👩‍👧");
});

test("leaving a field empty takes its answer away", () => {
  assert.deepEqual(withPage(form, { name: "ab", area: 5, why: "x" }, "first", { area: 6 }), { why: "x", area: 6 });
});

test("sound answers have no problem; a page has only its own", () => {
  assert.deepEqual(validateAll(form, full, context), []);
  assert.deepEqual(
    validatePage(form, "when", {}, context).map(({ pointer }) => pointer),
    ["/since", "/outside"],
  );
  assert.deepEqual(validatePage(form, "uses", { area: 5 }, context), []);
  // The code is required, but its page is not reached.
  assert.equal(said({ ...full, area: 50, code: null }, "/code"), undefined);
});

test("messages say what is wrong and how to put it right, in both languages", () => {
  assert.equal(said({}, "/name"), "Fill in “Name”.");
  assert.equal(said({}, "/kind"), "Choose an answer to “Which kind”.");
  assert.equal(said({ name: "𠀀" }, "/name"), "“Name” has 1 character and needs at least 2. Add 1 or more.");
  assert.match(said({ name: "x".repeat(12) }, "/name") ?? "", /Shorten it by 2/);
  assert.match(said({ area: 0 }, "/area") ?? "", /more than 0/);
  assert.equal(said({ area: 200000 }, "/area"), "Too big");
  assert.match(said({ area: "5" }, "/area") ?? "", /must be a number/);
  assert.match(said({ kind: "x" }, "/kind") ?? "", /New, Old/);
  assert.match(said({ ...full, uses: ["z"] }, "/uses/0") ?? "", /A, B, C/);
  assert.match(said({ ...full, code: code.slice(1) }, "/code") ?? "", /18/);
  assert.match(said({ ...full, phone: "1380013800" }, "/phone") ?? "", /11 digits; this one has 10/);
  assert.match(said({ ...full, mail: "x" }, "/mail") ?? "", /name@example.com/);
  assert.match(said({ since: "2024-02-30" }, "/since") ?? "", /real date/);
  assert.match(said({ place: "?" }, "/place") ?? "", /for example AB-1/);
  assert.match(said({ "a/b~": 1 }, "/a~1b~0") ?? "", /no field “a\/b~”/);
  for (const { message } of validateAll(form, { name: "x", area: -1, kind: 3, zz: null }, context)) assert.ok(message.zh && message.en);
});

test("a birth date after today is refused when today is known", () => {
  const id = "11010519491231002X";
  assert.equal(said({ ...full, id }, "/id"), undefined);
  assert.ok(validateAll(form, { ...full, id }, { ...context, today: "1940-01-01" }).some(({ pointer }) => pointer === "/id"));
});

test("the schema for programs holds acceptable examples", () => {
  const schema = apiSchema(form);
  const [example] = schema.examples as Answers[];
  assert.ok(example);
  assert.deepEqual(validateAll(form, example, {}), []);
  assert.deepEqual(schema.required, ["name", "area", "kind", "since", "outside"]);
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  for (const format of ["uscc", "resident-id", "cn-phone"]) ajv.addFormat(format, true);
  const validate = ajv.compile(schema);
  assert.ok(validate(example), JSON.stringify(validate.errors));
  const { code: described } = schema.properties as Record<string, { examples: string[] }>;
  assert.deepEqual(validateAll(form, { ...full, code: described?.examples[0] ?? "" }, context), []);
});

test("a form that is wrong is refused with every problem at its place", () => {
  const change = (from: string, to: string): string[] => {
    assert.ok(source.includes(from), from);
    return rules(source.replace(from, to));
  };
  assert.deepEqual(change("unit: {", "unitt: {"), ["format@21"]);
  assert.deepEqual(change("en: Name }", "en: '' }"), ["format@20"]);
  assert.deepEqual(change("  area: { label", "  name: { label"), ["format@21"]);
  assert.deepEqual(change("type: number, excl", "type: numbers, excl"), ["schema@7"]);
  assert.deepEqual(change("exclusiveMinimum: 0", "exclusiveMinimum: x"), ["schema@7"]);
  assert.deepEqual(change("format: uscc", "format: nothing"), ["schema@10"]);
  assert.deepEqual(change("[A-Z]{2}-[0-9]+", "([A-Z]+)+"), ["schema@17"]);
  assert.deepEqual(change("outside]", "outsid]"), ["schema@4"]);
  assert.deepEqual(change("old: { zh: 旧, en: Old }", "odd: { zh: 旧, en: Odd }"), ["options@22", "options@22"]);
  assert.deepEqual(change("autocomplete: email", "widget: date"), ["widget@27"]);
  assert.deepEqual(change("errors: { maximum", "errors: { maxLength"), ["errors@21"]);
  assert.deepEqual(change("examples: [AB-1]", "examples: [AB-1, ab]"), ["examples@31"]);
  assert.deepEqual(change("fields: [place]", "fields: [place, name, nobody, origin]"), [
    "page-twice@39",
    "field-unknown@39",
    "page-twice@39",
  ]);
  assert.deepEqual(change(", fields: [place]", ""), ["page-none@31", "page-empty@39"]);
  assert.deepEqual(change("id: place,", "id: check,"), ["page-twice@39"]);
  assert.deepEqual(change("area >= 100 and registered", "area >= and registered"), ["when@36"]);
  assert.deepEqual(change("area >= 100 and registered", "since > area"), ["when-later@36"]);
  assert.deepEqual(change("  origin: { label", "  origins: { label"), ["field-missing@18", "field-unknown@32"]);
  assert.ok(rules("").length > 0 && rules("a: [").length > 0 && rules("- 1").length > 0);
});

const names = Object.keys(form.fields);
const anyAnswers = fc.oneof(
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue()),
  fc.record(
    {
      name: fc.string({ unit: "binary" }),
      area: fc.double(),
      kind: fc.constantFrom("new", "old"),
      uses: fc.subarray(["a", "b", "c"]),
      since: fc.constantFrom("2019-01-01", "2024-01-01", "x"),
      why: fc.string(),
    },
    { requiredKeys: [] },
  ),
) as fc.Arbitrary<Answers>;

test("counting twice is counting once, and only what is reached counts", () => {
  fc.assert(
    fc.property(anyAnswers, fc.boolean(), (answers, registered) => {
      const here = { facts: { registered } };
      const once = counted(form, answers, here);
      assert.deepEqual(counted(form, once, here), once);
      assert.deepEqual(reachable(form, once, here), reachable(form, answers, here));
      const pages = reachable(form, answers, here);
      const shown = form.pages.filter(({ id }) => pages.includes(id)).flatMap(({ fields }) => fields);
      assert.ok(Object.keys(once).every((name) => shown.includes(name) || form.fields[name]?.hidden));
    }),
  );
});

test("no answers, no raw page and no text throws; every problem has both languages", () => {
  fc.assert(
    fc.property(anyAnswers, fc.dictionary(fc.string(), fc.jsonValue()), (answers, facts) => {
      for (const { message } of validateAll(form, answers, { facts })) assert.ok(message.zh && message.en);
      next(form, answers, { facts });
    }),
  );
  const rawNames = fc.oneof(fc.constantFrom(...names, "since-year", "since-month", "since-day", "__proto__"), fc.string());
  const rawText = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.dictionary(rawNames, fc.oneof(rawText, fc.array(rawText))), (raw) => {
      for (const { id } of form.pages) validatePage(form, id, readPage(form, id, raw).answers, context);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void compileForm(text)));
});
