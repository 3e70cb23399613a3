// Telling somebody: each occasion once, a post's holders of the day, in the transaction of what is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { type NewNotice, notify } from "./index.ts";

const app = await startTestApp();
const { pool } = app.desk;
const now = app.desk.now();
const text = { zh: "有一件事", en: "There is something" };
const told = async (officer: string) =>
  (await pool.query<{ kind: string }>("select kind from notices.inbox where receiver = $1 order by n", [`officer:${officer}`])).rows.length;
const holders = async (post: string) => {
  const directory = await app.desk.organisation.current();
  return directory?.officersOf(post, app.desk.day(now)).map(({ id }) => id) ?? [];
};

test("the same occasion is told once, each without an occasion anew", async () => {
  const one: NewNotice = { officer: "a", kind: "urged", text, href: "/workbench", once: "x" };
  assert.deepEqual([await notify(pool, [one], now), await notify(pool, [one], now)], [1, 0]);
  const { once: _, ...free } = one;
  assert.equal(await notify(pool, [free, free], now), 2);
  assert.equal(await told("a"), 3);
});

test("a post means whoever holds it today, without the one who need not be told", async () => {
  const directory = await app.desk.organisation.current();
  const post = directory?.posts().find(({ name }) => directory.officersOf(name, app.desk.day(now)).length > 1)?.name;
  assert.ok(post);
  const [first, ...others] = await holders(post);
  assert.ok(first);
  assert.equal(await notify(pool, [{ post, not: first, kind: "task", text, href: "/workbench", once: "y" }], now), others.length);
  assert.equal(await told(first), 0);
  assert.equal(await notify(pool, [{ post: "nowhere/nobody", kind: "task", text, href: "/workbench" }], now), 0);
});

test("what is undone was never told", async () => {
  const client = await pool.connect();
  await client.query("begin");
  assert.equal(await notify(client, [{ officer: "b", kind: "delegated", text, href: "/workbench" }], now), 1);
  await client.query("rollback");
  client.release();
  assert.equal(await told("b"), 0);
});

test("the application writes lines only so, and reads them", async () => {
  for (const sql of [
    "insert into notices.inbox (id, receiver, kind, at, text, href, once) values (gen_random_uuid(), 'officer:a', 'urged', now(), '{}', '/', 'z')",
    "delete from notices.inbox",
    "update notices.inbox set text = '{}'",
  ])
    await assert.rejects(pool.query(sql), { code: "42501" }, sql);
});
