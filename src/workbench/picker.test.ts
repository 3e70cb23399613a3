// Officers chosen among many, where work is handed on and a document is passed round: a post that half a town holds does not make a page of
// half a town.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestWorkbench } from "../../test/support/workbench.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const administrator = "duan-shoucheng";
const window_ = "chen-yulan";
const today = "2026-09-21";
const at = (path: string) => `/zh/workbench${path}`;
const send = (as: string, path: string, body: object) =>
  app.request(path, { as, method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const names = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔";
const crowd = [...names].map((name, n) => ({ id: `crowd-${n + 1}`, name: `${name}新${n % 2 === 0 ? "宇" : "晴"}` }));
const employ = async (post: string) => {
  for (const { id, name } of crowd) {
    for (const body of [
      { type: "put-officer", id, name, phone: "0000-12345", language: "zh" },
      { type: "appoint", officer: id, post, from: today },
    ]) {
      const answer = await send(administrator, "/api/v1/organisation/commands", body);
      assert.equal(answer.status, 200, await answer.text());
    }
  }
};

/** What can be chosen on a page under this name, and what of it is. */
const choices = (html: string, name: string) =>
  [...html.matchAll(/<input[^>]*type="(?:radio|checkbox)"[^>]*>/g)].flatMap(([one]) =>
    one.includes(`name="${name}"`) ? [{ value: /value="([^"]*)"/.exec(one)?.[1], chosen: / checked/.test(one) }] : [],
  );
const values = (html: string, name: string) => choices(html, name).map(({ value }) => value);

test("a few are shown as they are; among many one is found by words, and handed the task", async () => {
  const { id } = await bench.submit();
  const task = `${id}.1`;
  assert.equal((await bench.send(at("/take"), window_, { task })).status, 303);
  const form = at(`/cases/${id}/tasks/1/give`);
  const few = await (await bench.request(form, { as: window_ })).text();
  assert.ok(values(few, "to").length > 0);
  assert.doesNotMatch(few, /name="to\.find"/);
  await employ("market/window");
  const many = await (await bench.request(form, { as: window_ })).text();
  assert.deepEqual(values(many, "to"), []);
  assert.match(many, /name="to\.find"/);
  const find = async (path: string, fields: Record<string, string>) => {
    const answer = await bench.send(path, window_, { find: "to", ...fields });
    assert.equal(answer.status, 200);
    return answer.text();
  };
  assert.deepEqual(values(await find(form, { "to.find": "李新" }), "to"), ["crowd-4"]);
  assert.equal(values(await find(form, { "to.find": "晴" }), "to").length, 12);
  assert.deepEqual(values(await find(form, { "to.find": "许新 没有" }), "to"), []);
  const next = await find(form, { "to.find": "李新", to: "crowd-9" });
  assert.deepEqual(choices(next, "to"), [
    { value: "crowd-9", chosen: true },
    { value: "crowd-4", chosen: false },
  ]);
  const nobody = await bench.send(form, window_, { "to.find": "李新" });
  assert.equal(nobody.status, 422);
  assert.deepEqual(values(await nobody.text(), "to"), ["crowd-4"], "what was found stays");
  // Several tasks at once are handed on by the same means.
  const several = at("/give");
  assert.deepEqual(values(await (await bench.send(several, window_, { task })).text(), "to"), []);
  const found = await find(several, { task, asked: "yes", "to.find": "李新", to: "crowd-9" });
  assert.deepEqual(values(found, "to"), ["crowd-9", "crowd-4"]);
  assert.match(found, new RegExp(`name="task" value="${task}"`), "nothing was handed on yet");
  const given = await bench.send(form, window_, { to: "crowd-4" });
  assert.equal(given.status, 303, await given.text());
  assert.match(await (await bench.request(at(`/cases/${id}`), { as: window_ })).text(), /李新晴/);
});

test("a document is passed round to several of many, each found by words", async () => {
  const directory = await app.desk.organisation.current();
  const clerk = directory?.officersOf("government/documents", today)[0]?.id ?? "";
  const started = await send(clerk, "/api/v1/cases", {
    service: "incoming-document",
    data: { secrecy: "none", organ: "government", sender: "云川省人民政府", title: "关于做好秋季防火工作的通知", urgency: "ordinary" },
  });
  assert.equal(started.status, 201, await started.clone().text());
  const { id } = (await started.json()) as { id: string };
  const signed = await send(clerk, `/api/v1/tasks/${id}.1/commands`, { type: "finish", outcome: "signed-for" });
  assert.equal(signed.status, 200, await signed.text());
  await employ("government/writer");
  const form = at(`/cases/${id}/open/circulate`);
  const shown = await (await bench.request(form, { as: clerk })).text();
  assert.deepEqual(values(shown, "chosen"), []);
  const fields = { "chosen.find": "李新", chosen: ["crowd-9", "crowd-2"], words: "请阅知", find: "chosen" };
  const found = await bench.send(form, clerk, fields);
  assert.equal(found.status, 200);
  const html = await found.text();
  assert.deepEqual(choices(html, "chosen"), [
    { value: "crowd-2", chosen: true },
    { value: "crowd-9", chosen: true },
    { value: "crowd-4", chosen: false },
  ]);
  assert.match(html, /请阅知/);
  assert.equal((await bench.send(form, clerk, { "chosen.find": "李新" })).status, 422);
  const passed = await bench.send(form, clerk, { chosen: ["crowd-2", "crowd-4", "crowd-9"], words: "请阅知" });
  assert.equal(passed.status, 303, await passed.text());
  const seen = (await (await app.request(`/api/v1/cases/${id}`, { as: clerk })).json()) as { tasks: { key: string; post: string }[] };
  assert.deepEqual(
    seen.tasks.filter(({ key }) => key === "circulate").map(({ post }) => post),
    ["@crowd-2", "@crowd-4", "@crowd-9"],
  );
});
