// A birth, a new firm and a death in the sample city, as its people and officers live them through the API: what registers hold is
// neither asked nor sent, each body decides its own part, and afterwards the registers know what was decided.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { registryOf, retryParts } from "../src/casework/index.ts";
import { root } from "../src/config.ts";
import { publishPacks } from "../src/publish-packs.ts";
import { lookUp, setDown } from "../src/registry/index.ts";
import { startTestApp } from "./support/app.ts";
import { cityFolder, sampleRows } from "./support/city.ts";
import { firmAnswers } from "./support/firm.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ now: Date.parse("2026-11-03T09:30:00+08:00") });
const city = sampleRows();
const personOf = (login: string) => {
  const found = city.persons.find((one) => one.login === login);
  assert.ok(found, login);
  return found;
};
const json = async (answer: Response, status = 200): Promise<Json> => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text) as Json;
};
const post = (as: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const read = async (as: string, id: string) => json(await app.request(`/api/v1/cases/${id}`, { as }));
const roster = await app.desk.organisation.current();
const officersOf = (post: string) => roster?.officersOf(post, "2026-11-03").map(({ id }) => id) ?? [];

/** Submits and lets the parts be opened. */
async function submit(as: string, service: string, data: Json, more: Json = {}): Promise<string> {
  const { id } = await json(await post(as, "/api/v1/cases", { service, data, ...more }, { "idempotency-key": `${as}-${service}` }), 201);
  await app.work();
  return id;
}

/** An officer of the post does the open task of a part (or of the case itself), and everything follows. */
async function decide(as: string, whole: string, part: string | undefined, post_: string, outcome: string, more: Json = {}): Promise<void> {
  const bundle = await read(as, whole);
  const number = part === undefined ? bundle.number : bundle.parts.find((one: Json) => one.key === part)?.case?.number;
  assert.ok(number, `${part} is not open: ${JSON.stringify(bundle.parts)}`);
  const [officer] = officersOf(post_);
  assert.ok(officer, `nobody holds ${post_}`);
  const { tasks } = await json(await app.request(`/api/v1/tasks?case=${number}`, { as: officer }));
  assert.ok(tasks[0], `${post_} has nothing to do in ${part ?? whole}`);
  await json(await post(officer, `/api/v1/tasks/${tasks[0].id}/commands`, { type: "finish", outcome, ...more }));
  await app.work();
}

const outcomes = async (as: string, id: string) =>
  Object.fromEntries((await read(as, id)).parts.map((one: Json) => [one.key, one.outcome ?? one.status]));
/** What a register holds now, asked by nobody in particular. */
async function held(register: string, key: string, fields: readonly string[], by?: string): Promise<Json> {
  const found = await lookUp(registryOf(app.desk), { register, key, fields, ...(by === undefined ? {} : { by }) });
  return found.state === "found" ? found.records[0] : undefined;
}

test("a birth: four bodies, one form, and the child is in its parents' household, insured and with a card", async () => {
  const mother = personOf("shen-ruolan");
  const id = await submit(mother.login ?? "", "birth", {
    chosenParts: ["card"],
    childName: "罗一苇",
    ethnicity: "father",
    payer: "family-account",
    cardBank: "city-bank",
    collect: "post",
    phone: mother.phone,
  });
  const as = mother.login ?? "";
  await decide(as, id, "certificate", "hospital/window", "grant");
  const certificate = await held("birth-certificates", mother.identifier, ["number", "child-name", "birth-date", "father-name"], "mother");
  assert.equal(certificate["child-name"], "罗一苇");
  assert.equal(certificate["father-name"], "罗知远");
  const counted = async () => (await held("households", mother.household, ["members"])).members;
  const before = await counted();
  await decide(as, id, "household", "public-security/household", "grant");
  assert.equal(await counted(), before + 1, "the household counts one more");
  const members = await lookUp(registryOf(app.desk), {
    register: "population",
    by: "household",
    key: mother.household,
    fields: ["identifier", "name", "birth-date", "address"],
  });
  assert.ok(members.state === "found");
  const child = members.records.find((one) => one.name === "罗一苇");
  assert.equal(child?.address, mother.address);
  assert.equal(child?.["birth-date"], certificate["birth-date"]);
  assert.equal(String(child?.identifier).slice(6, 14), certificate["birth-date"].replaceAll("-", ""));
  await decide(as, id, "insurance", "medical-insurance/window", "grant");
  await decide(as, id, "card", "human-resources/window", "grant");
  assert.equal((await held("insured", String(child?.identifier), ["status"])).status, "active");
  assert.deepEqual(await outcomes(as, id), { certificate: "granted", household: "granted", insurance: "granted", card: "granted" });
  assert.equal((await read(as, id)).end.key, "all-done");
});

test("a firm: the seals are refused and the rest comes out right, under the code of the licence", async () => {
  const founder = personOf("luo-zhiyuan");
  const as = founder.login ?? "";
  const premises = city.registers.addresses?.find((row) => row.use === "office" || row.use === "commercial");

  const id = await submit(as, "business-start", {
    chosenParts: ["fund"],
    companyName: "云川知远文化有限公司",
    scope: "组织文化艺术交流活动",
    capital: 100_000,
    premises: premises?.code,
    phone: founder.phone,
    seals: ["official", "finance"],
    taxpayer: "small",
    invoices: true,
    employees: 2,
    rate: 8,
  });

  await decide(as, id, "registration", "market/registrar", "grant");
  const firm = await held("legal-entities", "云川知远文化有限公司", ["identifier", "status", "legal-representative", "address"], "name");
  assert.equal(firm.status, "active");
  assert.equal(firm["legal-representative"], founder.name);
  assert.equal(firm.address, premises?.address);
  await decide(as, id, "seals", "public-security/seals", "doubt", { words: "刻章单位不具备条件。" });
  await decide(as, id, "tax", "tax/window", "grant");
  await decide(as, id, "social", "human-resources/window", "grant");
  await decide(as, id, "fund", "housing-fund/window", "grant");
  await decide(as, id, "seals", "public-security/head", "refuse", { words: "刻章单位不具备条件。" });
  assert.deepEqual(await outcomes(as, id), {
    registration: "granted",
    seals: "refused",
    tax: "granted",
    social: "granted",
    fund: "granted",
    bank: "left-out",
  });
  assert.equal((await read(as, id)).end.key, "some-done");
  for (const register of ["taxpayers", "employers", "housing-fund-units"])
    assert.equal((await held(register, firm.identifier, ["name"])).name, "云川知远文化有限公司", register);
  assert.equal(await held("seals", firm.identifier, ["number"], "owner"), undefined, "what was refused is not filed");
});

test("a firm of two: each founder is identified, the shares are the whole; six agencies, and the code reaches the others", async () => {
  const [founder, other] = [personOf("shen-ruolan"), personOf("luo-zhiyuan")];
  const as = founder.login ?? "";
  const data = {
    ...firmAnswers(String(city.registers.addresses?.find((row) => row.use === "commercial")?.code)),
    ownShare: 60,
    founders: [{ number: other.identifier, share: 40 }],
  };
  const refused = async (change: Json) => {
    const said = await json(await post(as, "/api/v1/cases", { service: "business-start", data: { ...data, ...change } }), 422);
    return said.errors.map((one: Json) => [one.pointer, one.detail]);
  };
  const founders = (number: Json, more: Json = { share: 40 }) => ({ founders: [{ number, ...more }] });
  assert.deepEqual(await refused(founders(other.identifier, { share: 30 })), [["/data/ownShare", "各位股东的出资比例加起来应当是 100%。"]]);
  const [wrong] = await refused(founders("110105194912310021"));
  assert.equal(wrong[0], "/data/founders/0/number", "the entry and the question are named");
  assert.match(wrong[1], /^第1项：/);
  assert.deepEqual(
    (await refused(founders(other.identifier, {}))).map(([pointer]: Json) => pointer),
    ["/data/founders/0/share", "/data/ownShare"],
  );
  assert.match(JSON.stringify(await refused(founders("11010519491231002X"))), /第二位股东的身份/, "nobody of that number is registered");

  const id = await submit(as, "business-start", data);
  for (const [part, by] of [
    ["registration", "market/registrar"],
    ["seals", "public-security/seals"],
    ["tax", "tax/window"],
    ["social", "human-resources/window"],
    ["fund", "housing-fund/window"],
    ["bank", "bank/window"],
  ] as const)
    await decide(as, id, part, by, "grant");
  const whole = await read(as, id);
  assert.equal(whole.end.key, "all-done", JSON.stringify(whole.parts));
  const parts = whole.parts.filter((one: Json) => one.key !== "registration");
  const codes = new Set(await Promise.all(parts.map(async (one: Json) => (await read(as, one.case.id)).data.company)));
  assert.equal(codes.size, 1);
  const [code = ""] = codes as Set<string>;
  assert.match(code, /^9[0-9A-Z]{17}$/);
  const shares = await lookUp(registryOf(app.desk), {
    register: "shareholders",
    by: "company",
    key: code,
    fields: ["number", "holder", "holder-name", "share"],
  });
  assert.ok(shares.state === "found");
  assert.deepEqual(
    shares.records.toSorted((a, b) => String(a.number).localeCompare(String(b.number))),
    [
      { number: `${code}-1`, holder: founder.identifier, "holder-name": founder.name, share: 60 },
      { number: `${code}-2`, holder: other.identifier, "holder-name": other.name, share: 40 },
    ],
  );
});

test("a firm while the register of firms is out of order: the parts wait, are opened when it answers, or are given up on the day named", async () => {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const begin = async (login: string, companyName: string) => {
    const premises = city.registers.addresses?.find((row) => row.use === "office")?.code;
    const id = await submit(login, "business-start", { ...firmAnswers(String(premises)), chosenParts: [], companyName });
    await setDown(owner, "legal-entities", true);
    await decide(login, id, "registration", "market/registrar", "grant");
    return id;
  };
  const waiting = async (as: string, id: string) =>
    (await read(as, id)).parts.flatMap(({ key, status, silent }: Json) => (silent ? [[key, status, silent.register]] : []));
  const all = ["seals", "tax", "social"].map((key) => [key, "opening", "legal-entities"]);
  const later = async (ms: number) => {
    await retryParts(app.desk, app.desk.now() + ms);
    await app.work();
  };

  const first = personOf("zhong-qi").login ?? "";
  const up = await begin(first, "云川钟齐文化有限公司");
  assert.deepEqual(await waiting(first, up), all);
  const [{ silent }] = (await read(first, up)).parts.filter((one: Json) => one.silent);
  assert.match(silent.until, /^2026-11-06T/, "three working days");
  const page = await (await app.request(`/en/cases/${up}`, { as: first, headers: { accept: "text/html" } })).text();
  assert.match(page, /The answer of .*register does not answer at the moment.*Waits until/s);
  const bench = await (
    await app.request(`/en/workbench/cases/${up}`, { as: officersOf("market/registrar")[0] ?? "", headers: { accept: "text/html" } })
  ).text();
  assert.match(bench, /Waiting for a register.*No answer from: [A-Z].*Asked again until/s);
  assert.equal(await retryParts(app.desk), 0, "not before its time");
  await later(2 * 60_000);
  assert.deepEqual(await waiting(first, up), all, "asked again, and still silent");
  await setDown(owner, "legal-entities", false);
  await later(2 * 3_600_000);
  assert.deepEqual(await waiting(first, up), []);
  for (const key of ["seals", "tax", "social"])
    assert.equal((await read(first, up)).parts.find((one: Json) => one.key === key).status, "running", key);

  // How long is the pack's to say.
  const folder = mkdtempSync(join(tmpdir(), "errand-packs-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "packs"), folder, { recursive: true });
  const file = join(folder, "business-start/pack.yaml");
  const hasty = readFileSync(file, "utf8")
    .replace(/^version: .*$/m, "version: 99.0.0")
    .replace(/^bundle:$/m, "bundle:\n  patience: 1 day");
  writeFileSync(file, hasty);
  const where = { packs: folder, city: cityFolder, law: join(root, "law") };
  assert.deepEqual((await publishPacks(app.database.owner, where, "2026-11-03")).problems, []);
  const second = personOf("he-guiying").login ?? "";
  const down = await begin(second, "云川若澜文化有限公司");
  assert.deepEqual(await waiting(second, down), all);
  const untils = (await read(second, down)).parts.flatMap(({ silent: one }: Json) => one?.until ?? []);
  assert.deepEqual(new Set(untils.map((one: string) => one.slice(0, 10))), new Set(["2026-11-04"]), "one day");
  await owner.query("update casework.part_wait set until = $2 where case_id = $1", [down, new Date(app.desk.now())]);
  await later(2 * 3_600_000);
  await setDown(owner, "legal-entities", false);
  const told = await read(second, down);
  assert.deepEqual(told.parts.map(({ key, outcome }: Json) => [key, outcome]).slice(0, 4), [
    ["registration", "granted"],
    ...["seals", "tax", "social"].map((key) => [key, "not-opened"]),
  ]);
  const why = await (await app.request(`/zh/cases/${down}`, { as: second, headers: { accept: "text/html" } })).text();
  assert.match(why, /登记库一直没有答复/);
  const left = await owner.query("select from casework.part_wait");
  assert.equal(left.rowCount, 0, "nothing is waited for any more");
  await owner.end();
});

test("a death: the household entry ends, the pension stops, the account is settled", async () => {
  const widow = personOf("he-guiying");
  const as = widow.login ?? "";
  const { husband, "husband-name": name } = await held("marriages", widow.identifier, ["husband", "husband-name"], "wife");
  const id = await submit(as, "after-death", {
    chosenParts: ["funeral"],
    deceased: husband,
    relation: "spouse",
    account: "6222020000001234567",
    funeral: "2026-10-20",
    phone: widow.phone,
  });
  const { household } = await held("population", husband, ["household"]);
  const counted = async () => (await held("households", household, ["members"])).members;
  const before = await counted();
  await decide(as, id, "household", "public-security/household", "grant");
  assert.equal(await counted(), before - 1, "the household counts one less");
  await decide(as, id, "insurance", "medical-insurance/window", "grant");
  await decide(as, id, "pension", "human-resources/window", "grant");
  await decide(as, id, "funeral", "human-resources/review", "grant", { words: "丧葬补助金二个月，合计 8,400 元。" });
  assert.deepEqual(await outcomes(as, id), { household: "granted", insurance: "granted", pension: "granted", funeral: "granted" });
  for (const register of ["population", "pensions", "insured"])
    assert.equal(await held(register, husband, [register === "population" ? "name" : "holder-name"]), undefined, `${name} in ${register}`);
});

test("a wrong address: the steward of the population register decides, and the register says the right one", async () => {
  const citizen = personOf("zhong-qi");
  const right = "云川市澄湖区明湖街道明湖路90号2单元";
  const id = await submit(citizen.login ?? "", "record-correction", {
    register: "population",
    recordKey: citizen.identifier,
    field: "address",
    right,
    why: "搬家后门牌登记错了。",
    phone: citizen.phone,
  });
  await decide(citizen.login ?? "", id, undefined, "public-security/steward", "right");
  assert.equal((await held("population", citizen.identifier, ["address"])).address, right);
  assert.equal((await read(citizen.login ?? "", id)).end.key, "corrected");
});

test("both sides' records of every question agree", async () => {
  assert.deepEqual(await app.desk.exchange.reconcile(), []);
});
