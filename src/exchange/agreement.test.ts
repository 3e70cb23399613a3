import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cityFolder, sampleCity, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { readCityFile } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { agencyKeysIn, defineRegisters, loadRecords, registersFile } from "../registry/index.ts";
import {
  agreementHistory,
  agreements,
  type FiledAgreement,
  fieldsShared,
  loadAgreements,
  localHolder,
  openExchange,
  type Question,
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
const agencyKeys = agencyKeysIn(app, keys);
const city = sampleRows();
const [shen] = city.persons;
assert.ok(shen);
const file = readCityFile(cityFolder, "registers.yaml", registersFile);
assert.ok(file.ok);
const { registers } = file.value;
const now = Date.parse("2026-11-22T09:00:00+08:00");
const statements: string[] = [];
const counted = {
  query: (...args: Parameters<typeof app.query>) => {
    const [first] = args as unknown as [string | { text: string }];
    statements.push(typeof first === "string" ? first : first.text);
    return app.query(...args);
  },
} as typeof app;
const ground = { app: counted, keys, agencyKeys, now: () => now };
const exchange = openExchange({
  ...ground,
  holderOf: (() => {
    const holder = localHolder(ground);
    return () => holder;
  })(),
});

const purpose = { zh: "核对申请人", en: "To check the applicant" };
const agreed = (more: Partial<FiledAgreement> = {}): FiledAgreement => ({
  id: "population-market",
  asker: "market",
  register: "population",
  fields: ["name"],
  services: ["licence"],
  purpose,
  law: "online-services/7",
  from: "2026-01-01",
  frequency: "each-case",
  retention: "with the case",
  status: "active",
  ...more,
});
const question = (more: Partial<Question> = {}): Question => ({
  register: "population",
  key: shen.identifier,
  fields: ["name"],
  purpose,
  service: "licence",
  ground: { law: "online-services/7" },
  asker: { agency: "market", case: randomUUID() },
  ...more,
});
const outcome = async (more: Partial<Question> = {}): Promise<string> => {
  const answer = await exchange.ask(question(more));
  return answer.state === "unavailable" ? (answer.reason ?? answer.why) : answer.state;
};

before(async () => {
  await defineRegisters(owner, registers);
  for (const one of registers) await loadRecords(owner, keys, one, city.registers[one.id] ?? [], "city");
});

test("an agreement loaded, changed and stopped counts from the next question on, and every state is kept", async () => {
  assert.equal(await outcome(), "no-agreement");
  await loadAgreements(owner, [agreed()]);
  assert.equal(await outcome(), "found");
  await loadAgreements(owner, [agreed()]);
  assert.equal((await agreementHistory(app, "population-market")).length, 1, "the same again changes nothing");
  await loadAgreements(owner, [agreed({ fields: ["name", "sex"] })]);
  assert.equal(await outcome({ fields: ["name", "sex"] }), "found");
  await loadAgreements(owner, [agreed({ fields: ["name", "sex"], status: "suspended" })]);
  assert.equal(await outcome(), "suspended");
  await loadAgreements(owner, [agreed({ fields: ["name", "sex"] })]);
  assert.equal(await outcome(), "found");
  assert.deepEqual(
    (await agreementHistory(app, "population-market")).map(({ by, status }) => [by, status]),
    [
      ["city", "active"],
      ["city", "active"],
      ["city", "suspended"],
      ["city", "active"],
    ],
  );
  assert.deepEqual(
    (await agreements(app, { agency: "public-security" })).map(({ id }) => id),
    ["population-market"],
    "whom it gives to",
  );
  assert.deepEqual((await agreements(app, { agency: "fire" })).length, 0);
});

test("what was kept for reuse goes with the agreement", async () => {
  const fresh = { subject: shen.id, fresh: 86_400_000 };
  assert.equal(await outcome(fresh), "found");
  const again = await exchange.ask(question(fresh));
  assert.ok(again.state === "found" && again.reused);
  const elsewhere = await exchange.ask(question({ ...fresh, service: "another" }));
  assert.ok(elsewhere.state === "unavailable" && elsewhere.reason === "service", "what was got for one purpose is not used for another");
  await loadAgreements(owner, [agreed({ fields: ["name", "sex"], status: "suspended" })]);
  assert.equal(await outcome(fresh), "suspended");
  await loadAgreements(owner, [agreed({ fields: ["name", "sex"] })]);
});

test("a question takes one look-up and one record, whoever asks", async () => {
  await outcome();
  statements.length = 0;
  assert.equal(await outcome(), "found");
  assert.equal(await outcome({ service: "another" }), "service");
  assert.equal(statements.length, 4, statements.join("\n"));
});

test("both sides record by what it was allowed, or why it was refused", async () => {
  const records = async (more: Partial<Question>) => {
    const { request } = await exchange.ask(question(more));
    const { rows } = await owner.query(
      `select r.service, a.service same, r.post, a.allowed, o.reason, a.reason told from exchange.request r
       join exchange.outcome o on o.request = r.id join exchange.answer a on a.request_hash = r.hash where r.id = $1`,
      [request],
    );
    return rows[0];
  };
  assert.deepEqual(await records({}), {
    service: "licence",
    same: "licence",
    post: null,
    allowed: "population-market",
    reason: null,
    told: null,
  });
  assert.deepEqual(await records({ service: "curiosity" }), {
    service: "curiosity",
    same: "curiosity",
    post: null,
    allowed: null,
    reason: "service",
    told: "service",
  });
  assert.deepEqual(await exchange.reconcile(), []);
});

test("agency by register by purpose: only what is agreed is opened", async () => {
  const { roster } = sampleCity();
  const table: FiledAgreement[] = [
    agreed(),
    agreed({
      id: "certificates-health-food",
      asker: "market",
      register: "certificates",
      fields: ["holder-name"],
      services: ["licence", "inspection"],
    }),
    agreed({ id: "legal-entities-tax", asker: "tax", register: "legal-entities", fields: ["legal-representative"], services: "any" }),
  ];
  await loadAgreements(owner, table);
  let opened = 0;
  for (const register of registers.filter(({ id }) =>
    ["population", "legal-entities", "certificates", "licences", "addresses"].includes(id),
  )) {
    const [conditional] = fieldsShared(register, "conditional").filter((name) => table.some((one) => one.fields.includes(name)));
    const name = conditional ?? fieldsShared(register, "conditional")[0] ?? fieldsShared(register, "unconditional")[0];
    assert.ok(name);
    const free = fieldsShared(register, "unconditional").includes(name);
    for (const { id: agency } of roster.agencies) {
      for (const service of ["licence", "inspection", "curiosity"]) {
        const answer = await exchange.ask(question({ register: register.id, key: "nobody", fields: [name], service, asker: { agency } }));
        const may: boolean =
          free ||
          agency === register.owner ||
          table.some(
            (one) =>
              one.asker === agency &&
              one.register === register.id &&
              one.fields.includes(name) &&
              (one.services === "any" || one.services.includes(service)),
          );
        const told = answer.state === "unavailable" ? `refused ${answer.reason}` : answer.state;
        assert.equal(told === "none", may, `${agency} asks ${register.id}.${name} for ${service}: ${told}`);
        if (!free && agency !== register.owner && may) opened++;
      }
    }
  }
  assert.equal(opened, 1 + 2 + 3);
});

test("the application may read agreements and write none", async () => {
  const refused = { code: "42501" };
  await assert.rejects(app.query("update exchange.agreement set status = 'active'"), refused);
  await assert.rejects(app.query("delete from exchange.agreement_change"), refused);
  await assert.rejects(app.query("select exchange.agree('[]', $1, now())", [randomUUID()]), refused);
});
