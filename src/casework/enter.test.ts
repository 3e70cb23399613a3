// A case writes registers: together with its entry or not at all, with the case as provenance; what was corrected is told to who used it.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { sampleRows } from "../../test/support/city.ts";
import { checkUscc } from "../engine/identifier/index.ts";
import { asOf, correctionsForCase, loadRows, lookUp, recordsOfCase, registerOf, toldOfRecord } from "../registry/index.ts";
import { tellOfCorrection } from "./corrected.ts";
import { load, registryOf } from "./index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

interface Service {
  readonly id: string;
  readonly agency: string;
  readonly post: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly records: string;
  readonly outputs?: string;
  readonly effects: string;
  readonly requirement?: string;
}

/** A service of two steps: an officer agrees, and the system enters. */
function write(folder: string, service: Service): void {
  const at = join(folder, service.id);
  mkdirSync(join(at, "templates"), { recursive: true });
  const names = Object.keys(service.fields);
  writeFileSync(
    join(at, "procedure.yaml"),
    `clocks:
  statutory: { time: 20 workdays, over: [examine] }
  promised: { time: 5 workdays, over: [examine] }
stages:
  examine: { tasks: { check: { by: ${service.post}, outcomes: agree } }, next: { agree: write } }
  write: { tasks: { write: { by: system, do: ${service.effects} } }, next: { done: written } }
ends: { written: success }
`,
  );
  const properties = Object.entries(service.fields).map(([name, schema]) => `    ${name}: ${schema}`);
  const labels = names.map((name) => `  ${name}: { label: { zh: ${name}, en: ${name} } }`);
  writeFileSync(
    join(at, "form.yaml"),
    `schema:
  type: object
  required: [${names.join(", ")}]
  properties:
${properties.join("\n")}
fields:
${labels.join("\n")}
pages:
  - { id: what, title: { zh: 内容, en: What }, fields: [${names.join(", ")}] }
${service.requirement ? "  - { id: held, title: { zh: 已有, en: Held }, fields: [], from: held }\n" : ""}`,
  );
  const two = (word: string) => `{ zh: ${word}, en: ${word} }`;
  writeFileSync(
    join(at, "pack.yaml"),
    `id: ${service.id}
version: 1.0.0
title: ${two(service.id)}
summary: ${two(service.id)}
item: { type: "08", power: 1, area: 3, way: 1, kind: promised }
lifeEvents: [knowing]
applicants: [person]
agency: ${service.agency}
law: [information-regulation/27]
channels: { online: true, counter: false, post: false }
visits: { count: 0 }
time: { statutory: { time: 20 workdays }, promised: { time: 5 workdays } }
phones: { questions: 0000-1, complaints: 0000-2 }
errands: { trips: 0, papers: 0, fields: 4, days: 5 }
classification: general-2
retention: 30 years
declaration: ${two("ja")}
${service.requirement ?? ""}records:
${service.records}
${service.outputs ?? ""}texts:
  stages: { examine: ${two("e")}, write: ${two("w")} }
  tasks: { check: ${two("c")}, write: ${two("w")} }
  outcomes: { agree: ${two("a")}, done: ${two("d")} }
  ends: { written: ${two("w")} }
  clocks: { statutory: ${two("s")}, promised: ${two("p")} }
  after: { written: ${two("w")} }
`,
  );
  if (service.outputs) {
    writeFileSync(
      join(at, "templates", "notice.typ"),
      `#let d = json("/data.json")\n#d.number\n\n#d.record.legal-entities.name #d.record.legal-entities.identifier\n`,
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), "errand-packs-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const text = "{ type: string, minLength: 1, maxLength: 80 }";
write(folder, {
  id: "firm",
  agency: "market",
  post: "market/registrar",
  fields: { firm: text, capital: "{ type: number }" },
  effects: "enter render",
  records: `  - task: write/write
    register: legal-entities
    change: enter
    fields:
      identifier: "generate:uscc"
      name: /firm
      kind: "const:limited-company"
      legal-representative: "applicant:name"
      legal-representative-id: "applicant:identifier"
      status: "const:active"
      capital: /capital
      established: today`,
  outputs: `outputs:
  - id: notice
    kind: letter
    title: { zh: 通知书, en: Notice }
    task: write/write
    template: templates/notice.typ
    number: { record: legal-entities/identifier }
`,
});
write(folder, {
  id: "address-used",
  // The owner of the register itself: it needs no agreement.
  agency: "public-security",
  post: "public-security/population",
  fields: { remark: text },
  effects: "enter",
  requirement: `requirements:
  - id: held
    title: { zh: 住址, en: Address }
    why: { zh: 要用, en: Needed }
    sources:
      - { registry: population, by: applicant, purpose: { zh: 核对, en: To check }, law: online-services/7, fields: [address] }
      - { declaration: { zh: 属实, en: It is so } }
`,
  records: `  - task: write/write
    register: licences
    change: enter
    fields: { number: "case:number", holder: "applicant:identifier", holder-name: "applicant:name", type: "const:business-licence", issued: today, status: "const:valid" }`,
});
write(folder, {
  id: "correction",
  agency: "public-security",
  post: "public-security/steward",
  fields: { register: text, field: text, right: text },
  effects: "enter",
  records: `  - { task: write/write, register: /register, change: correct, fields: { key: "applicant:identifier", /field: /right } }`,
});

write(folder, {
  id: "several",
  agency: "market",
  post: "market/registrar",
  fields: { firm: text, capital: "{ type: number }" },
  effects: "enter",
  records: `  - task: write/write
    register: legal-entities
    change: enter
    fields: { identifier: "generate:uscc", name: /firm, capital: /capital, status: "const:active", established: today }
  - task: write/write
    register: legal-entities
    change: enter
    fields: { key: "record:legal-entities/identifier", address: "const:明湖路 + record:legal-entities/capital + const:号" }
  - task: write/write
    register: legal-entities
    change: correct
    fields: { key: "record:legal-entities/identifier", capital: "add:5" }
  - task: write/write
    register: legal-entities
    change: enter
    fields: { key: "const:91980100MA0000000X", capital: "add:1" }`,
});

// The city was loaded just now: what is known of it is known from now on.
const app = await startTestApp({ packs: folder, now: Date.now() + 60_000 });
const city = sampleRows();
const citizen = city.persons.find((one) => one.login === "shen-ruolan");
assert.ok(citizen);
const ground = registryOf(app.desk);
const json = async (answer: Response, status = 200): Promise<Json> => {
  const body = await answer.text();
  assert.equal(answer.status, status, body);
  return JSON.parse(body) as Json;
};
const post = (as: string, path: string, body: unknown) =>
  app.request(path, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
  });

/** Submits, and lets an officer of the post agree; the jobs are done. */
async function through(service: string, data: Json, officer: string, evidence: Json = []): Promise<Json> {
  const made = await json(await post("shen-ruolan", "/api/v1/cases", { service, data, evidence }), 201);
  const { tasks } = await json(await app.request(`/api/v1/tasks?case=${made.number}`, { as: officer }));
  assert.equal(tasks.length, 1, `${officer} has the task`);
  await json(await post(officer, `/api/v1/tasks/${tasks[0].id}/commands`, { type: "finish", outcome: "agree", words: "同意" }));
  return made;
}

test("a case enters a record with a generated code, numbers its letter by it, and tells later parts", async () => {
  const made = await through("firm", { firm: "云川市新启点餐饮有限公司", capital: 100000 }, "wei-shuqin");
  await app.work();
  const [written, ...more] = await recordsOfCase(ground, made.id);
  assert.ok(written && more.length === 0);
  const code = String(written.fields.identifier);
  assert.deepEqual(checkUscc(code).why, null);
  assert.equal(code.slice(2, 8), "980100");
  const found = await lookUp(ground, {
    register: "legal-entities",
    key: "云川市新启点餐饮有限公司",
    fields: ["identifier", "capital", "legal-representative"],
  });
  assert.deepEqual(found.state === "found" && found.records, [{ identifier: code, capital: 100000, "legal-representative": citizen.name }]);
  const detail = await json(await app.request(`/api/v1/cases/${made.id}`, { as: "shen-ruolan" }));
  assert.equal(detail.status, "ended");
  assert.equal(detail.outputs[0].number, code);
});

test("writes of one task to one record: one version where they are one change, one after the other where they are not", async () => {
  const made = await through("several", { firm: "云川市数笔有限公司", capital: 20 }, "wei-shuqin");
  await app.work();
  const written = await recordsOfCase(ground, made.id);
  assert.deepEqual(
    written.map(({ register, version, change, fields }) => [register, version, change, fields.name, fields.capital, fields.address]),
    [
      ["legal-entities", 1, "enter", "云川市数笔有限公司", 20, "明湖路20号"],
      ["legal-entities", 2, "correct", "云川市数笔有限公司", 25, "明湖路20号"],
    ],
    "what counts in a record that is not there writes nothing",
  );
  assert.equal((await json(await app.request(`/api/v1/cases/${made.id}`, { as: "shen-ruolan" }))).status, "ended");
});

test("the record and the entry stand or fall together", async () => {
  const made = await through("firm", { firm: "云川市并立有限公司", capital: 1 }, "wei-shuqin");
  const loaded = await load(app.desk, made.id);
  assert.ok(loaded);
  const before = await app.desk.pool.query("select count(*)::int n from registry.record");
  // A row that does not come from the case undoes the whole command.
  const { entering } = await import("./enter.ts");
  const task = Math.max(...Object.keys(loaded.snapshot.state.tasks).map(Number));
  const effect = await entering(app.desk, loaded, task, app.desk.now(), async () => undefined);
  assert.equal(await effect.write("before", () => undefined), undefined);
  const stranger = effect
    .rows()
    .map((row) => ({ ...row, provenance: { kind: "case", case: "00000000-0000-7000-8000-000000000000", task } }));
  const { act } = await import("./act.ts");
  await assert.rejects(
    act(
      app.desk,
      { kind: "system" },
      made.id,
      { type: "finish", task, outcome: "done" },
      { command: crypto.randomUUID(), made: { documents: [], instruments: [], records: stranger } },
    ),
    /rows of a case come from that case/,
  );
  assert.equal((await load(app.desk, made.id))?.row.version, loaded.row.version);
  assert.deepEqual((await app.desk.pool.query("select count(*)::int n from registry.record")).rows, before.rows);
  await app.work();
  assert.equal((await load(app.desk, made.id))?.row.status, "ended");
});

test("a correction is told to the case that used the old value, once; the old value stays readable as of then", async () => {
  const used = await through("address-used", { remark: "x" }, "an-ning");
  await app.work();
  const old = await lookUp(ground, { register: "population", key: citizen.identifier, fields: ["address"] });
  const before = app.desk.now();
  app.at(before + 3_600_000);
  const made = await through("correction", { register: "population", field: "address", right: "云川市澄湖区新街1号" }, "an-ning");
  await app.work();
  const now = await lookUp(ground, { register: "population", key: citizen.identifier, fields: ["address"] });
  assert.deepEqual(now.state === "found" && now.records, [{ address: "云川市澄湖区新街1号" }]);
  const then = await asOf(ground, { register: "population", key: citizen.identifier, fields: ["address"] }, { recorded: before });
  assert.deepEqual(then, old);
  const told = await correctionsForCase(ground, used.id);
  assert.deepEqual(
    told.map(({ register, agency, fields }) => ({ register, agency, fields })),
    [{ register: "population", agency: "public-security", fields: ["address"] }],
  );
  assert.deepEqual(await correctionsForCase(ground, made.id), []);
  const lines = async (): Promise<number> => {
    const { events } = await json(await app.request(`/api/v1/cases/${used.id}/events`, { as: "shen-ruolan" }));
    return events.filter((line: Json) => line.type === "register").length;
  };
  assert.equal(await lines(), 1);
  const [written] = await recordsOfCase(ground, made.id);
  assert.ok(written);
  await tellOfCorrection(app.desk, { register: "population", record: written.id, version: written.version });
  assert.equal((await correctionsForCase(ground, used.id)).length, 1);
  assert.equal(await lines(), 1);
  const page = await (await app.request(`/en/workbench/cases/${used.id}`, { as: "an-ning" })).text();
  assert.match(page, /Corrected data/);
});

test("a correction is told to those alone whose answer held the record, not to all who asked by a key that it shares", async () => {
  const ask = async (agency: string, about: string) => {
    const answer = await app.desk.exchange.ask({
      register: "licences",
      key: citizen.identifier,
      by: "holder",
      fields: ["status"],
      purpose: { zh: "核对证照", en: "To check licences" },
      service: "address-used",
      ground: { law: "online-services/7" },
      asker: { agency, case: about },
    });
    assert.equal(answer.state, "found");
    return answer.state === "found" ? answer.records.length : 0;
  };
  const later = () => app.at(app.desk.now() + 3_600_000);
  later();
  const first = await through("address-used", { remark: "first" }, "an-ning");
  await app.work();
  later();
  const before = await ask("market", first.id);
  later();
  const second = await through("address-used", { remark: "second" }, "an-ning");
  await app.work();
  later();
  assert.equal(await ask("tax", second.id), before + 1);
  later();
  const [licence] = await recordsOfCase(ground, second.id);
  assert.ok(licence);
  const register = await registerOf(ground, "licences");
  assert.ok(register);
  const client = await app.desk.pool.connect();
  const wrong = [{ row: 1, fields: { ...licence.fields, status: "revoked" } }];
  await loadRows(client, app.desk.keys, register, wrong, {
    file: "licences",
    actor: "operator",
    goodRows: false,
    corrects: true,
    as: "app",
    now: app.desk.now(),
    today: app.desk.day(app.desk.now()),
  });
  client.release();
  await app.work();
  const told = await toldOfRecord(ground, "licences", licence.id);
  assert.deepEqual(
    told.map(({ agency, case: id }) => [agency, id]),
    [["tax", second.id]],
  );
});
