// The bundles that are shipped, for real: a citizen of the sample city sends one form, each agency handles its part, what one
// enters feeds the next, and no register is asked without an agreement.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "./support/app.ts";
import { sampleRows } from "./support/city.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ now: Date.parse("2026-10-26T09:30:00+08:00") });
const city = sampleRows();
const directory = await app.desk.organisation.current();
const json = async (answer: Response, status = 200): Promise<Json> => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text) as Json;
};
const post = (as: string, path: string, body: unknown) =>
  app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });

/** Submits the bundle and lets each part be granted by whoever holds its posts, in the order in which they open. */
async function granted(
  service: string,
  as: string,
  data: Json,
  steps: readonly (readonly [part: string, post: string, more?: Json])[],
): Promise<Json> {
  const { id } = await json(await post(as, "/api/v1/cases", { service, data }), 201);
  await app.work();
  for (const [key, by, more = {}] of steps) {
    const whole = await json(await app.request(`/api/v1/cases/${id}`, { as }));
    const part = whole.parts.find((one: Json) => one.key === key);
    assert.ok(part.case, `${key} is ${part.status}: ${JSON.stringify(await events(id, as))}`);
    const officer = directory?.officersOf(by, "2026-10-26")[0]?.id ?? assert.fail(`nobody holds ${by}`);
    const { tasks } = await json(await app.request(`/api/v1/tasks?case=${part.case.number}`, { as: officer }));
    assert.ok(tasks[0], `${by} has nothing to do for ${key}`);
    await json(await post(officer, `/api/v1/tasks/${tasks[0].id}/commands`, { type: "finish", outcome: "grant", ...more }));
    await app.work();
  }
  return json(await app.request(`/api/v1/cases/${id}`, { as }));
}
const events = async (id: string, as: string) => (await json(await app.request(`/api/v1/cases/${id}/events`, { as }))).events;
const childData = async (whole: Json, key: string, as: string): Promise<Json> =>
  (await json(await app.request(`/api/v1/cases/${whole.parts.find((one: Json) => one.key === key).case.id}`, { as }))).data;

test("a firm is started: six agencies, one form; the code that the registrar enters reaches the others", async () => {
  const premises = city.registers.addresses?.find((row) => row.use === "commercial")?.code;
  const data = {
    chosenParts: ["fund", "bank"],
    companyName: "云川若兰文化有限公司",
    scope: "组织文化艺术交流活动；文具零售",
    capital: 300000,
    premises,
    phone: "13800138000",
    seals: ["official", "finance"],
    taxpayer: "small",
    invoices: true,
    employees: 3,
    rate: 8,
    account: "basic",
    agree_bank: ["company"],
  };
  const whole = await granted("business-start", "shen-ruolan", data, [
    ["registration", "market/registrar"],
    ["seals", "public-security/seals"],
    ["tax", "tax/window"],
    ["social", "human-resources/window"],
    ["fund", "housing-fund/window"],
    ["bank", "bank/window"],
  ]);
  assert.equal(whole.end?.key, "all-done", JSON.stringify(whole.parts));
  const codes = await Promise.all(
    ["seals", "tax", "social", "fund", "bank"].map(async (key) => (await childData(whole, key, "shen-ruolan")).company),
  );
  assert.match(codes[0], /^9[0-9A-Z]{17}$/);
  assert.equal(new Set(codes).size, 1);
});

test("a birth is registered: from the hospital's record to the social-security card, without a paper", async () => {
  const data = {
    chosenParts: ["card"],
    childName: "罗云舟",
    ethnicity: "father",
    payer: "family-account",
    cardBank: "city-bank",
    collect: "post",
    phone: "13800138000",
  };
  const whole = await granted("birth", "shen-ruolan", data, [
    ["certificate", "hospital/window"],
    ["household", "public-security/household"],
    ["insurance", "medical-insurance/window"],
    ["card", "human-resources/window"],
  ]);
  assert.equal(whole.end?.key, "all-done", JSON.stringify(whole.parts));
  assert.match((await childData(whole, "card", "shen-ruolan")).child, /^\d{17}[\dX]$/);
});

test("after a death: household, insurance, pension and subsidy, by a relative", async () => {
  const death = city.registers.deaths?.[0];
  const data = {
    chosenParts: ["funeral"],
    deceased: death?.deceased,
    relation: "child",
    account: "6222020000001234567",
    funeral: "2026-10-20",
    phone: "13800138000",
  };
  const whole = await granted("after-death", "lin-jiyun", data, [
    ["household", "public-security/household"],
    ["pension", "human-resources/window"],
    ["insurance", "medical-insurance/window"],
    ["funeral", "human-resources/review", { words: "丧葬补助金二个月。" }],
  ]);
  assert.equal(whole.end?.key, "all-done", JSON.stringify(whole.parts));
});

test("both sides' records of every question agree", async () => {
  assert.deepEqual(await app.desk.exchange.reconcile(), []);
});
