// Evidence that only a register can show, marked for correction: when the applicant answers, the register is asked anew, and what it
// says now is what the case goes by.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { startTestApp } from "../../test/support/app.ts";
import { testKeys } from "../../test/support/city.ts";
import { allowPermits, allowStalls, stallData, stallPacks } from "../../test/support/stalls.ts";
import { loadRecords, lookUp, registers } from "../registry/index.ts";
import { evidenceOf, load, registryOf } from "./index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

// What is loaded holds from the day on which it is loaded.
const app = await startTestApp({ packs: stallPacks, now: Date.now() });
await allowStalls(app);
await allowPermits(app);
const citizen = "shen-ruolan";
const directory = await app.desk.organisation.current();
const officer = directory?.officersOf("city/review", "2026-09-21")[0]?.id ?? "";
const send = async (as: string, path: string, body: unknown): Promise<Json> => {
  const answer = await app.request(path, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  const text = await answer.text();
  assert.ok(answer.status < 300, text);
  return JSON.parse(text);
};
const command = async (as: string, number: string, body: object): Promise<void> => {
  const { tasks } = (await (await app.request(`/api/v1/tasks?case=${number}`, { as })).json()) as Json;
  await send(as, `/api/v1/tasks/${tasks[0].id}/commands`, body);
};
const pieces = async (id: string) => {
  const loaded = await load(app.desk, id);
  assert.ok(loaded);
  return { loaded, evidence: (await evidenceOf(app.desk, loaded)).filter(({ requirement }) => requirement === "person") };
};

test("the register is asked anew, and says what was put right there meanwhile", async () => {
  const bundle = await send(citizen, "/api/v1/cases", { service: "stall-start", data: stallData });
  await app.work();
  const read = (await (await app.request(`/api/v1/cases/${bundle.id}`, { as: citizen })).json()) as Json;
  const { id, number } = read.parts.find((one: Json) => one.key === "permit").case;
  await command(officer, number, { type: "finish", outcome: "incomplete", marks: ["/evidence/person"], words: "登记住址已变更" });
  const { loaded, evidence } = await pieces(id);
  assert.equal(evidence.length, 1);

  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const population = (await registers({ app: app.desk.pool })).find((one) => one.id === "population");
  const identifier = loaded.secret().applicant?.identifier ?? "";
  assert.ok(population);
  const held = await lookUp(registryOf(app.desk), { register: "population", key: identifier, fields: Object.keys(population.fields) });
  assert.ok(held.state === "found");
  await loadRecords(owner, testKeys(), population, [{ ...held.records[0], address: "云川市澄湖区新街1号" }]);
  await owner.end();

  await command(citizen, number, { type: "finish", outcome: "sent" });
  const after = (await pieces(id)).evidence;
  assert.equal(after.length, 2, "what it said first stays");
  assert.equal(after[1]?.source, "registry");
  assert.equal(after[1]?.content.fields?.address, "云川市澄湖区新街1号");
  assert.notEqual(after[1]?.request, after[0]?.request, "the question was recorded");
});
