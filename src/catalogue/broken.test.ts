// One mutation each on a sound pack: what is said, and at which line.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { problemLine } from "../platform/yaml/index.ts";
import { checkPack, type PackFiles, type Place, readPackFolder, readPlace } from "./index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const placed = readPlace({ city: `${root}city`, law: `${root}law`, today: "2026-09-24" });
if (!placed.ok) throw new Error(JSON.stringify(placed.problems));
const place: Place = placed.place;
const read = readPackFolder(`${root}packs/restaurant-opening`);
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const sound: PackFiles = read.files;

interface Broken {
  /** What was broken. */
  readonly name: string;
  readonly file: string;
  /** Text of that file that is replaced, once. */
  readonly find: string;
  readonly by: string;
  /** A text whose line the problem must name, in `at.file` or the same file; by default the replacement's first line. */
  readonly at?: { readonly file?: string; readonly text: string };
  /** Part of the English message. */
  readonly says: string;
}

const pack = "pack.yaml";
const form = "form.yaml";
const procedure = "procedure.yaml";
const scenario = "scenarios/granted.yaml";

const table: readonly Broken[] = [
  // syntax and shape
  { name: "unknown key", file: pack, find: "audience: public", by: "audiance: public", says: 'Unknown key "audiance"' },
  {
    name: "key twice",
    file: pack,
    find: "audience: public",
    by: "audience: public\nagency: fire",
    at: { text: "agency: market" },
    says: "stands twice",
  },
  {
    name: "missing key",
    file: pack,
    find: "agency: market\n",
    by: "",
    at: { text: "id: restaurant-opening" },
    says: '"agency" is missing',
  },
  {
    name: "text in one language only",
    file: pack,
    find: "title: { zh: 开餐馆, en: Open a restaurant }",
    by: "title: { zh: 开餐馆 }",
    says: '"title.en" is missing',
  },
  {
    name: "empty text",
    file: pack,
    find: "title: { zh: 开餐馆, en: Open a restaurant }",
    by: 'title: { zh: 开餐馆, en: " " }',
    says: '"title.en" must not be empty',
  },
  {
    name: "wrong kind of value",
    file: pack,
    find: "errands: { trips: 0,",
    by: "errands: { trips: none,",
    says: '"errands.trips" must be a number',
  },
  {
    name: "value not allowed",
    file: pack,
    find: "retention: 30 years",
    by: "retention: 5 years",
    says: '"retention" must be one of: permanent, 30 years, 10 years',
  },
  { name: "no version", file: pack, find: "version: 1.0.0", by: "version: one", says: "a version such as 1.0.0" },
  { name: "no time", file: pack, find: "time: 8 workdays", by: "time: a week", says: "a length of time such as 8 workdays" },
  { name: "no article", file: pack, find: "  - licensing-law/26", by: "  - licensing-law", says: "an article written law/number" },
  { name: "anchor", file: pack, find: "id: restaurant-opening", by: "id: &id restaurant-opening", says: "Anchors and aliases" },
  { name: "tag", file: pack, find: "id: restaurant-opening", by: "id: !!js/function restaurant-opening", says: "tags" },
  { name: "tab", file: pack, find: "conditions:\n  - ", by: "conditions:\n\t- ", at: { text: "\t- " }, says: "Indent with spaces" },
  { name: "two documents", file: pack, find: "texts:\n", by: "---\ntexts:\n", says: "one YAML document" },
  { name: "control character", file: pack, find: "审查", by: "审\u0007查", says: "U+0007" },
  {
    name: "source of neither kind",
    file: pack,
    find: "      - registry: addresses",
    by: "      - register: addresses",
    at: { text: "register: addresses" },
    says: '"requirements.1.sources.0.register"',
  },
  // texts
  {
    name: "stage without text",
    file: pack,
    find: "    correct: { zh: 补正, en: Correction }\n",
    by: "",
    at: { text: "    accept: { zh: 受理, en: Acceptance }" },
    says: 'texts.stages has no text for "correct"',
  },
  {
    name: "text left over",
    file: pack,
    find: "    held: {",
    by: "    hold: { zh: 暂缓, en: Hold }\n    held: {",
    says: '"hold", which nothing uses',
  },
  {
    name: "no next step for an end",
    file: pack,
    find: "    lapsed:\n      zh: 没有在期限内收到补正",
    by: "    lapst:\n      zh: 没有在期限内收到补正",
    at: { text: "    granted:\n      zh: 可以开业了" },
    says: 'texts.after has no text for "lapsed"',
  },
  // facts, answers, evidence
  { name: "fact of no answer", file: pack, find: "answer: /seats", by: "answer: /chairs", says: 'The form has no answer "chairs"' },
  {
    name: "fact of another type",
    file: pack,
    find: "{ type: number, answer: /seats",
    by: "{ type: string, answer: /seats",
    says: 'The fact "seats" is a string',
  },
  {
    name: "fact of two sources",
    file: pack,
    find: "answer: /seats,",
    by: "answer: /seats, applicant: kind,",
    says: "exactly one of answer, decision, evidence and applicant",
  },
  {
    name: "fact of no decision file",
    file: pack,
    find: 'decision: "routing.dmn#',
    by: 'decision: "rooting.dmn#',
    says: "no readable file rooting.dmn",
  },
  {
    name: "fact of no decision",
    file: pack,
    find: "routing.dmn#affected agencies",
    by: "routing.dmn#agencies",
    says: 'routing.dmn has no decision "agencies"',
  },
  {
    name: "decision over a later fact",
    file: "routing.dmn",
    find: '<variable name="sewer" typeRef="boolean"/>',
    by: '<variable name="drain" typeRef="boolean"/>',
    at: { file: pack, text: "  affected agencies:" },
    says: 'needs "drain", which is no fact',
  },
  {
    name: "a pattern that is none, in a decision",
    file: "routing.dmn",
    find: '<text>"water"</text>',
    by: '<text>if matches("w", "[a-z-[aeiou]]") then "water" else "street"</text>',
    says: "“[a-z-[aeiou]]” is no regular expression that can be used here",
  },
  { name: "a pattern that is none, in a form", file: form, find: "minLength: 2,", by: 'pattern: "[",', says: "egular expression" },
  {
    name: "fact of no evidence",
    file: pack,
    find: "evidence: premises/use",
    by: "evidence: premises/colour",
    says: 'does not fetch "colour"',
  },
  { name: "fact of no requirement", file: pack, find: "evidence: premises/use", by: "evidence: house/use", says: 'no requirement "house"' },
  { name: "fingerprint of no fact", file: pack, find: "fingerprint: [premises]", by: "fingerprint: [house]", says: 'no fact "house"' },
  { name: "condition on no fact", file: procedure, find: "when: area >= 300", by: "when: surface >= 300", says: 'no fact "surface"' },
  { name: "condition that is no FEEL", file: procedure, find: "when: area >= 300", by: "when: area >=", says: "not complete" },
  {
    name: "condition that depends on the day",
    file: procedure,
    find: "when: area >= 300",
    by: "when: today() != null",
    says: "A condition cannot use today()",
  },
  { name: "each over no list", file: procedure, find: "each: affected agencies", by: "each: area", says: '"area" is none' },
  {
    name: "requirement that no page shows",
    file: form,
    find: "    from: layout",
    by: "    from: gas-alarm",
    at: { file: pack, text: "  - id: layout" },
    says: 'No page of form.yaml shows the requirement "layout"',
  },
  { name: "page from nothing", file: form, find: "    from: layout", by: "    from: drawing", says: 'no requirement "drawing"' },
  {
    name: "looked up before it is asked",
    file: form,
    find: "    from: business-licence",
    by: "    from: premises",
    says: "must be asked on a page before it",
  },
  { name: "claim of no answer", file: pack, find: "signboard: /signboard", by: "signboard: /name", says: 'no answer "name"' },
  {
    name: "question on no page",
    file: form,
    find: "    fields: [signboard]",
    by: "    fields: [phone]",
    at: { text: "  signboard:\n    label" },
    says: "is on no page",
  },
  // what is made
  { name: "output of no task", file: pack, find: "task: issue/licence", by: "task: issue/paper", says: 'no task "issue/paper"' },
  {
    name: "licence that is not sealed",
    file: procedure,
    find: "do: number render seal issue",
    by: "do: number render issue",
    at: { file: pack, text: "    task: issue/licence" },
    says: "does not seal",
  },
  {
    name: "number that is not taken",
    file: procedure,
    find: "do: number render seal deliver",
    by: "do: render seal deliver",
    at: { file: pack, text: "    number: { register: catering-refusal" },
    says: "numbers and the output says how",
  },
  {
    name: "no template",
    file: pack,
    find: "template: templates/hearing.typ",
    by: "template: templates/hering.typ",
    says: "no file templates/hering.typ",
  },
  { name: "letter on nothing", file: pack, find: "on: opened hearing", by: "on: opened heering", says: 'no task "heering"' },
  {
    name: "letter on no outcome",
    file: pack,
    find: "on: finished extend approve",
    by: "on: finished extend agree",
    says: 'no outcome "agree"',
  },
  {
    name: "reasons of no outcome",
    file: pack,
    find: "reasons: [incomplete,",
    by: "reasons: [unfinished,",
    says: 'no outcome "unfinished"',
  },
  {
    name: "correction by an officer",
    file: pack,
    find: "corrections: { incomplete: correct/resend }",
    by: "corrections: { incomplete: accept/check }",
    says: "not done by the applicant",
  },
  { name: "step of no stage", file: pack, find: "  decide: [decide]", by: "  decide: [ruling]", says: 'no stage "ruling"' },
  // the procedure itself
  {
    name: "route to nowhere",
    file: procedure,
    find: "not-ours: not-accepted }",
    by: "not-ours: elsewhere }",
    says: 'no stage or end "elsewhere"',
  },
  {
    name: "outcome without a route",
    file: procedure,
    find: "outcomes: grant refuse again",
    by: "outcomes: grant refuse again later",
    at: { text: "    next: { grant: issue" },
    says: "outcome later",
  },
  {
    name: "case that never ends",
    file: procedure,
    find: "next: { any refuse: decide, all pass: decide }",
    by: "next: { any refuse: back examine, all pass: back examine }",
    at: { text: "  examine:" },
    says: "No end can be reached",
  },
  // the place
  { name: "no agency", file: pack, find: "agency: market", by: "agency: markets", says: 'no agency "markets"' },
  { name: "no post", file: procedure, find: "by: market/window", by: "by: market/door", says: 'no post "market/door"' },
  {
    name: "no post at an agency that the routing names",
    file: "routing.dmn",
    find: '<text>"water"</text>',
    by: '<text>"canals"</text>',
    at: { file: procedure, text: "      street:" },
    says: 'no post "canals/review"',
  },
  { name: "no life event", file: pack, find: "lifeEvents: [opening-premises,", by: "lifeEvents: [eating,", says: 'no life event "eating"' },
  { name: "unknown law", file: pack, find: "  - licensing-law/26", by: "  - licence-law/26", says: "no law for" },
  {
    name: "unknown article",
    file: procedure,
    find: "law: licensing-law/38 }\n    next: { grant",
    by: "law: licensing-law/138 }\n    next: { grant",
    says: 'no article "licensing-law/138"',
  },
  { name: "no register", file: pack, find: "registry: addresses", by: "registry: streets", says: 'no register "streets"' },
  {
    name: "no field of the register",
    file: pack,
    find: "fields: [address, street-office, use]",
    by: "fields: [address, street-office, use, colour]",
    says: 'no field "colour"',
  },
  { name: "not looked up so", file: pack, find: "key: holder", by: "key: issuer", says: "is not looked up by" },
  // publication
  {
    name: "promise longer than the law",
    file: procedure,
    find: "promised:  { time: 8 workdays",
    by: "promised:  { time: 50 workdays",
    at: { file: pack, text: "    time: 8 workdays" },
    says: "they must agree",
  },
  {
    name: "at once, but days promised",
    file: pack,
    find: "kind: promised }",
    by: "kind: at-once }",
    says: 'Kind "at-once" promises a time of 0',
  },
  { name: "visit without a reason", file: pack, find: "visits: { count: 0 }", by: "visits: { count: 1 }", says: "say why" },
  { name: "the same number twice", file: pack, find: "complaints: 0000-8800111", by: "complaints: 0000-8800100", says: "must differ" },
  {
    name: "neither online nor by post",
    file: pack,
    find: "channels: { online: true, counter: true, post: true }",
    by: "channels: { online: false, counter: true, post: false }",
    says: "possible by post",
  },
  {
    name: "licence without a step",
    file: pack,
    find: "  deliver: [issue, refuse]\n",
    by: "",
    at: { text: "  receive: [accept, correct]" },
    says: "receive, examine, decide and deliver",
  },
  {
    name: "fee of nothing",
    file: pack,
    find: "fees: []",
    by: "fees: [{ item: { zh: 工本费, en: Copies }, amount: 0, law: licensing-law/58 }]",
    says: "does not belong among the fees",
  },
  {
    name: "fee without a basis",
    file: pack,
    find: "fees: []",
    by: "fees: [{ item: { zh: 工本费, en: Copies }, amount: 5 }]",
    says: '"fees.0.law" is missing',
  },
  {
    name: "more questions than promised",
    file: pack,
    find: "fields: 11,",
    by: "fields: 3,",
    says: "more than the number of fields promised",
  },
  {
    name: "days that differ from the promise",
    file: pack,
    find: "fields: 11, days: 8",
    by: "fields: 11, days: 5",
    says: "must equal the time promised",
  },
  {
    name: "refusal that nobody is told of",
    file: pack,
    find: "on: finished accept/check not-ours",
    by: "on: finished accept/check complete",
    at: { file: procedure, text: "    next: { complete: examine" },
    says: 'Nothing in writing tells the applicant of "not-accepted"',
  },
  {
    name: "refusal without reasons",
    file: pack,
    find: "reasons: [incomplete, not-ours,",
    by: "reasons: [incomplete,",
    says: '"not-ours" goes against the applicant',
  },
  // scenarios
  { name: "scenario of no task", file: scenario, find: "do: accept/check", by: "do: accept/chek", says: 'no task "accept/chek"' },
  {
    name: "scenario of no clock",
    file: scenario,
    find: "due: { promised: 2026-10-10,",
    by: "due: { pledged: 2026-10-10,",
    says: 'no clock "pledged"',
  },
  { name: "scenario backwards in time", file: scenario, find: "on: 2026-09-23T11:00", by: "on: 2026-09-20T11:00", says: "order of time" },
  {
    name: "scenario with a step that is none",
    file: scenario,
    find: "    outcome: visit\n",
    by: "",
    at: { text: "  - on: 2026-09-23T11:00" },
    says: '"steps.1.outcome" is missing',
  },
  // who may have it, and where applications begin
  {
    name: "an eligibility decision that is none",
    file: pack,
    find: "eligibility.dmn#may open",
    by: "eligibility.dmn#may shut",
    says: 'has no decision "may shut"',
  },
  {
    name: "an input of eligibility that nobody asks for",
    file: pack,
    find: "    dwellings:\n",
    by: "    dwelling:\n",
    at: { text: "  decision: eligibility.dmn" },
    says: 'needs "dwellings"',
  },
  {
    name: "a question of eligibility that nothing uses",
    file: pack,
    find: "    dwellings:\n",
    by: "    dwelling:\n",
    at: { text: "      label: { zh: 打算开" },
    says: "does not use",
  },
  {
    name: "evidence of eligibility that is not the applicant's own",
    file: pack,
    find: "{ evidence: business-licence/status }",
    by: "{ evidence: premises/use }",
    says: "before applying only one's own number is known",
  },
  {
    name: "a reason of eligibility without words",
    file: pack,
    find: "    flue: { zh: 烟道要",
    by: "    chimney: { zh: 烟道要",
    at: { text: "  decision: eligibility.dmn" },
    says: '"why" has no text for "flue"',
  },
  {
    name: "a question with choices that has none",
    file: pack,
    find: "      type: boolean\n",
    by: "      type: choice\n",
    at: { text: "      label: { zh: 有营业执照吗" },
    says: 'A choice has "options"',
  },
  {
    name: "an address that fills in what is no text",
    file: pack,
    find: "\nfacts:\n",
    by: "\nstart: { area: /area }\nfacts:\n",
    at: { text: "start: { area" },
    says: "that is a text",
  },
];

