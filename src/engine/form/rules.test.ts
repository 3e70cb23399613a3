// Rules over several answers: refused at one field in words of the form's own, on its page and in the whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compileForm, examine, validatePage } from "./index.ts";

const source = (rule: string) => `
schema:
  type: object
  required: [kind]
  properties:
    kind: { type: string, enum: [request, report] }
    to: { type: array, items: { type: string, enum: [a, b] } }
    from: { type: string, format: date }
    until: { type: string, format: date }
fields:
  kind: { label: { zh: 文种, en: Kind }, options: { request: { zh: 请示, en: Request }, report: { zh: 报告, en: Report } } }
  to: { label: { zh: 主送, en: To }, options: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B } } }
  from: { label: { zh: 起, en: From } }
  until: { label: { zh: 止, en: Until } }
pages:
  - { id: what, title: { zh: 什么, en: What }, fields: [kind] }
  - { id: whom, title: { zh: 给谁, en: Whom }, fields: [to], when: 'kind = "request"' }
  - { id: days, title: { zh: 何时, en: When }, fields: [from, until] }
rules:
${rule}
  - { wrong: until != null and until < from, at: until, message: { zh: 止早于起, en: It ends before it begins } }
`;
const one = `  - { wrong: 'kind = "request" and count(to) > most', at: to, message: { zh: 只写一个, en: One only } }`;
const made = compileForm(source(one));
assert.ok(made.ok);
const { form } = made;
const facts = { most: 1 };
const said = (answers: Record<string, never>) =>
  examine(form, answers, { facts }).problems.map(({ pointer, message }) => `${pointer} ${message.en}`);
const answers = (given: object) => given as Record<string, never>;

test("a rule sees facts and the answers that count, dates as dates, and speaks at its field", () => {
  assert.deepEqual(said(answers({ kind: "request", to: ["a", "b"] })), ["/to One only"]);
  assert.deepEqual(said(answers({ kind: "request", to: ["a"] })), []);
  assert.deepEqual(said(answers({ kind: "report", to: ["a", "b"] })), [], "an answer on a page that is not reached counts for nothing");
  assert.deepEqual(said(answers({ kind: "report", from: "2026-10-13", until: "2026-10-12" })), ["/until It ends before it begins"]);
  assert.deepEqual(said(answers({ kind: "report", until: "2026-10-12" })), [], "what cannot be worked out is not wrong");
});

test("a field that is wrong by itself says that, and not the rule as well; a page says its own", () => {
  assert.equal(said(answers({ kind: "report", from: "2026-10-13", until: "2026-02-30" })).length, 1);
  const page = (id: string) => validatePage(form, id, answers({ kind: "request", to: ["a", "b"] }), { facts }).map(({ field }) => field);
  assert.deepEqual([page("what"), page("whom"), page("days")], [[], ["to"], []]);
});

test("a rule that cannot be read, or speaks at no field, is refused with its line", () => {
  for (const rule of [one.replace("at: to", "at: nobody"), one.replace("count(to) >", "count(to >")]) {
    const compiled = compileForm(source(rule));
    assert.deepEqual(compiled.ok ? [] : compiled.problems.map(({ rule: which, line }) => [which, line]), [["rule", 20]]);
  }
});
