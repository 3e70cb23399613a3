import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { checkResidentId, checkUscc, divisionKnown } from "../src/engine/identifier/index.ts";
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
    "321459bf3b1e046a6521fec47c153b92fde62ab159ff0bd9acf199e8ba75aba7",
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
