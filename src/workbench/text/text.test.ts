// Writing an official document: it begins with the usual words of its kind, under its title and addressees; bad input is told.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { startTestWorkbench } from "../../../test/support/workbench.ts";

const { app, request, send } = await startTestWorkbench();
const writer = "cheng-siyuan";

async function begin(kind: string): Promise<string> {
  const made = await app.request("/api/v1/cases", {
    as: writer,
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify({
      service: "outgoing-document",
      data: {
        secrecy: "none",
        organ: "government",
        kind,
        title: "关于做好入冬防寒工作的文件",
        oneMatter: true,
        asksReply: false,
        recipients: ["market", "fire"],
        urgency: "ordinary",
      },
    }),
  });
  assert.equal(made.status, 201, await made.clone().text());
  return ((await made.json()) as { id: string }).id;
}
const page = async (path: string, status = 200): Promise<string> => {
  const answer = await request(path, { as: writer });
  assert.equal(answer.status, status, path);
  return answer.text();
};

test("a document begins with the words of its kind, under its title and those it goes to", async () => {
  const notice = await begin("notice");
  const html = await page(`/zh/workbench/cases/${notice}/texts/text/write`);
  assert.match(html, /关于做好入冬防寒工作的文件/);
  assert.match(html, /主送[\s\S]*云川市市场监督管理局、云川市消防救援支队/);
  assert.match(html, /现将有关事项通知如下：\n一、总体要求/);
  const letter = await page(`/zh/workbench/cases/${await begin("letter")}/texts/text/write`);
  assert.match(letter, /函复/);
  assert.doesNotMatch(letter, /现将有关事项通知如下/);
});

test("title and addressees are changed on the page of the text, by the rules of the kind, and not over what somebody else said", async () => {
  const id = await begin("notice");
  const at = `/zh/workbench/cases/${id}/texts/text`;
  const shown = await page(`${at}/write`);
  assert.match(shown, /改标题、主送等/);
  const seen = JSON.stringify({ title: "关于做好入冬防寒工作的文件", recipients: ["market", "fire"], copies: null });
  const typed = (more: Record<string, string | string[]>) => ({ plain: "正文。", do: "save", head: seen, ...more });
  const title = "关于做好入冬防寒准备工作的通知";
  // A rule of the form stands against it: nothing is written, and the field says why.
  const none = await send(`${at}/write`, writer, typed({ base: "0", "f.title": title }));
  assert.equal(none.status, 422);
  assert.match(await none.text(), /这个文种要有主送机关/);
  const data = async () =>
    ((await (await app.request(`/api/v1/cases/${id}`, { as: writer })).json()) as { data: Record<string, unknown> }).data;
  assert.deepEqual((await data()).recipients, ["market", "fire"]);
  const done = await send(`${at}/write`, writer, typed({ base: "0", "f.title": title, "f.recipients": ["market", "water"] }));
  assert.equal(done.status, 303, await done.clone().text());
  assert.deepEqual([(await data()).title, (await data()).recipients], [title, ["market", "water"]]);
  const read = await app.request(`/api/v1/cases/${id}/texts/text`, { as: writer });
  assert.deepEqual(((await read.json()) as { head: unknown }).head, { title, recipients: ["market", "water"], copies: null });
  const { rows } = await app.desk.pool.query<{ type: string; recipients: unknown }>(
    `select e.type, (select facts->'recipients' from casework.case where id = e.case_id) recipients
     from casework.entry e where case_id = $1 order by seq offset 1`,
    [id],
  );
  assert.deepEqual(
    rows.map(({ type }) => type),
    ["head", "text"],
  );
  assert.deepEqual(rows[0]?.recipients, ["market", "water"], "facts follow");
  // Another page that was opened before: its other fields are not written back, and what both changed is told.
  const both = await send(`${at}/write`, writer, typed({ base: "1", "f.title": title, "f.recipients": ["market", "hall"] }));
  assert.equal(both.status, 422);
  assert.match(await both.text(), /别人改过这一项，现在是：[^<]*水务局/);
  const copies = await send(
    `${at}/write`,
    writer,
    typed({ base: "1", "f.title": "关于做好入冬防寒工作的文件", "f.recipients": ["market", "fire"], "f.copies": ["data"] }),
  );
  assert.equal(copies.status, 303, await copies.clone().text());
  assert.deepEqual((await data()).recipients, ["market", "water"]);
  assert.deepEqual((await data()).copies, ["data"]);
});

