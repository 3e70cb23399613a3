import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { cityFolder } from "../../../test/support/city.ts";
import { root } from "../../config.ts";
import { classify, dueOn, filePlanIn } from "./plan.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-plan-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const read = (source: string) => {
  writeFileSync(join(folder, "file-plan.yaml"), source);
  return filePlanIn(folder);
};

test("every mistake of a plan is named at its line", () => {
  const wrong = read(`classes:
  - id: one
    code: AA
    title: { zh: 甲, en: One }
    falls:
      - { pack: a }
      - { pack: a, when: { kind: [x] } }
  - id: one
    code: AA
    title: { zh: 乙, en: Two }
otherwise: three
`);
  assert.ok(!wrong.ok);
  assert.deepEqual(
    wrong.problems.map(({ line, message }) => [line, message.en]),
    [
      [7, "an earlier line already takes all of a"],
      [8, "the class one is there twice"],
      [9, "the code AA is another class's"],
      [11, "there is no class three"],
    ],
  );
  const shape = read("classes:\n  - { id: one, code: a1, title: { zh: 甲, en: One } }\notherwise: one\n");
  assert.ok(!shape.ok);
  assert.deepEqual(
    shape.problems.map(({ line, message }) => [line, message.en]),
    [[2, '"classes.0.code" must be two to four capital letters.']],
  );
});

test("the first line that fits counts; what an officer fixed counts before it, the pack's own retention after", () => {
  const plan = read(`classes:
  - id: one
    code: AA
    title: { zh: 甲, en: One }
    falls:
      - { pack: a, when: { kind: [x, y], urgent: [true] }, retention: permanent }
      - { pack: a, when: { kind: [x] }, retention: 10 years }
  - { id: two, code: BB, title: { zh: 乙, en: Two }, falls: [{ pack: a }] }
  - { id: rest, code: ZZ, title: { zh: 其他, en: Rest } }
otherwise: rest
`);
  assert.ok(plan.ok);
  const of = (pack: string, facts: Record<string, unknown>, given = {}) => {
    const found = classify(plan.plan, { pack, facts, retention: "30 years", given });
    return `${found.class.id} ${found.retention}`;
  };
  assert.equal(of("a", { kind: "y", urgent: true }), "one permanent");
  assert.equal(of("a", { kind: "x", urgent: false }), "one 10 years");
  assert.equal(of("a", { kind: "y" }), "two 30 years");
  assert.equal(of("b", {}), "rest 30 years");
  assert.equal(of("b", {}, { class: "two", retention: "permanent" }), "two permanent");
  assert.equal(of("b", {}, { class: "none", retention: "forever" }), "rest 30 years");
});

test("years are counted from the one after the end", () => {
  assert.deepEqual([dueOn("permanent", 2026), dueOn("10 years", 2026), dueOn("30 years", 2026)], [null, "2037-01-01", "2057-01-01"]);
});

test("the sample city's plan names every pack that is shipped, and no other class is the last resort", () => {
  const plan = filePlanIn(cityFolder);
  assert.ok(plan.ok);
  const named = new Set(plan.plan.classes.flatMap(({ falls }) => falls.map(({ pack }) => pack)));
  const shipped = readdirSync(join(root, "packs"), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
  assert.deepEqual(
    shipped.filter((pack) => !named.has(pack)),
    [],
  );
});
