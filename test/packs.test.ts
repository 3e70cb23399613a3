// The packs that are shipped, the one on the page about packs, and one brought from outside: all hold together and do as they say.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { runScenario } from "../src/casework/index.ts";
import {
  checkFolder,
  checkPack,
  editorSchemas,
  loadPack,
  type Pack,
  type PackFiles,
  type Place,
  readPackFolder,
  readPlace,
} from "../src/catalogue/index.ts";
import { calendarOf } from "../src/engine/calendar/index.ts";
import { evaluate } from "../src/engine/decision/index.ts";
import { problemLine } from "../src/platform/yaml/index.ts";
import { registersSchema } from "../src/registry/index.ts";
import { renamePack } from "./support/rename-pack.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const world = { calendar: calendarOf("cn"), zone: "Asia/Shanghai", divisions: new Set<string>() };
const shipped = readdirSync(`${root}packs`).sort();

function place(): Place {
  const read = readPlace({ city: `${root}city`, law: `${root}law`, today: "2026-09-24" });
  if (!read.ok) throw new Error(read.problems.map((problem) => problemLine(problem)).join("\n"));
  return read.place;
}

function filesOf(folder: string): PackFiles {
  const read = readPackFolder(folder);
  if (!read.ok) throw new Error(read.problems.map((problem) => problemLine(problem)).join("\n"));
  return read.files;
}

/** The parts of bundles, read once. */
const parts = new Map<string, Pack>();
function partOf(id: string): Pack {
  const known = parts.get(id) ?? packOf(filesOf(`${root}packs/${id}`));
  parts.set(id, known);
  return known;
}

function packOf(files: PackFiles): Pack {
  const loaded = loadPack(files, "", partOf);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problemLine(problem)).join("\n"));
  return loaded.pack;
}

const misses = (pack: Pack) =>
  pack.scenarios.flatMap(({ file, scenario }) =>
    runScenario(pack, scenario, world).misses.map(({ step, message }) => `${file} step ${step}: ${message.en}`),
  );

