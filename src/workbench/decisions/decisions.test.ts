// Tables tried in the browser and rates with their history: both languages, every kind of input, hostile ones too.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startTestWorkbench } from "../../../test/support/workbench.ts";
import { root } from "../../config.ts";

const administrator = "duan-shoucheng";
const packs = mkdtempSync(join(tmpdir(), "errand-decisions-"));
after(() => rmSync(packs, { recursive: true, force: true }));

const dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";
const input = (name: string, type: string) =>
  `<inputData id="i-${name.replaceAll(" ", "-")}" name="${name}"><variable name="${name}"${type && ` typeRef="${type}"`}/></inputData>`;
const needs = (...names: string[]) =>
  names.map((name) => `<informationRequirement><requiredInput href="#i-${name.replaceAll(" ", "-")}"/></informationRequirement>`).join("");
const decisions = `<definitions xmlns="${dmn}" name="support" namespace="u:support">
  <itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"single", "family"</text></allowedValues></itemDefinition>
  ${input("income", "number")}${input("kind", "tKind")}${input("since", "date")}${input("on leave", "boolean")}${input("stay", "days and time duration")}${input("more", "")}
  <decision id="due" name="due"><variable name="due"/>${needs("income", "since")}<literalExpression><text>scale("contribution", income, since) + rate("floor", since)</text></literalExpression></decision>
  <decision id="level" name="level"><variable name="level"/>${needs("income", "kind", "on leave")}<decisionTable hitPolicy="FIRST">
    <input><inputExpression typeRef="number"><text>income</text></inputExpression></input>
    <input><inputExpression typeRef="string"><text>kind</text></inputExpression></input>
    <output name="level"/>
    <rule><description>Little to live on.</description><inputEntry><text>&lt; 1000</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"full"</text></outputEntry></rule>
    <rule><inputEntry><text>[1000..5000]</text></inputEntry><inputEntry><text>"family"</text></inputEntry><outputEntry><text>"half"</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"none"</text></outputEntry></rule>
  </decisionTable></decision>
  <decision id="echo" name="echo"><variable name="echo"/>${needs("more", "stay", "on leave")}<literalExpression><text>[more, stay, on leave]</text></literalExpression></decision>
</definitions>`;
const floor =
  "title: { zh: 最低标准, en: Lowest amount }\nunit: CNY/month\nvalues:\n  2024-01-01: 100\n  2026-07-01: 120.5\n  2030-01-01: null\n";
const contribution = `title: { zh: 缴费标准, en: Contribution }
unit: /1
of: CNY
scale: marginal
brackets:
  - { above: { 2024-01-01: 0 }, rate: { 2024-01-01: 0.05, 2026-01-01: 0.06 } }
  - { above: { 2024-01-01: 3000 }, rate: { 2024-01-01: 0.1 } }
`;

const folder = join(packs, "tried");
cpSync(join(root, "packs/restaurant-opening"), folder, { recursive: true });
const header = readFileSync(join(folder, "pack.yaml"), "utf8");
writeFileSync(join(folder, "pack.yaml"), header.replace(/^id: .*$/m, "id: tried"));
mkdirSync(join(folder, "rates"));
writeFileSync(join(folder, "support.dmn"), decisions);
writeFileSync(join(folder, "rates/floor.yaml"), floor);
writeFileSync(join(folder, "rates/contribution.yaml"), contribution);
const bench = await startTestWorkbench({ packs });
let hash = "";
const list = await page("/en/workbench/admin/packs");
for (const [, found = ""] of list.matchAll(/admin\/packs\/([0-9a-f]{64})/g)) {
  if ((await page(`/en/workbench/admin/packs/${found}`)).includes("support.dmn")) hash = found;
}
assert.notEqual(hash, "");

