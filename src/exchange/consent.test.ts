// Consents: signed, held against every question, revocable, and forgotten with what was kept under them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cityFolder, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { readCityFile } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { agencyKeysIn, defineRegisters, loadRecords, registersFile } from "../registry/index.ts";
import { type ConsentTerms, localHolder, openExchange, type Question } from "./index.ts";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 4);
const keys = testKeys();
const agencyKeys = agencyKeysIn(app, keys);
const city = sampleRows();
const [shen, he] = city.persons;
assert.ok(shen && he);
const day = 86_400_000;
const start = Date.parse("2026-11-22T09:00:00+08:00");
let now = start;
const holder = localHolder({ app, keys, agencyKeys });
const exchange = openExchange({ app, keys, agencyKeys, holderOf: () => holder, now: () => now });
const { consents } = exchange;

before(async () => {
  const file = readCityFile(cityFolder, "registers.yaml", registersFile);
  assert.ok(file.ok);
  await defineRegisters(owner, file.value.registers);
  for (const one of file.value.registers) await loadRecords(owner, keys, one, city.registers[one.id] ?? []);
});

const purpose = { zh: "核对您的住址", en: "To check where you live" };
const terms = (more: Partial<ConsentTerms> = {}): ConsentTerms => ({
  asker: "public-security",
  service: "some-service",
  requirement: "home",
  register: "population",
  fields: ["name", "address"],
  purpose,
  until: now + 30 * day,
  ...more,
});
const me = { party: { id: shen.id, identifier: shen.identifier }, giver: shen.id };
const question = (consent: string, more: Partial<Question> = {}): Question => ({
  register: "population",
  key: shen.identifier,
  fields: ["address"],
  purpose,
  service: "some-service",
  ground: { consent },
  asker: { agency: "public-security" },
  subject: shen.id,
  fresh: 20 * day,
  ...more,
});
const given = async (more: Partial<ConsentTerms> = {}): Promise<string> => {
  const [id] = await consents.give(me, [terms(more)]);
  assert.ok(id);
  return id;
};
const kept = async (): Promise<number> => (await owner.query("select count(*)::int n from exchange.kept")).rows[0].n;
const refusal = async (asked: Question): Promise<string> => {
  const answer = await exchange.ask(asked);
  assert.ok(answer.state === "unavailable" && answer.why === "refused", JSON.stringify(answer));
  return answer.text.en;
};

test("carries what it names, and nothing else", async () => {
  const id = await given();
  assert.equal((await exchange.ask(question(id, { fields: ["address", "name"] }))).state, "found");
  // What is kept already is no way round.
  assert.match(await refusal(question("no-such-consent", { fields: ["name"] })), /no such consent/);
  assert.match(await refusal(question(id, { fields: ["sex"] })), /does not cover/);
  assert.match(await refusal(question(id, { service: "another-service", fields: ["name", "sex"] })), /another service/);
  assert.match(await refusal(question(id, { asker: { agency: "market" } })), /another agency/);
  assert.match(
    await refusal(question(id, { register: "licences", fields: ["number"], by: "holder", asker: { agency: "data" } })),
    /another/,
  );
  // Nobody consents for a relative.
  assert.match(await refusal(question(id, { key: he.identifier })), /not about the one who consented/);
});

test("ends by itself, and what was kept under it is neither used again nor kept", async () => {
  const id = await given({ until: now + 5 * day, fields: ["birth-date"] });
  assert.equal((await exchange.ask(question(id, { fields: ["birth-date"] }))).state, "found");
  now = start + 4 * day;
  const again = await exchange.ask(question(id, { fields: ["birth-date"] }));
  assert.ok(again.state === "found" && again.reused);
  now = start + 6 * day;
  assert.match(await refusal(question(id, { fields: ["birth-date"] })), /has ended/);
  const before_ = await kept();
  await exchange.forgetStale();
  assert.equal(await kept(), before_ - 1);
  now = start;
});

test("is revoked by its party alone; then nothing is asked under it and nothing kept", async () => {
  const id = await given({ fields: ["sex"] });
  assert.equal((await exchange.ask(question(id, { fields: ["sex"] }))).state, "found");
  assert.equal(await consents.revoke({ party: { id: he.id, identifier: he.identifier }, giver: he.id }, id), false);
  assert.equal(
    (await consents.holds({ consent: id, asker: "public-security", register: "population", fields: ["sex"], service: "some-service" }))
      .holds,
    true,
  );
  const before_ = await kept();
  assert.equal(await consents.revoke(me, id), true);
  assert.equal(await kept(), before_ - 1);
  now = start + 1000;
  assert.equal(await consents.revoke(me, id), true, "twice is once");
  assert.match(await refusal(question(id, { fields: ["sex"] })), /was revoked/);
  const [latest] = (await consents.of(shen.id)).filter((one) => one.id === id);
  assert.equal(latest?.revoked, start);
  assert.equal(latest?.genuine, true);
  const uses = (await consents.uses([id])).get(id) ?? [];
  assert.deepEqual(
    uses.map(({ state }) => state),
    ["refused", "found"],
  );
  now = start;
});

test("an answer that arrives while the consent is being revoked is not used again", async () => {
  const id = await given({ fields: ["household"] });
  const answer = await exchange.ask(question(id, { fields: ["household"] }));
  assert.ok(answer.state === "found");
  // As if the two had crossed: the end is recorded, the answer still lies there.
  const row = (await owner.query("select * from exchange.kept where request = $1", [answer.request])).rows[0];
  await consents.revoke(me, id);
  await owner.query(
    `insert into exchange.kept (request, party, register, key, asker, fields, at, until, sealed)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0), to_timestamp($8 / 1000.0), $9)`,
    [answer.request, row.party, row.register, row.key, row.asker, row.fields, Number(row.at), Number(row.until), row.sealed],
  );
  assert.equal(
    await exchange.freshAnswer({
      // Another ground, by which it might be asked: the answer was let go nevertheless.
      ground: { law: "online-services/7" },
      register: "population",
      key: shen.identifier,
      fields: ["household"],
      asker: { agency: "public-security" },
      subject: shen.id,
      fresh: day,
    }),
    undefined,
  );
});

test("a record that was altered carries nothing, and cannot be altered by the application", async () => {
  const id = await given();
  await assert.rejects(app.query("update exchange.consent set fields = '{sex}' where id = $1", [id]), /permission denied/);
  await owner.query("update exchange.consent set fields = fields || '{sex}' where id = $1", [id]);
  assert.match(await refusal(question(id, { fields: ["sex", "name"] })), /not what was signed/);
});

test("never lasts longer than answers may be kept", async () => {
  const id = await given({ until: now + 1000 * day });
  assert.equal((await consents.byId([id])).get(id)?.until, now + 90 * day);
});

test("a list shows one's own alone, in pages", async () => {
  assert.deepEqual(await consents.of(he.id), []);
  const all = await consents.of(shen.id);
  const [first] = await consents.of(shen.id, { most: 1 });
  assert.ok(first);
  const rest = await consents.of(shen.id, { before: first });
  assert.deepEqual(
    [first.id, ...rest.map(({ id }) => id)],
    all.map(({ id }) => id),
  );
});
