// Notices by mail, over a real server: to a confirmed address, in its holder's language, each once, tried again when it must be, and
// given up where it cannot help.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../../test/support/app.ts";
import { startMailServer } from "../../../test/support/mail-server.ts";
import type { Delivered, MailSettings } from "../../platform/mail/index.ts";
import {
  askForAddress,
  chooseMail,
  confirmAddress,
  dueMail,
  forgetAddress,
  type MailChoice,
  makeDigests,
  markRead,
  type NoticeKind,
  notify,
  readerOf,
  sendMail,
  stopReceiver,
} from "../index.ts";

const app = await startTestApp();
const { desk } = app;
const server = await startMailServer();
const settings: MailSettings = { host: "127.0.0.1", port: server.port, security: "plain", from: "errand@example.org" };
const minute = 60_000;
const start = desk.now();

/** Sends what is due now, as a worker would; what became of each. */
async function sendDue(): Promise<(Delivered | undefined)[]> {
  await dueMail(desk, desk.now(), false);
  const { rows } = await desk.pool.query<{ id: string }>(
    "select id from notices.mail where state in ('waiting', 'sending') and next_at <= to_timestamp($1 / 1000.0) order by made_at, id",
    [desk.now()],
  );
  const done: (Delivered | undefined)[] = [];
  for (const { id } of rows) done.push(await sendMail(desk, settings, id));
  return done;
}

const last = () => {
  const mail = server.received.at(-1);
  assert.ok(mail);
  return mail;
};

/** Somebody with a confirmed address; the code is taken from the mail. */
async function reader(receiver: string, lang: "zh" | "en" = "zh"): Promise<string> {
  const address = `${receiver.replace(":", ".")}@example.org`;
  assert.equal(await askForAddress(desk, receiver, address, lang, desk.now()), "asked");
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  const code = /\d{8}/.exec(last().plain)?.[0] ?? "";
  assert.deepEqual(last().to, [address]);
  assert.equal(await confirmAddress(desk, receiver, code, desk.now()), true);
  return address;
}

const tell = (officer: string, kind: NoticeKind = "urged", once?: string) =>
  notify(
    desk.pool,
    [{ officer, kind, text: { zh: `催办：${kind}`, en: `Urged: ${kind}` }, href: "/workbench/cases/x", ...(once ? { once } : {}) }],
    desk.now(),
  );
const states = async (receiver: string) =>
  (
    await desk.pool.query<{ state: string }>("select state from notices.mail where receiver = $1 and what = 'notice' order by made_at", [
      receiver,
    ])
  ).rows.map(({ state }) => state);

test("an address counts once its holder gave the code; a wrong code, or too many, do not", { timeout: 30_000 }, async () => {
  const receiver = "officer:code";
  await tell("code");
  assert.equal(await askForAddress(desk, receiver, "no address", "zh", desk.now()), "not-one");
  assert.equal(await askForAddress(desk, receiver, "code@example.org", "zh", desk.now()), "asked");
  await sendDue();
  const right = /\d{8}/.exec(last().plain)?.[0] ?? "";
  await tell("code");
  assert.deepEqual(await states(receiver), [], "nothing goes to an address that nobody confirmed");
  const wrong = right === "00000000" ? "00000001" : "00000000";
  for (const _ of Array.from({ length: 5 })) assert.equal(await confirmAddress(desk, receiver, wrong, desk.now()), false);
  assert.equal(await confirmAddress(desk, receiver, right, desk.now()), false, "too many were wrong");
  assert.equal(await askForAddress(desk, receiver, "code@example.org", "zh", desk.now() + 1), "asked");
  assert.equal(await askForAddress(desk, receiver, "code@example.org", "zh", desk.now() + 2), "asked");
  assert.equal(await askForAddress(desk, receiver, "code@example.org", "zh", desk.now() + 3), "too-often");
  app.at(start + minute);
  await sendDue();
  const { address, state } = await readerOf(desk, receiver, "zh");
  assert.deepEqual([address, state], ["code@example.org", "asked"]);
  const { rows } = await desk.pool.query<{ all: string }>("select string_agg(r::text, '') as all from notices.reader r");
  assert.doesNotMatch(rows[0]?.all ?? "", /example/, "addresses lie sealed");
  await forgetAddress(desk, receiver);
});

