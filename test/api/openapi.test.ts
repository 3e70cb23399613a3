// The API's own description: valid, closed, and true of every answer that every route gives, problems included.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import type { Scope } from "../../src/identity/index.ts";
import { askLoan, makeList, placeHold } from "../../src/office/index.ts";
import { casesOn, citizen, company, type Json, request, restaurant } from "../hardening/cases.ts";
import { startTestApp } from "../support/app.ts";
import { endedCase } from "../support/archive.ts";
import { type Answered, faultsOf, judgeOf, type Operation, openObjects, operationsOf } from "./description.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("../fixtures/writing", import.meta.url)) });
const cases = casesOn(app);
const document = await cases.json(cases.get(undefined, "/api/v1/openapi.json"));
const operations = operationsOf(document);

test("the document is valid OpenAPI 3.1, and every answer in it is closed", () => {
  assert.deepEqual(faultsOf(document), []);
  assert.deepEqual(openObjects(document), []);
});

interface Sent extends RequestInit {
  readonly as?: string;
  readonly scopes?: readonly Scope[];
}
interface Try {
  readonly what: string;
  readonly status: number;
  /** The path, where it is not the operation's own. */
  readonly path?: string;
  readonly send?: Sent;
}

const pdf = () => new TextEncoder().encode("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const body = (value: unknown, as = "shen-ruolan", headers: Record<string, string> = {}): Sent => ({
  as,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json", ...headers },
});
const whole = { id: "00000000-0000-7000-8000-000000000000" };
/** A question of an officer's own under an agreement. */
const questions = "/api/v1/agreements/certificates-market/questions";
const question = {
  by: "holder",
  key: "11010519491231002X",
  fields: ["holder-name", "conclusion"],
  service: "restaurant-opening",
  purpose: { zh: "核对健康证明", en: "To check a health certificate" },
};

/** What a route that needs a token answers without one, with a wrong one and with too small a one. */
const guarded = (path: string, scopes: readonly Scope[], of: Sent = {}): Try[] => [
  { what: "no token", status: 401, path, send: { ...of, as: "" } },
  { what: "an unknown token", status: 401, path, send: { ...of, as: "", headers: { ...of.headers, authorization: "Bearer errand_no" } } },
  { what: "a token without the scope", status: 403, path, send: { ...of, as: "shen-ruolan", scopes } },
];
/** What a route that takes JSON answers to bodies that are none. */
const jsonBody = (path: string, as: string): Try[] => [
  { what: "no JSON", status: 400, path, send: { as, body: "{", headers: { "content-type": "application/json" } } },
  { what: "another media type", status: 415, path, send: { as, body: "a=b", headers: { "content-type": "text/plain" } } },
  { what: "no media type", status: 415, path, send: { as, body: new Uint8Array([123, 125]) } },
  { what: "another shape", status: 422, path, send: body([], as) },
  { what: "a member too many", status: 422, path, send: body({ type: "take", "a/b~c": 1 }, as) },
  {
    what: "too long",
    status: 413,
    path,
    send: { as, body: `"${"x".repeat(1_100_000)}"`, headers: { "content-type": "application/json" } },
  },
  { what: "a bad key", status: 400, path, send: body({}, as, { "idempotency-key": "a key with blanks" }) },
];
const odd = (path: string): Try[] => [
  { what: "an address that does not decode", status: 400, path: `${path}${path.includes("?") ? "&" : "?"}x=%ff` },
];

/** A dataset of a register as its steward would publish it. */
const dataset = {
  title: { zh: "市场主体类型", en: "Kinds of firms" },
  description: { zh: "名称和类型。", en: "Names and kinds." },
  theme: "ECON",
  frequency: "weekly",
  spatial: ["980102"],
  temporal: { from: "2026-01-01" },
  fields: ["name", "kind"],
  meaning: { kind: { zh: "登记时的类型。", en: "The kind as it was registered." } },
};
const newDataset = { ...dataset, id: "firm-kinds", register: "legal-entities" };

/** The requests about datasets, by the steward of a register, the steward of another, and others. */
async function datasetPlan(): Promise<Record<string, Try[]>> {
  const directory = await app.desk.organisation.current();
  const today = app.desk.day(app.desk.now());
  const holderOf = (post: string): string => directory?.officersOf(post, today)[0]?.id ?? assert.fail(`nobody is ${post}`);
  const [own, other] = [holderOf("market/steward"), holderOf("public-security/steward")];
  const key = { "idempotency-key": "described-dataset" };
  const one = "/api/v1/datasets/firm-kinds";
  const gone = { why: { zh: "并入别的数据集", en: "It is part of another now" } };
  const writes = (path: string, of: unknown): Try[] => [
    { what: "by another steward", status: 403, path, send: body(of, other) },
    { what: "an applicant's", status: 403, path, send: body(of) },
    ...guarded(path, ["cases:read"], body(of)),
    ...jsonBody(path, own),
    ...odd(path),
  ];
  const found = (path: string, of: unknown): Try[] => [
    ...writes(path, of),
    { what: "no dataset", status: 404, path: path.replace("firm-kinds", "nothing"), send: body(of, own) },
  ];
  return {
    openDataset: [
      { what: "a register's", status: 201, send: body(newDataset, own, key) },
      { what: "the same again", status: 201, send: body(newDataset, own, key) },
      { what: "another under its key", status: 422, send: body({ ...newDataset, fields: ["name"] }, own, key) },
      { what: "the same without its key", status: 409, send: body(newDataset, own) },
      { what: "a field that is not open", status: 422, send: body({ ...newDataset, fields: ["legal-representative"] }, own) },
      { what: "no such division", status: 422, send: body({ ...newDataset, id: "x", spatial: ["110000"] }, own) },
      { what: "no such register", status: 422, send: body({ ...newDataset, register: "nothing" }, own) },
      ...writes("/api/v1/datasets", newDataset),
    ],
    previewDataset: [
      { what: "its first rows", status: 200, send: body({ ...newDataset, id: "not-kept" }, own) },
      { what: "a field that is not open", status: 422, send: body({ ...newDataset, fields: ["legal-representative"] }, own) },
      ...writes("/api/v1/dataset-previews", newDataset),
    ],
    listOwnDatasets: [
      { what: "a steward's", status: 200, send: { as: own } },
      { what: "of nothing", status: 200, send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: own, headers: { accept: "image/png" } } },
      ...guarded("/api/v1/datasets", ["tasks"]),
      ...odd("/api/v1/datasets"),
    ],
    readOwnDataset: [
      { what: "one's own", status: 200, path: one, send: { as: own } },
      { what: "another's", status: 403, path: one, send: { as: other } },
      { what: "none", status: 404, path: "/api/v1/datasets/nothing", send: { as: own } },
      { what: "a picture", status: 406, path: one, send: { as: own, headers: { accept: "image/png" } } },
      ...guarded(one, ["tasks"]),
      ...odd(one),
    ],
    changeDataset: [
      { what: "other words", status: 200, path: one, send: body({ ...dataset, keywords: { zh: ["企业"], en: ["firms"] } }, own, key) },
      { what: "changed meanwhile", status: 412, path: one, send: body(dataset, own, { "if-match": '"1"' }) },
      { what: "no version of it", status: 412, path: one, send: body(dataset, own, { "if-match": "W/x" }) },
      { what: "as it was read", status: 200, path: one, send: body(dataset, own, { "if-match": '"2"' }) },
      {
        what: "days the wrong way round",
        status: 422,
        path: one,
        send: body({ ...dataset, temporal: { from: "2026-02-01", to: "2026-01-01" } }, own),
      },
      ...found(one, dataset),
    ],
    withdrawDataset: [
      { what: "withdrawn", status: 200, path: `${one}/withdraw`, send: body(gone, own, key) },
      { what: "the same again", status: 200, path: `${one}/withdraw`, send: body(gone, own, key) },
      { what: "another under its key", status: 422, path: `${one}/withdraw`, send: body({ why: { zh: "别的", en: "Else" } }, own, key) },
      { what: "withdrawn before", status: 200, path: `${one}/withdraw`, send: body(gone, own) },
      ...found(`${one}/withdraw`, gone),
    ],
  };
}

