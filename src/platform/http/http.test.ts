import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { z } from "zod";
import { assets } from "../page/index.ts";
import {
  alreadyHas,
  bodyLimit,
  Cursors,
  flash,
  type HttpEnv,
  ifMatch,
  json,
  keysetPage,
  layFloor,
  listen,
  localPath,
  pageSetting,
  problem,
  readForm,
  readIdempotencyKey,
  readKeyset,
  readUpload,
  refuse,
  route,
  takeFlash,
  toLanguage,
} from "./index.ts";

const key = randomBytes(32);
const cursors = new Cursors(key);
const numbers = Array.from({ length: 25 }, (_, i) => i + 1);

function site(options: { trustProxy?: boolean } = {}) {
  const app = new Hono<HttpEnv>();
  const logged: string[] = [];
  layFloor(app, { csrf: { key }, trustProxy: options.trustProxy ?? false, log: (error, id) => logged.push(`${id} ${String(error)}`) });
  app.get("/", toLanguage());
  app.get("/:lang{zh|en}/token", (c) => c.text(pageSetting(c).csrf ?? ""));
  app.get("/:lang{zh|en}/leave", (c) => {
    flash(c, "saved");
    return c.redirect("/zh/take", 303);
  });
  app.get("/:lang{zh|en}/take", (c) => c.text(takeFlash(c) ?? "nothing"));
  app.get("/:lang{zh|en}/long", (c) => c.html("<p>好</p>".repeat(1000)));
  app.get("/:lang{zh|en}/broken", () => {
    throw new Error("a bug");
  });
  app.get("/api/short", (c) => json(c, { a: "好" }, 200, { etag: '"1"' }));
  app.get("/api/long", (c) => json(c, { a: "好".repeat(2000) }, 200, { etag: '"1"', "cache-control": "no-cache" }));
  app.get("/api/refused", (c) => refuse(c, "forbidden"));
  app.get("/api/wrong", (c) =>
    problem(c, {
      status: 422,
      kind: "invalid",
      title: { zh: "有误", en: "Invalid" },
      errors: [{ pointer: "/a/0", detail: { zh: "缺少", en: "missing" } }],
    }),
  );
  app.post("/:lang{zh|en}/form", bodyLimit("form"), async (c) => {
    const form = await readForm(c);
    if (!form.ok) return form.response;
    return c.json({ name: form.fields.get("name"), all: form.fields.all("many"), names: form.fields.names(), once: form.fields.once });
  });
  app.post("/:lang{zh|en}/upload", bodyLimit(1_000_000), async (c) => {
    const form = await readUpload(c, async (part) => {
      let size = 0;
      for await (const piece of part.body) size += piece.length;
      return { size, filename: part.filename, type: part.type };
    });
    if (!form.ok) return form.response;
    return c.json({ files: form.files, name: form.fields.get("name") });
  });
  app.post("/api/echo", bodyLimit(1000), async (c) => {
    const once = await readIdempotencyKey(c);
    return once.ok ? c.json({ key: once.key, length: (await c.req.text()).length }) : once.response;
  });
  app.get("/api/version", (c) => (alreadyHas(c, 7) ? c.body(null, 304) : c.json({ match: ifMatch(c, 7) })));
  app.get("/api/list", async (c) => {
    const read = await readKeyset(c, { cursors, scope: "list", key: z.tuple([z.number()]), limit: 10 });
    if (!read.ok) return read.response;
    const { keyset } = read;
    const from = keyset.key?.[0];
    const ordered = keyset.direction === "after" ? numbers : numbers.toReversed();
    const beyond = ordered.filter((n) => from === undefined || (keyset.direction === "after" ? n > from : n < from));
    const page = keysetPage(c, { cursors, scope: "list", keyset, rows: beyond.slice(0, keyset.limit + 1), keyOf: (n): [number] => [n] });
    return c.json(page);
  });
  return { app, logged };
}

/** A browser's visit to the form page: its cookie and its token. */
async function visit(app: Hono<HttpEnv>, headers: Record<string, string> = {}): Promise<{ cookie: string; token: string }> {
  const answer = await app.request("/zh/token", { headers });
  return { cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "", token: await answer.text() };
}

const urlencoded = (pairs: Record<string, string> | [string, string][]) => ({
  body: new URLSearchParams(pairs).toString(),
  type: "application/x-www-form-urlencoded",
});

