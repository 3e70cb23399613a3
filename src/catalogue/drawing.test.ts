// Every shipped pack is the same where it is read as published; its procedure survives being drawn and read back, and its drawing is valid.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validateXML } from "xmllint-wasm";
import { root } from "../config.ts";
import { fromBpmn } from "../engine/bpmn/index.ts";
import { compile } from "../engine/procedure/index.ts";
import { makeDirectory, readCity } from "../organisation/index.ts";
import { bpmnOf, loadPack, type Pack, readPackFolder } from "./index.ts";
import { publishedPack } from "./published.ts";

const city = readCity(join(root, "city"));
assert.ok(city.ok);
const directory = makeDirectory(city.roster);
const known = new Map<string, Pack>();

function pack(id: string): Pack | undefined {
  const found = known.get(id);
  if (found) return found;
  const read = readPackFolder(join(root, "packs", id));
  const loaded = read.ok ? loadPack(read.files, `${id}/`, pack) : undefined;
  if (loaded?.ok) known.set(id, loaded.pack);
  return loaded?.ok ? loaded.pack : undefined;
}

const ids = readdirSync(join(root, "packs"));
const schemas = join(root, "node_modules/bpmn-moddle/resources/bpmn/xsd");
const schemaFile = (fileName: string) => ({ fileName, contents: readFileSync(join(schemas, fileName), "utf8") });

test("read as it was published, every shipped pack is what its check made of it", () => {
  for (const id of ids) {
    const one = pack(id);
    assert.ok(one, id);
    assert.equal(JSON.stringify(publishedPack(one.files, pack)), JSON.stringify(one), id);
  }
  assert.throws(() => publishedPack({ "pack.yaml": "id: 1" }, pack));
});

test("exported and imported again, the procedure of every shipped pack is the same", () => {
  let compared = 0;
  for (const id of ids) {
    const one = pack(id);
    if (!one) continue;
    for (const lang of ["zh", "en"] as const) {
      const read = fromBpmn(bpmnOf(one, directory, lang));
      assert.ok(read.ok, read.ok ? "" : `${id}: ${read.refusals.map(({ message }) => message.en).join("; ")}`);
      const again = compile(read.yaml, one.model.id);
      assert.ok(again.ok);
      assert.equal(again.model.hash, one.model.hash, id);
      assert.equal(JSON.stringify(again.model), JSON.stringify(one.model), id);
    }
    compared += 1;
  }
  assert.equal(compared, ids.length);
});

test("the drawing of every shipped pack is valid against the schema of BPMN 2.0, and its lanes have names", async () => {
  const files = ids.flatMap((id) => {
    const one = pack(id);
    return one ? [{ fileName: `${id}.bpmn`, contents: bpmnOf(one, directory, "zh") }] : [];
  });
  const preload = ["BPMNDI.xsd", "DC.xsd", "DI.xsd", "Semantic.xsd"].map(schemaFile);
  const { valid, errors } = await validateXML({ xml: files, schema: [schemaFile("BPMN20.xsd")], preload });
  assert.ok(valid, errors.map(({ message }) => message).join("\n"));
  const restaurant = files.find(({ contents }) => contents.includes('name="申请人"'));
  assert.ok(restaurant);
});
