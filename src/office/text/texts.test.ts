// Texts through the front door: versions on versions, two who write at once, comments that follow their places, nothing lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startTestApp } from "../../../test/support/app.ts";
import { load } from "../../casework/index.ts";
import { bearerOf } from "../../identity/index.ts";
import { beginWriting, keepWorking, otherWriters, workingOf } from "../index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ packs: fileURLToPath(new URL("../../../test/fixtures/writing", import.meta.url)) });
const [writer, second, verifier, stranger] = ["cheng-siyuan", "gu-shuyao", "shen-qihang", "chen-yulan"] as const;
const get = async (as: string, path: string): Promise<Json> => (await app.request(path, { as })).json();
const actorOf = async (as: string) => {
  const actor = await bearerOf(app.desk.ground, await app.token(as), app.desk.now());
  assert.ok(actor?.kind === "officer");
  return actor;
};
const post = (as: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const sent = async (as: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Json> => {
  const answer = await post(as, path, body, headers);
  const said = await answer.text();
  assert.ok(answer.status < 300, said);
  return JSON.parse(said);
};
const refusedWith = async (as: string, path: string, body: unknown): Promise<[number, Json]> => {
  const answer = await post(as, path, body);
  return [answer.status, await answer.json()];
};

async function begin(kind = "short"): Promise<{ id: string; text: string; finish: (as: string, outcome: string) => Promise<Response> }> {
  const { id } = await sent(writer, "/api/v1/cases", { service: "draft-note", data: { subject: "汛期值班", kind } });
  const finish = async (as: string, outcome: string): Promise<Response> => {
    const { tasks } = await get(writer, `/api/v1/cases/${id}`);
    const { no } = tasks.find(({ status }: Json) => status === "open" || status === "taken");
    return post(as, `/api/v1/tasks/${id}.${no}/commands`, { type: "finish", outcome });
  };
  return { id, text: `/api/v1/cases/${id}/texts/note`, finish };
}

test("a version on a version, by whoever edits now; each is kept, sealed, and told in the history", async () => {
  const { id, text, finish } = await begin();
  assert.equal((await app.request(text, { as: writer })).status, 404, "nothing was written yet");
  const missing = await finish(writer, "done");
  assert.equal(missing.status, 409);
  assert.match(((await missing.json()) as Json).title, /说明/);
  assert.deepEqual(await sent(writer, text, { base: 0, plain: "一、由来\n值班安排如下。" }), { version: 1, unchanged: false });
  assert.deepEqual(await sent(writer, text, { base: 1, plain: "一、由来\n值班安排如下。" }), { version: 1, unchanged: true });
  const { text: doc } = await get(writer, text);
  doc.content.push({ type: "paragraph", content: [{ type: "text", text: "请遵照执行。" }] });
  const key = { "idempotency-key": "second-version" };
  assert.deepEqual(await sent(writer, text, { base: 1, text: doc }, key), { version: 2, unchanged: false });
  assert.deepEqual(await sent(writer, text, { base: 1, text: doc }, key), { version: 2, unchanged: false }, "sent again: done once");
  assert.equal((await get(verifier, text)).plain, "一、由来\n值班安排如下。\n请遵照执行。");
  assert.deepEqual(
    (await get(writer, `${text}/versions`)).versions.map(({ version, base, officer }: Json) => [version, base, officer]),
    [
      [1, undefined, writer],
      [2, 1, writer],
    ],
  );
  assert.equal((await get(writer, `${text}/versions/1`)).plain, "一、由来\n值班安排如下。");
  const { changes } = await get(writer, `${text}/difference?from=1&to=2`);
  assert.deepEqual(
    changes.map(({ kind }: Json) => kind),
    ["same", "same", "in"],
  );
  const { texts } = await get(verifier, `/api/v1/cases/${id}/texts`);
  assert.deepEqual(
    texts.map(({ name, title, latest, mayWrite }: Json) => [name, title.zh, latest.version, mayWrite]),
    [["note", "说明", 2, false]],
  );
  const { events } = await get(writer, `/api/v1/cases/${id}/events`);
  assert.deepEqual(
    events.flatMap(({ happened }: Json) => happened.map(({ en }: Json) => en)).filter((line: string) => line.startsWith("Saved")),
    ["Saved version 1 of “Note”", "Saved version 2 of “Note”"],
  );
  const { rows } = await app.desk.pool.query("select encode(sealed, 'escape') as sealed from casework.text where case_id = $1", [id]);
  assert.equal(rows.length, 2);
  assert.ok(rows.every(({ sealed }) => !Buffer.from(sealed, "latin1").includes("值班")));
  await app.integrate();
});

test("only whoever holds a live task that edits it writes; strangers learn nothing", async () => {
  const { text, finish } = await begin();
  await sent(writer, text, { base: 0, plain: "初稿。" });
  assert.equal((await refusedWith(verifier, text, { base: 1, plain: "二稿。" }))[0], 403, "not yet the verifier's");
  assert.equal((await refusedWith(stranger, text, { base: 1, plain: "二稿。" }))[0], 404);
  assert.equal((await app.request(text, { as: stranger })).status, 404);
  assert.equal((await app.request(text.replace("note", "else"), { as: writer })).status, 404);
  assert.equal((await finish(writer, "done")).status, 200);
  assert.equal((await refusedWith(writer, text, { base: 1, plain: "二稿。" }))[0], 403, "no longer the writer's");
  assert.equal((await sent(verifier, text, { base: 1, plain: "定稿。" })).version, 2);
  assert.equal((await finish(verifier, "agree")).status, 200);
  assert.equal((await refusedWith(verifier, text, { base: 2, plain: "迟到。" }))[0], 403, "the case has ended");
  assert.equal((await get(writer, text)).plain, "定稿。", "and its texts can be read");
});

test("bad input is told by its place; nothing is written", async () => {
  const { text } = await begin();
  const [status, problem] = await refusedWith(writer, text, { base: 0, plain: "正文\n附件：" });
  assert.equal(status, 422);
  assert.deepEqual(
    problem.errors.map(({ pointer }: Json) => pointer),
    ["/plain"],
  );
  assert.match(JSON.stringify(problem), /第 2 行|Line 2/);
  const [, wrong] = await refusedWith(writer, text, { base: 0, text: { type: "doc", content: [{ type: "image" }] } });
  assert.equal(wrong.errors[0].pointer, "/text/content/0");
  assert.equal((await refusedWith(writer, text, { base: 0 }))[0], 422);
  assert.equal((await refusedWith(writer, text, { base: 3, plain: "x" }))[0], 409);
  assert.deepEqual((await get(writer, `${text}/versions`)).versions, []);
});

test("two who write at once: the second is told, neither loses a word", async () => {
  const { id, text } = await begin();
  await sent(writer, text, { base: 0, plain: "第一段。\n第二段。" });
  const race = await Promise.all([
    post(writer, text, { base: 1, plain: "第一段改。\n第二段。" }),
    post(second, text, { base: 1, plain: "第一段。\n第二段改。" }),
  ]);
  assert.deepEqual(race.map(({ status }) => status).sort(), [200, 409]);
  const [first, late] = race[0]?.status === 200 ? [writer, second] : [second, writer];
  const { plain, version } = await get(first, text);
  assert.equal(version, 2);
  assert.match(plain, /改/);
  const loaded = await load(app.desk, id);
  assert.ok(loaded);
  const actor = await actorOf(late);
  const kept = await workingOf(app.desk, actor, loaded, "note");
  assert.equal(kept?.base, 1);
  assert.match(JSON.stringify(kept?.text), /改/, "what was written late is kept for its writer");
});

test("who else is writing is told since when; a working copy is the writer's own and sealed", async () => {
  const { id } = await begin();
  const loaded = await load(app.desk, id);
  const [a, b, c] = await Promise.all([actorOf(writer), actorOf(second), actorOf(verifier)]);
  assert.ok(loaded);
  const since = app.desk.now();
  await beginWriting(app.desk, a, loaded, "note", 0);
  assert.deepEqual(await otherWriters(app.desk, b, loaded, "note"), [{ officer: writer, since, seenAt: since }]);
  assert.deepEqual(await otherWriters(app.desk, a, loaded, "note"), []);
  const text = {
    type: "doc" as const,
    content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "埋下的稿子" }] }],
  };
  assert.equal(await keepWorking(app.desk, a, loaded, "note", { base: 0, text }), true);
  assert.equal(await keepWorking(app.desk, c, loaded, "note", { base: 0, text }), false, "not by whoever may not write");
  assert.deepEqual((await workingOf(app.desk, a, loaded, "note"))?.text, text);
  assert.equal(await workingOf(app.desk, b, loaded, "note"), undefined);
  const { rows } = await app.desk.pool.query<{ sealed: Buffer }>("select sealed from office.working where case_id = $1", [id]);
  assert.ok(rows.length === 1 && !rows[0]?.sealed.includes("埋下"));
  app.at(since + 20 * 60_000);
  assert.deepEqual(await otherWriters(app.desk, b, loaded, "note"), [], "gone quiet");
  app.at(since);
});

