import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { Client } from "pg";
import { startTestApp } from "../../test/support/app.ts";
import { sampleRows } from "../../test/support/city.ts";
import type { Question } from "../exchange/index.ts";
import { defineRegisters, loadRecords, registersFile } from "../registry/index.ts";
import {
  refreshSharing,
  refusals,
  resource,
  resources,
  searchResources,
  sharedAgreements,
  sharingFigures,
  wholeAgreement,
} from "./index.ts";

const app = await startTestApp({ now: Date.parse("2026-11-22T09:00:00+08:00") });
const { desk } = app;
const city = sampleRows();
const [shen] = city.persons;
assert.ok(shen);

const ask = (more: Partial<Question>) =>
  desk.exchange.ask({
    register: "certificates",
    key: shen.identifier,
    by: "holder",
    fields: ["holder-name", "valid-to"],
    purpose: { zh: "核对健康证明", en: "To check a health certificate" },
    service: "restaurant-opening",
    ground: { law: "food-safety-law/45" },
    asker: { agency: "market", case: randomUUID() },
    ...more,
  });
await ask({});
await ask({});
await ask({ service: "curiosity" });
await ask({ asker: { agency: "fire" } });
await ask({ asker: { agency: "health" } });
await refreshSharing(desk);

test("a resource says whose it is, what it holds on which condition, how good it is and who uses it", async () => {
  const found = await resource(desk, "certificates");
  assert.ok(found);
  assert.deepEqual([found.owner, found.steward, found.sharing], ["health", "health/steward", ["unconditional", "conditional"]]);
  const name = found.fields.find((one) => one.name === "holder-name");
  assert.deepEqual([name?.sharing, name?.classification, name?.key], ["conditional", "general-3", false]);
  const { rows } = await desk.pool.query("select count(*)::int n from registry.record where register = 'certificates'");
  assert.equal(found.quality?.rows, rows[0].n);
  assert.equal(found.quality?.complete, 1, "every shared field of the sample is filled");
  assert.deepEqual(found.uses.map(({ asker, service, answered, refused }) => [asker, service, answered, refused]).sort(), [
    ["fire", "restaurant-opening", 0, 1],
    ["health", "restaurant-opening", 1, 0],
    ["market", "curiosity", 0, 1],
    ["market", "restaurant-opening", 2, 0],
  ]);
  assert.equal(await resource(desk, "nothing"), undefined);
});

test("sealed fields count as open ones do, what is not shared counts for nothing, and a register is held to its own pace", async () => {
  const text = { zh: "栏目", en: "Field" };
  const { registers: defined } = registersFile.parse({
    registers: ["day", undefined].map((every) => ({
      id: every === undefined ? "whenever" : "daily",
      title: { zh: "试验库", en: "A trial" },
      owner: "market",
      steward: "market/steward",
      update: { zh: "每日", en: "Every day" },
      ...(every === undefined ? {} : { every }),
      keys: ["code"],
      retention: "permanent",
      share: { open: "unconditional", personal: "conditional", sensitive: "none" },
      withheld: { law: "data-security-law/21", why: text },
      fields: {
        code: { class: "open", type: "text", title: text },
        place: { class: "open", type: "text", title: text },
        keeper: { class: "personal", type: "text", title: text },
        illness: { class: "sensitive", type: "text", title: text },
      },
    })),
  });
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  try {
    await defineRegisters(owner, defined);
    for (const one of defined) {
      await loadRecords(owner, desk.keys, one, [
        { code: "a", place: "x", keeper: "甲" },
        { code: "b", place: "y" },
        { code: "c", keeper: "乙" },
        { code: "d", place: "z" },
      ]);
    }
    await owner.query("update registry.record set recorded = to_timestamp($1 / 1000.0) where register = any ($2)", [
      desk.now() - 5 * 86_400_000,
      defined.map(({ id }) => id),
    ]);
    await owner.query("delete from sharing.quality where register = any ($1)", [defined.map(({ id }) => id)]);
  } finally {
    await owner.end();
  }
  await refreshSharing(desk);
  const [daily, whenever] = [(await resource(desk, "daily"))?.quality, (await resource(desk, "whenever"))?.quality];
  assert.deepEqual(daily?.gaps, { place: 0.75, keeper: 0.5 });
  assert.equal(daily?.complete, 0.75);
  assert.deepEqual([daily?.stale, whenever?.stale], [true, false]);
});