const here = place();
for (const id of shipped) {
  describe(id, () => {
    const files = filesOf(`${root}packs/${id}`);

    test("may be published; only articles without a text are worth a warning", () => {
      const { problems, publishable } = checkPack(files, here, "", partOf);
      assert.equal(publishable, true, problems.map((problem) => problemLine(problem)).join("\n"));
      for (const { message } of problems) assert.match(message.en, /not at hand/);
    });

    test("does in every scenario what the scenario says", () => assert.deepEqual(misses(packOf(files)), []));

    test("success, refusal, correction, lateness and withdrawal are told, with tasks, dates, letters and outputs", () => {
      const { scenarios, model } = packOf(files);
      assert.ok(scenarios.length >= 5);
      const ends = scenarios.flatMap(({ scenario }) => scenario.steps.flatMap(({ expect }) => expect?.end ?? []));
      assert.deepEqual(
        Object.keys(model.ends).filter((end) => !ends.includes(end)),
        [],
        "every end is reached in a scenario",
      );
      for (const { file, scenario } of scenarios) {
        const expected = [scenario.expect, ...scenario.steps.map(({ expect }) => expect)];
        for (const what of ["tasks", "letters", "outputs"] as const)
          assert.ok(
            expected.some((one) => one?.[what]),
            `${file} says nothing of ${what}`,
          );
      }
    });

    test("a date that is one day off is noticed", () => {
      const [path = "", source = ""] =
        Object.entries(files).find(([name, text]) => name.startsWith("scenarios/") && /due: \{ [a-z]+: 2026-10-\d\d/.test(text)) ?? [];
      const wrong = source.replace(
        /(due: \{ [a-z]+: 2026-10-)(\d\d)/,
        (_, head: string, day: string) => `${head}${String(Number(day) + 1).padStart(2, "0")}`,
      );
      assert.notEqual(wrong, source);
      assert.ok(misses(packOf({ ...files, [path]: wrong })).some((line) => line.includes(path) && line.includes("clock")));
    });

    // A bundle is what its parts are; a pack that is for whom its answers name would need other answers.
    const named = !/^(bundle|roles):/m.test(files["pack.yaml"] ?? "");
    test("runs the same when everything in it has another name", { skip: !named }, () => {
      const renamed = renamePack(files);
      const pack = packOf(renamed.files);
      const text = renamed.files["procedure.yaml"] ?? "";
      for (const stage of Object.keys(packOf(files).model.stages)) assert.doesNotMatch(text, new RegExp(`^ +${stage}:$`, "m"));
      assert.equal(pack.header.title.en.startsWith("Sentence"), true);
      assert.deepEqual(misses(pack), []);
    });
  });
}

test("the joint term is 45 and 15 working days, the promise 8, and government's head alone gives more time", () => {
  const { model } = packOf(filesOf(`${root}packs/restaurant-opening`));
  assert.deepEqual(model.clocks.statutory?.time, { n: 45, unit: "workdays" });
  assert.deepEqual(model.clocks.promised?.time, { n: 8, unit: "workdays" });
  assert.deepEqual(model.extras.extend?.outcomes, { approve: { extend: { statutory: { n: 15, unit: "workdays" } } }, decline: {} });
  assert.equal(model.extras.extend?.by, "government/head");
});

test("the pack on the page about packs is the one in the fixtures, and both check and run", () => {
  const page = readFileSync(`${root}docs/packs.md`, "utf8");
  const blocks = Object.fromEntries(
    [...page.matchAll(/^`parking-permit\/([\w./-]+)`\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name, text]),
  );
  const folder = `${root}test/fixtures/packs/parking-permit`;
  assert.deepEqual(blocks, filesOf(folder));
  const { problems } = checkFolder(folder, place());
  assert.deepEqual(problems, []);
  assert.deepEqual(misses(packOf(filesOf(folder))), []);
});

test("records of every register can be corrected, asked for and doubted, at the body that keeps it", () => {
  const about = shipped.map(partOf).filter(({ header }) => /^(correction|sharing-request|quality-complaint)$/.test(header.serves ?? ""));
  assert.equal(about.length, 3);
  for (const { header, form, decisions } of about) {
    assert.deepEqual(form.schema.properties.register?.enum?.toSorted(), here.registers.map(({ id }) => id).toSorted(), header.id);
    for (const { id, owner } of here.registers) {
      const definitions = decisions["rules.dmn"];
      assert.ok(definitions);
      assert.equal(evaluate(definitions, { decision: "owner", inputs: { register: id } }).value, owner, `${header.id}: ${id}`);
    }
  }
});

test("the page about packs lists every pack that is shipped", () => {
  const page = readFileSync(`${root}docs/packs.md`, "utf8");
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (.+?) \| (.+?) \|/gm)].map(([, id, zh, en]) => [id, zh, en]);
  const titles = shipped.map((id) => [id, ...Object.values(partOf(id).header.title)]);
  assert.deepEqual(listed.sort(), titles.sort());
});

test("the schemas for editors are fresh, and every file shipped keeps to its own", () => {
  const schemas: Record<string, string> = { ...editorSchemas(), "registers.schema.json": registersSchema() };
  assert.deepEqual(readdirSync(`${root}schema`).sort(), Object.keys(schemas).sort());
  for (const [name, content] of Object.entries(schemas)) {
    assert.equal(
      readFileSync(`${root}schema/${name}`, "utf8"),
      content,
      `schema/${name} is stale: node scripts/run.mjs scripts/pack-schemas.ts`,
    );
  }
  const ajv = new Ajv2020({ strict: false, logger: false });
  const check = Object.fromEntries(Object.entries(schemas).map(([name, content]) => [name, ajv.compile(JSON.parse(content))]));
  for (const id of shipped) {
    for (const [path, source] of Object.entries(filesOf(`${root}packs/${id}`))) {
      if (!path.endsWith(".yaml")) continue;
      const [folder = ""] = path.split("/");
      const name = `${{ scenarios: "scenario", rates: "rates" }[folder] ?? path.replace(".yaml", "")}.schema.json`;
      assert.match(source, new RegExp(`^# yaml-language-server: \\$schema=(../)+schema/${name}\\n`));
      const valid = check[name];
      assert.ok(valid?.(parse(source)), `${id}/${path}: ${JSON.stringify(valid?.errors?.slice(0, 2))}`);
    }
  }
});