test("every answer has an id and the headers that keep a browser in bounds", async () => {
  const { app } = site();
  for (const path of ["/zh/token", "/zh/nothing", "/api/refused", "/zh/broken", "/assets/none"]) {
    const answer = await app.request(path);
    assert.match(answer.headers.get("x-request-id") ?? "", /^[0-9a-f]{8}-[0-9a-f]{4}-7/, path);
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(answer.headers.get("strict-transport-security"), null, path);
  }
  assert.equal(
    (await app.request("/zh/token", { headers: { "x-request-id": "upstream-0123456789" } })).headers.get("x-request-id"),
    "upstream-0123456789",
  );
  assert.notEqual(
    (await app.request("/zh/token", { headers: { "x-request-id": "<script>alert(1)" } })).headers.get("x-request-id"),
    "<script>alert(1)",
  );
});

test("errors are pages for browsers and problems for programs, in the reader's language", async () => {
  const { app, logged } = site();
  const html = await app.request("/en/nothing", { headers: { accept: "text/html" } });
  assert.equal(html.status, 404);
  const page = await html.text();
  assert.match(page, /Page not found/);
  assert.doesNotMatch(page.replace("中文", ""), /\p{Script=Han}/u, "only the language switch is Chinese");
  assert.ok(page.includes(html.headers.get("x-request-id") ?? "?"));

  const data = await app.request("/api/nothing", { headers: { "accept-language": "zh" } });
  assert.equal(data.headers.get("content-type"), "application/problem+json");
  const body = (await data.json()) as Record<string, unknown>;
  assert.equal(body.status, 404);
  assert.equal(body.title, "找不到这个页面");

  const wrong = await app.request("/api/wrong", { headers: { "accept-language": "en" } });
  assert.deepEqual(await wrong.json(), {
    type: "urn:errand:problem:invalid",
    title: "Invalid",
    status: 422,
    instance: `urn:errand:request:${wrong.headers.get("x-request-id")}`,
    errors: [{ pointer: "/a/0", detail: "missing" }],
  });

  const broken = await app.request("/zh/broken", { headers: { accept: "text/html" } });
  assert.equal(broken.status, 500);
  assert.doesNotMatch(await broken.text(), /a bug|at /);
  assert.equal(logged.length, 1);
  assert.ok(logged[0]?.startsWith(broken.headers.get("x-request-id") ?? "?"));
});

test("what no honest client sends gets a clear answer, never a 500", async () => {
  const { app, logged } = site();
  for (const path of ["/zh/%", "/zh/%ff%fe", "/zh/a%00b", "/zh/x?q=%E4%BD", "/zh/x?q=%00", "/%zz", "/zh/%0a"]) {
    const answer = await app.request(path);
    assert.equal(answer.status, 400, path);
    assert.notEqual(await answer.text(), "", path);
  }
  assert.equal((await app.request(`/zh/${"a".repeat(5000)}`)).status, 414);
  assert.equal((await app.request("/zh/token", { headers: { cookie: "a=".padEnd(13_000, "x") } })).status, 431);
  assert.equal((await app.request("/zh/token", { headers: { cookie: "visitor=%%%;;;=" } })).status, 200);
  assert.equal((await app.request("/zh/token", { method: "DELETE" })).status, 404);
  assert.deepEqual(logged, []);
});

test("headers are counted alike as they came in on a connection: many short ones, one long one", { timeout: 20_000 }, async () => {
  const { app, logged } = site();
  const server = await listen((request, env) => app.fetch(request, env as never), {
    host: "127.0.0.1",
    port: 0,
    ready: () => Promise.resolve(true),
  });
  const status = async (headers: Record<string, string>) => (await fetch(`${server.url}/zh/token`, { headers })).status;
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, "y".repeat(90)]));
  assert.deepEqual(await Promise.all([{}, many(90), many(140), { cookie: "a=".padEnd(13_000, "x") }].map(status)), [200, 200, 431, 431]);
  assert.deepEqual(logged, []);
  await server.drain(1000);
});

