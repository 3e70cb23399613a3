// The overdue board, urging and supervising with their trail, several tasks at once, kept filters: allowed, forbidden, wrong, done, twice.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { startTestWorkbench } from "../../../test/support/workbench.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const window_ = "chen-yulan";
const colleague = "wu-xiaofeng";
const head = "qian-bojun";
const supervisor = "ge-zhengping";
const stranger = "li-ankang";
const at = (path: string, lang = "zh") => `/${lang}/workbench${path}`;
const text = async (path: string, as: string, status = 200): Promise<string> => {
  const answer = await bench.request(at(path), { as });
  const body = await answer.text();
  assert.equal(answer.status, status, `${path}: ${body.slice(0, 300)}`);
  return body;
};
const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, "").replaceAll(/\s+/g, " ");
let ids: string[] = [];
const first = (): string => ids[0] ?? assert.fail("no case");

before(async () => {
  for (const area of [80, 90, 100]) ids.push((await bench.submit({ data: { area } })).id);
  ids = ids.toSorted();
  app.at(Date.parse("2026-12-01T09:30:00+08:00"));
});

test("the board counts red and yellow for whom it is, and each number opens its list", async () => {
  const mine = await text("/board/mine", window_);
  assert.match(plain(mine), /受理岗[^0-9]*待领取/);
  const list = /href="([^"]*board\/mine\/list[^"]*colour=red[^"]*)"/.exec(mine)?.[1]?.replaceAll("&amp;", "&");
  assert.ok(list, "a number is a link");
  const opened = await (await bench.request(list, { as: window_ })).text();
  for (const id of ids) assert.ok(opened.includes(`/cases/${id}`));
  assert.match(plain(await text("/board/head", head)), /按岗位.*受理岗.*按人员/);
  assert.match(plain(await text("/board/agency", window_)), /按事项/);
  assert.match(plain(await text("/board/city", supervisor)), /按部门.*市场监督管理局/);
  assert.match(plain(await text("/board/supervised", window_)), /没有督办/);
  await text("/board/head", window_, 403);
  await text("/board/city", window_, 403);
  await text("/board/everything", window_, 404);
  assert.match(plain(await text("/board/agency?service=information-request", window_)), /没有超期的任务/);
  assert.ok(
    !plain(await text("/board/agency/list?post=fire%2Freview", window_)).includes("催办勾选的任务"),
    "another agency's post finds nothing",
  );
  const file = await bench.request(at("/board/city/counts.csv"), { as: supervisor });
  assert.match(await file.text(), /市场监督管理局/);
  const tasks = await bench.request(at("/board/agency/list.csv"), { as: window_ });
  assert.equal((await tasks.text()).trim().split("\r\n").length, 4);
});

const chase = (as: string, kind: string, fields: Record<string, string | string[]>) => bench.send(at(`/chase/${kind}`), as, fields);
const said = async (answer: Response, as: string): Promise<string> => {
  assert.equal(answer.status, 303, await answer.text());
  return plain(await (await bench.request(answer.headers.get("location") ?? "", { as })).text());
};

