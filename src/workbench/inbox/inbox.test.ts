// The pages of inbox, notices and mail through their front door: allowed, forbidden, wrong, done, done twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertSane } from "../../../test/support/sane.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";
import { askForAddress, notify, readerOf } from "../../notices/index.ts";
import { stopToken } from "../../notices/reader.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const { desk } = app;
const [clerk, admin] = ["chen-yulan", "duan-shoucheng"];
const now = desk.now();
const tell = (officer: string, once: string, kind: "urged" | "overdue" = "urged") =>
  notify(desk.pool, [{ officer, kind, text: { zh: `催办${once}`, en: `Urged ${once}` }, href: "/workbench/due/overdue", once }], now);
const page = async (path: string, as = clerk, status = 200) => {
  const answer = await bench.request(path, { as });
  assert.equal(answer.status, status, path);
  const html = await answer.text();
  if (status === 200) assertSane(html, path.startsWith("/zh") ? "zh" : "en", path);
  return html;
};
const idOf = async (once: string) =>
  (await desk.pool.query<{ id: string }>("select id from notices.inbox where once = $1", [once])).rows[0]?.id ?? "";

test("an inbox is its officer's alone; lines are marked by opening, one by one, and all", async () => {
  assert.match(await page("/zh/workbench/inbox"), /没有消息/);
  for (const once of ["1", "2", "3"]) await tell(clerk, once);
  await tell(clerk, "4", "overdue");
  await tell(admin, "5");
  const shown = await page("/en/workbench/inbox");
  assert.ok(shown.includes("Urged 1") && shown.includes("Urged 4"));
  assert.doesNotMatch(shown, /Urged 5/);
  const one = await page("/en/workbench/inbox?kind=overdue");
  assert.ok(one.includes("Urged 4") && !one.includes("Urged 1"));
  await page("/en/workbench/inbox?kind=nothing");
  await page("/en/workbench/inbox?after=x", clerk, 400);
  const open = `/zh/workbench/inbox/${await idOf("1")}/open`;
  for (const _ of [1, 2]) {
    const answer = await bench.request(open, { as: clerk, redirect: "manual" });
    assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/zh/workbench/due/overdue"]);
  }
  assert.equal((await bench.request(open, { as: admin })).status, 404);
  assert.equal((await bench.request("/zh/workbench/inbox/x/open", { as: clerk })).status, 404);
  for (const _ of [1, 2]) assert.equal((await bench.send("/zh/workbench/inbox/read", clerk, { id: await idOf("2") })).status, 303);
  assert.equal((await bench.send("/zh/workbench/inbox/read", clerk, { id: await idOf("5") })).status, 303);
  assert.equal((await bench.send("/zh/workbench/inbox/read", clerk, {})).status, 404);
  assert.match(await page("/zh/workbench/inbox", admin), /催办5[\s\S]*标为已读/);
  const upTo = /name="upTo" value="(\d+)"/.exec(await page("/zh/workbench/inbox"))?.[1] ?? "";
  assert.equal((await bench.send("/zh/workbench/inbox/read", clerk, { upTo })).status, 303);
  assert.match(await page("/zh/workbench/inbox"), /没有未读消息[\s\S]*催办4/);
  assert.equal((await bench.request("/zh/workbench/inbox", { as: "shen-ruolan" })).status, 403);
  assert.equal((await bench.request("/zh/workbench/inbox", { redirect: "manual" })).status, 303);
  assert.equal((await bench.request("/zh/workbench/inbox/stream", { as: "shen-ruolan" })).status, 204);
  assert.equal((await bench.request("/xx/workbench/inbox/stream", { as: clerk })).status, 404);
});

test("what is wanted by mail: a wrong address and a wrong code are said at their field, choices are kept", async () => {
  assert.match(await page("/zh/workbench/notices"), /没有设置发信服务器/);
  const address = "/zh/workbench/notices/address";
  for (const wrong of ["", "nobody", "a@b", "a b@example.org", "a@example.org\r\nBcc: b@example.org"]) {
    const answer = await bench.send(address, clerk, { act: "ask", address: wrong });
    assert.equal(answer.status, 422, wrong);
    assert.match(await answer.text(), /请填写完整的邮箱地址/);
  }
  assert.equal((await bench.send(address, clerk, { act: "ask", address: "chen@example.org" })).status, 303);
  assert.match(await page("/zh/workbench/notices"), /chen@example\.org[\s\S]*等待确认/);
  const wrong = await bench.send(address, clerk, { act: "confirm", code: "abc" });
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /确认码不对或已过期/);
  const chosen = { "mail-urged": "digest", "mail-task": "yes", "mail-overdue": "perhaps", language: "en" };
  assert.equal((await bench.send("/zh/workbench/notices", clerk, chosen)).status, 303);
  const reader = await readerOf(desk, `officer:${clerk}`, "zh");
  assert.deepEqual(
    [reader.choices.get("urged"), reader.choices.get("task"), reader.choices.get("overdue"), reader.language],
    ["digest", "yes", "yes", "en"],
  );
  for (const _ of [1, 2]) assert.equal((await bench.send(address, clerk, { act: "remove" })).status, 303);
  assert.equal((await readerOf(desk, `officer:${clerk}`, "zh")).state, "none");
});