async function page(path: string, as = administrator, status = 200): Promise<string> {
  const answer = await bench.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text.slice(0, 300)}`);
  return text;
}
const address = (lang: string, rest = "decisions/support.dmn") => `/${lang}/workbench/admin/packs/${hash}/${rest}`;
async function tried(fields: Record<string, string>, status = 200, lang = "en"): Promise<string> {
  const answer = await bench.send(address(lang), administrator, fields);
  const text = await answer.text();
  assert.equal(answer.status, status, text.slice(0, 300));
  return text;
}
const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");

test("the pack's page leads to its tables and its rates, in both languages", async () => {
  for (const lang of ["zh", "en"]) {
    const pack = await page(`/${lang}/workbench/admin/packs/${hash}`);
    assert.ok(pack.includes(`href="${address(lang)}"`));
    assert.ok(pack.includes(`href="${address(lang, "rates")}"`));
    const shown = await page(address(lang));
    assert.match(shown, /<h1/);
    assert.doesNotMatch(shown, /undefined|\[object|NaN|style="/);
    if (lang === "en") assert.doesNotMatch(words(shown), /[，。；：（）]/);
  }
  await page("/en/workbench/admin/packs", "chen-yulan", 403);
  await page(address("en"), "chen-yulan", 403);
});

test("a table is shown as one, and the form asks by type", async () => {
  const shown = await page(address("en"));
  const said = words(shown);
  assert.match(said, /level Hit policy: first rule that holds/);
  assert.match(said, /Input: income.*Input: kind.*Output: level.*Notes/);
  assert.match(said, /< 1000|&lt; 1000/);
  assert.match(said, /Little to live on\./);
  assert.match(said, /anything/);
  assert.match(shown, /<select[^>]*name="in-2"/);
  assert.match(shown, /type="radio"[^>]*value="true"|value="true"[^>]*type="radio"/);
  assert.match(shown, /<textarea[^>]*name="in-6"/);
  assert.match(shown, /inputmode="decimal"/i);
});

test("values come out of it, and the rules that hit are marked", async () => {
  const shown = words(
    await tried({ "in-1": "4,000", "in-2": "family", "in-3": "2026-08-01", "in-4": "true", "in-5": "P1DT2H", "in-6": '["a"]' }),
  );
  assert.match(shown, /due 400\.5/);
  assert.match(shown, /level "half" 2/);
  assert.match(shown, /echo \[\["a"\],"P1DT2H",true\]/);
  assert.match(shown, /Rule Input: income.* 1 < 1000|1 &lt; 1000/);
  assert.match(shown, /2 Hit/);
  assert.doesNotMatch(shown, /1 Hit|Why some values/);
  const early = words(await tried({ "in-1": "10", "in-3": "2020-01-01" }, 200, "zh"));
  assert.match(early, /level "full"/);
  assert.match(early, /due null/);
  assert.match(early, /为什么有的值为空.*no bracket holds on 2020-01-01/);
});

test("what cannot be read is told at its field, and stays typed", async () => {
  const wrong = await tried(
    { "in-1": "much", "in-2": "herd", "in-3": "2026-02-30", "in-4": "perhaps", "in-5": "P1Y1D", "in-6": "plain text" },
    422,
  );
  const said = words(wrong);
  for (const message of [
    /income must be a number/,
    /kind is not among the values/,
    /since must be a date/,
    /Choose yes, no or nothing for on leave/,
    /stay must be a duration/,
  ])
    assert.match(said, message);
  assert.match(wrong, /value="much"/);
  assert.doesNotMatch(said, /Rules that hit/);
  assert.match(words(await tried({ "in-6": "x".repeat(10_001) }, 422)), /too long/);
});

test("hostile values are values, and nothing breaks", async () => {
  for (const hostile of [
    "<script>alert(1)</script>",
    "'; drop table x; --",
    "__proto__",
    '{"__proto__": {"a": 1}}',
    "\u0000",
    "９".repeat(50),
    "1e9999",
    "[".repeat(5000),
    "-0",
    "NaN",
    "?",
    "../../etc/passwd",
  ]) {
    for (const field of ["in-1", "in-2", "in-3", "in-6"]) {
      const answer = await bench.send(address("en"), administrator, { [field]: hostile });
      assert.ok([200, 400, 422].includes(answer.status), `${field} ${hostile.slice(0, 20)}: ${answer.status}`);
      assert.doesNotMatch(await answer.text(), /<script>alert/);
    }
  }
  await page(address("en", "decisions/none.dmn"), administrator, 404);
  await page(address("en", "decisions/__proto__"), administrator, 404);
  await page(`/en/workbench/admin/packs/${"0".repeat(64)}/rates`, administrator, 404);
});

test("rates are shown with their history, on any day", async () => {
  const now = words(await page(address("en", "rates")));
  assert.match(now, /Lowest amount.*floor.*CNY\/month/);
  assert.match(now, /1 January 2030 Open None/);
  assert.match(now, /120\.5 Holds that day/);
  assert.match(now, /marginal: each part/);
  assert.match(now, /Brackets on 2026-09-21.*0 0\.06.*3000 0\.1/);
  assert.match(words(await page(`${address("en", "rates")}?on=2024-05-01`)), /Brackets on 2024-05-01 .*0 0\.05.*100 Holds that day/);
  assert.match(words(await page(`${address("zh", "rates")}?on=2019-05-01`)), /2019-05-01 没有生效的数值/);
  assert.match(words(await page(`${address("en", "rates")}?on=soon`, administrator, 422)), /Write a date such as/);
});
