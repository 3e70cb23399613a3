import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { problemLine } from "../platform/yaml/index.ts";
import { checkFolder, hashFiles, loadPack, packFolders, readPackFolder, readPlace } from "./index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const placed = readPlace({ city: `${root}city`, law: `${root}law`, today: "2026-09-24" });
if (!placed.ok) throw new Error("no place");
const { place } = placed;
const home = mkdtempSync(join(tmpdir(), "errand-packs-"));
after(() => rmSync(home, { recursive: true }));

function folder(name: string, files: Record<string, string | Uint8Array>): string {
  const dir = join(home, name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}
const lines = (dir: string) => checkFolder(dir, place).problems.map((problem) => problemLine(problem).replaceAll(home, ""));

test("a folder that is none, is empty, or holds garbage is told in one line each", () => {
  assert.deepEqual(lines(join(home, "nowhere")), ["/nowhere:1: There is no such folder."]);
  mkdirSync(join(home, "empty"));
  assert.deepEqual(lines(join(home, "empty")), [
    "/empty/form.yaml:1: form.yaml is missing.",
    "/empty/pack.yaml:1: pack.yaml is missing.",
    "/empty/procedure.yaml:1: procedure.yaml is missing.",
  ]);
  const garbage = folder("garbage", {
    "pack.yaml": new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
    "form.yaml": "\u0000\u0001",
    "run.sh": "rm -rf /",
  });
  assert.match(lines(garbage).join("\n"), /pack\.yaml:1: This is not a UTF-8 text file\.\n.*run\.sh:1: A pack has no place for this/);
});

test("links out of the folder are not followed", () => {
  const dir = folder("links", { "form.yaml": "x" });
  symlinkSync("/etc/passwd", join(dir, "pack.yaml"));
  assert.match(lines(dir).join("\n"), /pack\.yaml:1: A pack has no place for this/);
});

test("hostile files in every place are refused without a throw", () => {
  const bombs = [
    "[".repeat(50_000),
    "&a [*a]",
    "\u0000",
    "- - - -",
    "a: 1\na: 2",
    "<xml/>",
    "",
    "{}",
    "null",
    "stages: { a: 1 }",
    `stages:\n${"  x: {}\n".repeat(500)}`,
  ];
  for (const bomb of bombs) {
    for (const path of ["pack.yaml", "form.yaml", "procedure.yaml", "routing.dmn", "templates/a.typ", "scenarios/a.yaml", "law/a.yaml"]) {
      const done = loadPack({ [path]: bomb });
      assert.equal(done.ok, false, `${path}: ${bomb.slice(0, 20)}`);
    }
  }
});

test("a folder of packs is checked as a whole, and a folder is named like its pack", () => {
  assert.deepEqual(
    packFolders(`${root}packs/`).map((dir) => dir.slice(root.length)),
    readdirSync(`${root}packs`)
      .sort()
      .map((id) => `packs/${id}`),
  );
  const read = readPackFolder(`${root}packs/information-request`);
  assert.ok(read.ok);
  assert.deepEqual(lines(folder("asking", { ...read.files })), [
    "/asking/pack.yaml:1: The folder must be named information-request, like the pack's id.",
  ]);
});

test("the hash is of the content: the order of files and the way of reading do not matter", () => {
  assert.equal(hashFiles({ "a.yaml": "1", "b.yaml": "2" }), hashFiles({ "b.yaml": "2", "a.yaml": "1" }));
  assert.notEqual(hashFiles({ "a.yaml": "1", "b.yaml": "2" }), hashFiles({ "a.yaml": "12", "b.yaml": "" }));
  assert.match(hashFiles({}), /^[0-9a-f]{64}$/);
});
