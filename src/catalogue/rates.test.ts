import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { evaluate } from "../engine/decision/index.ts";
import { loadPack, type PackFiles, readPackFolder } from "./index.ts";

const read = readPackFolder(fileURLToPath(new URL("../../test/fixtures/packs/parking-permit", import.meta.url)));
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const sound = read.files;

const dmn = (body: string, name = "d", more = "") =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="${name}" namespace="u:${name}">${more}${body}</definitions>`;
const decision = (name: string, source: string) =>
  `<decision id="${name}" name="${name}"><variable name="${name}"/><literalExpression><text>${source.replaceAll("<", "&lt;")}</text></literalExpression></decision>`;
const wage = `title: { zh: 最低工资, en: Minimum wage }
unit: CNY/month
values:
  2021-04-01: 2320
  2024-01-01: 2420
`;

test("a pack's decisions look up its rates, and files of one folder import one another", () => {
  const loaded = loadPack({
    ...sound,
    "rates/minimum-wage.yaml": wage,
    "base.dmn": dmn(decision("wage", 'rate("minimum-wage", date("2023-05-01"))'), "base"),
    "use.dmn": dmn(
      '<decision id="twice" name="twice"><variable name="twice"/><informationRequirement><requiredDecision href="u:base#wage"/></informationRequirement><literalExpression><text>b.wage * 2</text></literalExpression></decision>',
      "use",
      '<import name="b" namespace="u:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
    ),
  });
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? "" : loaded.problems));
  const use = loaded.pack.decisions["use.dmn"];
  assert.ok(use);
  assert.equal(evaluate(use, { decision: "twice", inputs: {} }).value, 4640);
  assert.equal(loaded.pack.rates["minimum-wage"]?.kind, "rate");
});

test("a rate that is not there, out of order or of no unit is an error at its line", () => {
  const said = (files: PackFiles): string => {
    const loaded = loadPack({ ...sound, ...files });
    assert.ok(!loaded.ok);
    return loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message.en}`).join("\n");
  };
  assert.match(said({ "a.dmn": dmn(decision("x", 'rate("wage", date("2023-05-01"))')) }), /a\.dmn:1 rates\/ has no "wage"/);
  assert.match(
    said({ "rates/w.yaml": wage, "a.dmn": dmn(decision("x", 'scale("w", 1, date("2023-05-01"))')) }),
    /a\.dmn:1 "w" is looked up by rate/,
  );
  assert.match(said({ "rates/w.yaml": wage.replace("2024-01-01", "2020-01-01") }), /rates\/w\.yaml:5 Dates go from early to late/);
  assert.match(said({ "rates/w.yaml": wage.replace("CNY/month", "money") }), /rates\/w\.yaml:2 The unit “money” is not known/);
  assert.match(said({ "rates/w.yaml": wage.replace("2024-01-01", "2024-13-01") }), /rates\/w\.yaml:5/);
  assert.match(said({ "rates/w.yaml": "title: 1" }), /rates\/w\.yaml/);
});
