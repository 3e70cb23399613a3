import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";

const app = await startTestApp();
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
