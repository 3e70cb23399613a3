// The errand count: worked out from a case, kept for its service, and the same however it is worked out again.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Client } from "pg";
import { naughty } from "../../test/hardening/naughty.ts";
import { startTestWorkbench } from "../../test/support/workbench.ts";
import type { Pack } from "../catalogue/index.ts";
import { calendarOf } from "../engine/calendar/index.ts";
import { setDown } from "../registry/index.ts";
import { countErrands, workingDays } from "./errands.ts";
import { countEnded, countedCases, realErrands } from "./index.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const day = 86_400_000;
const zone = "Asia/Shanghai";
const calendar = calendarOf("cn");
const instant = (local: string) => Date.parse(`${local}:00+08:00`);

test("working days are counted from the day after, over weekends, holidays and days made up for", () => {
  const days = (from: string, until: string) => workingDays(instant(from), instant(until), calendar, zone);
  assert.equal(days("2026-09-21T09:00", "2026-09-21T17:00"), 0, "the same day");
  assert.equal(days("2026-09-21T23:59", "2026-09-22T00:01"), 1);
  assert.equal(days("2026-09-18T09:00", "2026-09-21T09:00"), 2, "Sunday the 20th was made up for");
  assert.equal(days("2026-09-30T09:00", "2026-10-08T09:00"), 1, "National Day");
  assert.equal(days("2026-10-09T09:00", "2026-10-12T09:00"), 2, "Saturday the 10th was made up for");
});

const text = (zh: string) => ({ zh, en: zh });
const registers = [
  {
    id: "people",
    title: text("人"),
    fields: { name: { title: text("姓名") }, "home-address": { title: text("住址") }, phone: { title: text("号码") } },
  },
  { id: "cars", title: text("车"), fields: { plate: { title: text("车牌") }, colour: { title: text("颜色") } } },
];
const sourceOf = (registry: string, by: string, fields: string[]) => ({ registry, by, fields, purpose: text("查"), fresh: "30 days" });
/** Fields of every kind: fetched, searched by, held by name, held by label, excused, hidden, asked by nobody else. */
const fields = {
  fetchedName: { from: "me/name", label: text("姓名") },
  fetchedPlate: { from: "car/plate", label: text("车牌") },
  car: { label: text("车牌") },
  homeAddress: { label: text("现在住哪里") },
  paint: { label: text("颜色") },
  phone: { label: text("手机"), held: { none: text("人会换号码") } },
  secret: { label: text("姓名"), hidden: true },
  wish: { label: text("愿望") },
  finding: { label: text("所见") },
};
const pack = {
  header: {
    answers: { "look/see": ["/finding"], "look/say": ["/wish"] },
    requirements: [
      { id: "me", sources: [sourceOf("people", "applicant", ["name"])] },
      { id: "car", sources: [sourceOf("cars", "/car", ["plate"]), { upload: { kinds: ["pdf"], most: 10 } }] },
    ],
  },
  form: { fields },
  model: { stages: { look: { tasks: { see: { by: "city/review" }, say: { by: "applicant" } } } }, extras: {} },
} as unknown as Pick<Pack, "header" | "form" | "model">;

test("each typed field that a register held is named, by the rules of the check and no others", () => {
  const names = Object.keys(fields);
  fc.assert(
    fc.property(
      fc.subarray(names),
      fc.array(
        fc.record({
          requirement: fc.constantFrom("me", "car"),
          source: fc.constantFrom("registry", "upload", "declaration"),
          objection: fc.boolean(),
        }),
        {
          maxLength: 5,
        },
      ),
      fc.subarray(["people", "cars"]),
      fc.nat(5),
      (answered, evidence, silent, visits) => {
        const count = countErrands({
          pack,
          answers: Object.fromEntries(answered.map((name) => [name, "x"])),
          evidence,
          visits,
          openedAt: 0,
          until: 0,
          registers,
          silent: new Set(silent),
          calendar,
          zone,
        });
        // Recomputed by hand, field by field.
        const known = (id: string) => evidence.some((one) => one.requirement === id && one.source === "registry");
        const expected = [
          ...(answered.includes("homeAddress") ? ["homeAddress people/home-address"] : []),
          ...(answered.includes("paint") ? ["paint cars/colour"] : []),
          ...(answered.includes("fetchedName") && silent.includes("people") && !known("me") ? ["fetchedName people/name"] : []),
          ...(answered.includes("fetchedPlate") && silent.includes("cars") && !known("car") ? ["fetchedPlate cars/plate"] : []),
        ];
        assert.deepEqual(count.held.map(({ field, register, key }) => `${field} ${register}/${key}`).sort(), expected.sort());
        const usable = (id: string) => evidence.some((one) => one.requirement === id && one.source === "registry" && !one.objection);
        const typed = answered.filter(
          (name) =>
            !["secret", "finding"].includes(name) &&
            !(name === "fetchedName" && usable("me")) &&
            !(name === "fetchedPlate" && usable("car")),
        );
        assert.equal(count.fields, typed.length);
        assert.equal(count.papers, evidence.filter(({ source }) => source === "upload").length);
        assert.equal(count.trips, visits);
      },
    ),
  );
});

