// What a pack asks in a task: every widget shown, sent as a browser sends it, and read again as the same answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "preact";
import { compileForm } from "../../engine/form/index.ts";
import { formFields } from "../../platform/http/index.ts";
import { type PageSetting, renderPart } from "../../platform/page/index.ts";
import { PackField, rawFrom, rawOf, readFields, sentName } from "./field.tsx";

const label = (zh: string) => `{ zh: ${zh}, en: ${zh} }`;
const source = `
schema:
  type: object
  required: [line]
  properties:
    line: { type: string, maxLength: 40 }
    lines: { type: string, maxLength: 4000 }
    size: { type: number }
    day: { type: string, format: date }
    one: { type: string, enum: [a, b] }
    many: { type: array, items: { type: string, enum: [x, y, z] } }
    pick: { type: string, enum: [a, b] }
    yes: { type: boolean }
    code: { type: string, format: uscc }
    tel: { type: string, format: phone }
    mail: { type: string, format: email }
fields:
  line: { label: ${label("一行")} }
  lines: { label: ${label("几行")} }
  size: { label: ${label("面积")}, unit: { zh: 平方米, en: square metres } }
  day: { label: ${label("日期")} }
  one: { label: ${label("单选")}, options: { a: ${label("甲")}, b: ${label("乙")} } }
  many: { label: ${label("多选")}, options: { x: ${label("甲")}, y: ${label("乙")}, z: ${label("丙")} } }
  pick: { label: ${label("下拉")}, widget: select, options: { a: ${label("甲")}, b: ${label("乙")} } }
  yes: { label: ${label("是否")} }
  code: { label: ${label("代码")} }
  tel: { label: ${label("电话")} }
  mail: { label: ${label("邮箱")} }
pages:
  - { id: all, title: ${label("全部")}, fields: [line, lines, size, day, one, many, pick, yes, code, tel, mail] }
`;
const compiled = compileForm(source);
assert.ok(compiled.ok, JSON.stringify(compiled));
const { form } = compiled;
const names = Object.keys(form.fields);
const setting: PageSetting = {
  lang: "zh",
  path: "/",
  zone: "Asia/Shanghai",
  large: false,
  assets: { portal: "", workbench: "", script: "", icon: "", keep: "", offline: "" },
};
const answers = {
  line: "第一行 <b>",
  lines: "一\n二",
  size: 12.5,
  day: "2026-09-24",
  one: "b",
  many: ["x", "z"],
  pick: "a",
  yes: false,
  code: "91980102MA0000015N",
  tel: "13800138000",
  mail: "a@example.org",
};

test("answers stand in their fields as they are", () => {
  const raw = rawFrom(answers);
  const html = names.map((name) => renderPart(h(PackField, { form, name, raw }), setting)).join("");
  for (const part of ['value="第一行 &lt;b>"', ">一\n二</textarea>", 'value="12.5"', 'value="2026"', 'value="91980102MA0000015N"'])
    assert.ok(html.includes(part), part);
  assert.match(html, /name="f\.one"[^>]*value="b"[^>]*checked/);
  assert.match(html, /value="x"[^>]*checked[\s\S]*value="z"[^>]*checked/);
  assert.match(html, /value="no"[^>]*checked/);
  assert.match(html, /<option value="a" selected/);
  assert.doesNotMatch(html, /undefined/);
});

test("what a browser sends is read as the same answers", () => {
  const pairs: [string, string][] = [
    ...Object.entries(answers).flatMap(([name, value]): [string, string][] => {
      if (name === "day") return [];
      if (name === "yes") return [[sentName(name), "no"]];
      return [value].flat().map((one): [string, string] => [sentName(name), String(one)]);
    }),
    [sentName("day.year"), "2026"],
    [sentName("day.month"), "9"],
    [sentName("day.day"), "24"],
    ["words", "not a field"],
  ];
  const read = readFields(form, names, rawOf(formFields(pairs)));
  assert.deepEqual(read.problems, []);
  assert.deepEqual({ ...read.answers }, answers);
});

test("what cannot be read is named, and stays as it was typed", () => {
  const raw = rawOf(
    formFields([
      [sentName("size"), "viel"],
      [sentName("day.year"), "2026"],
      [sentName("day.month"), "13"],
      [sentName("day.day"), "1"],
      [sentName("one"), "c"],
    ]),
  );
  const read = readFields(form, ["size", "day", "one"], raw);
  assert.deepEqual(
    read.problems.map(({ field }) => field),
    ["size", "day", "one"],
  );
  assert.match(renderPart(h(PackField, { form, name: "size", raw }), setting), /value="viel"/);
  assert.match(renderPart(h(PackField, { form, name: "day", raw }), setting), /value="13"/);
});