test("several are urged with the same words; nobody is urged twice a day unawares", async () => {
  const task = ids.map((id) => `${id}.1`);
  const asked = await chase(window_, "urge", { task });
  assert.equal(asked.status, 200);
  assert.match(await asked.text(), /name="words"/);
  assert.equal((await chase(window_, "urge", { task, said: "yes" })).status, 422);
  const once = { task: task.slice(0, 1), said: "yes", words: "请今天办理。", _once: crypto.randomUUID() };
  assert.match(await said(await chase(window_, "urge", once), window_), /选了 1 项，办成 1 项/);
  assert.match(await said(await chase(window_, "urge", once), window_), /选了 1 项，办成 1 项/, "sent twice, done once");
  assert.match(
    await said(await chase(window_, "urge", { task, said: "yes", words: "请尽快。" }), window_),
    /选了 3 项，办成 2 项.*今天已经催办过/,
  );
  assert.match(await said(await chase(window_, "urge", { task, said: "yes", words: "请尽快。", again: "yes" }), window_), /办成 3 项/);
  assert.equal(
    (await chase(stranger, "urge", { task: "nonsense", said: "yes", words: "x" })).headers.get("location"),
    "/zh/workbench/board/mine",
  );
  assert.equal((await chase(stranger, "urge", { task, said: "yes", words: "x" })).status, 303);
  assert.match(await said(await chase(stranger, "urge", { task, said: "yes", words: "x" }), stranger), /办成 0 项/);
  const list = plain(await text("/board/agency/list", window_));
  assert.match(list, /催办 2 次/);
  const events = (await (await app.request(`/api/v1/cases/${first()}/events`, { as: window_ })).json()) as {
    events: { about?: { kind: string; task?: string } }[];
  };
  assert.deepEqual(
    events.events.flatMap(({ about }) => about ?? []),
    [
      { kind: "urge", task: "1" },
      { kind: "urge", task: "1" },
    ],
  );
  const api = (body: object) =>
    app.request(`/api/v1/cases/${first()}/commands`, {
      as: window_,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  assert.equal((await api({ type: "note", kind: "urge", words: "x", task: 1 })).status, 422);
  assert.equal((await api({ type: "note", kind: "urge", words: "x", task: 99 })).status, 422);
  assert.equal((await api({ type: "note", kind: "remark", words: "x", task: 1 })).status, 422);
});

test("supervision asks for a reply by a day; the answer ends it; the trail stands on the board and on the case", async () => {
  const task = `${first()}.1`;
  const day = (on: string) => {
    const [year = "", month = "", rest = ""] = on.split("-");
    return { "until.year": year, "until.month": month, "until.day": rest };
  };
  const fields = { task, said: "yes", words: "请说明原因。" };
  assert.equal((await chase(window_, "supervise", { ...fields, ...day("2026-12-04") })).status, 403);
  assert.equal((await chase(supervisor, "supervise", { ...fields, ...day("2026-11-01") })).status, 422);
  assert.match(await said(await chase(supervisor, "supervise", { ...fields, ...day("2026-12-04") }), supervisor), /办成 1 项/);
  assert.match(plain(await text("/board/supervised", window_)), /2026-12-04 前答复.*未答复/);
  app.at(Date.parse("2026-12-07T09:30:00+08:00"));
  assert.match(plain(await text("/board/city/list", supervisor)), /逾期未答复/);
  const page = await text(`/cases/${first()}`, window_);
  const answer = new RegExp(`/zh/workbench/cases/${first()}/note/answer\\?to=(\\d+)`, "g");
  const to = [...page.matchAll(answer)].at(-1)?.[1];
  assert.ok(to, "the case page offers the answer");
  assert.equal((await bench.send(at(`/cases/${first()}/note/answer`), window_, { words: "已补齐人手。", to: "1" })).status, 422);
  const form = { words: "已补齐人手，本周办结。", to, _once: crypto.randomUUID() };
  assert.equal((await bench.send(at(`/cases/${first()}/note/answer`), window_, form)).status, 303);
  assert.equal((await bench.send(at(`/cases/${first()}/note/answer`), window_, form)).status, 303);
  assert.match(plain(await text("/board/supervised", supervisor)), /已答复/);
  assert.match(plain(await text(`/cases/${first()}`, window_)), /催办和督办.*已答复/);
  const applicant = (await (await app.request(`/api/v1/cases/${first()}/events`, { as: "shen-ruolan" })).json()) as {
    events: { words?: string; about?: { kind: string } }[];
  };
  assert.ok(
    applicant.events.every(({ about }) => about?.kind !== "answer" && about?.kind !== "supervise"),
    "answers are internal",
  );
});

test("several are taken, undone, given on, each with its outcome", async () => {
  const task = ids.map((id) => `${id}.1`);
  const took = await bench.send(at("/take"), window_, { task });
  const page = await (await bench.request(took.headers.get("location") ?? "", { as: window_ })).text();
  assert.match(plain(page), /勾选 3 项，领取 3 项/);
  assert.match(page, /撤销：退回刚领取的任务/);
  assert.match(await said(await bench.send(at("/release"), window_, { task }), window_), /办成 3 项/);
  assert.match(await said(await bench.send(at("/release"), window_, { task: task[0] ?? "" }), window_), /办成 0 项/);
  const ask = await bench.send(at("/give"), window_, { task });
  assert.equal(ask.status, 200);
  assert.match(await ask.text(), /name="to"/);
  assert.equal((await bench.send(at("/give"), window_, { task, asked: "yes" })).status, 422);
  assert.match(await said(await bench.send(at("/give"), window_, { task, to: colleague }), window_), /办成 3 项/);
  assert.match(await said(await bench.send(at("/give"), window_, { task, to: "sun-jianing" }), window_), /办成 0 项.*对方不在这个岗位/);
  assert.match(await said(await bench.send(at("/give"), head, { task, to: window_ }), head), /办成 3 项/, "who leads the agency assigns");
  assert.match(await said(await bench.send(at("/give"), stranger, { task, to: stranger }), stranger), /办成 0 项/);
  assert.match(plain(await text("/print", window_)), /共 3 项/);
  assert.match(plain(await text("/keys", window_)), /快捷键.*上一行/);
});

test("filters are kept under a name, passed on, made the default, removed", async () => {
  const keep = (name: string, query: string, as = window_) => bench.send(at("/filters"), as, { name, query });
  assert.equal((await keep("", "who=mine")).status, 422);
  assert.equal((await keep("x".repeat(61), "who=mine")).status, 422);
  assert.equal((await keep("空的", "nothing=1")).status, 422);
  assert.equal((await keep("我的超期", "who=mine&due=overdue&evil=1")).headers.get("location"), "/zh/workbench?who=mine&due=overdue");
  assert.equal((await keep("我的超期", "who=mine&due=overdue")).status, 303, "the same again is the same");
  assert.equal((await keep("我的超期", "who=free")).status, 422);
  const page = await text("/filters", window_);
  const id = /filters\/([0-9a-f-]{36})/.exec(page)?.[1] ?? assert.fail("no link");
  assert.equal(
    (await bench.request(at(`/filters/${id}`), { as: colleague })).headers.get("location"),
    "/zh/workbench?who=mine&due=overdue",
  );
  assert.equal((await bench.send(at(`/filters/${id}/first`), colleague, { first: "yes" })).status, 404);
  assert.equal((await bench.send(at(`/filters/${id}/first`), window_, { first: "yes" })).status, 303);
  assert.equal((await bench.request(at(""), { as: window_ })).headers.get("location"), "/zh/workbench?who=mine&due=overdue");
  assert.match(await text("?all=1", window_), /我的超期/);
  await bench.send(at(`/filters/${id}/delete`), colleague);
  assert.match(await text("/filters", window_), /我的超期/, "another's is not removed");
  assert.equal((await bench.send(at(`/filters/${id}/delete`), window_)).status, 303);
  await text(`/filters/${id}`, window_, 404);
  assert.equal((await bench.request(at(""), { as: window_ })).status, 200);
});
