// News between processes: what is done through one server reaches whoever listens at another; a stream ends with its session, and no
// server waits for one when it stops. And a mail that a killed worker had handed over is not sent a second time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { loadCity } from "../src/city/index.ts";
import { samplePassword } from "../src/identity/index.ts";
import { keyringOf, openKeyFile } from "../src/platform/crypto/index.ts";
import { cityFolder } from "./support/city.ts";
import { cloneDatabase } from "./support/database.ts";
import { type Serving, serve, temporaryFolder } from "./support/errand.ts";
import { startMailServer } from "./support/mail-server.ts";

const database = await cloneDatabase();
const data = join(temporaryFolder(), "data");
const keyFile = join(temporaryFolder(), "installation.key");
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const officer = "chen-yulan";
const long = { timeout: 180_000 };
const env = (more: Record<string, string> = {}) => ({
  env: { DATABASE_URL: database.app, DATABASE_JOBS_URL: database.jobs, ERRAND_KEY_FILE: keyFile, ...more },
});

const mail = await startMailServer();
const smtp = env({ ERRAND_SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=never`, ERRAND_SMTP_FROM: "errand@example.org" });
/** The server that works, until it is killed. */
let first: Serving | undefined;

/** Looks again and again until it is so; never for longer than half a minute. */
async function until<T>(what: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 1200; tries++) {
    const found = await what();
    if (found !== undefined && found !== false) return found as T;
    await sleep(25);
  }
  return assert.fail("it did not come");
}

const tell = (text: string) =>
  owner.query("select notices.notify($1::jsonb, now())", [
    JSON.stringify([
      { receiver: `officer:${officer}`, kind: "urged", text: { zh: text, en: text }, href: "/workbench", once: `${text}:${Math.random()}` },
    ]),
  ]);

/** Signs in as a browser does; the session's cookie. */
async function signIn({ url }: Serving): Promise<string> {
  const page = await fetch(`${url}/zh/sign-in`);
  const cookies = page.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const html = await page.text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
  const done = await fetch(`${url}/zh/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: cookies },
    body: new URLSearchParams({ login: officer, password: samplePassword, _csrf: hidden("_csrf"), _once: hidden("_once") }),
  });
  const session = done.headers.getSetCookie().find((one) => one.startsWith("errand_session="));
  assert.ok(session, `${done.status}`);
  return session.split(";")[0] ?? "";
}

interface Stream {
  readonly status: number;
  readonly text: () => string;
  readonly over: () => boolean;
  close(): void;
}

async function listen({ url }: Serving, cookie: string, last?: number): Promise<Stream> {
  const stop = new AbortController();
  const answer = await fetch(`${url}/en/workbench/inbox/stream`, {
    headers: { cookie, ...(last === undefined ? {} : { "last-event-id": String(last) }) },
    signal: stop.signal,
  });
  let text = "";
  let over = false;
  void (async () => {
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) text += decoder.decode(piece as Uint8Array, { stream: true });
  })()
    .catch(() => {})
    .finally(() => {
      over = true;
    });
  return { status: answer.status, text: () => text, over: () => over, close: () => stop.abort() };
}

test("what happens through one process reaches a listener at another; it ends with the session and with the server", long, async () => {
  const key = openKeyFile(keyFile, { make: true });
  assert.ok(key.ok);
  const loaded = await loadCity(owner, keyringOf(key.key), cityFolder);
  assert.ok(loaded.ok);
  const [one, two] = await Promise.all([serve(join(data, "one"), [], smtp), serve(join(data, "two"), ["--roles", "web"], env())]);
  first = one;
  const cookie = await signIn(one);
  const stream = await listen(two, cookie);
  assert.equal(stream.status, 200);
  await until(() => /"unread":"0"/.test(stream.text()));

  await tell("the first");
  await until(() => /"text":"the first"/.test(stream.text()));
  assert.match(stream.text(), /event: news\ndata: \{"unread":"1"/);
  const last = Number(/id: (\d+)/.exec(stream.text())?.[1]);
  stream.close();
  await tell("while nobody listened");
  const again = await listen(two, cookie, last);
  await until(() => /while nobody listened/.test(again.text()));
  assert.doesNotMatch(again.text(), /the first/);

  // What is read through one process is counted at the other.
  const inbox = await (await fetch(`${one.url}/en/workbench/inbox`, { headers: { cookie } })).text();
  const [, open] = /href="(\/en\/workbench\/inbox\/[0-9a-f-]+\/open)"/.exec(inbox) ?? [];
  assert.ok(open);
  await fetch(`${one.url}${open}`, { headers: { cookie }, redirect: "manual" });
  await until(() => /"unread":"1","lines":\[\]/.test(again.text()));

  // So many windows and no more.
  const windows: Stream[] = [];
  for (let i = 0; i < 9; i++) windows.push(await listen(two, cookie));
  assert.ok(windows.some(({ status }) => status === 429));
  for (const window of windows) window.close();

  // Whoever is not signed in is told not to ask again.
  assert.equal((await listen(two, "errand_session=nobody")).status, 204);

  const other = await signIn(one);
  const ends = await listen(two, other);
  await until(() => ends.text() !== "");
  await owner.query("delete from identity.session");
  await until(() => ends.over() && again.over());

  const final = await listen(two, await signIn(one));
  await until(() => final.text() !== "");
  assert.equal(await two.stop(), 0);
  await until(() => final.over());
});

test("a worker is killed while the server holds its answer: the mail is not sent again", {
  ...long,
  skip: process.platform !== "linux" && "the server's process is found by /proc",
}, async () => {
  const serving = first;
  assert.ok(serving);
  const receiver = `officer:${officer}`;
  const cookie = await signIn(serving);
  const page = async (path: string, fields?: Record<string, string>) => {
    const shown = await fetch(`${serving.url}/zh/workbench/notices`, { headers: { cookie } });
    const html = await shown.text();
    if (!fields) return html;
    const visitor = shown.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
    const done = await fetch(`${serving.url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", cookie: `${cookie}; ${visitor}` },
      body: new URLSearchParams({ ...fields, _csrf: hidden("_csrf"), _once: hidden("_once") }),
    });
    assert.equal(done.status, 303, await done.text());
    return "";
  };
  await page("/zh/workbench/notices/address", { act: "ask", address: "chen.yulan@example.org" });
  const code = await until(() => /\d{8}/.exec(mail.received[0]?.plain ?? "")?.[0]);
  await page("/zh/workbench/notices/address", { act: "confirm", code });
  assert.match(await page(""), /已确认/);

  mail.plan = { data: "hold" };
  await tell("held");
  await until(() => mail.received.length === 2);
  // The server itself, not the program that started it.
  const { pid = 0 } = serving.child;
  for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")) process.kill(Number(child), "SIGKILL");
  await serving.ended;
  mail.plan = {};
  // As if the lease of the dead worker had run out.
  await owner.query("update notices.mail set began_at = began_at - interval '1 hour' where receiver = $1 and state = 'sending'", [
    receiver,
  ]);
  const second = await serve(join(data, "one"), [], smtp);
  const state = async () =>
    (await owner.query<{ state: string }>("select state from notices.mail where receiver = $1 and what = 'notice'", [receiver])).rows[0]
      ?.state;
  await until(async () => (await state()) === "unsure");
  await tell("another");
  await until(() => mail.received.some(({ plain }) => plain.includes("another")));
  assert.equal(mail.received.filter(({ plain }) => plain.includes("held")).length, 1);
  assert.equal(await second.stop(), 0);
  await owner.end();
});
