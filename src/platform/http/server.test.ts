import assert from "node:assert/strict";
import { Agent, get } from "node:http";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Listening, listen } from "./server.ts";

const start = (fetch: (request: Request) => Promise<Response>, ready = () => Promise.resolve(true)): Promise<Listening> =>
  listen(fetch, { host: "127.0.0.1", port: 0, ready });

const status = async (url: string) => (await fetch(url)).status;

test("a request in flight is finished while draining, new ones are not accepted", { timeout: 20_000 }, async () => {
  let arrived = false;
  const server = await start(async () => {
    arrived = true;
    await sleep(300);
    return new Response("done");
  });
  const agent = new Agent({ keepAlive: true });
  const answer = new Promise<string>((resolve, reject) => {
    get(`${server.url}/slow`, { agent }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(text));
    }).on("error", reject);
  });
  while (!arrived) await sleep(5);
  const drained = server.drain(10_000);
  await sleep(20);
  await assert.rejects(fetch(`${server.url}/late`));
  assert.equal(await answer, "done");
  await drained;
  agent.destroy();
});

test("what never ends is cut off when patience does", { timeout: 20_000 }, async () => {
  const server = await start(() => Promise.resolve(new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(1)) }))));
  const stream = await fetch(server.url);
  await server.drain(100);
  await assert.rejects(stream.text());
});

test("health and readiness are told apart", { timeout: 20_000 }, async () => {
  let ready = true;
  const server = await start(
    () => Promise.resolve(new Response("page")),
    () => (ready ? Promise.resolve(true) : Promise.reject(new Error("down"))),
  );
  assert.deepEqual(
    [await status(`${server.url}/healthz`), await status(`${server.url}/readyz?x=1`), await status(`${server.url}/other`)],
    [200, 200, 200],
  );
  ready = false;
  assert.deepEqual([await status(`${server.url}/healthz`), await status(`${server.url}/readyz`)], [200, 503]);
  await server.drain(1000);
});

test("a taken port is a clear sentence", { timeout: 20_000 }, async () => {
  const server = await start(() => Promise.resolve(new Response("")));
  await assert.rejects(
    listen(() => new Response(""), { host: "127.0.0.1", port: server.port, ready: () => Promise.resolve(true) }),
    /Port \d+ on 127\.0\.0\.1 is in use.*--port/,
  );
  await server.drain(1000);
});
