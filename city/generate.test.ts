import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { checkResidentId, checkUscc, divisionKnown } from "../src/engine/identifier/index.ts";
import { boxOf, parseGeometry } from "../src/registry/index.ts";
import { own } from "./divisions.ts";
import { generate } from "./generate.ts";
import type { People } from "./people.ts";

const read = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const people = read("people.yaml") as People;
const divisions = new Set((read("city.yaml") as { divisions: { code: string }[] }).divisions.map((one) => one.code.slice(0, 6)));
const city = generate(people);
const rows = (register: string) => city.registers[register] ?? [];

test("the city is the same every time", () => {
  const hash = createHash("sha256").update(JSON.stringify(city)).digest("hex");
  assert.equal(
    hash,
    createHash("sha256")
      .update(JSON.stringify(generate(people)))
      .digest("hex"),
  );
  assert.equal(
    hash,
    "0adebb8fa3b7af631f7848bec8aada9deeb013cb838f747988523ec32e3c7c48",
    "the sample city changed: if that is meant, pin its new hash",
  );
});

test("its area codes exist nowhere", () => {
  for (const code of divisions) assert.equal(divisionKnown(code), false, code);
});

test("it is large enough, and every number in it holds", () => {
  assert.ok(city.persons.length >= 500 && city.organisations.length >= 200 && rows("addresses").length >= 1000);
  assert.ok(rows("licences").length >= 300 && rows("certificates").length >= 100);
  for (const { identifier } of city.persons)
    assert.equal(checkResidentId(identifier, { today: "2026-07-01", divisions }).why, null, identifier);
  for (const { identifier } of city.organisations) assert.equal(checkUscc(identifier).why, null, identifier);
  const unique = (values: readonly unknown[]) => assert.equal(new Set(values).size, values.length);
  unique([...city.persons, ...city.organisations].map((one) => one.id));
  unique([...city.persons, ...city.organisations].map((one) => one.identifier));
  unique([...city.persons, ...city.organisations].map((one) => one.phone));
  unique(rows("addresses").map((row) => row.address));
  unique(rows("licences").map((row) => row.number));
});

test("names with characters outside the Basic Multilingual Plane are among them", () => {
  const rare = (name: string) => [...name].some((character) => (character.codePointAt(0) ?? 0) > 0xffff);
  assert.ok(city.persons.filter((one) => rare(one.name)).length >= 20);
  assert.ok(city.organisations.filter((one) => rare(one.name)).length >= 5);
});

test("what registers say of one another agrees", () => {
  const persons = new Map(rows("population").map((row) => [row.identifier, row.name]));
  const addresses = new Map(rows("addresses").map((row) => [row.code, row.address]));
  for (const row of rows("legal-entities")) {
    assert.equal(persons.get(row["legal-representative-id"] ?? ""), row["legal-representative"]);
    assert.equal(addresses.get(row["address-code"] ?? ""), row.address);
  }
  for (const row of rows("certificates")) assert.equal(persons.get(row.holder ?? ""), row["holder-name"]);
});

test("its own divisions are those of city.yaml, and the withdrawn ones of the standard say what they are part of", () => {
  const divisions = (read("city.yaml") as { divisions: { code: string; name: { zh: string } }[] }).divisions;
  assert.deepEqual(Object.fromEntries(divisions.map(({ code, name }) => [code, name.zh])), own);
  const known = new Map(rows("divisions").map((row) => [row.code, row]));
  assert.ok(known.size > 7000);
  assert.deepEqual(known.get("110103"), {
    code: "110103",
    name: "崇文区",
    level: "county",
    status: "withdrawn",
    parent: "110100",
    successors: "110101",
  });
  for (const row of known.values())
    for (const code of String(row.successors ?? "")
      .split(" ")
      .filter(Boolean))
      assert.ok(known.has(code), code);
});

test("households hold everybody once, areas of one kind lie inside their subdistrict, series have their revisions", () => {
  assert.equal(
    rows("households").reduce((sum, row) => sum + Number(row.members), 0),
    city.persons.length,
  );
  const box = (row: (typeof city.registers.land & object)[number]) =>
    boxOf(parseGeometry(String(row.shape)) ?? { type: "Point", coordinates: [0, 0] });
  const whole = new Map(rows("land").flatMap((row) => (row.kind === "subdistrict" ? [[row.subdistrict, box(row)] as const] : [])));
  for (const row of rows("land")) {
    const [inner, outer] = [box(row), whole.get(row.subdistrict ?? "")];
    assert.ok(outer && inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3], String(row.id));
  }
  const first = new Map(rows("indicators").map((row) => [row.point, row.value]));
  const revised = city.corrections.indicators ?? [];
  assert.ok(revised.length >= 50 && revised.some((row) => first.get(row.point ?? "") !== row.value));
});

test("whoever is said to have died is in the register of deaths under the number that the story gives", () => {
  const widow = people.citizens.find(({ login }) => login === "he-guiying");
  const [number = ""] = /\d{17}[\dX]/.exec(widow?.story.zh ?? "") ?? [];
  assert.ok(widow?.story.en.includes(number) && rows("deaths").some((row) => row.deceased === number));
});
