import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { errand } from "../../test/support/errand.ts";
import { root } from "../config.ts";
import { Unusable } from "./command.ts";
import { help } from "./help.ts";
import { parse } from "./parse.ts";
import { commands } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const refusal = (words: string) => {
  try {
    parse(words.split(" "));
  } catch (error) {
    assert.ok(error instanceof Unusable, String(error));
    return error.message;
  }
  return assert.fail(`"${words}" should have been refused`);
};

test("every row of the table has help that names its options, and its program can be loaded", async () => {
  for (const command of commands) {
    const text = help(command);
    assert.ok(text.startsWith(`Usage: errand ${command.name}`), command.name);
    for (const option of command.options) assert.ok(text.includes(`--${option.name}`), `${command.name} --${option.name}`);
    assert.ok(help().includes(command.summary), command.name);
    assert.equal(parse([...command.name.split(" "), "--help"]).help, true);
    assert.equal(typeof (await command.load()).run, "function", command.name);
  }
});

test("options are read in both spellings, arguments in their order, and nothing after -- is an option", () => {
  const { options, switches, args } = parse(["calendar", "due", "--from=2026-09-24", "--days", "5", "--json"]);
  assert.deepEqual([options, [...switches], args], [{ from: "2026-09-24", days: "5" }, ["json"], []]);
  assert.deepEqual(parse(["id", "check", "--kind", "uscc", "a", "--", "--b", "-"]).args, ["a", "--b", "-"]);
});

test("what is wrong is one sentence with its remedy", () => {
  for (const [words, why] of [
    ["surve", /There is no command "surve": did you mean "errand serve"\?/],
    ["nonsense", /"errand --help" lists them/],
    ["calendar", /needs one word more: "errand calendar due"/],
    ["serve --prot 1", /has no option --prot: did you mean --port\?/],
    ["serve -p 1", /has no option -p/],
    ["serve --port", /--port needs a value/],
    ["serve --port --host x", /--port needs a value/],
    ["serve --port=", /--port is empty/],
    ["serve --port 1 --port 2", /given twice/],
    ["serve --json=yes", /takes no value/],
    ["serve here", /"here" is one argument too many/],
    ["backup", /--keys FILE is missing: errand backup (\[FILE\]|FILE) --keys FILE/],
  ] as const) {
    assert.match(refusal(words), why, words);
  }
});

test("exit status: 0 done, 1 a finding, 2 not usable; errors go to standard error alone", { timeout: 60_000 }, async () => {
  const due = await errand(["calendar", "due", "--from", "2026-09-24", "--days", "4", "--json"]);
  assert.deepEqual([due.status, JSON.parse(due.out).due, due.err], [0, "2026-10-08", ""]);
  const invalid = await errand(["id", "check", "--kind", "resident-id", "123", "--json"]);
  assert.deepEqual([invalid.status, JSON.parse(invalid.out)[0].valid], [1, false]);
  const wrong = await errand(["calendar", "due", "--from", "2026-02-30", "--days", "4"]);
  assert.deepEqual([wrong.status, wrong.out, wrong.err], [2, "", '--from "2026-02-30" is not a date: write it as YYYY-MM-DD.\n']);
  const missing = await errand(["decision", "evaluate", join(folder, "none.dmn")]);
  assert.deepEqual([missing.status, missing.err.trim().split("\n").length], [2, 1]);
});

test("a decision uses what lies beside it: imported files, decision services, rates", { timeout: 60_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), "errand-decisions-"));
  try {
    const dmn = "https://www.omg.org/spec/DMN/20230324/MODEL/";
    const decision = (name: string, requires: string, source: string) =>
      `<decision id="${name}" name="${name}"><variable name="${name}"/>${requires}<literalExpression><text>${source}</text></literalExpression></decision>`;
    writeFileSync(
      join(dir, "base.dmn"),
      `<definitions xmlns="${dmn}" name="base" namespace="u:base">${decision("wage", "", 'rate("wage", date("2025-01-01"))')}</definitions>`,
    );
    const imports = `<import name="b" namespace="u:base" importType="${dmn}"/>`;
    const far = '<informationRequirement><requiredDecision href="u:base#wage"/></informationRequirement>';
    const service = '<decisionService id="s" name="yearly"><outputDecision href="#year"/></decisionService>';
    writeFileSync(
      join(dir, "use.dmn"),
      `<definitions xmlns="${dmn}" name="use" namespace="u:use">${imports}${decision("year", far, "b.wage * 12")}${decision("lost", "", "1 / 0")}${service}</definitions>`,
    );
    mkdirSync(join(dir, "rates"));
    writeFileSync(join(dir, "rates/wage.yaml"), "title: { zh: 工资, en: Wage }\nunit: CNY\nvalues: { 2021-04-01: 2420.5 }\n");
    const yearly = await errand(["decision", "evaluate", join(dir, "use.dmn"), "--decision", "yearly"]);
    assert.deepEqual([yearly.status, JSON.parse(yearly.out), yearly.err], [0, 29_046, ""]);
    const lost = await errand(["decision", "evaluate", join(dir, "use.dmn"), "--decision", "lost"]);
    assert.deepEqual([lost.status, JSON.parse(lost.out)], [0, null]);
    assert.match(lost.err, /lost: line 1: .*divides by zero/);
    rmSync(join(dir, "base.dmn"));
    const without = await errand(["decision", "evaluate", join(dir, "use.dmn")]);
    assert.equal(without.status, 1);
    assert.match(without.err, /use\.dmn:1: .*u:base/);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test("a decision is evaluated from a file and from standard input; a broken file names its line", { timeout: 60_000 }, async () => {
  const file = join(folder, "d.dmn");
  const xml = (expression: string) =>
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="x"><inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData><decision id="twice" name="twice"><variable name="twice" typeRef="number"/><informationRequirement><requiredInput href="#n"/></informationRequirement><literalExpression><text>${expression}</text></literalExpression></decision></definitions>`;
  writeFileSync(file, xml("n * 2"));
  writeFileSync(join(folder, "in.json"), '{"n": 21}');
  const one = await errand(["decision", "evaluate", file, "--decision", "twice", "--input", join(folder, "in.json")]);
  assert.deepEqual([one.status, JSON.parse(one.out)], [0, 42], one.err);
  const child = spawn(process.execPath, [join(root, "bin/errand"), "decision", "evaluate", file, "--input", "-"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end('{"n": 4}');
  assert.deepEqual(JSON.parse(Buffer.concat(await Array.fromAsync(child.stdout)).toString()), { twice: 8 });
  writeFileSync(file, "<definitions>\n<oops");
  const broken = await errand(["decision", "evaluate", file]);
  assert.equal(broken.status, 1);
  assert.match(broken.err, /d\.dmn:\d+: /);
  const list = join(folder, "list.json");
  writeFileSync(list, "[1]");
  writeFileSync(file, xml("n"));
  assert.equal((await errand(["decision", "evaluate", file, "--input", list])).status, 2);
});

test("the program finds its checkout from any folder, also through a link", { timeout: 60_000 }, async () => {
  const link = join(folder, "errand");
  symlinkSync(join(root, "bin/errand"), link);
  const child = spawn(process.execPath, [link, "--help"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  assert.match(Buffer.concat(await Array.fromAsync(child.stdout)).toString(), /Usage: errand COMMAND/);
});
