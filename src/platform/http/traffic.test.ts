import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Hono } from "hono";
import type { HttpEnv } from "./env.ts";
import { makeTraffic } from "./traffic.ts";

/** Requests that stay under way until they are let go. */
function held(now?: () => number) {
  const traffic = makeTraffic(now);
  const app = new Hono<HttpEnv>();
  const waiting: (() => void)[] = [];
  app.use(traffic.watch);
  app.get("/", async (c) => {
    await new Promise<void>((go) => waiting.push(go));
    return c.text("");
  });
  const ask = (n: number) => Array.from({ length: n }, () => app.request("/"));
  return { traffic, ask, waiting };
}

/** Whether it came back, a few looks later. */
async function cameBack(work: Promise<void>): Promise<boolean> {
  let back = false;
  void work.then(() => {
    back = true;
  });
  for (let turn = 0; turn < 20 && !back; turn++) await setImmediate();
  return back;
}

test("what can wait goes on where few requests are under way, and waits where there are, or were just now, many", async () => {
  let time = 0;
  const { traffic, ask, waiting } = held(() => time);
  const ending = new AbortController();
  const two = ask(2);
  assert.equal(await cameBack(traffic.calm(60_000, ending.signal)), true);
  const more = ask(3);
  const held3 = traffic.calm(60_000, ending.signal);
  assert.equal(await cameBack(held3), false);
  for (const go of waiting.splice(0)) go();
  await Promise.all([...two, ...more]);
  assert.equal(await cameBack(held3), false, "a moment with none");
  time += 100;
  await held3;
});

test("it waits no longer than its patience, and not at all where all is ending", async () => {
  let time = 0;
  const { traffic, ask, waiting } = held(() => time);
  const requests = ask(5);
  const signal = new AbortController().signal;
  const patient = traffic.calm(1000, signal);
  assert.equal(await cameBack(patient), false);
  time = 1000;
  await patient;
  const ending = new AbortController();
  const waitingStill = traffic.calm(60_000, ending.signal);
  assert.equal(await cameBack(waitingStill), false);
  ending.abort();
  await waitingStill;
  for (const go of waiting) go();
  await Promise.all(requests);
});
