// One case, really: from a submission to a licence that anyone can verify, through the API, the database's roles and the ledger.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { sampleRows } from "../../test/support/city.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp();
const city = sampleRows();
const citizen = city.persons.find((one) => one.login === "shen-ruolan");
const company = city.organisations.find((one) => one.legal.id === citizen?.id);
const premises = city.registers.addresses?.find((row) => String(row.address).includes("明湖路88号1层"));
const manager = city.registers.certificates?.find((row) => row.conclusion === "fit" && String(row["valid-to"]) > "2026-12-31");

const instant = (local: string) => Date.parse(`${local}:00+08:00`);
const json = async (answer: Response, status = 200): Promise<Json> => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text) as Json;
};
const post = (as: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });

const data = () => ({
  premises: premises?.code,
  signboard: "若兰小馆",
  area: 320,
  seats: 110,
  dishes: ["hot", "cold"],
  fuel: "gas",
  outdoor: false,
  sewer: true,
  managerName: "林安",
  managerId: manager?.holder,
  phone: "13800138000",
});

const submission = () => ({
  service: "restaurant-opening",
  data: data(),
  evidence: [{ requirement: "gas-alarm", declared: true }],
  onBehalfOf: company?.id,
});

/** The task of that name that waits for this officer. */
async function task(as: string, key: string, of: string): Promise<Json> {
  const { tasks } = await json(await app.request(`/api/v1/tasks?case=${of}`, { as }));
  const found = tasks.find((one: Json) => one.key === key);
  assert.ok(found, `${as} has no ${key}: ${JSON.stringify(tasks.map((one: Json) => one.key))}`);
  return found;
}
const finish = async (as: string, key: string, of: string, outcome: string, more: Json = {}) => {
  const { id } = await task(as, key, of);
  const done = await json(await post(as, `/api/v1/tasks/${id}/commands`, { type: "finish", outcome, ...more }));
  await app.work();
  return done;
};

test("a case goes from its submission to a licence that anyone can verify", async () => {
  const made = await json(await post("shen-ruolan", "/api/v1/cases", submission(), { "idempotency-key": "journey-1" }), 201);
  assert.equal(made.status, "running");
  assert.equal(made.receipt.format, "errand-receipt/1");
  const again = await json(await post("shen-ruolan", "/api/v1/cases", submission(), { "idempotency-key": "journey-1" }), 201);
  assert.equal(again.id, made.id);
  const other = await post(
    "shen-ruolan",
    "/api/v1/cases",
    { ...submission(), data: { ...data(), seats: 1 } },
    { "idempotency-key": "journey-1" },
  );
  assert.equal(other.status, 422);

  app.at(instant("2026-09-22T10:00"));
  await finish("chen-yulan", "check", made.number, "incomplete", { words: "面积与平面图不符，请核对。", marks: ["/area"] });
  const asked = await json(await app.request(`/api/v1/cases/${made.id}`, { as: "shen-ruolan" }));
  assert.deepEqual(asked.marks, ["/area"]);
  assert.deepEqual(
    asked.outputs.map((one: Json) => one.name),
    ["correction"],
  );
  const resend = await task("shen-ruolan", "resend", made.number);
  const closed = await post("shen-ruolan", `/api/v1/tasks/${resend.id}/commands`, { type: "finish", outcome: "sent", data: { seats: 90 } });
  assert.equal(closed.status, 422, "only the marked field is open");
  await finish("shen-ruolan", "resend", made.number, "sent", { data: { area: 318 } });
  await finish("chen-yulan", "check", made.number, "complete");

  app.at(instant("2026-09-23T11:00"));
  await finish("zhao-tiejun", "fire", made.number, "visit", { words: "需要查看疏散通道。" });
  const stopped = await json(await app.request(`/api/v1/cases/${made.id}`, { as: "shen-ruolan" }));
  assert.ok(stopped.clocks.every((clock: Json) => !clock.running));
  await finish("he-qiushi", "street", made.number, "pass");
  await finish("jiang-liu", "street", made.number, "pass");
  await finish("sun-jianing", "food", made.number, "pass");
  app.at(instant("2026-09-29T16:00"));
  await finish("ma-zhiqiang", "fire-visit", made.number, "pass");
  const strange = await app.request(`/api/v1/cases/${made.id}`, { as: "li-ankang" });
  assert.equal(strange.status, 404, "an agency without a part knows nothing of the case");
  app.at(instant("2026-09-30T10:00"));
  await finish("qian-bojun", "decide", made.number, "grant");

  const ended = await json(await app.request(`/api/v1/cases/${made.id}`, { as: "shen-ruolan" }));
  assert.equal(ended.status, "ended", JSON.stringify(ended.tasks));
  assert.equal(ended.end.key, "granted");
  const licence = ended.outputs.find((one: Json) => one.kind === "licence");
  const pdf = new Uint8Array(await (await app.request(licence.href, { as: "shen-ruolan" })).arrayBuffer());
  const verdict = await json(await app.request("/api/v1/verify", { method: "POST", body: pdf }));
  assert.equal(verdict.holds, true, JSON.stringify(verdict));
  const forged = Uint8Array.from(pdf);
  forged[Math.floor(pdf.length / 2)] = (forged[Math.floor(pdf.length / 2)] ?? 0) ^ 1;
  assert.equal((await json(await app.request("/api/v1/verify", { method: "POST", body: forged }))).holds, false);

  await app.integrate();
  const receipt = await json(await app.request(`/api/v1/cases/${made.id}/receipt`, { as: "shen-ruolan" }));
  assert.ok(receipt.included, "the receipt holds its proof");
  assert.equal((await json(await app.request("/api/v1/verify", { method: "POST", body: JSON.stringify(receipt) }))).holds, true);
});