test("what is kept for a service is what its cases come to, after random work", async () => {
  const { desk } = app;
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const seed = 20260921;
  const [random] = fc.sample(
    fc.array(
      fc.record({
        waits: fc.nat(40),
        contacts: fc.array(fc.record({ kind: fc.constantFrom("visit", "call", "letter"), struck: fc.boolean() }), { maxLength: 4 }),
        ends: fc.boolean(),
      }),
      { minLength: 6, maxLength: 6 },
    ),
    { numRuns: 1, seed },
  );
  assert.ok(random);
  const start = instant("2026-09-21T09:30");
  const expected = new Map<string, { trips: number; days: number }>();
  for (const [n, { waits, contacts, ends }] of random.entries()) {
    app.at(start + n * 1000);
    const { id } = await bench.submit({ data: { signboard: `若兰小馆${n}` } });
    for (const { kind, struck } of contacts) {
      assert.equal((await bench.send(`/zh/workbench/cases/${id}/contacts`, "chen-yulan", { kind })).status, 303);
      if (!struck) continue;
      const { rows } = await owner.query(
        "select c.id from casework.contact c join casework.contact_case l on l.contact = c.id where l.case_id = $1 order by c.id desc limit 1",
        [id],
      );
      assert.equal((await bench.send(`/zh/workbench/contacts/${rows[0].id}/strike`, "chen-yulan", { case: id })).status, 303);
    }
    if (!ends && n > 0) continue;
    app.at(start + waits * day);
    const done = await app.request(`/api/v1/cases/${id}/commands`, {
      as: "shen-ruolan",
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ type: "withdraw" }),
    });
    assert.equal(done.status, 200, `seed ${seed}: ${await done.text()}`);
    expected.set(id, {
      trips: contacts.filter(({ kind, struck }) => kind === "visit" && !struck).length,
      days: workingDays(start + n * 1000, start + waits * day, calendar, zone),
    });
  }
  // A visit of somebody without a case, and one that was a mistake.
  assert.equal((await bench.send("/zh/workbench/counter", "chen-yulan", { kind: "visit", service: "restaurant-opening" })).status, 303);
  app.at(start + 60 * day);
  assert.equal(await countEnded(desk), expected.size);
  assert.equal(await countEnded(desk), 0, "each is counted once");
  const cases = await countedCases(desk, { pack: "restaurant-opening", agency: "market", since: start, limit: 100 });
  assert.deepEqual(
    new Map(cases.map(({ id, trips, days, papers, fields, held }) => [id, { trips, days, papers, fields, held }])),
    new Map([...expected].map(([id, one]) => [id, { ...one, papers: 0, fields: 11, held: [] }])),
    `seed ${seed}`,
  );
  const [sum, ...more] = await realErrands(desk, start, "restaurant-opening");
  assert.equal(more.length, 0);
  const mean = (of: (one: { trips: number; days: number }) => number) =>
    [...expected.values()].reduce((n, one) => n + of(one), 0) / expected.size;
  assert.ok(sum);
  assert.equal(sum.cases, expected.size);
  assert.ok(Math.abs(sum.trips - mean(({ trips }) => trips)) < 1e-9 && Math.abs(sum.days - mean(({ days }) => days)) < 1e-9);
  assert.equal(sum.visitsWithout, 1);
  assert.deepEqual(await realErrands(desk, start + 59 * day, "restaurant-opening"), [], "nothing ended since then");

  // Counted again from the start it comes to the same.
  await owner.query("insert into casework.errand_due select case_id from casework.errand_count");
  await countEnded(desk);
  assert.deepEqual(await realErrands(desk, start, "restaurant-opening"), [sum]);

  // The pages say so: the service's, the person's case's, administration's down to the case.
  const page = async (path: string, as?: string) =>
    (await app.request(path, { headers: { accept: "text/html" }, ...(as ? { as } : {}) })).text();
  assert.match(await page("/en/services/restaurant-opening"), new RegExp(`Real figures from ${expected.size} cases?`));
  const [first] = expected.keys();
  assert.match(await page(`/en/cases/${first}`, "shen-ruolan"), /What this cost you/);
  assert.match(await page("/en/workbench/admin/errands", "duan-shoucheng"), /\/workbench\/admin\/errands\/restaurant-opening\/market/);
  const down = await page("/zh/workbench/admin/errands/restaurant-opening/market", "duan-shoucheng");
  for (const { number } of cases) assert.ok(down.includes(number));
  const file = await page("/zh/workbench/admin/errands/restaurant-opening/market/cases.csv", "duan-shoucheng");
  assert.equal(file.trim().split("\r\n").length, cases.length + 1);
  assert.equal((await app.request("/zh/workbench/admin/errands", { as: "chen-yulan" })).status, 403);
  assert.equal((await app.request("/zh/workbench/admin/errands/nothing/market", { as: "duan-shoucheng" })).status, 404);
  await owner.end();
});

