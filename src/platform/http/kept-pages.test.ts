import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import type { HttpEnv } from "./env.ts";
import { keptPages } from "./kept-pages.ts";

function site(age: number) {
  let made = 0;
  const app = new Hono<HttpEnv>();
  app.use(keptPages({ paths: /^\/public/, age, except: (header) => header("via") !== undefined }));
  app.get("/public", (c) => c.html(`made ${++made} for ${c.req.header("cookie") ?? c.req.header("authorization") ?? "a stranger"}`));
  app.get("/public/cookie", (c) => c.html(`made ${++made}`, 200, { "set-cookie": "a=1" }));
  app.get("/public/missing", (c) => c.html(`made ${++made}`, 404));
  app.get("/own", (c) => c.html(`made ${++made}`));
  return (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
}
const words = async (answer: Response | Promise<Response>) => (await answer).text();

test("a stranger's page is made once, and once more when its time is over", async () => {
  const get = site(40);
  assert.equal(await words(get("/public")), "made 1 for a stranger");
  const again = await get("/public");
  assert.equal(await words(again), "made 1 for a stranger");
  assert.match(again.headers.get("content-type") ?? "", /^text\/html/);
  assert.notEqual(again.headers.get("x-request-id"), (await get("/public")).headers.get("x-request-id"), "each answer has its own id");
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(await words(get("/public")), "made 2 for a stranger");
});

test("who brings a cookie, a token or a question gets a page of their own, and leaves nothing behind", async () => {
  const get = site(60_000);
  assert.equal(await words(get("/public", { cookie: "session=1" })), "made 1 for session=1");
  assert.equal(await words(get("/public", { authorization: "Bearer x" })), "made 2 for Bearer x");
  assert.equal(await words(get("/public?q=1")), "made 3 for a stranger");
  assert.equal(await words(get("/public")), "made 4 for a stranger");
  assert.equal(await words(get("/public", { via: "1.1 proxy" })), "made 5 for a stranger");
});

test("an answer that sets a cookie, fails, or lies elsewhere is not kept", async () => {
  const get = site(60_000);
  for (const path of ["/public/cookie", "/public/missing", "/own"]) {
    const first = await words(get(path));
    assert.notEqual(await words(get(path)), first, path);
  }
});
