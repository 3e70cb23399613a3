// Those who follow the log hear of each entry once and in its order, whatever fails in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { allowPermits, stallData, stallPacks } from "../../test/support/stalls.ts";
import { openNotices } from "../platform/database/index.ts";
import { type Feed, feedOnce, followLog } from "./index.ts";

const app = await startTestApp({ packs: stallPacks });
await allowPermits(app);
const { pool } = app.desk;

/** Submits an application; the case's id. */
async function apply(goods: string): Promise<string> {
  const { place, area, phone } = stallData;
  const answer = await app.request("/api/v1/cases", {
    as: "shen-ruolan",
    method: "POST",
    body: JSON.stringify({ service: "stall-permit", data: { place, area, goods, phone } }),
    headers: { "content-type": "application/json" },
  });
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { id: string }).id;
}

const listener = (name: string, from: Feed["from"], heard: string[]): Feed => ({
  name,
  from,
  most: 2,
  handle: async (_, entries) => void heard.push(...entries.map((entry) => `${entry.case}/${entry.seq}`)),
});
const drain = async (feed: Feed) => {
  while ((await feedOnce(pool, feed)) > 0);
};

test("each entry once, from the start or from now on; what failed is told again", async () => {
  const first = await apply("豆浆");
  await app.integrate();
  const all: string[] = [];
  const later: string[] = [];
  await drain(listener("test-all", "start", all));
  await drain(listener("test-later", "now", later));
  assert.ok(all.includes(`${first}/1`));
  assert.equal(later.length, 0);
  const second = await apply("油条");
  await app.integrate();
  const failing: Feed = {
    name: "test-later",
    from: "now",
    handle: async (client, entries) => {
      await client.query("update ledger.feed set idx = 0 where name = 'test-all'");
      assert.ok(entries.length > 0);
      throw new Error("no");
    },
  };
  await assert.rejects(feedOnce(pool, failing), /no/);
  await drain(listener("test-all", "start", all));
  await drain(listener("test-later", "now", later));
  assert.equal(new Set(all).size, all.length, "nothing twice: what the failing one wrote was undone");
  assert.deepEqual([later.includes(`${second}/1`), later.includes(`${first}/1`)], [true, false]);
});

test("several processes follow at once, are woken, and one of them hears each entry", async () => {
  const heard: string[] = [];
  const feed = listener("test-many", "now", heard);
  await drain(feed);
  const stop = new AbortController();
  const notices = await openNotices(pool);
  const options = { pool, notices, feeds: [feed], signal: stop.signal, every: 60_000 };
  const both = [followLog(options), followLog(options)];
  const ids: readonly string[] = [await apply("甲"), await apply("乙"), await apply("丙")];
  await app.integrate();
  for (let waited = 0; waited < 200 && !ids.every((id) => heard.includes(`${id}/1`)); waited++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await Promise.all(both);
  notices.close();
  assert.ok(ids.every((id) => heard.includes(`${id}/1`)));
  assert.equal(new Set(heard).size, heard.length);
});

test("how far a follower is behind is told for Prometheus", async () => {
  const behind = async () => {
    const text = await (await app.request("/metrics")).text();
    return Number(/^errand_log_behind\{follower="test-behind"\} (\d+)$/m.exec(text)?.[1]);
  };
  const heard: string[] = [];
  const one = listener("test-behind", "start", heard);
  await drain(one);
  assert.equal(await behind(), 0);
  await apply("豆腐");
  await app.integrate();
  assert.equal(await behind(), 1);
  await drain(one);
  assert.equal(await behind(), 0);
});