test("title and addressees that were not saved are part of the working copy, and what somebody else changed meanwhile is told", async () => {
  const id = await begin("notice");
  const at = `/zh/workbench/cases/${id}/texts/text`;
  const seen = JSON.stringify({ title: "关于做好入冬防寒工作的文件", recipients: ["market", "fire"], copies: null });
  const structured = JSON.stringify({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "正文。" }] }] });
  const typed = { base: "0", structured, head: seen, "f.title": "关于做好今冬防寒工作的通知", "f.recipients": ["market", "water"] };
  const kept = await send(`${at}/working`, writer, typed);
  assert.equal(((await kept.json()) as { kept: boolean }).kept, true);
  const { rows } = await app.desk.pool.query<{ sealed: Buffer }>("select sealed from office.working where case_id = $1", [id]);
  assert.ok(!rows[0]?.sealed.includes("今冬"), "sealed");
  const again = await page(`${at}/write`);
  assert.match(again, /没有保存/);
  assert.match(again, /value="关于做好今冬防寒工作的通知"/);
  assert.match(again, /value="water"[^>]*checked/);
  assert.doesNotMatch(again, /value="fire"[^>]*checked/);
  assert.ok(again.includes(seen.replaceAll('"', "&quot;")), "what the page had before goes with it");
  // Somebody else changes the addressees; who comes back and saves is told, and nothing is written over.
  const other = await send(`${at}/write`, writer, {
    base: "0",
    plain: "别的正文。",
    do: "save",
    head: seen,
    "f.title": "关于做好入冬防寒工作的文件",
    "f.recipients": ["market", "hall"],
  });
  assert.equal(other.status, 303, await other.clone().text());
  const late = await send(`${at}/working`, writer, typed);
  assert.equal(late.status, 200);
  const both = await page(`${at}/write`);
  assert.match(both, /value="water"[^>]*checked/);
  const refused = await send(`${at}/write`, writer, { ...typed, base: "1", do: "save", plain: "" });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /别人改过这一项，现在是：[^<]*政务服务中心/);
  // Given up, it is gone.
  assert.equal((await send(`${at}/give-up`, writer)).status, 303);
  assert.doesNotMatch(await page(`${at}/write`), /今冬/);
});

test("addresses that name nothing and forms that say nothing are answered, never with a fault", async () => {
  const id = await begin("notice");
  const at = `/zh/workbench/cases/${id}/texts`;
  for (const path of [
    `${at}/else`,
    `${at}/text?version=9`,
    `${at}/text?version=x`,
    `${at}/text/compare?from=1&to=2`,
    `${at}/text/text.docx`,
  ])
    await page(path, 404);
  assert.equal((await request(`${at}/text/compare`, { as: writer })).status, 303);
  assert.equal((await send(`${at}/text/comments`, writer, { words: "x" })).status, 404);
  assert.equal((await send(`${at}/text/comments/1/settle`, writer)).status, 404);
  assert.equal((await send(`${at}/text/comments/x/settle`, writer)).status, 404);
  assert.equal((await send(`${at}/text/import`, writer)).status, 415);
  for (const structured of ["{", "[]", '{"type":"doc","content":[{"type":"image"}]}', "null"])
    assert.equal((await send(`${at}/text/write`, writer, { base: "0", structured, plain: "x" })).status, 422, structured);
  assert.equal((await send(`${at}/text/write`, writer, { base: "0", plain: "附件：" })).status, 422);
  assert.equal((await send(`${at}/text/write`, "xu-caiwei", { base: "0", plain: "不归我写" })).status, 403);
  assert.equal((await send(`${at}/text/write`, "chen-yulan", { base: "0", plain: "无关" })).status, 404);
  assert.equal((await send(`${at}/text/write`, writer, { base: "0", plain: "正文。" })).status, 303);
  assert.match(await page(`${at}/text`), /第 1 版/);
  const file = await request(`${at}/text/text.docx`, { as: writer });
  assert.equal(file.status, 200);
  assert.match(file.headers.get("content-type") ?? "", /wordprocessingml/);
  for (const form of ["working", "give-up", "import", "comments", "comments/1/settle"])
    assert.equal((await request(`${at}/text/${form}`, { as: writer })).status, 303, form);
});

test("the editor's script is kept for good under an address of its own; another address is gone", async () => {
  const html = await page(`/zh/workbench/cases/${await begin("notice")}/texts/text/write`);
  const [, path] = /src="(\/scripts\/[0-9a-f]{16}\/editor\.js)"/.exec(html) ?? [];
  assert.ok(path);
  const script = await request(path);
  assert.equal(script.status, 200);
  assert.match(script.headers.get("cache-control") ?? "", /immutable/);
  assert.equal((await request(path.replace(/[0-9a-f]{16}/, "0000000000000000"))).status, 404);
  assert.equal((await request("/scripts/0000000000000000/none.js")).status, 404);
  const packed = await request(path, { headers: { "accept-encoding": "br" } });
  assert.equal(packed.headers.get("content-encoding"), "br");
  assert.ok((await packed.arrayBuffer()).byteLength < 120_000);
  const worklist = await page("/zh/workbench");
  assert.doesNotMatch(worklist, /editor\.js/);
});