/** The line of the first occurrence of a text. */
const lineOf = (source: string, text: string) => source.slice(0, source.indexOf(text)).split("\n").length;

describe("a broken pack is refused at the line that is wrong", () => {
  for (const { name, file, find, by, at, says } of table) {
    test(name, () => {
      const before = sound[file] ?? "";
      assert.equal(before.split(find).length > 1, true, `${file} does not hold ${find}`);
      const files = { ...sound, [file]: before.replace(find, () => by) };
      const { problems, publishable } = checkPack(files, place);
      const shown = problems.map((problem) => problemLine(problem)).join("\n");
      const where = at?.file ?? file;
      const text = at?.text ?? by.split("\n")[0] ?? "";
      assert.ok((files[where] ?? "").includes(text), `${where} does not hold ${text}`);
      const found = problems.find(({ message }) => message.en.includes(says));
      assert.ok(found, `nothing says ${says}:\n${shown}`);
      assert.equal(`${found.file}:${found.line}`, `${where}:${lineOf(files[where] ?? "", text)}`, shown);
      assert.equal(publishable, false);
      for (const { message } of problems) assert.ok(message.zh && message.en, "a message in both languages");
    });
  }

  test(`there are ${table.length} of them`, () => assert.ok(table.length >= 40));
});

test("several mistakes in several files come at once, by file and line", () => {
  const files = {
    ...sound,
    "pack.yaml": (sound["pack.yaml"] ?? "")
      .replace("agency: market", "agency: markets")
      .replace("  decide: [decide]", "  decide: [ruling]"),
    "procedure.yaml": (sound["procedure.yaml"] ?? "").replace("when: area >= 300", "when: surface >= 300"),
  };
  const lines = checkPack(files, place, "packs/x/").problems.map((problem) => problemLine(problem));
  assert.deepEqual(
    lines.filter((line) => !line.includes("warning")).map((line) => line.replace(/:.*/, "")),
    ["packs/x/pack.yaml", "packs/x/procedure.yaml"].flatMap((file) =>
      lines.filter((line) => line.startsWith(`${file}:`) && !line.includes("warning")).map(() => file),
    ),
  );
  assert.ok(lines.length >= 2, lines.join("\n"));
});

test("a field that a register holds is warned about, unless it says why it is asked or the register is searched by it", () => {
  const warnings = (change: (form: string) => string) => {
    const checked = checkPack({ ...sound, [form]: change(sound[form] ?? "") }, place);
    return checked.problems.filter(({ message }) => message.en.includes("is held by the"));
  };
  assert.deepEqual(
    warnings((text) => text),
    [],
  );
  const asking = (text: string) => text.replace("label: { zh: 店招名称,", "label: { zh: 注册资本（元）,");
  const [warning] = warnings(asking);
  assert.equal(warning?.level, "warning");
  assert.match(warning.message.en, /"Name on the sign" is held by the Register of legal entities \(capital\)/);
  const excused = (text: string) =>
    asking(text).replace("  signboard:\n", "  signboard:\n    held: { none: { zh: 说明, en: A reason } }\n");
  assert.deepEqual(warnings(excused), []);
});
