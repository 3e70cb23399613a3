// Remembered bearers: asked once, forgotten at a notice, never used past their end, nor while notices do not arrive.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { sampleCity, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { loadOrganisation } from "../organisation/index.ts";
import { openNotices, openPool } from "../platform/database/index.ts";
import { bearersOf, type Ground, issueToken, loadPeople, revokeToken } from "./index.ts";

after(async () => {
  notices.close();
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test bearers", 5);
const notices = await openNotices(app);

const now = Date.parse("2026-11-22T09:00:00+08:00");
let asked = 0;
const counted: Ground["app"] = {
  query: ((...args: Parameters<typeof app.query>) => {
    asked += 1;
    return app.query(...args);
  }) as never,
};
const ground: Ground = { app: counted, keys: testKeys(), sample: true, zone: "Asia/Shanghai" };

before(async () => {
  const city = sampleCity();
  await loadOrganisation(owner, city);
  const officers = city.roster.officers.map(({ id }) => id);
  assert.equal(await loadPeople(owner, ground.keys, { officers, parties: [], agents: [] }, "ab".repeat(32)), true);
  assert.ok(sampleRows().persons.length > 0);
});

/** How many statements asking takes. */
async function cost(ask: () => Promise<unknown>): Promise<number> {
  const before = asked;
  await ask();
  return asked - before;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let left = 200; !(await holds()); left--) {
    assert.ok(left > 0, "it did not come about in two seconds");
    await sleep(10);
  }
}

test("the same token is looked up once in five seconds, and again when its day, or its time, is over", async () => {
  const issued = await issueToken(ground, { as: "chen-yulan", days: 1 }, now);
  assert.ok(issued.ok);
  const bearer = bearersOf(ground, notices);
  assert.equal(await cost(() => bearer(issued.token, now)), 1);
  assert.equal(await cost(() => bearer(issued.token, now + 4999)), 0);
  assert.equal((await bearer(issued.token, now + 4999))?.kind, "officer");
  assert.equal(await cost(() => bearer(issued.token, now + 5000)), 1);
  const end = issued.endsAt - 1;
  assert.equal((await bearer(issued.token, end))?.kind, "officer");
  assert.equal(await bearer(issued.token, end + 1), null);
  const midnight = Date.parse("2026-11-23T00:00:00+08:00");
  await bearer(issued.token, midnight - 1);
  assert.equal(await cost(() => bearer(issued.token, midnight)), 1, "posts count by the day");
});

test("a token that is revoked, and a post that is given up, are heard of", async () => {
  const issued = await issueToken(ground, { as: "chen-yulan" }, now);
  assert.ok(issued.ok);
  const bearer = bearersOf(ground, notices);
  const posts = async () => {
    const actor = await bearer(issued.token, now);
    return actor?.kind === "officer" ? actor.posts : undefined;
  };
  assert.deepEqual(await posts(), ["market/window"]);
  await owner.query("update organisation.appointment set last = '2026-11-21' where officer = 'chen-yulan'");
  await until(async () => (await posts())?.length === 0);
  await revokeToken(ground, issued.id, now);
  await until(async () => (await bearer(issued.token, now)) === null);
});

test("a post acted in begins at midnight without a notice, and ends at once when it is ended", async () => {
  const issued = await issueToken(ground, { as: "sun-jianing" }, now);
  assert.ok(issued.ok);
  const bearer = bearersOf(ground, notices);
  const posts = async (at: number) => {
    const actor = await bearer(issued.token, at);
    return actor?.kind === "officer" ? actor.posts : undefined;
  };
  await owner.query(
    `insert into organisation.acting (id, how, post, giver, officer, first, last, entered_by, made_at)
     values (gen_random_uuid(), 'delegated', 'market/head', 'qian-bojun', 'sun-jianing', '2026-11-23', '2026-11-24', 'qian-bojun', now())`,
  );
  const midnight = Date.parse("2026-11-23T00:00:00+08:00");
  assert.deepEqual(await posts(midnight - 1), ["market/food-safety"]);
  assert.deepEqual(await posts(midnight), ["market/food-safety", "market/head"]);
  const actor = await bearer(issued.token, midnight);
  assert.ok(actor?.kind === "officer");
  assert.deepEqual(
    actor.acting?.map(({ post, for: whom, how, until }) => [post, whom, how, until]),
    [["market/head", "qian-bojun", "delegated", "2026-11-24"]],
  );
  assert.deepEqual(actor.leads, ["market"], "with the rights of the post");
  await owner.query("update organisation.acting set ended_at = now(), ended_by = 'qian-bojun' where officer = 'sun-jianing'");
  await until(async () => (await posts(midnight))?.length === 1);
});

test("nothing is remembered while notices do not arrive, nor what changed while it was looked up", async () => {
  const issued = await issueToken(ground, { as: "chen-yulan" }, now);
  assert.ok(issued.ok);
  let heard = () => {};
  const quiet = {
    live: false,
    on: (_: unknown, one: () => void) => {
      heard = one;
    },
  };
  const bearer = bearersOf(ground, quiet);
  assert.equal(await cost(() => bearer(issued.token, now)), 1);
  assert.equal(await cost(() => bearer(issued.token, now)), 1);
  quiet.live = true;
  const asking = bearer(issued.token, now);
  heard();
  await asking;
  assert.equal(await cost(() => bearer(issued.token, now)), 1);
  assert.equal(await cost(() => bearer(issued.token, now)), 0);
  quiet.live = false;
  assert.equal(await cost(() => bearer(issued.token, now)), 1);
});