test("a notice goes out once, in the language that was chosen, and says no more than the inbox", { timeout: 30_000 }, async () => {
  const address = await reader("officer:once", "en");
  assert.equal(await tell("once", "urged", "x"), 1);
  assert.equal(await tell("once", "urged", "x"), 0);
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  assert.deepEqual(await sendDue(), []);
  const mail = last();
  assert.deepEqual(mail.to, [address]);
  assert.equal(mail.headers.get("subject"), "Urged: urged");
  assert.match(mail.plain, /http:\/\/127\.0\.0\.1:8080\/en\/workbench\/cases\/x/);
  const stop = /\/mail\/([^>]+)>/.exec(mail.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
  assert.equal(stopReceiver(desk.keys, stop), "officer:once");
  assert.equal(stopReceiver(desk.keys, `${stop.slice(0, -2)}AA`), undefined);
  await chooseMail(desk, "officer:once", new Map<NoticeKind, MailChoice>([["urged", "no"]]), "zh");
  await tell("once");
  await tell("once", "task");
  await tell("once", "overdue");
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  assert.equal(last().headers.get("subject"), "催办：overdue", "in the language chosen since");
  await tell("once", "supervised");
  await markRead(desk, "officer:once", { upTo: Number.MAX_SAFE_INTEGER }, desk.now());
  assert.deepEqual(await sendDue(), [undefined], "what was read meanwhile needs no mail");
});

test("refused for now it is tried again, under the same id; refused for good the address is given up", { timeout: 30_000 }, async () => {
  await reader("officer:grey");
  const before = server.received.length;
  await tell("grey");
  server.plan = { rcpt: 451 };
  assert.equal((await sendDue())[0]?.kind, "temporary");
  server.plan = {};
  assert.deepEqual(await sendDue(), [], "not before its pause is over");
  app.at(desk.now() + 2 * minute);
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  assert.equal(server.received.length, before + 1);
  const { rows } = await desk.pool.query<{ id: string; attempts: number }>(
    "select id, attempts from notices.mail where receiver = 'officer:grey' and what = 'notice'",
  );
  assert.deepEqual([rows[0]?.attempts, last().headers.get("message-id")], [2, `<${rows[0]?.id}@example.org>`]);
  await tell("grey");
  server.plan = { rcpt: 550 };
  assert.equal((await sendDue())[0]?.kind, "permanent");
  server.plan = {};
  assert.equal((await readerOf(desk, "officer:grey", "zh")).state, "bad");
  await tell("grey");
  app.at(desk.now() + 600 * minute);
  assert.deepEqual(await sendDue(), []);
  assert.deepEqual(await states("officer:grey"), ["sent", "refused"]);
});

test("what the server may have is not sent again; what nobody takes in two days is given up", { timeout: 30_000 }, async () => {
  await reader("officer:drop");
  await tell("drop");
  server.plan = { data: "drop-after" };
  const before = server.received.length;
  assert.deepEqual(await sendDue(), [{ kind: "unsure" }]);
  server.plan = {};
  app.at(desk.now() + 600 * minute);
  assert.deepEqual(await sendDue(), []);
  assert.equal(server.received.length, before + 1);
  await tell("drop");
  server.plan = { rcpt: 451 };
  for (let tries = 0; tries < 30 && (await states("officer:drop")).at(-1) === "waiting"; tries++) {
    await sendDue();
    app.at(desk.now() + 240 * minute);
  }
  server.plan = {};
  assert.deepEqual(await states("officer:drop"), ["unsure", "failed"]);
});

test("a worker that died before it gave anything away leaves the mail to another; one that died after does not", {
  timeout: 30_000,
}, async () => {
  await reader("officer:dead");
  await tell("dead");
  await tell("dead");
  const { rows } = await desk.pool.query<{ id: string }>(
    "select id from notices.mail where receiver = 'officer:dead' and what = 'notice' order by made_at, id",
  );
  const [first, second] = rows;
  await desk.pool.query(
    "update notices.mail set state = 'sending', attempts = 1, began_at = to_timestamp($2 / 1000.0), handed_at = case when id = $1 then to_timestamp($2 / 1000.0) end where receiver = 'officer:dead' and what = 'notice'",
    [first?.id, desk.now()],
  );
  const before = server.received.length;
  assert.deepEqual(await sendDue(), [undefined, undefined], "they may still be at it");
  app.at(desk.now() + 4 * minute);
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  assert.equal(last().headers.get("message-id"), `<${second?.id}@example.org>`);
  assert.equal(server.received.length, before + 1);
  assert.deepEqual((await states("officer:dead")).toSorted(), ["sent", "unsure"]);
});

test("a digest comes once a day, with what is not read yet", { timeout: 30_000 }, async () => {
  await reader("officer:digest", "en");
  const day = 24 * 60 * minute;
  app.at(start + 20 * day);
  for (const _ of [1, 2, 3]) await tell("digest", "soon");
  const { rows } = await desk.pool.query<{ id: string }>(
    "select id from notices.inbox where receiver = 'officer:digest' order by n limit 1",
  );
  await markRead(desk, "officer:digest", { id: rows[0]?.id ?? "" }, desk.now());
  assert.deepEqual([await makeDigests(desk, desk.now()), await makeDigests(desk, desk.now())], [1, 0]);
  assert.deepEqual(await sendDue(), [{ kind: "sent" }]);
  assert.equal(last().headers.get("subject"), "2 unread notices");
  assert.equal(last().plain.match(/Urged: soon/g)?.length, 2);
  app.at(desk.now() + day);
  assert.equal(await makeDigests(desk, desk.now()), 0, "nothing new");
  await tell("digest", "soon");
  app.at(start + 22 * day - 6 * 60 * minute);
  assert.equal(await makeDigests(desk, desk.now()), 0, "not before eight in the morning");
  app.at(start + 22 * day);
  assert.equal(await makeDigests(desk, desk.now()), 1);
  await sendDue();
  assert.equal(last().headers.get("subject"), "One unread notice");
});
