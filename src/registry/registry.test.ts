import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cityFolder, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { readCityFile } from "../organisation/index.ts";
import { keyringOf } from "../platform/crypto/index.ts";
import { openPool } from "../platform/database/index.ts";
import {
  agencyKeysIn,
  defineRegisters,
  type LoadReport,
  loadRecords,
  lookUp,
  type RegistryGround,
  registers,
  registersFile,
  rowProblems,
  searchRegister,
  setDown,
} from "./index.ts";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 4);

const keys = testKeys();
const ground: RegistryGround = { app, keys, agencyKeys: agencyKeysIn(app, keys) };
const file = readCityFile(cityFolder, "registers.yaml", registersFile);
assert.ok(file.ok, JSON.stringify(file));
const definitions = file.value.registers;
const city = sampleRows();
const definition = (id: string) => {
  const found = definitions.find((one) => one.id === id);
  assert.ok(found);
  return found;
};
const [shen] = city.persons;
const [company] = city.organisations;
assert.ok(shen && company);

const counts = ({ added, changed, same, refused }: LoadReport) => ({ added, changed, same, refused });

before(async () => {
  await defineRegisters(owner, definitions);
  for (const one of definitions) {
    const report = await loadRecords(owner, keys, one, city.registers[one.id] ?? []);
    assert.deepEqual(counts(report), { added: city.registers[one.id]?.length ?? 0, changed: 0, same: 0, refused: [] }, one.id);
  }
});

test("a look-up gives the fields asked for and no others", async () => {
  const answer = await lookUp(ground, {
    register: "legal-entities",
    key: company.identifier,
    fields: ["name", "legal-representative", "status"],
  });
  assert.deepEqual(answer, {
    state: "found",
    records: [{ name: "云川市若兰餐饮有限公司", "legal-representative": "沈若兰", status: "active" }],
    subjects: [company.identifier, shen.identifier],
  });
  const rare = city.persons.find((one) => one.name === "欧阳𬱖");
  const person = await lookUp(ground, { register: "population", key: rare?.identifier.toLowerCase() ?? "", fields: ["name"] });
  assert.deepEqual(person.state === "found" && person.records, [{ name: "欧阳𬱖" }]);
});

test("a record is found by each of its keys, by the one named only if one is named, the latest first", async () => {
  const address = company.place;
  for (const key of [address.code, address.address, ` ${address.address} `]) {
    const found = await lookUp(ground, { register: "addresses", key, fields: ["street-office"] });
    assert.deepEqual(found.state === "found" && found.records, [{ "street-office": "subdistrict-minghu" }], key);
  }
  assert.equal((await lookUp(ground, { register: "addresses", key: address.address, by: "code", fields: ["use"] })).state, "none");
  const tea = city.organisations.find((one) => one.name === "云川市𠮷云茶馆");
  const licences = await lookUp(ground, { register: "licences", key: tea?.identifier ?? "", by: "holder", fields: ["type", "issued"] });
  assert.deepEqual(licences.state === "found" && licences.records.map((one) => one.type), ["food-licence", "business-licence"]);
});

test("what is not there, not asked properly or out of order is told apart", async () => {
  const ask = (register: string, key: string, fields: string[], by?: string) =>
    lookUp(ground, { register, key, fields, ...(by === undefined ? {} : { by }) });
  assert.deepEqual(await ask("population", "980102199105186020", ["name"]), { state: "none" });
  assert.deepEqual(await ask("population", "' or true --", ["name"]), { state: "none" });
  assert.deepEqual(await ask("nothing", shen.identifier, ["name"]), { state: "refused", why: "register" });
  assert.deepEqual(await ask("population", shen.identifier, ["name", "salary"]), { state: "refused", why: "field" });
  assert.deepEqual(await ask("population", shen.identifier, ["constructor"]), { state: "refused", why: "field" });
  assert.deepEqual(await ask("population", shen.identifier, []), { state: "refused", why: "field" });
  assert.deepEqual(await ask("population", shen.identifier, ["name"], "address"), { state: "refused", why: "key" });
  await setDown(owner, "population", true);
  assert.deepEqual(await ask("population", shen.identifier, ["name"]), { state: "down" });
  await setDown(owner, "population", false);
  assert.equal((await ask("population", shen.identifier, ["name"])).state, "found");
});

