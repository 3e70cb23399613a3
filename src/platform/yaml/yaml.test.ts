import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { parseYaml, problemLine, readYaml, sortProblems } from "./index.ts";

const schema = z.strictObject({ name: z.string().min(1), list: z.array(z.strictObject({ n: z.number() })).default([]) });
const lines = (source: string) => {
  const done = parseYaml("f.yaml", source, schema);
  return done.ok ? [] : done.problems.map((problem) => problemLine(problem));
};

test("a value knows where it stands", () => {
  const read = readYaml("f.yaml", "a:\n  b: [1, 2]\n");
  assert.ok(read.ok);
  assert.deepEqual(read.document.value, { a: { b: [1, 2] } });
  assert.deepEqual(read.document.at(["a", "b", 1]), { line: 2, column: 10 });
  assert.deepEqual(read.document.keyAt(["a", "b"]), { line: 2, column: 3 });
  assert.deepEqual(read.document.at(["a", "gone", 3]), { line: 2, column: 3 });
});

test("every deviation is told at its line, all at once", () => {
  assert.deepEqual(lines("name: x\nlist:\n  - n: one\n  - m: 2\nother: 1\n"), [
    'f.yaml:3: "list.0.n" must be a number.',
    'f.yaml:4: "list.1.n" is missing.',
    'f.yaml:4: Unknown key "list.1.m"; remove it or correct its name.',
    'f.yaml:5: Unknown key "other"; remove it or correct its name.',
  ]);
});

test("dates, versions and words stay text", () => {
  const read = readYaml("f.yaml", "day: 2026-09-24\nat: 2026-09-24T09:30\nyes: no\n");
  assert.deepEqual(read.ok && read.document.value, { day: "2026-09-24", at: "2026-09-24T09:30", yes: "no" });
});

const hostile: readonly [name: string, source: string, line: number, says: RegExp][] = [
  ["empty", "", 1, /must be a group of keys/],
  ["a list", "- 1", 1, /must be a group of keys/],
  ["an anchor bomb", `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`, 1, /Anchors and aliases/],
  ["deep brackets", "[".repeat(100_000), 1, /Nested too deeply/],
  ["deep dashes", "- ".repeat(50_000), 1, /Nested too deeply/],
  ["deep question marks", "? ".repeat(50_000), 1, /Nested too deeply/],
  ["deep indentation", Array.from({ length: 300 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"), 82, /Nested too deeply/],
  ["a huge file", "x".repeat(600_000), 1, /larger than 512 KB/],
  ["very many lines", "a: 1\n".repeat(20_000), 1, /8,000 lines/],
  ["binary", "\u0000\u0001\u0002", 1, /U\+0000/],
  ["half a character", "name: \ud800", 1, /U\+D800/],
  ["a key twice", "name: x\nname: y\n", 2, /stands twice/],
  ["a tag", "name: !!binary aGk=\n", 1, /./],
  ["two documents", "name: x\n---\nname: y\n", 2, /one YAML document/],
  ["an open quote", 'name: "x\n', 1, /YAML syntax/],
  ["a prototype", "__proto__: { name: x }\n", 1, /./],
  ["a merge", "<<: { name: x }\n", 1, /./],
];

for (const [name, source, line, says] of hostile) {
  test(`${name}: one clear sentence and no more`, () => {
    const done = parseYaml("f.yaml", source, schema);
    assert.ok(!done.ok);
    const [first] = done.problems;
    assert.match(first?.message.en ?? "", says);
    if (name !== "an open quote") assert.equal(first?.line, line);
    assert.ok(first?.message.zh);
  });
}

test("random bytes never throw", () => {
  let seed = 20260924;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed;
  };
  const alphabet = "abc:- []{}#&*!|>'\"%@`\n\t0?,~\u4e00\u0000\uffff";
  for (let n = 0; n < 3_000; n++) {
    const source = Array.from({ length: next() % 60 }, () => alphabet[next() % alphabet.length]).join("");
    assert.doesNotThrow(() => parseYaml("f.yaml", source, schema), `seed 20260924, round ${n}: ${JSON.stringify(source)}`);
  }
});

test("problems are sorted, and the same is told once", () => {
  const message = { zh: "错", en: "wrong" };
  const sorted = sortProblems([
    { file: "b", line: 1, message, level: "error" },
    { file: "a", line: 9, message, level: "warning" },
    { file: "a", line: 2, message, level: "error" },
    { file: "b", line: 1, message, level: "error" },
  ]);
  assert.deepEqual(
    sorted.map((problem) => problemLine(problem)),
    ["a:2: wrong", "a:9: warning: wrong", "b:1: wrong"],
  );
});
