// The fences hold, and each of them fires.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findAccessors } from "./accessors.ts";
import { findForbiddenImports, readHouse } from "./imports.ts";
import { readSources, shown } from "./sources.ts";
import { findSubject, readSubject, type Subject } from "./subject.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "errand-fences-"));
after(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** Writes one file into a source folder of its own and reads it as the fences do. */
function written(path: string, text: string) {
  made += 1;
  const src = join(folder, String(made));
  mkdirSync(dirname(join(src, path)), { recursive: true });
  writeFileSync(join(src, path), text);
  return readSources(src);
}

const subject: Subject = {
  packs: ["dog-licence", "walk"],
  agencies: ["kennel"],
  words: { anywhere: ["poodle", "犬只"], literals: ["bark"] },
};
const subjectIn = (text: string, path = "portal/page.tsx") => findSubject(written(path, text), subject).map((breach) => breach.why);
const house = readHouse();
const importsIn = (path: string, text: string) => findForbiddenImports(written(path, text), house).map((breach) => breach.why);

test("no source knows a pack, a post or a subject", () => {
  const known = readSubject(root);
  assert.ok(known.words.anywhere.length > 5 && known.words.literals.length > 0);
  assert.deepEqual(findSubject(readSources(join(root, "src")), known).map(shown), []);
});

test("no source imports from above or past a front door", () => {
  assert.deepEqual(findForbiddenImports(readSources(join(root, "src")), house).map(shown), []);
});

test("the subject of this checkout is read from its packs and its city", () => {
  const own = join(folder, "checkout");
  mkdirSync(join(own, "packs/cat-licence"), { recursive: true });
  mkdirSync(join(own, "city"), { recursive: true });
  mkdirSync(join(own, "test/fences"), { recursive: true });
  writeFileSync(join(own, "packs/cat-licence/procedure.yaml"), "stages: { a: { tasks: { b: { by: cattery/head } } } }");
  writeFileSync(join(own, "city/organisation.yaml"), "agencies: [{ id: pound, title: x }]");
  writeFileSync(join(own, "test/fences/words.json"), '{"anywhere": ["x"], "literals": ["y"]}');
  const read = readSubject(own);
  assert.deepEqual([read.packs, read.agencies], [["cat-licence"], ["cattery", "pound"]]);
});

test("the subject fence fires on a pack's id, a post as a whole literal, and subject words, in code and comments", () => {
  assert.deepEqual(subjectIn('if (id === "dog-licence") x();'), ['names the pack "dog-licence"']);
  assert.deepEqual(subjectIn('if (id === "walk") x();'), ['names the pack "walk"']);
  assert.deepEqual(subjectIn('by("kennel/head")'), ['names the post "kennel/head"']);
  assert.deepEqual(subjectIn("// the poodles"), ['knows the subject word "poodles"']);
  assert.deepEqual(subjectIn("const x = `犬只登记`;"), ['knows the subject word "犬只"']);
  assert.deepEqual(subjectIn('say("Bark at him")'), ['knows the subject word "Bark"']);
  assert.deepEqual(subjectIn("select 'kennel/head'", "casework/migrations/0040-x.sql"), ['names the post "kennel/head"']);
});

test("the subject fence leaves alone what only looks like it", () => {
  for (const text of [
    "const bark = 1;",
    "walk(tree);",
    'x("embark")',
    'mime("text/plain")',
    'x("kennel/head/more")',
    'import x from "./bark.ts"',
  ]) {
    assert.deepEqual(subjectIn(text), [], text);
  }
});

test("the import fence fires on a room above, a way past a front door, and every form of import", () => {
  assert.deepEqual(importsIn("platform/jobs/x.ts", 'import { a } from "../../casework/index.ts";'), [
    "platform/jobs may not import casework, which lies above it",
  ]);
  assert.deepEqual(importsIn("casework/x.ts", 'import type { A } from "../ledger/entry.ts";'), [
    "imports ledger/entry.ts of ledger: only its index.ts is a front door",
  ]);
  assert.deepEqual(importsIn("engine/calendar/x.ts", 'export { a } from "../merkle/tree.ts";'), [
    "imports engine/merkle/tree.ts of engine/merkle: only its index.ts is a front door",
  ]);
  assert.deepEqual(importsIn("ledger/x.ts", 'await import("../portal/index.ts");'), ["ledger may not import portal, which lies above it"]);
  assert.deepEqual(importsIn("casework/x.ts", 'import {\n  a,\n  b,\n} from "../app.ts";'), [
    "casework may not import app.ts, which lies above it",
  ]);
  assert.deepEqual(importsIn("casework/x.ts", 'import a from "../../test/y.ts";'), ["imports ../test/y.ts, outside src"]);
});

test("the import fence lets a room use its own files and front doors at or below its floor", () => {
  for (const [path, text] of [
    [
      "casework/x.ts",
      'import { a } from "./y.ts"; import { b } from "../ledger/index.ts"; import { c } from "../engine/procedure/index.ts";',
    ],
    ["engine/calendar/x.ts", 'import type { Text } from "../../platform/i18n/index.ts";'],
    ["casework/x.test.ts", 'import { a } from "../portal/page.tsx";'],
    ["cli/commands/x.ts", 'import { a } from "../../server.ts";'],
  ] as const) {
    assert.deepEqual(importsIn(path, text), [], path);
  }
});

test("the purity fence fires on input and output, clocks and chance in the engine", () => {
  assert.deepEqual(importsIn("engine/form/x.ts", 'import { readFileSync } from "node:fs";'), ["a pure room may not import node:fs"]);
  for (const call of ["Date.now()", "new Date()", "Math.random()"])
    assert.equal(importsIn("engine/form/x.ts", `const t = ${call};`).length, 1, call);
  assert.deepEqual(importsIn("engine/form/x.ts", "const t = new Date(now); // not Date.now()"), []);
});

test("no object that is made again and again has accessors of its own; classes may", () => {
  assert.deepEqual(findAccessors(readSources(join(root, "src"))).map(shown), []);
  const found = (text: string) => findAccessors(written("casework/x.ts", text)).map(({ line }) => line);
  assert.deepEqual(found("const x = {\n  a: 1,\n  get b() {\n    return 1;\n  },\n};"), [3]);
  assert.deepEqual(found("class X implements Y {\n  a = 1;\n\n  get b(): number {\n    return 1;\n  }\n}"), []);
  assert.deepEqual(found("app.get('/', (c) => {\n  get(c);\n});"), []);
});