test("bodies are bounded, with and without a said length", async () => {
  const { app } = site();
  const send = (body: string, headers: Record<string, string> = {}) => app.request("/api/echo", { method: "POST", body, headers });
  assert.equal((await send("x".repeat(1000))).status, 200);
  assert.equal((await send("x".repeat(1001), { "content-length": "1001" })).status, 413);
  assert.equal((await send("x", { "content-length": "1e3" })).status, 400);
  const endless = new ReadableStream<Uint8Array>({ pull: (out) => out.enqueue(new Uint8Array(400)) });
  const answer = await app.request("/api/echo", { method: "POST", body: endless, duplex: "half" } as RequestInit);
  assert.equal(answer.status, 413);
  assert.match(((await answer.json()) as { detail: string }).detail, /1 KB/);
});

test("a form passes with its token, and with nothing less", async () => {
  const { app } = site();
  const { cookie, token } = await visit(app);
  const { body, type } = urlencoded([
    ["_csrf", token],
    ["_once", "0190-abc"],
    ["name", " 张三\u0000\r\n "],
    ["many", "1"],
    ["many", "2"],
    ["__proto__", "x"],
  ]);
  const send = (headers: Record<string, string>, sent = body) =>
    app.request("http://localhost/zh/form", { method: "POST", body: sent, headers: { "content-type": type, ...headers } });

  const good = await send({ cookie, origin: "http://localhost", host: "localhost", "sec-fetch-site": "same-origin" });
  assert.equal(good.status, 200);
  assert.deepEqual(await good.json(), { name: "张三", all: ["1", "2"], names: ["name", "many", "__proto__"], once: "0190-abc" });

  assert.equal((await send({ cookie, origin: "https://elsewhere.example" })).status, 403);
  assert.equal((await send({ cookie, origin: "null" })).status, 403);
  assert.equal((await send({ cookie, "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await send({})).status, 403, "no cookie");
  assert.equal((await send({ cookie }, body.replace("_csrf", "x"))).status, 403, "no token");
  assert.equal((await send({ cookie }, body.replace(token.slice(0, 6), "AAAAAA"))).status, 403, "altered token");
  const other = await visit(app);
  assert.equal((await send({ cookie: other.cookie })).status, 403, "another visitor's token");
  assert.equal((await send({ authorization: "Bearer t" })).status, 200, "a bearer token needs no cookie");
  assert.equal((await send({ cookie, "content-type": "text/plain" })).status, 415);
});

test("tokens are masked afresh and hold nonetheless", async () => {
  const { app } = site();
  const { cookie, token } = await visit(app);
  const again = await visit(app, { cookie });
  assert.notEqual(again.token, token);
  for (const t of [token, again.token]) {
    const { body, type } = urlencoded({ _csrf: t });
    assert.equal((await app.request("/zh/form", { method: "POST", body, headers: { cookie, "content-type": type } })).status, 200);
  }
});

test("cookies are bound to the host where the reader came by https", async () => {
  const behind = site({ trustProxy: true }).app;
  const secure = await behind.request("/zh/token", { headers: { "x-forwarded-proto": "https" } });
  assert.match(secure.headers.get("set-cookie") ?? "", /^__Host-visitor=.*HttpOnly; Secure; SameSite=Lax/);
  assert.match(secure.headers.get("strict-transport-security") ?? "", /max-age/);
  const open = await site().app.request("/zh/token", { headers: { "x-forwarded-proto": "https" } });
  assert.match(open.headers.get("set-cookie") ?? "", /^visitor=/);
});

test("files stream through, after the token and not before", async () => {
  const { app } = site();
  const { cookie, token } = await visit(app);
  const send = (form: FormData) => app.request("/zh/upload", { method: "POST", body: form, headers: { cookie } });
  const form = new FormData();
  form.set("_csrf", token);
  form.set("name", '引"号');
  const content = randomBytes(300_000);
  // A boundary look-alike inside the file must not end it.
  content.write("\r\n--nearly\r\n", 1000);
  form.set("plan", new File([content], '图"纸.pdf', { type: "application/pdf" }));
  form.set("none", new File([], ""));
  const answer = await send(form);
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), {
    files: [{ name: "plan", file: { size: 300_000, filename: '图"纸.pdf', type: "application/pdf" } }],
    name: '引"号',
  });

  const early = new FormData();
  early.set("plan", new File(["x"], "x.txt"));
  early.set("_csrf", token);
  assert.equal((await send(early)).status, 403);

  const raw = (body: string, type = "multipart/form-data; boundary=b") =>
    app.request("/zh/upload", { method: "POST", body, headers: { cookie, "content-type": type } });
  for (const body of [
    "",
    "--b",
    "--b\r\n",
    "--b\r\nno head",
    "--b\r\n\r\nx\r\n--b--",
    `--b\r\n${"h".repeat(9000)}`,
    '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nx',
  ]) {
    assert.equal((await raw(body)).status, 400, JSON.stringify(body.slice(0, 40)));
  }
  assert.equal((await raw("x", "multipart/form-data")).status, 415);
});

test("multipart bodies cut anywhere are read the same", async () => {
  const { multipart } = await import("./multipart.ts");
  const whole = Buffer.from(
    'pre\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b \r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\nContent-Type: text/plain\r\n\r\nline\r\n--x\r\n--b--\r\nafter',
  );
  for (let cut = 0; cut <= whole.length; cut++) {
    const seen: unknown[] = [];
    const pieces = (async function* () {
      yield whole.subarray(0, cut);
      yield whole.subarray(cut);
    })();
    for await (const part of multipart(pieces, "b")) {
      if (part.kind === "field") seen.push([part.name, part.value]);
      else {
        const body: Uint8Array[] = [];
        for await (const piece of part.body) body.push(piece);
        seen.push([part.name, part.filename, part.type, Buffer.concat(body).toString()]);
      }
    }
    assert.deepEqual(
      seen,
      [
        ["a", "1"],
        ["f", "f.txt", "text/plain", "line\r\n--x"],
      ],
      `cut at ${cut}`,
    );
  }
});

test("files of pages are kept forever and packed", async () => {
  const { app } = site();
  const { files } = assets();
  assert.ok(files.length >= 4);
  for (const file of files) {
    assert.match(file.path, /^\/assets\/[0-9a-f]{16}\//);
    const br = await app.request(file.path, { headers: { "accept-encoding": "gzip, deflate, br" } });
    assert.equal(br.headers.get("content-encoding"), "br");
    assert.match(br.headers.get("cache-control") ?? "", /immutable/);
    assert.deepEqual(brotliDecompressSync(Buffer.from(await br.arrayBuffer())), file.body);
    const plain = await app.request(file.path);
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.deepEqual(Buffer.from(await plain.arrayBuffer()), file.body);
  }
  assert.equal((await app.request("/assets/0000000000000000/portal.css")).status, 404);
});

test("pages are packed as the browser takes them", async () => {
  const { app } = site();
  const plain = await (await app.request("/zh/long")).text();
  const br = await app.request("/zh/long", { headers: { "accept-encoding": "br, gzip" } });
  assert.equal(br.headers.get("vary"), "Accept-Encoding");
  assert.equal(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).toString(), plain);
  const gz = await app.request("/zh/long", { headers: { "accept-encoding": "gzip;q=1, br;q=0" } });
  assert.equal(gunzipSync(Buffer.from(await gz.arrayBuffer())).toString(), plain);
  assert.equal((await app.request("/zh/token", { headers: { "accept-encoding": "br" } })).headers.get("content-encoding"), null);
});

test("lists page by key, both ways, and a cursor fits its own list only", async () => {
  const { app } = site();
  const get = async (path: string) => {
    const answer = await app.request(path);
    return {
      status: answer.status,
      link: answer.headers.get("link"),
      body: (await answer.json()) as { rows: number[]; next?: string; previous?: string },
    };
  };
  const first = await get("/api/list?filter=x");
  assert.deepEqual(first.body.rows, numbers.slice(0, 10));
  assert.equal(first.body.previous, undefined);
  assert.match(first.body.next ?? "", /filter=x/);
  assert.match(first.link ?? "", /rel="next"/);
  const second = await get(first.body.next ?? "");
  assert.deepEqual(second.body.rows, numbers.slice(10, 20));
  const third = await get(second.body.next ?? "");
  assert.deepEqual(third.body.rows, numbers.slice(20));
  assert.equal(third.body.next, undefined);
  assert.deepEqual((await get(third.body.previous ?? "")).body.rows, numbers.slice(10, 20));
  const start = await get(second.body.previous ?? "");
  assert.deepEqual(start.body.rows, numbers.slice(0, 10));
  assert.equal(start.body.previous, undefined);
  const good = cursors.seal("list", [3]);
  for (const bad of [
    good.slice(1),
    `${good}A`,
    good.replace(/.$/, (x) => (x === "A" ? "E" : "A")),
    cursors.seal("other", [3]),
    cursors.seal("list", ["3"]),
    "%00",
    "x",
    "",
  ]) {
    assert.equal((await get(`/api/list?after=${bad}`)).status, 400, bad);
  }
});

test("tags and keys in headers", async () => {
  const { app } = site();
  const version = async (headers: Record<string, string>) => app.request("/api/version", { headers });
  assert.equal((await version({ "if-none-match": 'W/"7"' })).status, 304);
  for (const [header, match] of [
    ['"7"', "holds"],
    ['"6", "7"', "holds"],
    ["*", "holds"],
    ['"6"', "fails"],
    ['W/"7"', "fails"],
  ] as const) {
    assert.deepEqual(await (await version({ "if-match": header })).json(), { match }, header);
  }
  const echo = async (headers: Record<string, string>) => app.request("/api/echo", { method: "POST", body: "x", headers });
  assert.deepEqual(await (await echo({ "idempotency-key": '"abc"' })).json(), { key: "abc", length: 1 });
  assert.deepEqual(await (await echo({ "idempotency-key": "abc" })).json(), { key: "abc", length: 1 });
  assert.deepEqual(await (await echo({})).json(), { length: 1 });
  for (const bad of ["", '""', "a b", "x".repeat(201)]) assert.equal((await echo({ "idempotency-key": bad })).status, 400, bad);
});

test("the first page follows the browser's language, the display setting comes back here and nowhere else", async () => {
  const { app } = site();
  const first = await app.request("/", { headers: { "accept-language": "en" } });
  assert.equal(first.status, 302);
  assert.equal(first.headers.get("location"), "/en/");
  const large = await app.request("/zh/display?type=large&back=%2Fa%3Fb%3D1");
  assert.equal(large.headers.get("location"), "/zh/a?b=1");
  assert.match(large.headers.get("set-cookie") ?? "", /^display=large/);
  for (const away of ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "x"])
    assert.equal(localPath(away), undefined, away);
});

test("addresses are built from their pattern", () => {
  const service = route("/:lang/services/:id");
  assert.equal(service.to({ lang: "zh", id: "a b/ü" }), "/zh/services/a%20b%2F%C3%BC");
  assert.equal(service.to({ lang: "en", id: 7 }, { q: "办 事", page: undefined, n: 2 }), "/en/services/7?q=%E5%8A%9E+%E4%BA%8B&n=2");
  for (const id of ["", ".", ".."]) assert.throws(() => service.to({ lang: "en", id }), TypeError);
  // @ts-expect-error: a parameter is missing
  assert.throws(() => service.to({ lang: "zh" }));
});

test("a word is left for the next page, and taken once", async () => {
  const { app } = site();
  const cookie = ((await app.request("/zh/leave")).headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const taken = await app.request("/zh/take", { headers: { cookie } });
  assert.equal(await taken.text(), "saved");
  assert.match(taken.headers.get("set-cookie") ?? "", /^flash=; Max-Age=0/);
  assert.equal(await (await app.request("/zh/take")).text(), "nothing");
  assert.equal(await (await app.request("/zh/take", { headers: { cookie: "flash=<b>" } })).text(), "nothing");
});

test("an answer in one piece bears the same headers as one that the floor finished", async () => {
  const app = site({ trustProxy: true }).app;
  const ask = (path: string, accept?: string) =>
    app.request(path, {
      headers: { "x-forwarded-proto": "https", "x-request-id": "request-1", ...(accept ? { "accept-encoding": accept } : {}) },
    });
  const headersOf = (answer: Response) => Object.fromEntries([...answer.headers].filter(([name]) => name !== "content-encoding"));
  const [short, plain, packed] = [await ask("/api/short", "br"), await ask("/api/long"), await ask("/api/long", "br")];
  assert.deepEqual(await short.json(), { a: "好" });
  assert.deepEqual(await plain.json(), { a: "好".repeat(2000) });
  assert.equal(packed.headers.get("content-encoding"), "br");
  assert.deepEqual(JSON.parse(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()), { a: "好".repeat(2000) });
  assert.deepEqual({ ...headersOf(packed), etag: '"1"' }, headersOf(plain));
  assert.equal(plain.headers.get("cache-control"), "no-cache");
  assert.deepEqual({ ...headersOf(short), "cache-control": "no-cache" }, headersOf(plain));
  for (const name of ["content-security-policy", "strict-transport-security", "x-request-id", "vary"])
    assert.ok(short.headers.get(name), name);
});