test("loading the same again changes nothing; a changed row begins a new version and keeps the old", async () => {
  const rows = city.registers.population ?? [];
  const population = definition("population");
  assert.deepEqual(counts(await loadRecords(owner, keys, population, rows)), { added: 0, changed: 0, same: rows.length, refused: [] });
  const moved = rows.map((row, at) => (at === 0 ? { ...row, address: "云川市澄湖区新街1号" } : row));
  assert.equal((await loadRecords(owner, keys, population, moved)).changed, 1);
  const now = await lookUp(ground, { register: "population", key: shen.identifier, fields: ["address"] });
  assert.deepEqual(now.state === "found" && now.records, [{ address: "云川市澄湖区新街1号" }]);
  const { rows: versions } = await owner.query(
    "select count(*)::int n, count(distinct id)::int records from registry.record where register = 'population'",
  );
  assert.deepEqual(versions, [{ n: rows.length + 1, records: rows.length }]);
  await loadRecords(owner, keys, population, rows);
});

test("rows that do not fit are refused by their place, the others are loaded", async () => {
  const population = definition("population");
  const good = { identifier: "980102199001019999", name: "试一", sex: "male", "birth-date": "1990-01-01" };
  const report = await loadRecords(owner, keys, population, [
    good,
    { ...good, identifier: "" },
    { ...good, identifier: "2", sex: "unknown" },
    { ...good, identifier: "3", "birth-date": "1990-02-30" },
    { ...good, identifier: "4", name: 7 },
    { ...good, identifier: "5", shoe: "42" },
    good,
  ]);
  assert.equal(report.added, 1);
  assert.deepEqual(
    report.refused.map(({ row, column, message }) => `${row} ${column} ${message.en}`),
    [
      "2 identifier is missing; fill it in.",
      "3 sex must be one of: female (Female), male (Male).",
      "4 birth-date must be a date, written 2026-09-21.",
      "5 name must be text.",
      "6 shoe is no field of the register; remove or rename it. Fields: identifier, name, sex, birth-date, address, household.",
      "7 identifier stands twice in the file; remove one row, or say with valid-from from which day each holds.",
    ],
  );
  assert.deepEqual(
    rowProblems(definition("addresses"), { code: "1", "floor-area": Number.NaN }).map(({ column }) => column),
    ["floor-area"],
  );
});

test("records can be searched by their open text", async () => {
  const found = await searchRegister(ground, "addresses", "明湖路88号");
  assert.deepEqual(
    found.map((row) => row.code),
    [company.place.code],
  );
  const named = await searchRegister(ground, "legal-entities", "𠮷云");
  assert.deepEqual(
    named.map((row) => row.name),
    ["云川市𠮷云茶馆"],
  );
  assert.ok(named.every((row) => row["legal-representative"] === undefined));
  assert.deepEqual(await searchRegister(ground, "population", "若兰"), []);
  for (const odd of ["", "\0", "\ud842", "%_", "x".repeat(100_000)]) assert.deepEqual(await searchRegister(ground, "addresses", odd), []);
});

test("personal fields stand nowhere in clear, and open under no other installation's key", async () => {
  const { rows } = await owner.query<{ all: string }>("select string_agg(r::text, e'\n') as all from registry.record r");
  const all = rows[0]?.all ?? "";
  const hex = (text: string): string => Buffer.from(text).toString("hex");
  for (const { identifier, name } of city.persons.slice(0, 60)) {
    assert.ok(!all.includes(identifier) && !all.includes(hex(identifier)), identifier);
    // Names of two characters stand in names of firms and streets by chance.
    if ([...name].length > 2) assert.ok(!all.includes(name) && !all.includes(hex(name)), name);
  }
  const other = keyringOf({ id: "installation:test", bytes: new Uint8Array(32).fill(8) });
  await assert.rejects(agencyKeysIn(app, other).key("market"), /not wrapped by this installation/);
  const stranger = { ...ground, keys: other };
  assert.deepEqual(await lookUp(stranger, { register: "population", key: shen.identifier, fields: ["name"] }), { state: "none" });
});

test("a record moved to another's place does not open", async () => {
  const attacker = new Client({ connectionString: database.superuser });
  await attacker.connect();
  const population = definition("population");
  const victim = (key: string) => keys.blind(`register ${population.id} identifier`, key);
  const [a, b] = [city.persons[10], city.persons[11]];
  assert.ok(a && b);
  await attacker.query("update registry.record set sealed = (select sealed from registry.record where id = $1) where id = $2", [
    victim(a.identifier),
    victim(b.identifier),
  ]);
  await attacker.end();
  await assert.rejects(lookUp(ground, { register: "population", key: b.identifier, fields: ["name"] }), /does not open/);
});

test("the application may read registers and write none", async () => {
  const refused = { code: "42501" };
  await assert.rejects(app.query("update registry.record set open = '{}'"), refused);
  await assert.rejects(app.query("update registry.register set owner = 'fire'"), refused);
  await assert.rejects(app.query("delete from registry.record"), refused);
});

test("a definition keeps the order of its fields", async () => {
  const [stored] = (await registers({ app })).filter(({ id }) => id === "population");
  assert.deepEqual(Object.keys(stored?.fields ?? {}), Object.keys(definition("population").fields));
});