/** The requests about texts, on a document that is being drafted. */
async function textPlan(): Promise<Record<string, Try[]>> {
  const [writer, stranger] = ["cheng-siyuan", "chen-yulan"];
  const mine = await cases.open(writer, { service: "draft-note", data: { subject: "汛期值班", kind: "short" } });
  const at = (rest = "", name = "/note") => `/api/v1/cases/${mine.id}/texts${name}${rest}`;
  await cases.post(writer, at(), { base: 0, plain: "一、由来\n| 甲 | < |\n\n附件：名单\n张三" });
  await cases.post(writer, at(), { base: 1, plain: "一、由来\n| 甲 | 乙 |\n**加一段**\n\n附件：名单\n张三" });
  await cases.post(writer, at("/comments"), { version: 1, line: 0, words: "写明" });
  const key = { "idempotency-key": "described-text" };
  const reads = (path: string): Try[] => [
    { what: "one's own", status: 200, path, send: { as: writer } },
    { what: "somebody else's", status: 404, path, send: { as: stranger } },
    { what: "nobody's", status: 404, path: path.replace(mine.id, whole.id), send: { as: writer } },
    { what: "no id", status: 404, path: path.replace(mine.id, "nothing"), send: { as: writer } },
    { what: "a picture", status: 406, path, send: { as: writer, headers: { accept: "image/png" } } },
    ...guarded(path, ["tasks"]),
    ...odd(path),
  ];
  const named = (path: string): Try[] => [
    ...reads(path),
    { what: "no such text", status: 404, path: path.replace("/note", "/else"), send: { as: writer } },
  ];
  return {
    listTexts: reads(at("", "")),
    readText: named(at()),
    listTextVersions: named(at("/versions")),
    readTextVersion: [...named(at("/versions/1")), { what: "none", status: 404, path: at("/versions/9"), send: { as: writer } }],
    compareTexts: [
      ...named(at("/difference?from=1&to=2")),
      { what: "from nothing", status: 200, path: at("/difference?from=0&to=1"), send: { as: writer } },
      { what: "no versions", status: 400, path: at("/difference"), send: { as: writer } },
      { what: "none", status: 404, path: at("/difference?from=1&to=9"), send: { as: writer } },
    ],
    writeText: [
      { what: "a version", status: 200, path: at(), send: body({ base: 2, plain: "一、由来\n改过。" }, writer, key) },
      { what: "the same again", status: 200, path: at(), send: body({ base: 2, plain: "一、由来\n改过。" }, writer, key) },
      { what: "another under its key", status: 422, path: at(), send: body({ base: 2, plain: "别的。" }, writer, key) },
      { what: "on an old one", status: 409, path: at(), send: body({ base: 1, plain: "晚了。" }, writer) },
      { what: "no text", status: 422, path: at(), send: body({ base: 3, text: { type: "doc", content: [{ type: "image" }] } }, writer) },
      { what: "not one's own", status: 403, path: at(), send: body({ base: 3, plain: "不归我写。" }, "shen-qihang") },
      { what: "somebody else's", status: 404, path: at(), send: body({ base: 3, plain: "无关。" }, stranger) },
      ...guarded(at(), ["cases:read"], body({ base: 3, plain: "x" })),
      ...jsonBody(at(), writer),
      ...odd(at()),
    ],
    commentText: [
      {
        what: "on a place",
        status: 200,
        path: at("/comments"),
        send: body({ version: 2, line: 0, from: 0, to: 2, words: "写明" }, writer, key),
      },
      {
        what: "the same again",
        status: 200,
        path: at("/comments"),
        send: body({ version: 2, line: 0, from: 0, to: 2, words: "写明" }, writer, key),
      },
      { what: "no place", status: 422, path: at("/comments"), send: body({ version: 2, line: 99, words: "写明" }, writer) },
      { what: "not now", status: 403, path: at("/comments"), send: body({ version: 2, line: 0, words: "写明" }, "shen-qihang") },
      { what: "dealt with, but none", status: 404, path: at("/comments"), send: body({ settled: 1 }, writer) },
      ...guarded(at("/comments"), ["cases:read"], body({ settled: 1 })),
      ...jsonBody(at("/comments"), writer),
      ...odd(at("/comments")),
    ],
  };
}

