import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { cityFolder, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { readCityFile } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { agencyKeysIn, defineRegisters, loadRecords, registersFile, setDown } from "../registry/index.ts";
import { type FiledAgreement, type Holder, loadAgreements, localHolder, openExchange, type Question } from "./index.ts";

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
const registry = { app, keys, agencyKeys };
const city = sampleRows();
const [company] = city.organisations;
const [shen, he] = city.persons;
assert.ok(company && shen && he);
const day = 86_400_000;
let now = Date.parse("2026-11-22T09:00:00+08:00");
const holder = localHolder(registry);
const exchange = openExchange({ app, keys, agencyKeys, holderOf: () => holder, now: () => now });

const purpose = { zh: "核对申请人的登记信息", en: "To check the applicant's registration" };
const question = (more: Partial<Question> = {}): Question => ({
  register: "legal-entities",
  key: company.identifier,
  fields: ["name", "legal-representative"],
  purpose,
  service: "licence",
  ground: { law: "online-services/7" },
  asker: { agency: "market", case: randomUUID() },
  subject: company.id,
  ...more,
});

before(async () => {
  const file = readCityFile(cityFolder, "registers.yaml", registersFile);
  assert.ok(file.ok);
  await defineRegisters(owner, file.value.registers);
  const agreed = (asker: string, register: string, fields: string[]): FiledAgreement => ({
    id: `${register}-${asker}`,
    asker,
    register,
    fields,
    services: ["licence"],
    purpose,
    from: "2026-01-01",
    frequency: "each-case",
    retention: "with the case",
    status: "active",
  });
  await loadAgreements(owner, [
    agreed("market", "certificates", ["conclusion"]),
    agreed("market", "population", ["name", "address", "sex"]),
    agreed("fire", "population", ["name", "address"]),
    agreed("tax", "legal-entities", ["legal-representative"]),
  ]);
  for (const one of file.value.registers) await loadRecords(owner, keys, one, city.registers[one.id] ?? []);
});

test("an answer holds the fields asked for, and both sides recorded it alike", async () => {
  const answer = await exchange.ask(question());
  assert.ok(answer.state === "found");
  assert.deepEqual(answer.fields, { name: "云川市若兰餐饮有限公司", "legal-representative": "沈若兰" });
  const { rows } = await owner.query(
    `select r.asker, a.holder, r.purpose, r.law, r.fields, o.state, a.state as told, o.answer_hash = a.answer_hash same, o.answer_hash = $2 given
     from exchange.request r join exchange.answer a on a.request_hash = r.hash join exchange.outcome o on o.request = r.id where r.id = $1`,
    [answer.request, answer.hash],
  );
  assert.deepEqual(rows, [
    {
      asker: "market",
      holder: "market",
      purpose,
      law: "online-services/7",
      fields: ["legal-representative", "name"],
      state: "found",
      told: "found",
      same: true,
      given: true,
    },
  ]);
  assert.deepEqual(await exchange.reconcile(), []);
});

test("nothing is asked without purpose, ground, fields and an asker", async () => {
  const count = async () => (await owner.query("select count(*)::int n from exchange.request")).rows[0].n;
  const before_ = await count();
  for (const bad of [
    question({ purpose: { zh: " ", en: "x" } }),
    question({ ground: { law: "" } }),
    question({ ground: { consent: " " } }),
    question({ fields: [] }),
    question({ key: "" }),
    question({ key: "x".repeat(501) }),
    question({ key: "\ud842" }),
    question({ asker: { agency: "" } }),
  ]) {
    const answer = await exchange.ask(bad);
    assert.ok(answer.state === "unavailable" && answer.why === "refused" && answer.text.zh && answer.text.en);
  }
  assert.equal(await count(), before_);
});

test("an agency gets only what the owner shares with it; refusals are recorded on both sides", async () => {
  const ask = (agency: string, fields: string[]) =>
    exchange.ask(question({ register: "certificates", key: shen.identifier, by: "holder", fields, asker: { agency }, subject: shen.id }));
  const market = await ask("market", ["conclusion", "valid-to"]);
  assert.deepEqual(market.state === "found" && market.fields, { conclusion: "fit", "valid-to": "2027-07-01" });
  assert.equal((await ask("health", ["conclusion"])).state, "found", "the owner may always ask");
  for (const [agency, fields] of [
    ["fire", ["conclusion"]],
    ["fire", ["holder-name", "valid-to"]],
    ["nobody", ["holder-name"]],
  ] as const) {
    const answer = await ask(agency, [...fields]);
    assert.ok(answer.state === "unavailable" && answer.why === "refused", agency);
    assert.match(answer.text.en, /no agreement/);
    assert.equal(answer.reason, "no-agreement");
    const { rows } = await owner.query(
      "select o.state, a.state told from exchange.request r join exchange.answer a on a.request_hash = r.hash join exchange.outcome o on o.request = r.id where r.id = $1",
      [answer.request],
    );
    assert.deepEqual(rows, [{ state: "refused", told: "refused" }]);
  }
  assert.equal((await ask("fire", ["valid-to"])).state, "found", "open fields are shared with all");
  for (const bad of [question({ register: "secrets" }), question({ fields: ["salary"] }), question({ by: "status" })]) {
    const answer = await exchange.ask(bad);
    assert.ok(answer.state === "unavailable" && answer.why === "refused" && answer.request);
  }
  assert.deepEqual(await exchange.reconcile(), []);
});

test("a register out of order, a holder that fails, is slow or talks nonsense: unavailable, and recorded", async () => {
  await setDown(owner, "legal-entities", true);
  const down = await exchange.ask(question());
  assert.ok(down.state === "unavailable" && down.why === "down");
  await setDown(owner, "legal-entities", false);
  const holders: Holder[] = [
    () => Promise.reject(new Error("connection refused")),
    () => new Promise(() => {}),
    async () => ({ state: "found", records: [] }) as never,
    async () => ({ state: "found", records: [{ name: { nested: true } }] }) as never,
    async () => "nonsense" as never,
  ];
  for (const holderOf of holders) {
    const told: unknown[] = [];
    const far = openExchange({
      app,
      keys,
      agencyKeys,
      holderOf: () => holderOf,
      deadline: 30,
      now: () => now,
      onError: (error) => told.push(error),
    });
    const answer = await far.ask(question());
    assert.ok(answer.state === "unavailable" && answer.why === "late" && answer.request);
    const { rows } = await owner.query("select state, answer_hash from exchange.outcome where request = $1", [answer.request]);
    assert.deepEqual(rows, [{ state: "late", answer_hash: null }]);
    assert.equal(told.length, holderOf === holders[0] ? 1 : 0);
  }
  assert.equal((await exchange.ask(question({ key: "91980102MA9999999X" }))).state, "none");
  assert.deepEqual(await exchange.reconcile(), []);
});

test("a fresh answer for the same party is used again, and that is recorded; nothing else is", async () => {
  const fresh = (more: Partial<Question> = {}) =>
    question({ register: "population", key: he.identifier, fields: ["name", "address"], subject: he.id, fresh: 7 * day, ...more });
  const first = await exchange.ask(fresh());
  assert.ok(first.state === "found" && !first.reused);
  now += day;
  const again = await exchange.ask(fresh({ fields: ["name"] }));
  assert.ok(again.state === "found" && again.reused && again.at === first.at && again.request !== first.request);
  assert.deepEqual(again.fields, { name: "何桂英" });
  const asked = async (more: Partial<Question>) => {
    const answer = await exchange.ask(fresh(more));
    return answer.state === "found" && !answer.reused;
  };
  assert.ok(await asked({ subject: shen.id }), "another party's matter");
  assert.ok(await asked({ asker: { agency: "fire" } }), "another agency");
  assert.ok(await asked({ fields: ["name", "sex"] }), "a field more");
  assert.ok(await asked({ fresh: day / 2, fields: ["address"] }), "too old for this purpose");
  now += 8 * day;
  assert.ok(await asked({}), "stale");
  assert.ok((await exchange.forgetStale()) > 0);
  const { rows } = await owner.query("select count(*)::int n from exchange.outcome where state = 'reused' and reused = $1", [
    first.request,
  ]);
  assert.deepEqual(rows, [{ n: 1 }]);
  assert.deepEqual(await exchange.reconcile(), []);
});

test("who looked at my data: questions, reuse and openings, and nobody else's", async () => {
  const mine = city.persons[20];
  assert.ok(mine);
  const caseId = randomUUID();
  assert.deepEqual(await exchange.accessesOf(mine.identifier), []);
  now += 1000;
  const ask = () =>
    exchange.ask(
      question({
        register: "population",
        key: mine.identifier,
        fields: ["name"],
        subject: mine.id,
        fresh: day,
        asker: { agency: "market", case: caseId, actor: "system" },
      }),
    );
  await ask();
  now += 1000;
  await ask();
  now += 1000;
  const opening = {
    case: caseId,
    subjects: [mine.identifier],
    officer: "zhu-junhao",
    agency: "hall",
    post: "hall/supervisor",
    purpose: { key: "supervision", text: { zh: "督办", en: "Supervision" } },
  };
  await exchange.recordOpening(opening, opening);
  await exchange.recordOpening(opening);
  const seen = await exchange.accessesOf(mine.identifier);
  assert.deepEqual(
    seen.map((one) => [one.kind, one.agency, one.holder, one.case]),
    [
      ["opened", "hall", undefined, caseId],
      ["reused", "market", undefined, caseId],
      ["asked", "market", "public-security", caseId],
    ],
  );
  assert.deepEqual(
    [seen[2]?.purpose, seen[2]?.fields, seen[2]?.law, seen[0]?.post],
    [purpose, ["name"], "online-services/7", "hall/supervisor"],
  );
  now += 16 * 60_000;
  await exchange.recordOpening(opening);
  assert.equal((await exchange.accessesOf(mine.identifier)).length, 4);
  const [latest] = await exchange.accessesOf(mine.identifier, { most: 1 });
  assert.ok(latest);
  const rest = await exchange.accessesOf(mine.identifier, { before: latest, most: 2 });
  assert.deepEqual(
    rest.map((one) => one.kind),
    ["opened", "reused"],
  );
});

test("the legal representative sees that the firm's record, with her name in it, was asked for", async () => {
  const seen = await exchange.accessesOf(shen.identifier);
  assert.ok(seen.some((one) => one.register === "legal-entities" && one.fields?.includes("legal-representative") && one.told));
  assert.ok(
    seen.some((one) => one.register === "certificates" && !one.told),
    "refused questions are shown too",
  );
});

test("an altered record of either side does not reconcile", async () => {
  const answer = await exchange.ask(question({ asker: { agency: "tax" } }));
  assert.ok(answer.state === "found");
  const attacker = new Client({ connectionString: database.superuser });
  await attacker.connect();
  const hash = (await attacker.query("select encode(hash, 'hex') hash from exchange.request where id = $1", [answer.request])).rows[0].hash;
  await attacker.query("update exchange.answer set asker = 'market' where encode(request_hash, 'hex') = $1", [hash]);
  const told = async () => (await exchange.reconcile()).map((one) => [one.hash, one.why, ...one.what]);
  assert.deepEqual(await told(), [[hash, "different", "asker"]]);
  await attacker.query("delete from exchange.answer where encode(request_hash, 'hex') = $1", [hash]);
  assert.deepEqual(await told(), [[hash, "no answer recorded"]]);
  await attacker.query("delete from exchange.outcome where request = $1", [answer.request]);
  assert.deepEqual(await told(), [[hash, "no outcome recorded"]]);
  await attacker.query("delete from exchange.request where id = $1", [answer.request]);
  await attacker.end();
});

test("the records can be added to and never changed by the application", async () => {
  const refused = { code: "42501" };
  for (const table of ["request", "outcome", "answer", "opening"]) {
    await assert.rejects(app.query(`delete from exchange.${table}`), refused);
    await assert.rejects(app.query(`update exchange.${table} set at = now()`), refused);
  }
});

test("nothing personal stands in the exchange's tables in clear", async () => {
  let all = "";
  for (const table of ["request", "outcome", "answer", "kept", "opening"]) {
    all += (await owner.query<{ t: string }>(`select string_agg(t::text, e'\n') t from exchange.${table} t`)).rows[0]?.t ?? "";
  }
  const hex = (text: string): string => Buffer.from(text).toString("hex");
  for (const planted of [shen, he, company].flatMap((one) => [one.name, one.identifier])) {
    assert.ok(!all.includes(planted) && !all.includes(hex(planted)), planted);
  }
  assert.ok(all.length > 10_000);
});

test("questions asked together are answered and recorded like questions asked one by one", async () => {
  // What an earlier test altered on purpose.
  const before_ = await exchange.reconcile();
  now += 20 * day;
  const id = randomUUID();
  const about = { asker: { agency: "market", case: id } };
  const certificate = question({
    ...about,
    register: "certificates",
    key: he.identifier,
    by: "holder",
    fields: ["conclusion"],
    subject: he.id,
    fresh: 7 * day,
  });
  const all = [
    question(about),
    question({ ...about, register: "addresses", key: "980102001000001", fields: ["address", "use"] }),
    question({ ...about, register: "addresses", key: "nowhere", fields: ["address"] }),
    question({ ...about, register: "nothing", key: "1", fields: ["address"] }),
    question({
      ...about,
      register: "certificates",
      key: he.identifier,
      by: "holder",
      fields: ["holder-name"],
      asker: { agency: "fire", case: id },
    }),
    certificate,
  ];
  const together = await exchange.askTogether(all);
  assert.deepEqual(
    together.map((answer) => answer.state),
    ["found", "found", "none", "unavailable", "unavailable", "found"],
  );
  const alone = await Promise.all(all.slice(0, 5).map((one) => exchange.ask(one)));
  const told = (answer: (typeof alone)[number]) => ({ state: answer.state, fields: answer.state === "found" ? answer.fields : undefined });
  assert.deepEqual(together.slice(0, 5).map(told), alone.map(told));
  const [again] = await exchange.askTogether([certificate]);
  assert.ok(again?.state === "found" && again.reused, "what was kept is used again");
  const { rows } = await owner.query(
    `select o.state, a.state told, count(*)::int n from exchange.request r join exchange.outcome o on o.request = r.id
     left join exchange.answer a on a.request_hash = r.hash where r.case_id = $1 group by 1, 2 order by 1, 2`,
    [id],
  );
  assert.deepEqual(rows, [
    { state: "found", told: "found", n: 5 },
    { state: "none", told: "none", n: 2 },
    { state: "refused", told: "refused", n: 4 },
    { state: "reused", told: null, n: 1 },
  ]);
  assert.deepEqual(await exchange.reconcile(), before_);
});

test("a question is not refused because its register's rules are just being read anew for another", async () => {
  const asker = (agency: string) => ({ agency, case: randomUUID() });
  const about = { register: "population", key: shen.identifier, fields: ["name", "address"], subject: shen.id };
  const first = await exchange.ask(question({ ...about, asker: asker("market") }));
  assert.ok(first.state === "found");
  const given = { purpose, service: "licence", law: "online-services/7", from: first.request, fields: ["name", "address"] };
  for (let round = 0; round < 20; round++) {
    const [answers, handed] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => exchange.ask(question({ ...about, asker: asker("market") })))),
      Promise.all(Array.from({ length: 6 }, () => exchange.handOn([{ ...given, to: asker("fire") }]))),
    ]);
    assert.deepEqual([...new Set(answers.map(({ state }) => state))], ["found"]);
    assert.deepEqual(
      handed.flatMap(({ barred }) => barred),
      [],
    );
  }
});

test("a question that is not fit to be asked is not asked with the others either", async () => {
  const answers = await exchange.askTogether([question(), question({ key: "" })]);
  assert.deepEqual(
    answers.map((answer) => answer.state),
    ["found", "unavailable"],
  );
});

test("a register whose definition changed is answered by the new one", async () => {
  const { rows } = await owner.query("select definition from registry.register where id = 'addresses'");
  const [{ definition }] = rows;
  const asking = question({ register: "addresses", key: "980102001000001", fields: ["address"], asker: { agency: "fire" } });
  assert.equal((await exchange.ask(asking)).state, "found");
  await defineRegisters(owner, [{ ...definition, share: { ...definition.share, open: ["market"] } }]);
  assert.equal((await exchange.ask(asking)).state, "unavailable");
  assert.equal((await exchange.askTogether([asking]))[0]?.state, "unavailable");
  await defineRegisters(owner, [definition]);
  assert.equal((await exchange.ask(asking)).state, "found");
});
