import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startTestApp } from "../../test/support/app.ts";
import { dropOldUploads, sweepFiles } from "./index.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("../../test/fixtures/packs", import.meta.url)) });
const pdf = (words: string) => Buffer.from(`%PDF-1.7\n% ${words}\n`);
const upload = (as: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  app.request("/api/v1/files", { as, method: "POST", body, headers: { "content-type": "application/pdf", ...headers } });
const stored = async () => {
  const { rows } = await app.desk.pool.query<{ n: number }>("select count(*)::int n from casework.upload");
  return rows[0]?.n;
};

test("an upload sent again under its key is the same file, and only one is kept", async () => {
  const key = { "idempotency-key": "plan-1" };
  const first = (await (await upload("shen-ruolan", pdf("a"), key)).json()) as { id: string };
  const answers = await Promise.all([upload("shen-ruolan", pdf("a"), key), upload("shen-ruolan", pdf("a"), key)]);
  for (const answer of answers) {
    assert.equal(answer.status, 201);
    assert.equal(((await answer.json()) as { id: string }).id, first.id);
  }
  assert.equal(await stored(), 1);
});

test("another file under the same key is refused; another caller's key is another key", async () => {
  const key = { "idempotency-key": "plan-2" };
  assert.equal((await upload("shen-ruolan", pdf("a"), key)).status, 201);
  assert.equal((await upload("shen-ruolan", pdf("b"), key)).status, 422);
  assert.equal((await upload("he-guiying", pdf("b"), key)).status, 201);
  assert.equal((await upload("shen-ruolan", pdf("a"))).status, 201, "without a key each is a file of its own");
});

test("a file's name comes in a header, and what is written wrongly there is refused by name", async () => {
  const named = (value: string) => upload("shen-ruolan", pdf("n"), { "content-disposition": value });
  const made = (await (await named("attachment; filename*=UTF-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf")).json()) as { name: string };
  assert.equal(made.name, "平面图.pdf");
  const wrong = await named("attachment; filename*=KOI8-R''%C1");
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /Content-Disposition/);
});

test("files that nothing names are swept after a week; evidence, documents and young files stay", async () => {
  const week = 9 * 86_400_000;
  const loose = (await (await upload("shen-ruolan", pdf("loose"))).json()) as { id: string };
  const shown = (await (await upload("shen-ruolan", pdf("shown"))).json()) as { id: string };
  const answer = await app.request("/api/v1/cases", {
    as: "shen-ruolan",
    method: "POST",
    body: JSON.stringify({
      service: "parking-permit",
      data: { plate: "云A12345", phone: "13800138000" },
      evidence: [{ requirement: "residence", file: shown.id }],
    }),
    headers: { "content-type": "application/json" },
  });
  assert.equal(answer.status, 201, await answer.text());
  const nobody = await app.desk.files.put(pdf("no row was ever written"));
  assert.ok(nobody.ok);
  const there = async () => {
    const ids: string[] = [];
    for await (const { id } of app.desk.files.stored()) ids.push(id);
    return ids;
  };
  const now = Date.now();
  assert.equal(await sweepFiles(app.desk, now), 0, "everything is young");
  assert.equal(await sweepFiles(app.desk, now + 3_600_000), 0, "not again within hours");
  await dropOldUploads(app.desk, now + week);
  const before = await there();
  assert.equal(await sweepFiles(app.desk, now + week), before.length - 1, "all but the one that became evidence");
  assert.deepEqual(await there(), [shown.id]);
  assert.ok(before.includes(loose.id) && before.includes(nobody.id));
});