/** The requests of each operation, on one case that has gone half its way. */
async function plan(): Promise<Record<string, Try[]>> {
  const mine = await cases.open("shen-ruolan", restaurant());
  const sent = await cases.open("luo-zhiyuan", request());
  for (let i = 0; i < 3; i++) await cases.open("shen-ruolan", restaurant({ seats: i }));
  await cases.finish("chen-yulan", mine.id, "check", "incomplete", { words: "请核对面积。", marks: ["/area"] });
  await app.work();
  const check = `${sent.id}.${await cases.task("fang-zhiwei", sent.id, "register")}`;
  const resend = `${mine.id}.${await cases.task("shen-ruolan", mine.id, "resend")}`;
  const other = await cases.open("shen-ruolan", restaurant());
  const untouched = `${other.id}.${await cases.task("chen-yulan", other.id, "check")}`;
  const at = (id: string, rest = "") => `/api/v1/cases/${id}${rest}`;
  const reads = (rest: string): Try[] => [
    { what: "one's own", status: 200, path: at(mine.id, rest), send: { as: "shen-ruolan" } },
    { what: "an officer's", status: 200, path: at(sent.id, rest), send: { as: "fang-zhiwei" } },
    { what: "somebody else's", status: 404, path: at(sent.id, rest), send: { as: "shen-ruolan" } },
    { what: "nobody's", status: 404, path: at(whole.id, rest), send: { as: "shen-ruolan" } },
    { what: "no id", status: 404, path: at("nothing", rest), send: { as: "shen-ruolan" } },
    { what: "a picture", status: 406, path: at(mine.id, rest), send: { as: "shen-ruolan", headers: { accept: "image/png" } } },
    ...guarded(at(mine.id, rest), ["tasks"]),
    ...odd(at(mine.id, rest)),
  ];
  const filed = await endedCase(app);
  const [due, later, last] = [await endedCase(app), await endedCase(app), await endedCase(app)];
  await app.news();
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const fallDue = (...ids: string[]) => owner.query("update archive.record set due_on = '2026-01-01' where case_id = any($1)", [ids]);
  await fallDue(due.id, later.id);
  const archivist = { kind: "officer", id: "yin-yutong", name: "", language: "zh", posts: ["government/archivist"], rights: [] } as const;
  const borrower = { ...archivist, id: "wan-huimin", posts: ["market/archivist"] } as const;
  const [held, loan, own, list] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await placeHold(app.desk, archivist, { id: held, case: filed.id, reason: "核查" });
  await placeHold(app.desk, archivist, { id: randomUUID(), case: later.id, reason: "核查" });
  await askLoan(app.desk, borrower, { id: loan, number: filed.number, purpose: "核查", until: "2026-10-01" });
  await askLoan(app.desk, archivist, { id: own, number: filed.number, purpose: "核查", until: "2026-10-01" });
  await makeList(app.desk, archivist, "government", list);
  await fallDue(last.id);
  await owner.end();
  const { rows: laterHold } = await app.desk.pool.query<{ id: string }>("select id from archive.hold where case_id = $1", [later.id]);
  const file = (rest = "", of = filed.id) => `/api/v1/archive/files/${of}${rest}`;
  const listed = (rest = "") => `/api/v1/archive/lists/${list}${rest}`;
  const act = (value: Record<string, unknown>, as = "yin-yutong") => ({ path: listed("/commands"), send: body(value, as) });
  const key = { "idempotency-key": "described-1" };
  const said = { text: "请核对面积。", to: [{ agency: "market" }] };
  const sentMessage = await cases.post("chen-yulan", at(other.id, "/messages"), said);
  const { id: written } = (await sentMessage.json()) as { id: string };
  const plan = await app.request("/api/v1/files?name=plan.pdf", {
    as: "shen-ruolan",
    method: "POST",
    body: new TextEncoder().encode("%PDF-1.7\n%%EOF\n"),
  });
  const handed = await cases.open("shen-ruolan", {
    ...restaurant(),
    evidence: [
      { requirement: "gas-alarm", declared: true },
      { requirement: "layout", file: ((await plan.json()) as { id: string }).id },
    ],
  });
  const { rows: pieces } = await app.desk.pool.query<{ no: number }>(
    "select no from casework.evidence where case_id = $1 and source = 'upload'",
    [handed.id],
  );
  const goes = { kind: "evidence", no: pieces[0]?.no };
  const withPlan = await cases.post("chen-yulan", at(handed.id, "/messages"), { ...said, attached: [goes] });
  const attached = at(handed.id, `/messages/${((await withPlan.json()) as { id: string }).id}/attached/evidence/${goes.no}`);
  const terms = { asker: "market", service: "restaurant-opening", requirement: "x", register: "population", fields: ["name"] };
  const consents = await app.desk.exchange.consents.give(
    { party: citizen, giver: citizen.id },
    [1, 2].map((day) => ({ ...terms, purpose: { zh: "核对", en: "To check" }, until: app.desk.now() + day * 86_400_000 })),
  );
  return {
    listServices: [
      { what: "all", status: 200 },
      { what: "a picture", status: 406, send: { headers: { accept: "image/png" } } },
      ...odd("/api/v1/services"),
    ],
    readService: [
      { what: "one", status: 200, path: "/api/v1/services/restaurant-opening" },
      { what: "another", status: 200, path: "/api/v1/services/information-request" },
      { what: "none", status: 404, path: "/api/v1/services/constructor" },
      { what: "a picture", status: 406, path: "/api/v1/services/restaurant-opening", send: { headers: { accept: "image/*;q=0.5" } } },
      ...odd("/api/v1/services/x"),
    ],
    listAccesses: [
      { what: "one's own", status: 200, send: { as: "shen-ruolan" } },
      {
        what: "a firm's, a page",
        status: 200,
        path: `/api/v1/accesses?about=${company.id}&limit=1&kind=asked`,
        send: { as: "shen-ruolan" },
      },
      {
        what: "filtered",
        status: 200,
        path: "/api/v1/accesses?agency=market&register=legal-entities&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
        send: { as: "shen-ruolan" },
      },
      { what: "another's", status: 404, path: `/api/v1/accesses?about=${company.id}`, send: { as: "luo-zhiyuan" } },
      { what: "no kind", status: 400, path: "/api/v1/accesses?kind=x", send: { as: "shen-ruolan" } },
      { what: "a place nobody gave out", status: 400, path: "/api/v1/accesses?after=x", send: { as: "shen-ruolan" } },
      { what: "an officer's", status: 403, send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "shen-ruolan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/accesses", ["tasks"]),
      ...odd("/api/v1/accesses"),
    ],
    listConsents: [
      { what: "one's own", status: 200, send: { as: "shen-ruolan" } },
      { what: "a page", status: 200, path: "/api/v1/consents?limit=1", send: { as: "shen-ruolan" } },
      { what: "another's", status: 404, path: `/api/v1/consents?about=${company.id}`, send: { as: "luo-zhiyuan" } },
      { what: "a place nobody gave out", status: 400, path: "/api/v1/consents?after=x", send: { as: "shen-ruolan" } },
      { what: "an officer's", status: 403, send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "shen-ruolan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/consents", ["tasks"]),
      ...odd("/api/v1/consents"),
    ],
    revokeConsent: [
      { what: "one's own", status: 200, path: `/api/v1/consents/${consents[0]}/revoke`, send: { as: "shen-ruolan" } },
      { what: "once more", status: 200, path: `/api/v1/consents/${consents[0]}/revoke`, send: { as: "shen-ruolan" } },
      { what: "another's", status: 404, path: `/api/v1/consents/${consents[1]}/revoke`, send: { as: "luo-zhiyuan" } },
      { what: "none", status: 404, path: `/api/v1/consents/${whole.id}/revoke`, send: { as: "shen-ruolan" } },
      ...guarded(`/api/v1/consents/${consents[1]}/revoke`, ["tasks"]),
      ...odd(`/api/v1/consents/${consents[1]}/revoke`),
    ],
    listMessages: [
      { what: "none yet", status: 200, path: at(other.id, "/messages"), send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, path: at(mine.id, "/messages"), send: { as: "shen-ruolan" } },
      { what: "another agency's", status: 404, path: at(mine.id, "/messages"), send: { as: "fang-zhiwei" } },
      { what: "a picture", status: 406, path: at(mine.id, "/messages"), send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded(at(mine.id, "/messages"), ["tasks"]),
      ...odd(at(mine.id, "/messages")),
    ],
    sendMessage: [
      { what: "to an agency", status: 201, path: at(other.id, "/messages"), send: body(said, "chen-yulan", key) },
      { what: "the same again", status: 201, path: at(other.id, "/messages"), send: body(said, "chen-yulan", key) },
      {
        what: "another under its key",
        status: 422,
        path: at(other.id, "/messages"),
        send: body({ ...said, text: "y" }, "chen-yulan", key),
      },
      {
        what: "to whom it is not known",
        status: 422,
        path: at(other.id, "/messages"),
        send: body({ text: "x", to: [{ officer: "fang-zhiwei" }] }, "chen-yulan"),
      },
      {
        what: "with what is not in the case",
        status: 422,
        path: at(other.id, "/messages"),
        send: body({ ...said, attached: [{ kind: "document", no: 99 }] }, "chen-yulan"),
      },
      {
        what: "in no conversation",
        status: 404,
        path: at(other.id, "/messages"),
        send: body({ ...said, thread: whole.id }, "chen-yulan"),
      },
      { what: "about one that has ended", status: 409, path: at(mine.id, "/messages"), send: body(said, "chen-yulan") },
      { what: "an applicant's", status: 403, path: at(mine.id, "/messages"), send: body(said) },
      { what: "another agency's", status: 404, path: at(mine.id, "/messages"), send: body(said, "fang-zhiwei") },
      ...guarded(at(other.id, "/messages"), ["cases:read"], body(said)),
      ...jsonBody(at(other.id, "/messages"), "chen-yulan"),
      ...odd(at(other.id, "/messages")),
    ],
    readAttached: [
      { what: "a document of the case", status: 200, path: attached, send: { as: "chen-yulan" } },
      { what: "which did not go with it", status: 404, path: attached.replace(/\d+$/, "999"), send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, path: attached, send: { as: "shen-ruolan" } },
      { what: "another agency's", status: 404, path: attached, send: { as: "fang-zhiwei" } },
      { what: "of no kind", status: 404, path: attached.replace("evidence", "file"), send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, path: attached, send: { as: "chen-yulan", headers: { accept: "image/gif" } } },
      ...guarded(attached, ["tasks"]),
      ...odd(attached),
    ],
    readMessage: [
      {
        what: "one's own, which is read already",
        status: 200,
        path: at(other.id, `/messages/${written}/read`),
        send: { as: "chen-yulan" },
      },
      { what: "none", status: 404, path: at(other.id, `/messages/${whole.id}/read`), send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, path: at(mine.id, `/messages/${whole.id}/read`), send: { as: "shen-ruolan" } },
      ...guarded(at(other.id, `/messages/${written}/read`), ["cases:read"]),
      ...odd(at(other.id, `/messages/${written}/read`)),
    ],
    listInbox: [
      { what: "all", status: 200, send: { as: "chen-yulan" } },
      { what: "a page", status: 200, path: "/api/v1/inbox?limit=1&unread=true", send: { as: "chen-yulan" } },
      { what: "one kind, read", status: 200, path: "/api/v1/inbox?kind=task&unread=false", send: { as: "chen-yulan" } },
      { what: "no kind", status: 400, path: "/api/v1/inbox?kind=x", send: { as: "chen-yulan" } },
      { what: "a place nobody gave out", status: 400, path: "/api/v1/inbox?after=x", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/inbox", ["tasks"]),
      ...odd("/api/v1/inbox"),
    ],
    readInbox: [
      { what: "one that is not there", status: 200, send: body({ ids: [whole.id] }, "chen-yulan") },
      { what: "none", status: 422, send: body({ ids: [] }, "chen-yulan") },
      { what: "an applicant's", status: 403, send: body({ ids: [whole.id] }) },
      ...guarded("/api/v1/inbox/read", ["cases:read"], body({ ids: [whole.id] })),
      ...jsonBody("/api/v1/inbox/read", "chen-yulan"),
      ...odd("/api/v1/inbox/read"),
    ],
    recordContact: [
      { what: "a call", status: 201, path: at(mine.id, "/contacts"), send: body({ kind: "call" }, "chen-yulan", key) },
      { what: "the same again", status: 201, path: at(mine.id, "/contacts"), send: body({ kind: "call" }, "chen-yulan", key) },
      { what: "another under its key", status: 409, path: at(mine.id, "/contacts"), send: body({ kind: "letter" }, "chen-yulan", key) },
      { what: "no kind", status: 422, path: at(mine.id, "/contacts"), send: body({ kind: "chat" }, "chen-yulan") },
      { what: "another agency's", status: 404, path: at(mine.id, "/contacts"), send: body({ kind: "call" }, "fang-zhiwei") },
      { what: "an applicant's", status: 403, path: at(mine.id, "/contacts"), send: body({ kind: "call" }) },
      ...guarded(at(mine.id, "/contacts"), ["cases:read"], body({ kind: "call" })),
      ...jsonBody(at(mine.id, "/contacts"), "chen-yulan"),
      ...odd(at(mine.id, "/contacts")),
    ],
    searchArchive: [
      { what: "all", status: 200, send: body({}, "yin-yutong") },
      { what: "a page", status: 200, send: body({ limit: 1, class: "disclosure", year: 2026, state: "kept" }, "yin-yutong") },
      { what: "words", status: 200, send: body({ words: "政府信息" }, "yin-yutong") },
      { what: "an applicant's", status: 403, send: body({}) },
      { what: "a place nobody gave out", status: 400, send: body({ after: "x" }, "yin-yutong") },
      ...guarded("/api/v1/archive/search", ["tasks"], body({})),
      ...jsonBody("/api/v1/archive/search", "yin-yutong"),
      ...odd("/api/v1/archive/search"),
    ],
    readFile: [
      { what: "one's own", status: 200, path: file(), send: { as: "yin-yutong" } },
      { what: "another agency's", status: 404, path: file(), send: { as: "wan-huimin" } },
      { what: "none", status: 404, path: file("", whole.id), send: { as: "yin-yutong" } },
      { what: "a picture", status: 406, path: file(), send: { as: "yin-yutong", headers: { accept: "image/png" } } },
      ...guarded(file(), ["tasks"]),
      ...odd(file()),
    ],
    exportFile: [
      { what: "the archivist's", status: 200, path: file("/package"), send: { as: "yin-yutong" } },
      { what: "a clerk's", status: 403, path: file("/package"), send: { as: "fang-zhiwei" } },
      { what: "another agency's", status: 404, path: file("/package"), send: { as: "wan-huimin" } },
      { what: "a picture", status: 406, path: file("/package"), send: { as: "yin-yutong", headers: { accept: "image/png" } } },
      ...guarded(file("/package"), ["tasks"]),
      ...odd(file("/package")),
    ],
    holdFile: [
      { what: "until a day", status: 201, path: file("/holds"), send: body({ reason: "核查", until: "2027-01-01" }, "yin-yutong", key) },
      { what: "once more", status: 201, path: file("/holds"), send: body({ reason: "核查", until: "2027-01-01" }, "yin-yutong", key) },
      { what: "no reason", status: 422, path: file("/holds"), send: body({ reason: "" }, "yin-yutong") },
      { what: "a clerk's", status: 403, path: file("/holds"), send: body({ reason: "x" }, "fang-zhiwei") },
      { what: "none", status: 404, path: file("/holds", whole.id), send: body({ reason: "x" }, "yin-yutong") },
      ...guarded(file("/holds"), ["cases:read"], body({ reason: "x" })),
      ...jsonBody(file("/holds"), "yin-yutong"),
      ...odd(file("/holds")),
    ],
    liftHold: [
      { what: "one's own", status: 200, path: `/api/v1/archive/holds/${held}/lift`, send: { as: "yin-yutong" } },
      { what: "once more", status: 200, path: `/api/v1/archive/holds/${held}/lift`, send: { as: "yin-yutong" } },
      { what: "another agency's", status: 403, path: `/api/v1/archive/holds/${laterHold[0]?.id}/lift`, send: { as: "wan-huimin" } },
      { what: "none", status: 404, path: `/api/v1/archive/holds/${whole.id}/lift`, send: { as: "yin-yutong" } },
      ...guarded(`/api/v1/archive/holds/${held}/lift`, ["cases:read"]),
      ...odd(`/api/v1/archive/holds/${held}/lift`),
    ],
    readArchiveFigures: [
      { what: "one's own archive's", status: 200, path: "/api/v1/archive/figures?agency=government", send: { as: "yin-yutong" } },
      { what: "the whole city's", status: 200, send: { as: "ge-zhengping" } },
      { what: "the whole city's, without the right", status: 403, send: { as: "yin-yutong" } },
      { what: "no agency's name", status: 400, path: "/api/v1/archive/figures?agency=A%20B", send: { as: "ge-zhengping" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "ge-zhengping", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/archive/figures", ["tasks"]),
      ...odd("/api/v1/archive/figures"),
    ],
    askLoan: [
      { what: "a file", status: 201, send: body({ number: filed.number, purpose: "核查", until: "2026-10-01" }, "wan-huimin", key) },
      { what: "once more", status: 201, send: body({ number: filed.number, purpose: "核查", until: "2026-10-01" }, "wan-huimin", key) },
      { what: "a day that is over", status: 422, send: body({ number: filed.number, purpose: "核查", until: "2020-10-01" }, "wan-huimin") },
      { what: "an applicant's", status: 403, send: body({ number: filed.number, purpose: "核查", until: "2026-10-01" }) },
      ...guarded("/api/v1/archive/loans", ["cases:read"], body({ number: "x", purpose: "x", until: "2026-10-01" })),
      ...jsonBody("/api/v1/archive/loans", "wan-huimin"),
      ...odd("/api/v1/archive/loans"),
    ],
    actOnLoan: [
      { what: "lent", status: 200, path: `/api/v1/archive/loans/${loan}/commands`, send: body({ type: "lend" }, "yin-yutong") },
      { what: "returned", status: 200, path: `/api/v1/archive/loans/${loan}/commands`, send: body({ type: "return" }, "wan-huimin") },
      { what: "to oneself", status: 409, path: `/api/v1/archive/loans/${own}/commands`, send: body({ type: "lend" }, "yin-yutong") },
      { what: "by the borrower", status: 403, path: `/api/v1/archive/loans/${loan}/commands`, send: body({ type: "lend" }, "wan-huimin") },
      { what: "none", status: 404, path: `/api/v1/archive/loans/${whole.id}/commands`, send: body({ type: "lend" }, "yin-yutong") },
      ...guarded(`/api/v1/archive/loans/${loan}/commands`, ["cases:read"], body({ type: "lend" })),
      ...jsonBody(`/api/v1/archive/loans/${loan}/commands`, "yin-yutong"),
      ...odd(`/api/v1/archive/loans/${loan}/commands`),
    ],
    listDisposals: [
      { what: "one's own", status: 200, send: { as: "yin-yutong" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "yin-yutong", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/archive/lists", ["tasks"]),
      ...odd("/api/v1/archive/lists"),
    ],
    readDisposal: [
      { what: "one's own", status: 200, path: listed(), send: { as: "yin-yutong" } },
      { what: "another agency's", status: 404, path: listed(), send: { as: "wan-huimin" } },
      { what: "a picture", status: 406, path: listed(), send: { as: "yin-yutong", headers: { accept: "image/png" } } },
      ...guarded(listed(), ["tasks"]),
      ...odd(listed()),
    ],
    actOnDisposal: [
      { what: "too early", status: 422, ...act({ type: "propose" }) },
      { what: "reviewed", status: 200, ...act({ type: "review", files: [due.id], decision: "destroy" }) },
      { what: "no day", status: 422, ...act({ type: "review", files: [due.id], decision: "keep" }) },
      { what: "proposed", status: 200, ...act({ type: "propose" }) },
      { what: "not that act", status: 409, ...act({ type: "approve", act: whole.id }, "duan-zimo") },
      { what: "not approved", status: 409, ...act({ type: "start" }) },
      { what: "not the archivist's", status: 403, ...act({ type: "drop" }, "duan-zimo") },
      { what: "given back", status: 200, ...act({ type: "back" }, "duan-zimo") },
      { what: "laid aside", status: 200, ...act({ type: "drop" }) },
      { what: "another agency's", status: 404, ...act({ type: "propose" }, "wan-huimin") },
      ...guarded(listed("/commands"), ["cases:read"], body({ type: "propose" })),
      ...jsonBody(listed("/commands"), "yin-yutong"),
      ...odd(listed("/commands")),
    ],
    makeDisposal: [
      { what: "what is due", status: 201, send: body({ agency: "government" }, "yin-yutong", key) },
      { what: "once more", status: 201, send: body({ agency: "government" }, "yin-yutong", key) },
      { what: "nothing is due", status: 422, send: body({ agency: "government" }, "yin-yutong") },
      { what: "another agency's", status: 403, send: body({ agency: "market" }, "yin-yutong") },
      ...guarded("/api/v1/archive/lists", ["cases:read"], body({ agency: "government" })),
      ...jsonBody("/api/v1/archive/lists", "yin-yutong"),
      ...odd("/api/v1/archive/lists"),
    ],
    search: [
      { what: "a name", status: 200, send: body({ words: company.name }, "chen-yulan") },
      { what: "a page", status: 200, send: body({ words: "2026", limit: 1 }, "chen-yulan") },
      { what: "narrowed", status: 200, send: body({ words: "2026", kind: "service", agency: "market", year: "2026", status: "running" }) },
      { what: "too little", status: 200, send: body({ words: "x" }, "chen-yulan") },
      { what: "no year", status: 422, send: body({ words: "2026", year: "20" }, "chen-yulan") },
      { what: "a place nobody gave out", status: 400, send: body({ words: "2026", after: "x" }, "chen-yulan") },
      ...guarded("/api/v1/search", ["tasks"], body({ words: "2026" })),
      ...jsonBody("/api/v1/search", "chen-yulan"),
      ...odd("/api/v1/search"),
    ],
    ...(await textPlan()),
    ...(await datasetPlan()),
    readBoard: [
      { what: "one's own", status: 200, send: { as: "chen-yulan" } },
      {
        what: "an agency's, narrowed",
        status: 200,
        path: "/api/v1/board?view=agency&service=restaurant-opening&post=market/window",
        send: { as: "chen-yulan" },
      },
      { what: "the city's", status: 200, path: "/api/v1/board?view=city", send: { as: "ge-zhengping" } },
      { what: "one that is not for everybody", status: 403, path: "/api/v1/board?view=city", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "no board", status: 400, path: "/api/v1/board?view=constructor", send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/board", ["cases:read"]),
      ...odd("/api/v1/board"),
    ],
    listSupervisions: [
      { what: "all", status: 200, send: { as: "ge-zhengping" } },
      {
        what: "one's agencies'",
        status: 200,
        path: "/api/v1/supervisions?limit=1&before=2026-12-01T00:00:00Z",
        send: { as: "chen-yulan" },
      },
      { what: "none at all", status: 400, path: "/api/v1/supervisions?limit=0", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/supervisions", ["tasks"]),
      ...odd("/api/v1/supervisions"),
    ],
    readOrganisation: [
      { what: "an officer's", status: 200, send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/organisation", ["tasks"]),
      ...odd("/api/v1/organisation"),
    ],
    changeOrganisation: [
      {
        what: "one's own leave",
        status: 200,
        send: body({ type: "leave", officer: "chen-yulan", from: "2027-01-04", to: "2027-01-05" }, "chen-yulan", key),
      },
      {
        what: "another's",
        status: 403,
        send: body({ type: "leave", officer: "zhao-tiejun", from: "2027-01-04", to: "2027-01-05" }, "chen-yulan"),
      },
      {
        what: "what is not there",
        status: 404,
        send: body({ type: "end-leave", id: "01a20480-1042-7783-af3c-3e402a12c6f3", to: "2027-01-04" }, "chen-yulan"),
      },
      { what: "what is needed", status: 409, send: body({ type: "end-post", post: "market/window", to: "2027-01-04" }, "duan-shoucheng") },
      {
        what: "a day that is over",
        status: 422,
        send: body({ type: "leave", officer: "chen-yulan", from: "2020-01-04", to: "2020-01-05" }, "chen-yulan"),
      },
      { what: "no command", status: 422, send: body({ type: "constructor" }, "chen-yulan") },
      {
        what: "an applicant's",
        status: 403,
        send: body({ type: "leave", officer: "chen-yulan", from: "2027-01-04", to: "2027-01-05" }, "shen-ruolan"),
      },
      ...guarded("/api/v1/organisation/commands", ["cases:read"], body({ type: "end-acting", id: "01a20480-1042-7783-af3c-3e402a12c6f3" })),
      ...jsonBody("/api/v1/organisation/commands", "chen-yulan"),
      ...odd("/api/v1/organisation/commands"),
    ],
    listOrganisationChanges: [
      { what: "all", status: 200, send: { as: "duan-shoucheng" } },
      { what: "some", status: 200, path: "/api/v1/organisation/changes?limit=1&what=leave", send: { as: "qian-bojun" } },
      { what: "none at all", status: 400, path: "/api/v1/organisation/changes?limit=0", send: { as: "duan-shoucheng" } },
      { what: "an officer's", status: 403, send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "duan-shoucheng", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/organisation/changes", ["tasks"]),
      ...odd("/api/v1/organisation/changes"),
    ],
    listAccountable: [
      { what: "everything", status: 200, send: { as: "duan-shoucheng" } },
      { what: "an officer's", status: 403, send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "duan-shoucheng", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/organisation/accountable", ["tasks"]),
      ...odd("/api/v1/organisation/accountable"),
    ],
    askUnderAgreement: [
      { what: "what it covers", status: 200, path: questions, send: body({ ...question, fields: ["holder-name"] }, "chen-yulan") },
      { what: "what it does not cover", status: 200, path: questions, send: body({ ...question, service: "curiosity" }, "chen-yulan") },
      { what: "no such agreement", status: 404, path: "/api/v1/agreements/constructor/questions", send: body(question, "chen-yulan") },
      { what: "another agency's", status: 403, path: questions, send: body(question, "zhao-tiejun") },
      { what: "without a purpose", status: 422, path: questions, send: body({ ...question, purpose: { zh: "", en: "" } }, "chen-yulan") },
      { what: "an applicant's", status: 403, path: questions, send: body(question, "shen-ruolan") },
      ...guarded(questions, ["cases:read"], body(question)),
      ...jsonBody(questions, "chen-yulan"),
      ...odd(questions),
    ],
    listResources: [
      { what: "all", status: 200, send: { as: "chen-yulan" } },
      { what: "some", status: 200, path: "/api/v1/resources?q=population&sharing=conditional", send: { as: "chen-yulan" } },
      { what: "in no way", status: 400, path: "/api/v1/resources?sharing=never", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/resources", ["tasks"]),
      ...odd("/api/v1/resources"),
    ],
    readResource: [
      { what: "one", status: 200, path: "/api/v1/resources/population", send: { as: "chen-yulan" } },
      { what: "none", status: 404, path: "/api/v1/resources/constructor", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, path: "/api/v1/resources/population", send: { as: "shen-ruolan" } },
      {
        what: "a picture",
        status: 406,
        path: "/api/v1/resources/population",
        send: { as: "chen-yulan", headers: { accept: "image/png" } },
      },
      ...guarded("/api/v1/resources/population", ["tasks"]),
      ...odd("/api/v1/resources/population"),
    ],
    listAgreements: [
      { what: "one's agency's", status: 200, send: { as: "chen-yulan" } },
      { what: "named", status: 200, path: "/api/v1/agreements?agency=market", send: { as: "chen-yulan" } },
      { what: "another's", status: 403, path: "/api/v1/agreements?agency=fire", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 403, send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/agreements", ["tasks"]),
      ...odd("/api/v1/agreements"),
    ],
    submitCase: [
      { what: "a person's", status: 201, send: body(request(), "luo-zhiyuan", key) },
      { what: "the same again", status: 201, send: body(request(), "luo-zhiyuan", key) },
      { what: "another under its key", status: 422, send: body(request({ what: "另一件事的文件" }), "luo-zhiyuan", key) },
      { what: "an organisation's", status: 201, send: body(restaurant()) },
      { what: "for nobody's organisation", status: 422, send: body({ ...restaurant(), onBehalfOf: "x" }) },
      { what: "no such service", status: 422, send: body({ ...request(), service: "nothing" }) },
      { what: "wrong answers", status: 422, send: body(restaurant({ area: -1, seats: "many" })) },
      { what: "no such file", status: 422, send: body({ ...restaurant(), evidence: [{ requirement: "layout", file: "x" }] }) },
      { what: "an officer's", status: 403, send: body(restaurant(), "chen-yulan") },
      ...guarded("/api/v1/cases", ["cases:read"], body(request())),
      ...jsonBody("/api/v1/cases", "shen-ruolan"),
      ...odd("/api/v1/cases"),
    ],
    listCases: [
      { what: "one's own", status: 200, send: { as: "shen-ruolan" } },
      { what: "a page", status: 200, path: "/api/v1/cases?limit=2", send: { as: "shen-ruolan" } },
      { what: "an officer's", status: 200, send: { as: "chen-yulan" } },
      { what: "a limit of nothing", status: 400, path: "/api/v1/cases?limit=0", send: { as: "shen-ruolan" } },
      { what: "a place nobody gave out", status: 400, path: "/api/v1/cases?after=x", send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, send: { as: "shen-ruolan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/cases", ["tasks"]),
      ...odd("/api/v1/cases"),
    ],
    readCase: reads(""),
    readHistory: [...reads("/events"), { what: "a page", status: 200, path: at(mine.id, "/events?limit=1"), send: { as: "shen-ruolan" } }],
    readReceipt: [
      ...reads("/receipt"),
      {
        what: "as a document",
        status: 200,
        path: at(mine.id, "/receipt"),
        send: { as: "shen-ruolan", headers: { accept: "application/pdf" } },
      },
    ],
    listOutputs: reads("/outputs"),
    readOutput: [
      { what: "a letter", status: 200, path: at(mine.id, "/outputs/1"), send: { as: "shen-ruolan" } },
      { what: "none", status: 404, path: at(mine.id, "/outputs/9"), send: { as: "shen-ruolan" } },
      { what: "a number out of all bounds", status: 404, path: at(mine.id, "/outputs/99999999999"), send: { as: "shen-ruolan" } },
      { what: "no number", status: 404, path: at(mine.id, "/outputs/first"), send: { as: "shen-ruolan" } },
      { what: "a picture", status: 406, path: at(mine.id, "/outputs/1"), send: { as: "shen-ruolan", headers: { accept: "image/png" } } },
      ...guarded(at(mine.id, "/outputs/1"), ["tasks"]),
      ...odd(at(mine.id, "/outputs/1")),
    ],
    actOnCase: [
      { what: "urged", status: 200, path: at(mine.id, "/commands"), send: body({ type: "note", kind: "urge", words: "请尽快" }) },
      {
        what: "an old version",
        status: 412,
        path: at(mine.id, "/commands"),
        send: body({ type: "note", kind: "urge", words: "请尽快" }, "shen-ruolan", { "if-match": '"1"' }),
      },
      { what: "withdrawn", status: 200, path: at(mine.id, "/commands"), send: body({ type: "withdraw" }) },
      { what: "withdrawn again", status: 409, path: at(mine.id, "/commands"), send: body({ type: "withdraw" }) },
      {
        what: "not by an officer",
        status: 403,
        path: at(other.id, "/commands"),
        send: body({ type: "withdraw" }, "chen-yulan"),
      },
      { what: "somebody else's", status: 404, path: at(sent.id, "/commands"), send: body({ type: "withdraw" }) },
      {
        what: "an extra that is none",
        status: 403,
        path: at(other.id, "/commands"),
        send: body({ type: "open", extra: "constructor" }, "chen-yulan"),
      },
      ...guarded(at(mine.id, "/commands"), ["cases:read"], body({ type: "withdraw" })),
      ...jsonBody(at(mine.id, "/commands"), "shen-ruolan"),
      ...odd(at(mine.id, "/commands")),
    ],
    listTasks: [
      { what: "an officer's", status: 200, send: { as: "chen-yulan" } },
      { what: "a page", status: 200, path: "/api/v1/tasks?limit=1", send: { as: "chen-yulan" } },
      { what: "an applicant's", status: 200, send: { as: "shen-ruolan" } },
      { what: "of one service", status: 200, path: "/api/v1/tasks?service=constructor&taken=me", send: { as: "chen-yulan" } },
      { what: "a limit of nothing", status: 400, path: "/api/v1/tasks?limit=x", send: { as: "chen-yulan" } },
      { what: "a place nobody gave out", status: 400, path: "/api/v1/tasks?after=x", send: { as: "chen-yulan" } },
      { what: "a picture", status: 406, send: { as: "chen-yulan", headers: { accept: "image/png" } } },
      ...guarded("/api/v1/tasks", ["cases:read"]),
      ...odd("/api/v1/tasks"),
    ],
    actOnTask: [
      { what: "taken", status: 200, path: `/api/v1/tasks/${untouched}/commands`, send: body({ type: "take" }, "chen-yulan") },
      { what: "taken again", status: 409, path: `/api/v1/tasks/${untouched}/commands`, send: body({ type: "take" }, "wu-xiaofeng") },
      {
        what: "an old version",
        status: 412,
        path: `/api/v1/tasks/${untouched}/commands`,
        send: body({ type: "finish", outcome: "complete" }, "chen-yulan", { "if-match": '"1"' }),
      },
      {
        what: "no outcome",
        status: 409,
        path: `/api/v1/tasks/${check}/commands`,
        send: body({ type: "finish", outcome: "constructor" }, "fang-zhiwei"),
      },
      {
        what: "no reason",
        status: 422,
        path: `/api/v1/tasks/${check}/commands`,
        send: body({ type: "finish", outcome: "other" }, "fang-zhiwei"),
      },
      { what: "not one's post", status: 403, path: `/api/v1/tasks/${untouched}/commands`, send: body({ type: "take" }, "sun-jianing") },
      { what: "no task", status: 404, path: `/api/v1/tasks/${whole.id}.1/commands`, send: body({ type: "take" }, "chen-yulan") },
      { what: "no id", status: 404, path: "/api/v1/tasks/1/commands", send: body({ type: "take" }, "chen-yulan") },
      ...guarded(`/api/v1/tasks/${resend}/commands`, ["cases:read"], body({ type: "take" })),
      ...jsonBody(`/api/v1/tasks/${untouched}/commands`, "chen-yulan"),
      ...odd("/api/v1/tasks/1/commands"),
    ],
    uploadFile: [
      { what: "a document", status: 201, path: "/api/v1/files?name=plan.pdf", send: { as: "shen-ruolan", body: pdf() } },
      { what: "a program", status: 422, send: { as: "shen-ruolan", body: new Uint8Array([127, 69, 76, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0]) } },
      { what: "nothing", status: 422, send: { as: "shen-ruolan" } },
      {
        what: "a document named in a header",
        status: 201,
        path: "/api/v1/files",
        send: {
          as: "shen-ruolan",
          body: pdf(),
          headers: { "content-disposition": "attachment; filename*=UTF-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf" },
        },
      },
      {
        what: "a name that cannot be read",
        status: 422,
        path: "/api/v1/files",
        send: { as: "shen-ruolan", body: pdf(), headers: { "content-disposition": "attachment; filename*=KOI8-R''%C1" } },
      },
      { what: "a name too long", status: 400, path: `/api/v1/files?name=${"x".repeat(201)}`, send: { as: "shen-ruolan", body: pdf() } },
      {
        what: "too long, as it says",
        status: 413,
        send: { as: "shen-ruolan", body: pdf(), headers: { "content-length": "30000002" } },
      },
      ...guarded("/api/v1/files", ["tasks"], { body: pdf() }),
      ...odd("/api/v1/files"),
    ],
    verifyFile: [
      { what: "no document of ours", status: 200, send: { body: pdf() } },
      { what: "nothing", status: 200 },
      { what: "too long, as it says", status: 413, send: { body: pdf(), headers: { "content-length": "20000001" } } },
      ...odd("/api/v1/verify"),
    ],
  };
}

/** Statuses that a description must name although no request of this list brings them about, with why. */
const unreached: Record<string, string> = {
  "410": "given where a case's content was destroyed: see the tests of the archive",
  "429": "given by what stands before the application",
  "503": "given when many act on one case at the same instant",
  "searchArchive 409": "a search changes nothing",
  "changeDataset 409": "a data package is changed by publishing it again: see the tests of data packages",
  "withdrawDataset 409": "what was withdrawn is withdrawn",
  "askUnderAgreement 409": "one question stands in no other's way",
  "commentText 409": "one comment stands in no other's way",
  "holdFile 409": "the same hold sent twice is one hold",
  "askLoan 409": "the same request sent twice is one loan",
  "makeDisposal 409": "the same request sent twice is one list",
  "readInbox 409": "what was read is read",
  "submitCase 409": "given when a procedure refuses to start, which no published pack does",
};

async function send(operation: Operation, one: Try): Promise<Answered> {
  const { as, scopes, ...init } = one.send ?? {};
  const headers = new Headers(init.headers);
  if (as) headers.set("authorization", `Bearer ${await app.token(as, scopes)}`);
  const answer = await app.request(one.path ?? operation.path, { ...init, method: operation.method.toUpperCase(), headers });
  return {
    status: answer.status,
    type: answer.headers.get("content-type") ?? "",
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}

test("every route gives the answers that the document describes, and no others", async () => {
  const judge = judgeOf(document);
  const all = await plan();
  assert.deepEqual(Object.keys(all).toSorted(), operations.map(({ id }) => id).toSorted(), "every route has its requests here");
  const faults: string[] = [];
  let count = 0;
  for (const operation of operations) {
    const reached = new Set<string>();
    for (const one of all[operation.id] ?? []) {
      count += 1;
      const answer = await send(operation, one);
      const said = new TextDecoder().decode(answer.body.slice(0, 300));
      if (answer.status !== one.status) faults.push(`${operation.id}, ${one.what}: ${answer.status} instead of ${one.status}: ${said}`);
      faults.push(...judge(operation, answer).map((fault) => `${fault} (${one.what})`));
      reached.add(String(answer.status));
    }
    for (const status of operation.statuses) {
      if (!reached.has(status) && !unreached[status] && !unreached[`${operation.id} ${status}`])
        faults.push(`${operation.id}: ${status} is described and never given`);
    }
  }
  assert.deepEqual(faults, []);
  process.stdout.write(`${count} answers of ${operations.length} routes held against the description\n`);
});

test("a known address names its methods to any other, an unknown one is not found", async () => {
  for (const { path } of operations) {
    const answer = await app.request(path.replaceAll(/\{\w+\}/g, "x"), { method: "DELETE", as: "shen-ruolan" });
    assert.equal(answer.status, 405, path);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const allowed = operations.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
    assert.deepEqual(answer.headers.get("allow")?.split(", ").toSorted(), allowed.toSorted());
  }
  const nothing = await cases.json(cases.get(undefined, "/api/v1/nothing"), 404);
  assert.equal((nothing as Json).status, 404);
});

test("written things carry their version, lists the way to what follows", async () => {
  app.at(app.desk.now() + 60_000);
  const made = await cases.post("shen-ruolan", "/api/v1/cases", restaurant());
  const { id, href } = (await made.json()) as Json;
  assert.equal(made.headers.get("location"), href);
  assert.equal(made.headers.get("etag"), '"1"');
  const read = await cases.get("shen-ruolan", href);
  assert.equal(read.headers.get("etag"), '"1"');
  let next: string | undefined = "/api/v1/cases?limit=2";
  const seen: string[] = [];
  while (next) {
    const page = await cases.get("shen-ruolan", next);
    const { cases: list } = (await page.json()) as Json;
    assert.ok(list.length <= 2);
    seen.push(...list.map((one: Json) => one.id));
    next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get("link") ?? "")?.[1];
  }
  const all = (await cases.json(cases.get("shen-ruolan", "/api/v1/cases?limit=200"))).cases.map((one: Json) => one.id);
  assert.deepEqual(seen, all);
  assert.equal(all[0], id, "newest first");
});

test("an applicant's tasks are filtered as an officer's are", async () => {
  const made = await Promise.all([1, 2].map(() => cases.open("zhong-qi", restaurant())));
  for (const { id } of made) await cases.finish("chen-yulan", id, "check", "incomplete", { words: "请核对面积。", marks: ["/area"] });
  const tasks = async (query: string): Promise<string[]> =>
    (await cases.json(cases.get("zhong-qi", `/api/v1/tasks?${query}`))).tasks.map((one: Json) => one.case.id);
  assert.ok((await tasks("")).length >= 2);
  assert.deepEqual(await tasks(`case=${made[0]?.number}`), [made[0]?.id]);
  assert.deepEqual(await tasks("service=information-request"), []);
  assert.equal((await tasks("limit=1")).length, 1);
});
