// The office on the same engine: one notice from its draft to the archive through the API, with the officers of the sample city.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Client } from "pg";
import { caseView, chaseDue, moveAll, openDue, readMove } from "../src/casework/index.ts";
import { loadPack, publish, readPackFolder } from "../src/catalogue/index.ts";
import { audit } from "../src/ledger/index.ts";
import { approveList, listLines, makeList, openList, proposeList, reviewLines, startList } from "../src/office/index.ts";
import { startTestApp } from "./support/app.ts";
import { killedWhile } from "./support/killed.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const at = (local: string): number => Date.parse(`${local}+08:00`);
const app = await startTestApp({ now: at("2026-10-12T09:00:00") });
const directory = await app.desk.organisation.current();
if (!directory) throw new Error("the sample city was not loaded");
const today = "2026-10-12";
/** An officer who holds the post; `not` are those who did something before. */
const holder = (post: string, ...not: readonly string[]): string => {
  const found = directory.officersOf(post, today).find(({ id }) => !not.includes(id));
  if (!found) throw new Error(`nobody else holds ${post}`);
  return found.id;
};

async function send(as: string, path: string, body: unknown, status = 200): Promise<Json> {
  const headers = { "content-type": "application/json" };
  const answer = await app.request(path, { as, method: "POST", body: JSON.stringify(body), headers });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text}`);
  return JSON.parse(text);
}
const read = async (as: string, path: string): Promise<Json> => {
  const answer = await app.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, 200, `${path}: ${text}`);
  return JSON.parse(text);
};
const open = (as: string, id: string): Promise<Json> => read(as, `/api/v1/cases/${id}`);
const begin = (as: string, service: string, data: unknown, status = 201): Promise<Json> =>
  send(as, "/api/v1/cases", { service, data }, status);

/** Finishes the open task of this name; answers who did it. */
async function finish(id: string, key: string, as: string, outcome: string, more: object = {}, status = 200): Promise<Json> {
  const seen = await open(as, id);
  const task = seen.tasks.find((one: Json) => one.key === key && (one.status === "open" || one.status === "taken") && mayBe(one.post, as));
  assert.ok(task, `${key} is open for ${as}: ${JSON.stringify(seen.tasks.map(({ key: k, status: s, post }: Json) => [k, s, post]))}`);
  const done = await send(as, `/api/v1/tasks/${id}.${task.no}/commands`, { type: "finish", outcome, ...more }, status);
  if (status === 200) await app.work();
  return done;
}
const mayBe = (post: string, officer: string): boolean =>
  post === `@${officer}` || directory.postsOf(officer, today).some((one) => one.name === post);

const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
const heading = (level: number, text: string) => ({ type: "heading", attrs: { level }, content: [{ type: "text", text }] });
const write = async (as: string, id: string, name: string, base: number, content: readonly object[]): Promise<Json> =>
  send(as, `/api/v1/cases/${id}/texts/${name}`, { base, text: { type: "doc", content } });

const eleven = ["market", "fire", "water", "city", "environment", "health", "public-security", "housing", "planning", "data", "hall"];
const notice = {
  secrecy: "none",
  organ: "government",
  kind: "notice",
  title: "云川市人民政府办公室关于做好入冬防寒工作的通知",
  oneMatter: true,
  asksReply: true,
  recipients: eleven,
  topics: ["rules", "data"],
  units: ["environment"],
  urgency: "urgent",
  answerBy: "2026-11-20",
};

describe("what may be begun", () => {
  const writer = holder("government/writer");
  const refused = async (data: object, pointer: string, words: RegExp): Promise<void> => {
    const answer = await begin(writer, "outgoing-document", { ...notice, ...data }, 422);
    const said = answer.errors.find((one: Json) => one.pointer === pointer);
    assert.ok(said, JSON.stringify(answer));
    assert.match(JSON.stringify(said), words);
  };

  test("a state secret is refused, in words that say what to do, and nothing of it is kept", async () => {
    const count = async () => (await app.desk.pool.query("select count(*)::int n from casework.case")).rows[0].n;
    const before = await count();
    await refused({ secrecy: "secret", title: "绝不能留下的标题甲乙丙" }, "/data/secrecy", /涉密|classified|secret/i);
    assert.equal(await count(), before);
    const incoming = await begin(
      writer,
      "incoming-document",
      { secrecy: "top-secret", organ: "government", sender: "某机关", title: "某标题某标题", urgency: "ordinary" },
      422,
    );
    assert.equal(incoming.errors[0].pointer, "/data/secrecy");
  });

  test("the rules of the kinds", async () => {
    const up = { organ: "government", kind: "request", recipients: ["market"], copies: [], topics: [], units: [] };
    await refused({ ...up, oneMatter: false }, "/data/oneMatter", /一文一事|one matter/);
    await refused({ ...up, recipients: ["market", "fire"] }, "/data/recipients", /一个主送|one organ/);
    await refused({ kind: "report", asksReply: true, recipients: ["market"] }, "/data/asksReply", /夹带|carry a request/);
    await refused({ urgency: "extra", answerBy: undefined }, "/data/answerBy", /办理时限|by when/);
    await refused({ kind: "reply", recipients: ["fire"] }, "/data/answers", /批复|reply/);
    await refused({ recipients: [] }, "/data/recipients", /主送/);
    await refused({ recipients: ["government"] }, "/data/recipients", /自己|among/);
    await refused({ joint: ["government"] }, "/data/joint", /主办|lead/);
    await refused({ joint: ["market"] }, "/data/joint", /同级|same rank/);
    await refused({ kind: "order", joint: ["market"] }, "/data/joint", /同级|same rank/);
    await refused({ organ: "market", recipients: ["fire"], joint: ["data", "government"] }, "/data/joint", /同级|same rank/);
    await refused({ answers: "20261012-AAAA-AAAA" }, "/data/answers", /没有这个编号|no case/);
    await refused({ withdraws: "20261012-AAAA-AAAA" }, "/data/withdraws", /没有这个编号|no case/);
    await refused({ organ: "market", recipients: ["fire"], topics: [], units: [] }, "/data/organ", /岗位|post/);
    // From a department: past the organ directly above, and to an organ below.
    const clerk = holder("fire/secretary");
    const department = { ...notice, organ: "fire", kind: "request", topics: [], units: [], urgency: "ordinary" };
    const skips = await begin(clerk, "outgoing-document", { ...department, recipients: ["market"] }, 422);
    assert.deepEqual(
      skips.errors.map(({ pointer }: Json) => pointer),
      ["/data/recipients"],
    );
    const below = await begin(
      clerk,
      "outgoing-document",
      { ...department, recipients: ["government"], copies: ["subdistrict-minghu"] },
      422,
    );
    assert.deepEqual(
      below.errors.map(({ pointer }: Json) => pointer),
      ["/data/copies"],
    );
    const order = await begin(clerk, "outgoing-document", { ...department, kind: "order", recipients: [] }, 422);
    assert.deepEqual(
      order.errors.map(({ pointer }: Json) => pointer),
      ["/data/kind"],
    );
  });

  test("a report that asks for an approval is warned of, to who writes and to who checks, and refused nowhere", async () => {
    const clerk = holder("fire/inspector");
    const report = { ...notice, organ: "fire", kind: "report", asksReply: false, recipients: ["government"], topics: [], units: [] };
    const { id } = await begin(clerk, "outgoing-document", { ...report, title: "云川市消防救援支队关于冬季防火工作的报告" });
    const pages = async (as: string, ...paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await app.request(`/zh/workbench/cases/${id}${path}`, { as })).text()));
    await write(clerk, id, "text", 0, [paragraph("现将有关情况报告如下。"), paragraph("以上安排妥否，请批示。")]);
    const { warnings } = await read(clerk, `/api/v1/cases/${id}/texts/text`);
    assert.deepEqual(
      warnings.flatMap(({ places }: Json) => places.map(({ line, phrase }: Json) => [line, phrase])),
      [
        [1, "请批示"],
        [1, "妥否"],
      ],
    );
    for (const page of await pages(clerk, "/texts/text", "/texts/text/write")) assert.match(page, /报告不得夹带请示事项。需要上级批示/);
    await finish(id, "write", clerk, "done");
    const reviewer = holder("fire/secretary", clerk);
    const [read1 = "", sheet = ""] = await pages(reviewer, "/texts/text", "");
    assert.match(read1, /以上安排妥否，请批示/);
    assert.match(sheet, /有需要再看一看的话/);
    await write(reviewer, id, "text", 1, [paragraph("现将有关情况报告如下。")]);
    assert.deepEqual((await read(reviewer, `/api/v1/cases/${id}/texts/text`)).warnings, []);
    assert.doesNotMatch((await pages(reviewer, ""))[0] ?? "", /有需要再看一看的话/);
  });
});

test("a notice from its draft to the archive: eleven receive it, one answers, an instruction is followed up", async () => {
  const writer = holder("government/writer");
  const { id, number } = await begin(writer, "outgoing-document", notice);
  await write(writer, id, "text", 0, [
    paragraph("各部门："),
    heading(1, "总体要求"),
    paragraph("入冬以前完成防寒准备。"),
    heading(1, "数据报送"),
    paragraph("每周五报送进展。"),
  ]);
  await finish(id, "write", writer, "done");

  const reviewer = holder("government/secretary", writer);
  await write(reviewer, id, "text", 1, [
    paragraph("各部门："),
    heading(1, "总体要求"),
    paragraph("十一月十五日以前完成防寒准备。"),
    heading(1, "数据报送"),
    paragraph("每周五报送进展。"),
  ]);
  const { changes } = await read(reviewer, `/api/v1/cases/${id}/texts/text/difference?from=1&to=2`);
  assert.ok(
    changes.some(
      (one: Json) => one.kind === "words" && one.words.some((piece: Json) => piece.kind === "in" && /十一月十五日/.test(piece.text)),
    ),
    "the change is visible in the text",
  );
  await finish(id, "review", reviewer, "agree");

  // Three units; one sends back, and gets it back directly.
  const unit = (agency: string) => holder(`${agency}/head`);
  await finish(id, "unit", unit("justice"), "agree");
  await finish(id, "unit", unit("data"), "object", { words: "第二条要写明由谁汇总。", direct: true });
  await write(writer, id, "text", 2, [
    paragraph("各部门："),
    heading(1, "总体要求"),
    paragraph("十一月十五日以前完成防寒准备。"),
    heading(1, "数据报送"),
    paragraph("每周五向市数据局报送进展。"),
  ]);
  await finish(id, "write", writer, "done");
  const again = await open(writer, id);
  assert.deepEqual(
    again.tasks
      .filter(({ status }: Json) => status === "open")
      .map(({ post }: Json) => post)
      .sort(),
    ["data/head", "environment/head"],
    "who agreed is not asked again, and the checker is passed over",
  );
  await finish(id, "unit", unit("environment"), "agree");
  await finish(id, "unit", unit("data"), "agree");

  const head = holder("government/head");
  await finish(id, "sign", head, "sign");
  const verifier = holder("government/verifier", writer, head);
  // A character that no font has is named before there is a number, and nothing is done.
  const last = (await read(verifier, `/api/v1/cases/${id}/texts/text`)).text.content;
  await write(verifier, id, "text", 3, [...last, paragraph("联系人：张\u{2CFFF}。")]);
  const named = await finish(id, "verify", verifier, "clean", {}, 409);
  assert.match(JSON.stringify(named), /2CFFF/);
  await write(verifier, id, "text", 4, last);
  await finish(id, "verify", verifier, "clean");
  const clerk = holder("government/documents");
  await finish(id, "number", clerk, "done");
  const keeper = holder("government/seal-keeper");
  await finish(id, "seal", keeper, "sealed");
  const sent = await open(clerk, id);
  assert.deepEqual(
    sent.outputs.map(({ kind, number: n }: Json) => [kind, n]),
    [["document", "云政发〔2026〕1号"]],
  );
  const pdf = await app.request(`/api/v1/cases/${id}/outputs/1`, { as: clerk });
  const bytes = Buffer.from(await pdf.arrayBuffer());
  assert.match(bytes.subarray(0, 5).toString(), /%PDF-/);
  const verified = async (body: Buffer): Promise<Json> => {
    const answer = await app.request("/api/v1/verify", { method: "POST", body: new Uint8Array(body) });
    return answer.json();
  };
  const found = await verified(bytes);
  assert.equal(found.holds, true, JSON.stringify(found));
  const altered = Buffer.from(bytes);
  altered[bytes.length >> 1] = (altered[bytes.length >> 1] ?? 0) ^ 1;
  assert.equal((await verified(altered)).holds, false);

  // Eleven receive it, each as a case of its own.
  assert.deepEqual(sent.opened.map(({ agency }: Json) => agency).sort(), [...eleven].sort());
  const child = (agency: string): string => sent.opened.find((one: Json) => one.agency === agency).id;
  for (const agency of eleven.filter((one) => one !== "hall"))
    await finish(child(agency), "sign", holder(`${agency}/documents`), "signed-for");
  // Who has not signed is chased on the pack's dates by itself, once on each, with an entry on both sides.
  const notes = async (as: string, of: string) =>
    (await read(as, `/api/v1/cases/${of}/events`)).events.filter(({ type, actor }: Json) => type === "note" && actor === "system");
  assert.equal(await chaseDue(app.desk), 0);
  app.at(at("2026-10-14T00:01:00"));
  assert.equal(await chaseDue(app.desk), 1);
  assert.equal(await chaseDue(app.desk), 0);
  const [here, ...more] = await notes(clerk, id);
  assert.match(here.words, /政务服务中心/);
  assert.deepEqual([more.length, (await notes(holder("hall/documents"), child("hall"))).length], [0, 1]);
  app.at(at("2026-10-14T09:00:00"));
  await send(clerk, `/api/v1/cases/${id}/commands`, { type: "open", extra: "chase" });
  await app.work();
  await finish(id, "chase", clerk, "chased");
  // On a day on which somebody pressed it is not done again; what was missed meanwhile is done once.
  app.at(at("2026-10-15T00:01:00"));
  await send(holder("government/supervisor"), `/api/v1/cases/${child("hall")}/commands`, {
    type: "note",
    kind: "urge",
    words: "请尽快签收。",
  });
  assert.equal(await chaseDue(app.desk), 0);
  app.at(at("2026-10-14T09:00:00"));
  const chased = (await open(clerk, id)).opened;
  assert.deepEqual(
    chased.filter(({ urged }: Json) => urged > 0).map(({ agency }: Json) => agency),
    ["hall"],
    "only who has not signed is chased",
  );
  const page = async (as: string, of: string): Promise<string> => (await app.request(`/zh/workbench/cases/${of}`, { as })).text();
  assert.match(await page(clerk, id), /共 11 件，其中 1 件还没有回音/);
  await finish(child("hall"), "sign", holder("hall/documents"), "signed-for");
  const awaited = await open(clerk, id);
  assert.equal(awaited.stage.key, "answers", "all have signed; it asks for an answer by a day");
  assert.deepEqual(
    awaited.opened.filter(({ unansweredSince }: Json) => unansweredSince === undefined),
    [],
  );
  assert.match(await page(clerk, id), /11 件已签收、还没有答复[\s\S]*已签收，未答复[\s\S]*要求答复时限/);

  // At one of them: what it received is its own copy, passed round, and its head gives a written instruction.
  const fire = child("fire");
  const fireClerk = holder("fire/documents");
  const received = await open(fireClerk, fire);
  assert.equal(received.data.documentNumber, "云政发〔2026〕1号");
  const copy = Buffer.from(await (await app.request(`/api/v1/cases/${fire}/outputs/1`, { as: fireClerk })).arrayBuffer());
  const original = Buffer.from(await (await app.request(`/api/v1/cases/${id}/outputs/1`, { as: clerk })).arrayBuffer());
  assert.ok(copy.equals(original), "the same bytes");
  // The sender sees when each received, signed for and read it, and nothing of how it is dealt with there.
  await app.request(`/api/v1/cases/${fire}/outputs/1`, { as: holder("fire/secretary") });
  await app.request(`/api/v1/cases/${child("water")}/outputs/1`, { as: holder("government/supervisor") });
  const atOrgans = (await open(clerk, id)).opened;
  assert.deepEqual(
    atOrgans.filter(({ readAt }: Json) => readAt !== undefined).map(({ agency, readAt }: Json) => [agency, readAt]),
    [["fire", "2026-10-14T01:00:00.000Z"]],
  );
  assert.ok(atOrgans.every(({ openedAt, toldAt, standing }: Json) => openedAt && toldAt && standing === undefined));
  assert.equal((await read(fireClerk, `/api/v1/cases/${fire}/events`)).events.filter(({ type }: Json) => type === "read").length, 1);
  const followedUp = await page(clerk, id);
  assert.match(followedUp, /阅读/);
  assert.doesNotMatch(followedUp, /初审/, "the stage of another body is not the sender's");
  await finish(fire, "register", fireClerk, "done");
  const secretary = holder("fire/secretary");
  await finish(fire, "check", secretary, "accept");
  const chosen = holder("fire/inspector");
  await send(fireClerk, `/api/v1/cases/${fire}/commands`, { type: "open", extra: "circulate", chosen: [chosen] });
  await finish(fire, "circulate", chosen, "read");
  await finish(fire, "propose", secretary, "proposed", { data: { proposal: "请各大队照办。" } });
  const instruct = {
    instruction: "供暖锅炉房逐一检查，三次报告。",
    carrier: "water",
    reportFirst: "2026-10-20",
    reportSecond: "2026-10-27",
  };
  await finish(fire, "instruct", holder("fire/head"), "instruct", { data: instruct });
  const followed = (await open(secretary, fire)).opened;
  assert.equal(followed.length, 1);
  const supervision = followed[0].id;
  const about = (await open(secretary, supervision)).related;
  assert.deepEqual(
    about.map(({ kind, inverse, id: other }: Json) => [kind, inverse, other]),
    [["instruction", false, fire]],
  );

  // The supervised task is reported on its dates, not before.
  await finish(supervision, "confirm", secretary, "confirm");
  const reporter = holder("water/secretary");
  const progress = async () =>
    (await open(secretary, supervision)).tasks.filter((one: Json) => one.key === "progress" && one.status === "open");
  assert.equal(await openDue(app.desk), 0);
  assert.equal((await progress()).length, 0);
  app.at(at("2026-10-20T00:10:00"));
  assert.equal(await openDue(app.desk), 1);
  assert.equal(await openDue(app.desk), 0);
  await finish(supervision, "progress", reporter, "reported", { words: "已检查一半。", data: { progress: "已检查一半。" } });
  app.at(at("2026-10-27T08:00:00"));
  assert.equal(await openDue(app.desk), 1);
  await finish(supervision, "progress", reporter, "reported", { words: "全部检查完毕。" });
  await finish(supervision, "review", secretary, "close");
  await finish(supervision, "file", holder("fire/archivist"), "done");
  assert.equal((await open(secretary, supervision)).status, "ended");

  // The answer: a document of the receiver's own, about the one it received.
  assert.match(
    await page(secretary, fire),
    new RegExp(`start/outgoing-document\\?organ=fire&(amp;)?answers=${(await open(secretary, fire)).number}`),
  );
  await finish(fire, "own", holder("fire/review"), "handled");
  const answerTo = (await open(secretary, fire)).number;
  const drafter = holder("fire/inspector");
  const answer = await begin(drafter, "outgoing-document", {
    ...notice,
    organ: "fire",
    kind: "letter",
    title: "云川市消防救援支队关于入冬防寒工作的复函",
    asksReply: false,
    recipients: ["government"],
    topics: [],
    units: [],
    urgency: "ordinary",
    answerBy: undefined,
    answers: answerTo,
  });
  await write(drafter, answer.id, "text", 0, [paragraph("来文收悉，已经照办。")]);
  await finish(answer.id, "write", drafter, "done");
  await finish(answer.id, "review", secretary, "agree");
  const fireHead = holder("fire/head");
  await finish(answer.id, "sign", fireHead, "sign");
  await finish(answer.id, "verify", holder("fire/verifier", drafter, fireHead), "clean");
  await finish(answer.id, "number", fireClerk, "done");
  assert.equal((await open(secretary, fire)).tasks.find(({ key }: Json) => key === "reply").status, "open");
  await finish(answer.id, "seal", holder("fire/seal-keeper"), "sealed");
  // Sent to where it came from, it is the answer: nobody has to say so by hand.
  const replied = (await open(secretary, fire)).tasks.find(({ key }: Json) => key === "reply");
  assert.deepEqual([replied.status, replied.outcome], ["done", "answered"]);
  const told = (await read(secretary, `/api/v1/cases/${fire}/events`)).events.find(({ words }: Json) =>
    /云消函〔2026〕1号/.test(words ?? ""),
  );
  assert.equal(told.actor, "system");
  assert.match(await page(secretary, fire), /答复见[\s\S]*云消函〔2026〕1号/);
  assert.match(await page(drafter, answer.id), /答复[\s\S]*收文/);
  assert.equal((await open(clerk, id)).opened.find((one: Json) => one.agency === "fire").answered, "云消函〔2026〕1号");

  // An answer that went out before the handling was over counts as soon as there is one to give.
  const market = child("market");
  const [marketClerk, marketSecretary, marketHead] = [holder("market/documents"), holder("market/secretary"), holder("market/head")];
  await finish(market, "register", marketClerk, "done");
  await finish(market, "check", marketSecretary, "accept");
  await finish(market, "propose", marketSecretary, "proposed", { data: { proposal: "请照办。" } });
  await finish(market, "instruct", marketHead, "approve");
  const early = holder("market/registrar", marketSecretary, marketHead);
  const second = await begin(early, "outgoing-document", {
    ...notice,
    organ: "market",
    kind: "letter",
    title: "云川市市场监督管理局关于入冬防寒工作的复函",
    asksReply: false,
    recipients: ["government"],
    topics: [],
    units: [],
    answers: (await open(marketSecretary, market)).number,
  });
  await write(early, second.id, "text", 0, [paragraph("来文收悉，正在办理。")]);
  await finish(second.id, "write", early, "done");
  await finish(second.id, "review", marketSecretary, "agree");
  await finish(second.id, "sign", marketHead, "sign");
  await finish(second.id, "verify", holder("market/verifier", early, marketHead), "clean");
  await finish(second.id, "number", marketClerk, "done");
  await finish(second.id, "seal", holder("market/seal-keeper"), "sealed");
  assert.equal((await open(marketSecretary, market)).stage.key, "handle");
  await finish(market, "own", holder("market/review"), "handled");
  assert.equal((await open(marketSecretary, market)).stage.key, "archive");

  // Nine have not answered: they are reminded on the dates around the day that was set, each once, and nobody who answered is.
  const unanswered = async () => (await open(clerk, id)).opened.filter((one: Json) => one.unansweredSince !== undefined);
  assert.deepEqual(
    (await unanswered()).map(({ agency }: Json) => agency).sort(),
    eleven.filter((one) => one !== "fire" && one !== "market").sort(),
  );
  // The two answers themselves lie unsigned at the government's office and are chased for that.
  app.at(at("2026-11-17T12:00:00"));
  assert.equal(await chaseDue(app.desk), 2);
  const before = (await notes(clerk, id)).length;
  for (const [day, urged] of [
    ["2026-11-17T23:59:00", 0],
    ["2026-11-18T00:01:00", 9],
    ["2026-11-20T23:00:00", 0],
  ] as const) {
    app.at(at(day));
    assert.equal(await chaseDue(app.desk), urged, day);
    assert.equal(await chaseDue(app.desk), 0, day);
  }
  // Killed with -9 in the midst of it, three times: each is urged once all the same.
  app.at(at("2026-11-24T00:01:00"));
  for (const nth of [4, 9, 12])
    killedWhile({ database: app.database, data: app.config.data, now: app.desk.now(), nth, work: { what: "chase" } });
  await chaseDue(app.desk);
  assert.equal(await chaseDue(app.desk), 0);
  assert.equal((await notes(clerk, id)).length, before + 2);
  assert.deepEqual(
    (await unanswered()).map(({ urged, agency }: Json) => (agency === "hall" ? urged - 3 : urged)),
    eleven.slice(2).map(() => 2),
  );
  assert.deepEqual((await notes(marketClerk, market)).length, 0, "whoever answered is left in peace");
  const [reminder] = await notes(holder("water/documents"), child("water"));
  assert.match(reminder.words, /请按要求的日期答复/);
  // One files it without an answer, the others are waited for no longer; then nothing is left to chase.
  const [waterClerk, waterSecretary] = [holder("water/documents"), holder("water/secretary")];
  await finish(child("water"), "register", waterClerk, "done");
  await finish(child("water"), "check", waterSecretary, "accept");
  await finish(child("water"), "propose", waterSecretary, "proposed", { data: { proposal: "请阅。" } });
  await finish(child("water"), "instruct", holder("water/head"), "file");
  assert.equal((await unanswered()).length, 8);
  await send(clerk, `/api/v1/cases/${id}/commands`, { type: "open", extra: "forgo" });
  await finish(id, "forgo", clerk, "forgone", { words: "其余各单位已在会上口头答复。" });
  assert.deepEqual([(await unanswered()).length, (await open(clerk, id)).stage.key], [0, "archive"]);
  app.at(at("2026-12-14T09:00:00"));
  assert.equal(await chaseDue(app.desk), 0);
  assert.equal((await app.desk.pool.query("select count(*)::int n from casework.chase")).rows[0].n, 0);

  await finish(id, "file", holder("government/archivist"), "done", { data: { archiveRetention: "10 years" } });
  assert.equal((await open(clerk, id)).end.key, "archived");
  // What was sent is withdrawn only by a new document, of the same organ.
  const withdrawal = await begin(writer, "outgoing-document", {
    ...notice,
    title: "云川市人民政府办公室关于撤回入冬防寒通知的通知",
    withdraws: number,
  });
  const withdrawn = (await open(clerk, id)).related.find((one: Json) => one.kind === "withdraws");
  assert.deepEqual([withdrawn.id, withdrawn.inverse], [withdrawal.id, true]);
  await begin(
    secretary,
    "outgoing-document",
    { ...notice, organ: "fire", recipients: ["hall"], topics: [], units: [], withdraws: number },
    422,
  );
});

test("issued jointly: each organ signs and seals, the lead keeps the original and the others get a copy", async () => {
  app.at(at("2026-10-28T09:00:00"));
  const drafter = holder("market/registrar");
  const { id } = await begin(drafter, "outgoing-document", {
    ...notice,
    organ: "market",
    kind: "opinion",
    title: "云川市市场监督管理局 云川市数据局关于共享经营主体信息的意见",
    recipients: ["hall"],
    joint: ["data"],
    topics: [],
    units: [],
  });
  await write(drafter, id, "text", 0, [paragraph("共享经营主体信息。")]);
  await finish(id, "write", drafter, "done");
  await finish(id, "review", holder("market/secretary", drafter), "agree");
  const head = holder("market/head");
  await finish(id, "sign", head, "sign");
  await finish(id, "partner", holder("data/head"), "sign");
  await finish(id, "verify", holder("market/verifier", drafter, head), "clean");
  await finish(id, "number", holder("market/documents"), "done");
  await finish(id, "partner-seal", holder("data/seal-keeper"), "sealed");
  await finish(id, "seal", holder("market/seal-keeper"), "sealed");
  const sent = await open(drafter, id);
  assert.equal(sent.outputs[0].number, "云市监发〔2026〕1号");
  assert.deepEqual(sent.opened.map(({ agency }: Json) => agency).sort(), ["data", "hall"]);
});

test("a meeting's decisions, as many as were made: each is followed up as a case of its own", async () => {
  app.at(at("2026-11-09T09:00:00"));
  const secretary = holder("government/secretary");
  const plan = { secrecy: "none", organ: "government", title: "云川市人民政府常务会议", place: "一号会议室", agenda: "研究入冬防寒工作。" };
  const { id } = await begin(secretary, "meeting", { ...plan, heldOn: "2026-11-10", hour: "上午9:00" });
  const head = holder("government/head", secretary);
  await finish(id, "approve", head, "approve");
  app.at(at("2026-11-10T09:00:00"));
  assert.equal(await openDue(app.desk), 1);
  await finish(id, "hold", secretary, "held", { data: { present: "周明远" } });
  await write(secretary, id, "minutes", 0, [paragraph("会议研究了入冬防寒工作。")]);
  // On the page, without a script: what is wrong is told at its place, and there is always room for more.
  const minutes = (await open(secretary, id)).tasks.find(({ key }: Json) => key === "write").no;
  const form = async (fields: Record<string, string>) => {
    const path = `/zh/workbench/cases/${id}/tasks/${minutes}/finish/done`;
    const shown = await (await app.request(path, { as: secretary })).text();
    const hidden = [...shown.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]);
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
    const answer = await app.request(path, { as: secretary, method: "POST", body, headers: { origin: "http://localhost" } });
    return { status: answer.status, text: await answer.text() };
  };
  const carriers = ["fire", "city", "market", "data", "water", "health", "housing"];
  const typed = Object.fromEntries(
    carriers.flatMap((carrier, n) => [
      [`f.decisions.${n}.what`, `决定第${n + 1}项。`],
      [`f.decisions.${n}.carrier`, carrier],
      [`f.decisions.${n}.due.year`, "2026"],
      [`f.decisions.${n}.due.month`, "12"],
      [`f.decisions.${n}.due.day`, String(n + 1)],
    ]),
  );
  const more = await form({ ...typed, "more-rows": "decisions" });
  assert.equal(more.status, 200, more.text);
  assert.match(more.text, /决定第7项/);
  assert.match(more.text, /name="f\.decisions\.9\.what"/);
  const wrong = await form({ ...typed, "f.decisions.2.carrier": "" });
  assert.equal(wrong.status, 422);
  const [, led = "none"] = /href="#([^"]*decisions.2.carrier)"/.exec(wrong.text) ?? [];
  assert.match(wrong.text, new RegExp(`<select[^>]* id="${led}"|id="${led}"[^>]*>`), "the summary leads to the question of that group");
  assert.match(wrong.text, /“由哪个单位落实”/);
  const done = await form(typed);
  assert.equal(done.status, 303, done.text);
  await app.work();
  assert.deepEqual((await open(secretary, id)).data.decisions[6], { what: "决定第7项。", carrier: "housing", due: "2026-12-07" });
  await finish(id, "sign", head, "sign");
  const clerk = holder("government/documents");
  await finish(id, "number", clerk, "done");
  await finish(id, "print", clerk, "done");
  const followed = (await open(secretary, id)).opened;
  assert.equal(followed.length, 7);
  const matters = await Promise.all(followed.map(async (one: Json) => (await open(secretary, one.id)).data));
  assert.deepEqual(
    matters.map(({ matter, carrier, reportFirst }: Json) => [matter, carrier, reportFirst]),
    carriers.map((carrier, n) => [`决定第${n + 1}项。`, carrier, `2026-12-0${n + 1}`]),
  );
});

test("a running case that is moved to a version with other dates of chasing is chased on those", async () => {
  const folder = readPackFolder(join(import.meta.dirname, "../packs/outgoing-document"));
  assert.ok(folder.ok);
  const [header = "", procedure = ""] = ["pack.yaml", "procedure.yaml"].map((path) => folder.files[path]);
  const loaded = loadPack({
    ...folder.files,
    "pack.yaml": header.replace(/^version: .*$/m, "version: 9.0.0"),
    "procedure.yaml": procedure.replace("2 workdays, 5 workdays]", "2 workdays, 5 workdays, 60 workdays]"),
  });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  assert.ok((await publish(owner, loaded.pack)).ok);
  await owner.end();
  const waiting = async () =>
    (await app.desk.pool.query<{ at: number }>("select round(extract(epoch from at) * 1000)::float8 as at from casework.chase")).rows.map(
      (one) => one.at,
    );
  const now = app.desk.now();
  app.at(at("2026-12-14T09:00:00"));
  await chaseDue(app.desk);
  assert.deepEqual(await waiting(), [], "the dates of the version before are over");
  const words = JSON.stringify({ pack: "outgoing-document", from: /^version: (.*)$/m.exec(header)?.[1], to: "9.0.0" });
  const read = await readMove(app.desk, "map.yaml", words, (text) => text.en);
  assert.ok(read.ok, JSON.stringify(read));
  const { moved } = await moveAll(app.desk, read.move, { dry: false, together: 1, tell: () => undefined });
  await app.work();
  const dates = await waiting();
  assert.ok(moved >= dates.length && dates.length >= 2 && dates.every((one) => one > app.desk.now()), JSON.stringify({ moved, dates }));
  app.at(Math.max(...dates));
  assert.equal(await chaseDue(app.desk), dates.length);
  assert.deepEqual(await waiting(), []);
  app.at(now);
});

test("ten years later two persons approve its destruction; its content is gone, and the ledger proves that it was", async () => {
  const { desk } = app;
  const [{ id }] = (
    await desk.pool.query<{ id: string }>(
      "select id from casework.case where pack = 'outgoing-document' and \"end\" = 'archived' order by opened_at limit 1",
    )
  ).rows as [{ id: string }];
  await app.news();
  const files = (await desk.pool.query<{ file: string }>("select file from casework.document where case_id = $1", [id])).rows;
  assert.ok(files.length > 0);
  const before = Buffer.concat(
    (await desk.pool.query<{ digest: Buffer }>("select digest from casework.entry where case_id = $1 order by seq", [id])).rows.map(
      ({ digest }) => digest,
    ),
  );
  const officer = (post: string, not: string) => {
    const who = holder(post, not);
    return {
      kind: "officer" as const,
      id: who,
      name: who,
      language: "zh" as const,
      posts: [post],
      rights: directory.post(post)?.rights ?? [],
    };
  };
  const archivist = officer("government/archivist", "");
  const head = officer("government/archive-head", archivist.id);
  const ok = <T extends { ok: boolean }>(done: T): Extract<T, { ok: true }> => {
    assert.ok(done.ok, JSON.stringify(done));
    return done as Extract<T, { ok: true }>;
  };
  app.at(at("2037-02-10T09:00:00"));
  const list = ok(await makeList(desk, archivist, "government")).id;
  const lines = (await listLines(desk, list, { limit: 100 })).map((line) => line.case);
  assert.ok(lines.includes(id));
  ok(await reviewLines(desk, archivist, list, { cases: lines, decision: "destroy" }));
  ok(await proposeList(desk, archivist, list));
  const { act = "" } = ok(await openList(desk, head, list)).list;
  ok(await approveList(desk, archivist, list, act));
  assert.equal(
    (await approveList(desk, archivist, list, act)).ok && ok(await openList(desk, head, list)).list.state,
    "proposed",
    "one is not enough",
  );
  ok(await approveList(desk, head, list, act));
  ok(await startList(desk, archivist, list));
  await app.work();
  const gone = await caseView(desk, { kind: "system" }, id);
  assert.ok("ok" in gone && gone.status === 410);
  for (const { file } of files) await assert.rejects(desk.files.read(file, Buffer.alloc(32)), /is gone/);
  const kept = await desk.pool.query(
    `select from casework.entry where case_id = $1 and sealed <> '' union all select from casework.text where case_id = $1 and sealed <> ''
     union all select from casework.data where case_id = $1 and sealed <> '' union all select from keyring.case_key where case_id = $1`,
    [id],
  );
  assert.equal(kept.rowCount, 0);
  await app.news();
  const checked = await audit({ pool: desk.pool, keyring: desk.keys });
  assert.deepEqual([checked.holds, checked.differences], [true, []]);
  const after = Buffer.concat(
    (await desk.pool.query<{ digest: Buffer }>("select digest from casework.entry where case_id = $1 order by seq", [id])).rows.map(
      ({ digest }) => digest,
    ),
  );
  assert.ok(after.subarray(0, before.length).equals(before), "what was committed to the log is what it was");
});
