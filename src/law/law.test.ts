import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { problemLine } from "../platform/yaml/index.ts";
import { articleInForce, cite, loadLaw, parseLaws, standing } from "./index.ts";

const shipped = loadLaw(fileURLToPath(new URL("../../law", import.meta.url)));

test("the laws that are shipped can be read", () => {
  assert.deepEqual(shipped.problems, []);
  assert.ok(shipped.laws.size >= 8);
});

test("an article is cited with its wording where that is at hand", () => {
  const joint = cite(shipped.laws, "licensing-law/42");
  assert.match(joint?.text ?? "", /四十五日.*延长十五日/s);
  assert.equal(joint?.article, "42");
  assert.equal(cite(shipped.laws, "food-safety-law/35")?.text, undefined);
  assert.equal(cite(shipped.laws, "licensing-law/4200"), undefined);
});

test("how an article stands depends on the day", () => {
  const { laws } = parseLaws({
    "old.yaml":
      'id: old\ntitle: { zh: 旧, en: Old }\nsource: x\nin-force: { from: 2010-01-01, to: 2020-12-31 }\narticles: { "1": { text: 一 }, "2": { text: 二, in-force: { from: 2015-01-01, to: 2016-01-01 } }, "3": {} }\n',
  });
  assert.equal(standing(laws, "old/1", "2009-12-31"), "not-yet");
  assert.equal(standing(laws, "old/1", "2010-01-01"), "in-force");
  assert.equal(standing(laws, "old/1", "2020-12-31"), "in-force");
  assert.equal(standing(laws, "old/1", "2021-01-01"), "no-longer");
  assert.equal(standing(laws, "old/2", "2014-06-01"), "not-yet");
  assert.equal(standing(laws, "old/2", "2017-06-01"), "no-longer");
  assert.equal(standing(laws, "old/3", "2017-06-01"), "no-text");
  assert.equal(articleInForce(laws, "old/3", "2017-06-01"), true);
  assert.equal(standing(laws, "old/constructor", "2017-06-01"), "unknown-article");
  assert.equal(standing(laws, "new/1", "2017-06-01"), "unknown-law");
});

test("a law that is not one is told at its line", () => {
  const { problems, laws } = parseLaws({
    "law/a.yaml": 'id: a\ntitle: { zh: 甲, en: A }\nsource: x\nin-force: { from: soon }\narticles: { "1": {} }\n',
    "law/b.yaml": "id: c\ntitle: { zh: 甲, en: A }\nsource: x\nin-force: { from: 2020-01-01 }\narticles: {}\n",
  });
  assert.deepEqual(
    problems.map((problem) => problemLine(problem)),
    ['law/a.yaml:4: "in-force.from" must be a date such as 2026-09-24.', "law/b.yaml:1: The file must be named c.yaml."],
  );
  assert.equal(laws.size, 0);
});