test("an applicant says the same at the portal; the address in a mail stops it, by a page or by one click of a mail program", async () => {
  assert.match(await page("/zh/account/mail", "shen-ruolan"), /邮件通知[\s\S]*需要您办理/);
  assert.equal((await bench.send("/zh/account/mail/address", "shen-ruolan", { act: "ask", address: "x" })).status, 422);
  assert.equal((await bench.send("/zh/account/mail", "shen-ruolan", { "mail-letter": "no" })).status, 303);
  const { rows } = await desk.pool.query<{ receiver: string }>("select receiver from notices.preference where kind = 'letter'");
  const receiver = rows[0]?.receiver ?? "";
  assert.match(receiver, /^party:[0-9a-f-]{36}$/);
  assert.equal(await askForAddress(desk, receiver, "reader@example.org", "zh", now), "asked");
  const stop = `/zh/mail/${stopToken(desk.keys, receiver)}`;
  const looked = await bench.request(stop);
  assert.match(await looked.text(), /停止通知邮件/);
  assert.equal((await readerOf(desk, receiver, "zh")).state, "asked", "looking stops nothing");
  const click = { method: "POST", body: "List-Unsubscribe=One-Click", headers: { "content-type": "application/x-www-form-urlencoded" } };
  for (const _ of [1, 2]) assert.equal((await bench.request(stop, { ...click, redirect: "manual" })).status, 303);
  assert.equal((await readerOf(desk, receiver, "zh")).state, "none");
  for (const wrong of ["/zh/mail/x", `${stop}x`, "/zh/mail/b2ZmaWNlcjpjaGVuLXl1bGFu.AAAAAAAAAAAAAAAAAAAAAA"])
    assert.equal((await bench.request(wrong, click)).status, 404, wrong);
});

test("administrators see what did not get through and send it again; others do not", async () => {
  await page("/zh/workbench/admin/mail", clerk, 403);
  assert.match(await page("/zh/workbench/admin/mail", admin), /没有设置发信服务器[\s\S]*没有问题/);
  assert.equal(await askForAddress(desk, `officer:${clerk}`, "chen@example.org", "zh", now), "asked");
  await desk.pool.query("update notices.reader set confirmed_at = now()");
  await tell(clerk, "6", "overdue");
  const id = await idOf("6");
  await desk.pool.query("update notices.mail set state = 'unsure', why = 'no-answer', ended_at = now() where id = $1", [id]);
  const shown = await page("/en/workbench/admin/mail", admin);
  assert.match(shown, /陈玉兰[\s\S]*Overdue[\s\S]*Not known[\s\S]*handed over/);
  assert.doesNotMatch(shown, /example\.org/);
  assert.equal((await bench.send("/zh/workbench/admin/mail/again", clerk, { id })).status, 403);
  for (const _ of [1, 2]) assert.equal((await bench.send("/zh/workbench/admin/mail/again", admin, { id })).status, 303);
  assert.equal((await bench.send("/zh/workbench/admin/mail/again", admin, { id: "x" })).status, 404);
  const { rows } = await desk.pool.query<{ state: string }>("select state from notices.mail where id = $1", [id]);
  assert.equal(rows[0]?.state, "waiting");
});

test("messages by pages: what is missing is said at its field, a form sent twice is one message, strangers find nothing", async () => {
  const { id } = await bench.submit();
  const directory = await desk.organisation.current();
  const [atDesk = ""] = directory?.officersOf("market/documents", desk.day(now)).map((one) => one.id) ?? [];
  const path = `/zh/workbench/cases/${id}/messages`;
  assert.match(await page(path), /就本办件发消息/);
  const empty = await bench.send(path, clerk, {});
  assert.equal(empty.status, 422);
  assert.match(await empty.text(), /请至少选一个收件人[\s\S]*请填写内容/);
  assert.equal((await bench.send(path, clerk, { to: "post:market/documents", words: "长".repeat(4001) })).status, 422);
  const stranger = await bench.send(path, clerk, { to: "officer:fang-zhiwei", words: "请看" });
  assert.equal(stranger.status, 422);
  assert.match(await stranger.text(), /对方无权查看本办件/);
  const form = { to: "post:market/documents", words: "请核对面积", _once: "4d3ac0a1-3f1b-4d0f-8f2f-0c8e8f3d3a88" };
  const [first, again] = [await bench.send(path, clerk, form), await bench.send(path, clerk, form)];
  const thread = first.headers.get("location") ?? "";
  assert.deepEqual([first.status, again.status, again.headers.get("location")], [303, 303, thread]);
  assert.match(await page(thread), /请核对面积[\s\S]*尚无人读过/);
  assert.match(await page("/zh/workbench/messages", atDesk), /1 条未读/);
  assert.match(await page(thread, atDesk), /请核对面积[\s\S]*已读：/);
  assert.match(await page(thread), /已读：/);
  assert.equal((await bench.send(thread, atDesk, { words: "" })).status, 422);
  assert.equal((await bench.send(thread, atDesk, { words: "核过了" })).status, 303);
  assert.match(await page(thread), /核过了/);
  for (const as of ["fang-zhiwei", "sun-jianing"]) assert.equal((await bench.request(thread, { as })).status, 404, as);
  assert.equal((await bench.request(path, { as: "fang-zhiwei" })).status, 404);
  assert.equal((await bench.request(`${path}/x`, { as: clerk })).status, 404);
});
