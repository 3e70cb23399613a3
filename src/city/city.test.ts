import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { cityFolder, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { type Ground, partyByIdentifier, sessionOf, signIn } from "../identity/index.ts";
import { openOrganisation } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { agencyKeysIn, lookUp } from "../registry/index.ts";
import { guestsOf, loadCity, readFolder } from "./index.ts";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 4);
const keys = testKeys();
const now = Date.parse("2026-11-22T09:00:00+08:00");
const ground: Ground = { app, keys, sample: true, zone: "Asia/Shanghai" };

test("the sample city is loaded whole, once", async () => {
  const second = new Client({ connectionString: database.owner });
  await second.connect();
  const begun = performance.now();
  const both = await Promise.all([loadCity(owner, keys, cityFolder), loadCity(second, keys, cityFolder)]);
  const loaded = performance.now();
  await second.end();
  assert.deepEqual(both.map((one) => one.ok && one.changed).sort(), [false, true], "two starts at once load once");
  assert.deepEqual(await loadCity(owner, keys, cityFolder), { ok: true, changed: false });
  process.stdout.write(`# loaded in ${Math.round(loaded - begun)} ms, found again in ${Math.round(performance.now() - loaded)} ms\n`);
  const { rows } = await owner.query(
    `select (select count(*)::int from identity.party) parties, (select count(*)::int from identity.account) accounts,
       (select count(*)::int from registry.record) records, (select count(*)::int from organisation.officer) officers`,
  );
  assert.ok(rows[0].parties >= 700 && rows[0].accounts >= 600 && rows[0].records >= 2400 && rows[0].officers >= 40, JSON.stringify(rows));
});

test("everyone who is named as a guest gets in with the one password, and can do what the story says", async () => {
  const guests = guestsOf(cityFolder);
  assert.ok(guests && guests.citizens.length >= 5 && guests.officers.length >= 8);
  for (const guest of [...guests.citizens, ...guests.officers]) {
    const signed = await signIn(ground, { login: guest.login, password: guests.password, address: `192.0.2.1/${guest.login}` }, now);
    assert.ok(signed.ok, guest.login);
    const session = await sessionOf(ground, signed.cookie, now);
    assert.equal(session?.actor.name, guest.name);
    if (session?.actor.kind === "officer") assert.ok(session.actor.posts.length > 0, guest.login);
  }
  const [shen] = guests.citizens;
  assert.ok(shen?.story.zh && shen.story.en);
  const registry = { app, keys, agencyKeys: agencyKeysIn(app, keys) };
  const company = await partyByIdentifier(ground, "91980102MA0000015N");
  const record = await lookUp(registry, {
    register: "legal-entities",
    key: company?.identifier ?? "",
    fields: ["legal-representative", "status"],
  });
  assert.deepEqual(record.state === "found" && record.records, [{ "legal-representative": shen.name, status: "active" }]);
});

test("a load that was cut off is finished by the next", async () => {
  await owner.query("delete from identity.loaded");
  await owner.query(
    "delete from registry.record where register = 'population' and id in (select id from registry.record where register = 'population' limit 200)",
  );
  assert.deepEqual(await loadCity(owner, keys, cityFolder), { ok: true, changed: true });
  const { rows } = await owner.query("select count(*)::int n from registry.record where register = 'population'");
  assert.deepEqual(rows, [{ n: 560 }]);
});

test("a changed folder is loaded again; a folder with mistakes changes nothing", async () => {
  const copy = mkdtempSync(join(tmpdir(), "errand-city-"));
  // Its script needs the project around it: only the data is copied, with another script that makes nobody.
  for (const name of ["city.yaml", "organisation.yaml", "registers.yaml", "people.yaml"]) cpSync(join(cityFolder, name), join(copy, name));
  writeFileSync(
    join(copy, "generate.ts"),
    "export const generate = () => ({ persons: [], organisations: [], agents: [], registers: {} });",
  );
  const edit = (name: string, from: string | RegExp, to: string) =>
    writeFileSync(join(copy, name), readFileSync(join(copy, name), "utf8").replace(from, to));
  try {
    edit("organisation.yaml", "陈玉兰", "陈玉蘭");
    assert.deepEqual(await loadCity(owner, keys, copy), { ok: true, changed: true });
    assert.equal((await openOrganisation(app).current())?.officer("chen-yulan")?.name, "陈玉蘭");
    edit("registers.yaml", "owner: planning", "owner: nobody");
    edit("people.yaml", "id: chen-yulan", "id: chen-yuhan");
    const bad = await loadCity(owner, keys, copy);
    assert.ok(!bad.ok);
    assert.deepEqual(bad.problems.map((one) => one.message.en).sort(), [
      "register land belongs to no agency: nobody",
      "there is no officer chen-yuhan",
    ]);
    edit("registers.yaml", "class: open", "class: secret");
    edit("people.yaml", "1991-05-18", "1991-02-30");
    edit("city.yaml", "id: yunchuan", "identity: yunchuan");
    const worse = await readFolder(copy);
    assert.ok(!worse.ok);
    assert.deepEqual(
      new Set(worse.problems.map((one) => one.file.slice(copy.length + 1))),
      new Set(["city.yaml", "registers.yaml", "people.yaml"]),
    );
    assert.ok(worse.problems.every((one) => one.line >= 1));
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test("a city that is no sample has no guests and makes no people", async () => {
  const copy = mkdtempSync(join(tmpdir(), "errand-city-"));
  try {
    cpSync(cityFolder, copy, { recursive: true });
    writeFileSync(join(copy, "city.yaml"), readFileSync(join(copy, "city.yaml"), "utf8").replace(/^sample: true/m, "sample: false"));
    assert.equal(guestsOf(copy), null);
    const read = await readFolder(copy);
    assert.ok(read.ok && read.content === undefined);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