test("resources are found by two characters of a title, of a field, of their owner; in either language", async () => {
  const all = await resources(desk);
  const directory = await desk.organisation.current();
  const find = (words: string, more = {}) =>
    searchResources(all, { words, ...more }, (id) => directory?.agency(id)?.title).map(({ id }) => id);
  assert.deepEqual(find("").sort(), all.map(({ id }) => id).sort());
  assert.equal(find("人口库")[0], "population");
  assert.equal(find("population REGISTER")[0], "population");
  assert.ok(find("统一社会信用代码").includes("legal-entities"));
  assert.ok(find("卫生健康").includes("certificates"), "by the owner");
  assert.deepEqual(find("不存在的东西"), []);
  assert.ok(find("", { owner: "health" }).every((id) => all.find((one) => one.id === id)?.owner === "health"));
  for (const odd of ["\0", "%_", "\ud842", "x".repeat(10_000)]) assert.ok(Array.isArray(find(odd)), odd);
});

test("agreements never used, and fields never read, are pointed out to both sides", async () => {
  const given = await sharedAgreements(desk, "health");
  const got = await sharedAgreements(desk, "market");
  const one = given.find(({ agreement }) => agreement.id === "certificates-market");
  assert.deepEqual(
    one,
    got.find(({ agreement }) => agreement.id === "certificates-market"),
  );
  assert.equal(one?.used, 2);
  assert.ok(one?.remarks.includes("fields-never-read") && one.unread.includes("conclusion"));
  const idle = given.find(({ agreement }) => agreement.id === "certificates-government");
  assert.deepEqual(idle?.remarks, ["never-used"]);
  assert.ok(got.find(({ agreement }) => agreement.id === "population-market-2025")?.remarks.includes("ended"));
  const whole = await wholeAgreement(desk, "certificates-market");
  assert.equal(whole?.used, 2);
  assert.deepEqual(
    whole?.history.map(({ status }) => status),
    ["active"],
  );
  assert.match(whole?.policy ?? "", /^permit \(principal == Agency::"market"/);
  assert.equal(await wholeAgreement(desk, "nothing"), undefined);
});

test("figures say who answers, who refuses and on what ground; each refusal can be opened", async () => {
  const [first] = await sharingFigures(desk);
  assert.equal(first?.agency, "health");
  assert.deepEqual([first?.answered, first?.refused], [3, 2]);
  assert.deepEqual(first?.reasons, [
    { reason: "no-agreement", n: 1 },
    { reason: "service", n: 1 },
  ]);
  const refused = await refusals(desk, { holder: "health" });
  assert.deepEqual(
    refused.map(({ asker, service, reason }) => [asker, service, reason]),
    [
      ["fire", "restaurant-opening", "no-agreement"],
      ["market", "curiosity", "service"],
    ],
  );
  assert.deepEqual((await refusals(desk, { holder: "health", asker: "market" })).length, 1);
});

test("figures grow with what is recorded, and count nothing twice", async () => {
  app.at(Date.parse("2026-11-23T09:00:00+08:00"));
  await ask({});
  await Promise.all([refreshSharing(desk), refreshSharing(desk)]);
  await refreshSharing(desk, desk.now() + 60_000);
  const market = (await resource(desk, "certificates"))?.uses.find((one) => one.asker === "market" && one.service === "restaurant-opening");
  assert.equal(market?.answered, 3);
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const { rows } = await owner.query("select sum(n)::int n, (select count(*)::int from exchange.answer) answers from sharing.use");
  await owner.end();
  assert.equal(rows[0].n, rows[0].answers);
});
