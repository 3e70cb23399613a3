// Procedures drawn and read back from the command line.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { errand } from "../../../test/support/errand.ts";
import { root } from "../../config.ts";
import { compile } from "../../engine/procedure/index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-procedure-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const fixture = join(root, "test/fixtures/procedures/cinema-opening.yaml");

test("a pack, a folder with only procedure.yaml and the file are drawn, and read back they are the same", async () => {
  const alone = join(folder, "cinema-opening");
  mkdirSync(alone);
  cpSync(fixture, join(alone, "procedure.yaml"));
  for (const [what, words] of [
    ["restaurant-opening", ["--lang", "en"]],
    [alone, []],
    [fixture, []],
  ] as const) {
    const drawn = await errand(["procedure", "export", what, ...words]);
    assert.equal(drawn.status, 0, drawn.err);
    const file = join(folder, "drawn.bpmn");
    writeFileSync(file, drawn.out);
    const read = await errand(["procedure", "import", file]);
    assert.equal(read.status, 0, read.err);
    const source = what === "restaurant-opening" ? join(root, "packs/restaurant-opening/procedure.yaml") : fixture;
    const [before, again] = [compile(readFileSync(source, "utf8"), "same"), compile(read.out, "same")];
    assert.ok(before.ok && again.ok);
    assert.equal(again.model.hash, before.model.hash);
  }
  const english = (await errand(["procedure", "export", "restaurant-opening", "--lang", "en"])).out;
  assert.match(english, /name="Food safety examination"/);
});

test("refusals name file, line, element and id, and end with 1; what cannot be read ends with 2", async () => {
  const file = join(folder, "wrong.bpmn");
  writeFileSync(
    file,
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">\n<process id="p">\n<scriptTask id="Script_1"/>\n</process>\n</definitions>\n',
  );
  const refused = await errand(["procedure", "import", file]);
  assert.deepEqual([refused.status, refused.out], [1, ""]);
  assert.match(refused.err, /wrong\.bpmn:3: scriptTask "Script_1": /);
  const told = JSON.parse((await errand(["procedure", "import", file, "--json"])).out) as { refusals: unknown[] };
  assert.equal(told.refusals.length, 1);
  for (const words of [
    ["import", join(folder, "none.bpmn")],
    ["export", "no-such-pack"],
    ["export", "restaurant-opening", "--lang", "fr"],
  ])
    assert.equal((await errand(["procedure", ...words])).status, 2, words.join(" "));
  const broken = join(folder, "broken.yaml");
  writeFileSync(broken, "stages: {}\n");
  const problem = await errand(["procedure", "export", broken]);
  assert.equal(problem.status, 1);
  assert.match(problem.err, /broken\.yaml:1: /);
});
