import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cityFolder, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { errand, temporaryFolder } from "../../test/support/errand.ts";
import { readCityFile } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { agencyKeysIn, defineRegisters, loadRecords, registersFile } from "../registry/index.ts";
import { disagreementText, localHolder, openExchange, type Question, reconcile, reconcileSides } from "./index.ts";

after(async () => {
  await owner.end();
  await attacker.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
const attacker = new Client({ connectionString: database.superuser });
await owner.connect();
await attacker.connect();
const app = openPool(database.app, "test", 4);
const keys = testKeys();
const agencyKeys = agencyKeysIn(app, keys);
const city = sampleRows();
const [company] = city.organisations;
assert.ok(company);
const now = Date.parse("2026-11-22T09:00:00+08:00");
const holder = localHolder({ app, keys, agencyKeys });
const exchange = openExchange({ app, keys, agencyKeys, holderOf: () => holder, now: () => now });

const question = (more: Partial<Question> = {}): Question => ({
  register: "legal-entities",
  key: company.identifier,
  fields: ["name", "status"],
  purpose: { zh: "核对登记", en: "To check the registration" },
  service: "licence",
  ground: { law: "online-services/7" },
  asker: { agency: "fire", post: "review", case: randomUUID() },
  subject: company.id,
  fresh: 86_400_000,
  ...more,
});

before(async () => {
  const file = readCityFile(cityFolder, "registers.yaml", registersFile);
  assert.ok(file.ok);
  await defineRegisters(owner, file.value.registers);
  const register = file.value.registers.find(({ id }) => id === "legal-entities");
  assert.ok(register);
  await loadRecords(owner, keys, register, city.registers["legal-entities"] ?? [], "city");
  for (let n = 0; n < 5; n++) await exchange.ask(question({ fields: n % 2 === 0 ? ["name"] : ["name", "legal-representative"] }));
  await exchange.ask(question({ key: "nobody" }));
});

/** Damages, reconciles, and puts everything back. */
async function damaged(statement: string, values: readonly unknown[] = []) {
  await attacker.query("begin");
  const { rowCount } = await attacker.query(`${statement}`, [...values]);
  assert.equal(rowCount, 1, statement);
  const { differences } = await reconcileSides(attacker, attacker, { now });
  await attacker.query("rollback");
  return differences;
}

test("questions found, refused, used again and without a record agree", async () => {
  const { questions, answers, differences } = await reconcile({ app }, { now });
  assert.deepEqual(differences, []);
  assert.equal(questions, 6);
  assert.ok(answers >= 3 && answers < questions, "an answer that is used again is asked once");
});

const one = "(select id from exchange.request r join exchange.outcome o on o.request = r.id where o.state = 'found' order by r.id limit 1)";
const held = `(select hash from exchange.request where id = ${one})`;

test("whatever is altered in either record is named", async () => {
  const changes: [column: string, value: string][] = [
    ["asker", "'tax'"],
    ["post", "'head'"],
    ["post", "null"],
    ["register", "'population'"],
    ["fields", "array['capital']"],
    ["service", "'curiosity'"],
    ["purpose", `'{"zh": "好奇", "en": "Curiosity"}'`],
    ["law", "'online-services/8'"],
    ["case_id", "gen_random_uuid()"],
    ["case_id", "null"],
    ["at", "at + interval '0 seconds'"],
  ];
  for (const [column, value] of changes) {
    for (const statement of [
      `update exchange.request set ${column} = ${value} where id = ${one}`,
      `update exchange.answer set ${column} = ${value} where request_hash = ${held}`,
    ]) {
      // What was used again of an altered question is named as well.
      const found = (await damaged(statement)).filter(({ why }) => why !== "nothing was there to be used again");
      if (column === "at") {
        assert.deepEqual(found, [], "what is the same is no damage");
        continue;
      }
      assert.equal(found.length, 1, statement);
      assert.deepEqual([found[0]?.why, found[0]?.what], ["different", [column === "case_id" ? "case" : column]], statement);
      const text = found[0] && disagreementText(found[0]);
      assert.ok(text?.en.includes(found[0]?.request ?? "-") && text.zh.includes("双方记录不一致"));
    }
  }
});

test("what is missing on either side, and outcomes that were altered, are named", async () => {
  const whys = async (statement: string) => (await damaged(statement)).map(({ why, what }) => [why, ...what].join(" "));
  assert.deepEqual(await whys(`delete from exchange.answer where request_hash = ${held}`), ["no answer recorded"]);
  assert.deepEqual(await whys(`update exchange.answer set state = 'none' where request_hash = ${held}`), ["different state"]);
  assert.deepEqual(await whys(`update exchange.answer set answer_hash = '\\x00' where request_hash = ${held}`), ["different answer"]);
  // A hash that was altered is a question that only one side knows, on each side.
  assert.deepEqual((await whys(`update exchange.answer set request_hash = '\\x00' where request_hash = ${held}`)).sort(), [
    "no answer recorded",
    "no question recorded",
  ]);
  assert.deepEqual(await whys("update exchange.outcome set state = 'refused', reason = 'service' where state = 'none'"), [
    "different state reason",
  ]);
  const [reused] = await damaged(
    "update exchange.outcome set answer_hash = '\\x00' where request = (select request from exchange.outcome where state = 'reused' limit 1)",
  );
  assert.equal(reused?.why, "nothing was there to be used again");
});

test("a question cut off is a finding, unless it was put a moment ago", async () => {
  const cut = "delete from exchange.outcome where state = 'none'";
  const [found] = await damaged(cut);
  assert.equal(found?.why, "no outcome recorded");
  await attacker.query("begin");
  await attacker.query(cut);
  const { differences, underWay } = await reconcileSides(attacker, attacker, { now: now + 1000, grace: 60_000 });
  await attacker.query("rollback");
  assert.deepEqual([differences, underWay], [[], 1]);
});

test("the command says that they agree, or ends with 1 and names the first differences", async () => {
  const env = {
    DATABASE_URL: database.app,
    DATABASE_OWNER_URL: database.owner,
    ERRAND_DATA: temporaryFolder(),
  };
  const good = await errand(["exchange", "reconcile"], { env });
  assert.equal(good.status, 0, good.err);
  assert.match(good.out, /^Both sides agree: 6 questions, \d answers\.\n$/);
  await attacker.query(`update exchange.answer set service = 'curiosity' where request_hash = ${held}`);
  const bad = await errand(["exchange", "reconcile"], { env });
  assert.equal(bad.status, 1);
  assert.match(bad.out, /fire asked legal-entities .*the two records differ: service/);
  const told = await errand(["exchange", "reconcile", "--json"], { env });
  assert.equal(told.status, 1);
  const { agree, differences } = JSON.parse(told.out);
  assert.equal(agree, false);
  assert.deepEqual([differences.length, differences[0].why, differences[0].what], [1, "different", ["service"]]);
  assert.equal((await errand(["exchange", "reconcile", "--most", "none"], { env })).status, 2);
});
