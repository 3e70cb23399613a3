// The pages of seals: who sees which, every use, suspending, taking up again, declaring void; bad input is answered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { letterPacks, letters } from "../../../test/support/letters.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";

const bench = await startTestWorkbench({ packs: letterPacks });
const { app } = bench;
const { head, keeper, writer, holder, numbered, done, finish, pdfOf } = await letters(app);
const page = async (path: string, as: string): Promise<string> => {
  const answer = await bench.request(path, { as });
  assert.equal(answer.status, 200, path);
  return answer.text();
};
const seal = "/zh/workbench/seals/government";

test("its keepers and those who lead see a seal and every use of it; others learn nothing of it", async () => {
  const id = await numbered("关于页面的函");
  await done(keeper, id, "seal", "sealed");
  for (const as of [keeper, head]) {
    assert.match(await page("/zh/workbench/seals", as), /云川市人民政府办公室/);
    const shown = await page(seal, as);
    assert.match(shown, /印章管理岗/);
    assert.match(shown, /云试函〔2026〕1号/);
    assert.equal(/宣布无效/.test(shown), as === head, "a keeper does not decide about the seal");
  }
  const file = await page(`${seal}/uses.csv`, head);
  assert.match(file, /"1","云试函〔2026〕1号",/);
  assert.match(file, /"[0-9a-f]{64}"/);
  for (const as of [writer, holder("market/seal-keeper")]) assert.equal((await bench.request(seal, { as })).status, 404, as);
  assert.match(await page("/zh/workbench/seals", writer), /没有您可以查看的印章/);
  const all = await page("/zh/workbench/seals", "duan-shoucheng");
  assert.match(all, /消防救援支队/);
});

test("suspended from a day on, taken up again, each with its ground; what is wrong is said beside the field", async () => {
  const send = (fields: Record<string, string>, as = head) => bench.send(`${seal}/state`, as, fields);
  assert.equal((await send({ state: "suspended", ground: "送检" }, keeper)).status, 403);
  for (const [fields, words] of [
    [{ ground: "送检" }, /请选择印章以后的状态/],
    [{ state: "lost", ground: "送检" }, /请选择印章以后的状态/],
    [{ state: "suspended" }, /请写明原因/],
    [{ state: "suspended", ground: "长".repeat(501) }, /请写明原因/],
    [{ state: "suspended", ground: "送检", since: "2026-02-30" }, /请填写正确的日期/],
    [{ state: "suspended", ground: "送检", since: "2099-01-01" }, /请填写正确的日期/],
  ] as const) {
    const answer = await send(fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.match(await answer.text(), words);
  }
  assert.equal((await send({ state: "suspended", ground: "印章送检" })).status, 303);
  assert.equal((await send({ state: "suspended", ground: "印章送检" })).status, 303, "twice is once");
  const shown = await page(seal, head);
  assert.match(shown, /暂停使用/);
  assert.equal(shown.match(/印章送检/g)?.length, 1);
  const id = await numbered("关于等待的函");
  const refused = await finish(keeper, id, "seal", "sealed");
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /暂停使用/);
  assert.equal((await send({ state: "used", ground: "检毕" })).status, 303);
  app.at(app.desk.now() + 60_000);
  await done(keeper, id, "seal", "sealed");
});

test("those who lead name the post that keeps a seal; its page and every check of a document say so", async () => {
  const send = (fields: Record<string, string>, as = head) => bench.send(`${seal}/keeper`, as, fields);
  assert.equal((await send({ keeper: "government/seal-keeper", why: "分工" }, keeper)).status, 403);
  assert.equal((await send({ keeper: "market/seal-keeper", why: "分工" })).status, 422);
  assert.match(await (await send({ keeper: "government/seal-keeper" })).text(), /请写明原因/);
  assert.equal((await send({ keeper: "government/seal-keeper", why: "办公会议分工" })).status, 303);
  assert.equal((await send({ keeper: "government/seal-keeper", why: "又一次" })).status, 303);
  const shown = await page(seal, head);
  assert.match(shown, /保管岗位[\s\S]*印章管理岗[\s\S]*指定时间[\s\S]*办公会议分工/);
  assert.doesNotMatch(shown, /又一次/);
  app.at(app.desk.now() + 60_000);
  const id = await numbered("关于保管岗位的函");
  await done(keeper, id, "seal", "sealed");
  const answer = await app.request("/api/v1/verify", {
    method: "POST",
    body: new Uint8Array(await pdfOf(id)),
    headers: { "content-type": "application/pdf" },
  });
  const { holds, findings } = (await answer.json()) as { holds: boolean; findings: { check: string; text: { zh: string } }[] };
  assert.ok(holds, JSON.stringify(findings));
  assert.match(findings.find(({ check }) => check === "authority")?.text.zh ?? "", /印章管理岗[^；]*；该岗位自 [^；]+起保管此印章/);
});

test("a use is declared void by those who lead, with its ground, for good", async () => {
  const address = `${seal}/uses/1/void`;
  assert.match(await page(address, head), /不能撤回/);
  assert.equal((await bench.request(address, { as: keeper })).status, 404);
  for (const n of ["0", "999", "x", "99999999999"])
    assert.equal((await bench.request(`${seal}/uses/${n}/void`, { as: head })).status, 404, n);
  assert.equal((await bench.send(address, head, {})).status, 422);
  assert.equal((await bench.send(address, head, { ground: "内容有误" })).status, 303);
  const shown = await page(seal, head);
  assert.match(shown, /无效[\s\S]*内容有误/);
  assert.equal((await bench.request(`${seal}?before=x`, { as: head })).status, 400);
  assert.equal((await bench.request("/zh/workbench/seals/nobody", { as: head })).status, 404);
});