test("of many fields that registers held the most frequent are told, whatever their names", async () => {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const rare = Array.from({ length: 2_000 }, (_, n) => `field${n} people/key${n}`);
  await owner.query(
    `insert into casework.errand_count (case_id, pack, agency, ended_at, papers, typed, fields, days)
     select gen_random_uuid(), 'many-fields', 'market', now(), 0, cardinality(f), f, 1
     from (values ($1::text[]), ($2::text[]), ($2::text[])) v (f)`,
    [rare, ["often people/often"]],
  );
  const [sum] = await realErrands(app.desk, 0, "many-fields");
  assert.equal(sum?.held.length, 50);
  assert.deepEqual(sum.held[0], { word: "often people/often", cases: 2 });
  await owner.query("delete from casework.errand_count where pack = 'many-fields'");
  await owner.end();
});

test("a register that is out of order makes people supply what it holds: a paper, counted", async () => {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  await setDown(owner, "legal-entities", true);
  const sent = await app.request("/api/v1/files?name=x.pdf", {
    as: "shen-ruolan",
    method: "POST",
    headers: { "content-type": "application/pdf" },
    body: "%PDF-1.7\nx",
  });
  const file = (await sent.json()) as { id: string };
  const { id } = await bench.submit({
    evidence: [
      { requirement: "gas-alarm", declared: true },
      { requirement: "business-licence", file: file.id },
    ],
  });
  assert.deepEqual(await app.desk.exchange.silentFor({ case: id, drafts: [] }), ["legal-entities"]);
  const done = await app.request(`/api/v1/cases/${id}/commands`, {
    as: "shen-ruolan",
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ type: "withdraw" }),
  });
  assert.equal(done.status, 200);
  await countEnded(app.desk);
  const [one] = await countedCases(app.desk, { pack: "restaurant-opening", agency: "market", since: 0, limit: 10 });
  assert.equal(one?.papers, 1);
  await setDown(owner, "legal-entities", false);
  await owner.end();
});

test("contacts: one press is one, also sent twice; struck out by who recorded it; a stranger's case is unknown", async () => {
  const { id, number } = await bench.submit();
  const once = { _once: crypto.randomUUID(), kind: "call" };
  await bench.send(`/en/workbench/cases/${id}/contacts`, "chen-yulan", once);
  await bench.send(`/en/workbench/cases/${id}/contacts`, "chen-yulan", once);
  const { rows } = await bench.app.desk.pool.query("select contact from casework.contact_case where case_id = $1", [id]);
  assert.equal(rows.length, 1);
  const strike = `/en/workbench/contacts/${rows[0].contact}/strike`;
  await bench.send(strike, "sun-jianing", {});
  const listed = async () => (await bench.request(`/en/workbench/cases/${id}`, { as: "chen-yulan" })).text();
  assert.match(await listed(), /strike it out/, "another officer's strike does nothing");
  await bench.send(strike, "chen-yulan", {});
  assert.doesNotMatch(await listed(), /strike it out/);

  assert.equal((await bench.send(`/en/workbench/cases/${id}/contacts`, "chen-yulan", { kind: "chat" })).status, 404);
  assert.equal((await bench.send(`/en/workbench/cases/${id}/contacts`, "li-ankang", { kind: "visit" })).status, 404);
  const counter = (as: string, typed: string) => bench.send("/en/workbench/counter", as, { kind: "visit", number: typed });
  assert.equal((await counter("chen-yulan", number)).status, 303);
  for (const [as, typed] of [
    ["li-ankang", number],
    ["chen-yulan", "20260921-0000-0000"],
  ] as const) {
    const answer = await counter(as, typed);
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /No case that you may open has this number/);
  }
  for (const text of naughty.filter((one) => one.length < 10_000)) {
    const answer = await bench.send("/en/workbench/counter", "chen-yulan", { kind: text, service: text, number: text });
    assert.ok([404, 422].includes(answer.status), `${text}: ${answer.status}`);
    const visit = await bench.send("/en/workbench/counter", "chen-yulan", { kind: "visit", service: text, number: `${text}x` });
    assert.equal(visit.status, 422, text);
  }
});