test("comments belong to a place, follow it, and are dealt with", async () => {
  const { text, finish } = await begin("long");
  await sent(writer, text, { base: 0, plain: "第一段说明情况。\n第二段要求按时报送材料。\n第三段会删去。" });
  const comments = `${text}/comments`;
  const first = await sent(writer, comments, { version: 1, line: 1, from: 3, to: 9, words: "时间写明" });
  await sent(writer, comments, { version: 1, line: 2, words: "是否保留？" });
  assert.equal((await refusedWith(verifier, comments, { version: 1, line: 0, words: "还没轮到我" }))[0], 403);
  assert.equal((await refusedWith(writer, comments, { version: 1, line: 9, words: "没有这一行" }))[0], 422);
  assert.equal((await refusedWith(writer, comments, { version: 7, line: 0, words: "没有这一版" }))[0], 422);
  await sent(writer, text, { base: 1, plain: "新的开头。\n第一段说明情况。\n第二段要求按时报送有关材料。" });
  const read = async (version: number) =>
    (await get(writer, `${text}/versions/${version}`)).comments.map(({ quote, now, words }: Json) => [
      words,
      quote,
      now?.place.line,
      now?.exact,
    ]);
  assert.deepEqual(await read(1), [
    ["时间写明", "要求按时报送", 1, true],
    ["是否保留？", "第三段会删去。", 2, true],
  ]);
  assert.deepEqual(await read(2), [
    ["时间写明", "要求按时报送", 2, true],
    ["是否保留？", "第三段会删去。", undefined, undefined],
  ]);
  await finish(writer, "done");
  assert.equal((await refusedWith(second, comments, { settled: first.id }))[0], 403);
  await sent(verifier, comments, { settled: first.id });
  await sent(verifier, comments, { settled: first.id });
  assert.equal((await refusedWith(verifier, comments, { settled: 1 }))[0], 404);
  const { comments: left } = await get(verifier, text);
  assert.deepEqual(
    left.map(({ settled }: Json) => settled?.officer),
    [verifier, undefined],
  );
});
