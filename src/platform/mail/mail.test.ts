// Mail over real SMTP: what is taken, what is refused for now and for good, what cannot be known; and what never goes out.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../../../test/support/errand.ts";
import { type MailServer, startMailServer } from "../../../test/support/mail-server.ts";
import { composeMail, type Delivered, deliver, type Mail, type MailSettings, readMailSettings } from "./index.ts";

const letter: Mail = {
  id: "01a2046c-6984-7ff9-9b8a-be6e9acf5500",
  from: "errand@example.org",
  to: "reader@example.org",
  lang: "zh",
  subject: "转给您办理：“核验”",
  lines: [{ text: "正文 <b> & “引号”" }, { text: "打开", href: "http://127.0.0.1/zh/x?a=1&b=2" }],
  footer: [{ text: "请不要回复" }],
  stop: "http://127.0.0.1/zh/mail/token",
  at: Date.parse("2026-09-21T09:30:00+08:00"),
};
const settingsFor = (server: Pick<MailServer, "port" | "ca">, more: Partial<MailSettings> = {}): MailSettings => ({
  host: "localhost",
  port: server.port,
  security: "plain",
  from: letter.from,
  ...(server.ca === undefined ? {} : { ca: server.ca }),
  ...more,
});
const send = async (settings: MailSettings, mail: Mail = letter, raw?: Buffer): Promise<Delivered & { handed: number }> => {
  let handed = 0;
  const delivered = await deliver(settings, { to: mail.to, raw: raw ?? (await composeMail(mail)) }, async () => {
    handed += 1;
  });
  return { ...delivered, handed };
};

const plain = await startMailServer();
const said = async (plan: MailServer["plan"], raw?: Buffer) => {
  plain.plan = plan;
  const { handed, ...delivered } = await send(settingsFor(plain), letter, raw);
  plain.plan = {};
  return [delivered, handed];
};

test("a mail arrives as it was written: both forms, in its language, with an id of its own and a way to stop", {
  timeout: 20_000,
}, async () => {
  assert.deepEqual(await said({}), [{ kind: "sent" }, 1]);
  const mail = plain.received.at(-1);
  assert.ok(mail);
  assert.deepEqual([mail.from, mail.to], [letter.from, [letter.to]]);
  assert.equal(mail.headers.get("subject"), letter.subject);
  assert.equal(mail.headers.get("message-id"), `<${letter.id}@example.org>`);
  assert.equal(mail.headers.get("content-language"), "zh-CN");
  assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
  assert.equal(mail.headers.get("list-unsubscribe"), `<${letter.stop}>`);
  assert.equal(mail.headers.get("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  assert.match(mail.plain, /正文 <b> & “引号”/);
  assert.match(mail.plain, /http:\/\/127\.0\.0\.1\/zh\/x\?a=1&b=2/);
  assert.match(mail.html, /正文 &#60;b&#62; &#38; “引号”/);
  assert.match(mail.html, /<a href="http:\/\/127\.0\.0\.1\/zh\/x\?a=1&#38;b=2">打开<\/a>/);
});

test("refused for now, refused for good, and whose fault it is, are told apart", { timeout: 20_000 }, async () => {
  assert.deepEqual(await said({ rcpt: 451 }), [{ kind: "temporary", why: "later", code: 451 }, 0]);
  assert.deepEqual(await said({ rcpt: 550 }), [{ kind: "permanent", why: "address", code: 550 }, 0]);
  assert.deepEqual(await said({ data: 452 }), [{ kind: "temporary", why: "later", code: 452 }, 1]);
  assert.deepEqual(await said({ data: 554 }), [{ kind: "permanent", why: "content", code: 554 }, 1]);
  const { handed, ...nobody } = await send(settingsFor({ port: 1, ca: undefined }));
  assert.deepEqual([nobody, handed], [{ kind: "temporary", why: "connection" }, 0]);
});

test("broken off before the end of the content it is tried again; after it, nobody knows", { timeout: 30_000 }, async () => {
  const large = Buffer.alloc(40_000_000, "a line of some length\r\n");
  assert.deepEqual(await said({ data: "drop-within" }, large), [{ kind: "temporary", why: "broken-off" }, 1]);
  assert.deepEqual(await said({ data: "drop-after" }), [{ kind: "unsure" }, 1]);
});

test("encryption is insisted on, with a certificate that somebody vouches for", { timeout: 20_000 }, async () => {
  const starttls = await startMailServer({ security: "starttls" });
  const tls = await startMailServer({ security: "tls" });
  assert.equal((await send(settingsFor(starttls, { security: "starttls" }))).kind, "sent");
  assert.equal((await send(settingsFor(tls, { security: "tls" }))).kind, "sent");
  assert.ok(starttls.received[0]?.secure && tls.received[0]?.secure);
  for (const settings of [
    settingsFor(plain, { security: "starttls" }),
    settingsFor({ port: starttls.port, ca: undefined }, { security: "starttls" }),
    settingsFor({ port: tls.port, ca: undefined }, { security: "tls" }),
  ]) {
    const before = plain.received.length + starttls.received.length + tls.received.length;
    const { kind, handed } = await send(settings);
    assert.deepEqual([kind, handed], ["temporary", 0]);
    assert.equal(plain.received.length + starttls.received.length + tls.received.length, before);
  }
});

test("a login is given; a wrong one is nobody's lost mail", { timeout: 20_000 }, async () => {
  const guarded = await startMailServer({ security: "starttls", user: { name: "errand", password: "p@ss word" } });
  const as = (password: string) => settingsFor(guarded, { security: "starttls", user: { name: "errand", password } });
  assert.equal((await send(as("p@ss word"))).kind, "sent");
  const wrong = await send(as("no"));
  assert.ok(wrong.kind === "temporary" && wrong.why === "login" && wrong.handed === 0);
});

test("no line end makes a header of its own", { timeout: 20_000 }, async () => {
  const subject = "一\r\nBcc: other@example.org\r\n\r\n二\u2028三";
  assert.equal((await send(settingsFor(plain), { ...letter, subject })).kind, "sent");
  const mail = plain.received.at(-1);
  assert.ok(mail && !mail.headers.has("bcc"));
  assert.deepEqual(mail.to, [letter.to]);
  assert.match(mail.headers.get("subject") ?? "", /^一 Bcc: other@example\.org 二 三$/);
});

test("settings are read whole, and each wrong one is named without its password", () => {
  const read = (url?: string, from?: string, ca?: string) => readMailSettings({ url, from, ca });
  const good = (...given: Parameters<typeof read>) => {
    const settings = read(...given);
    assert.ok(settings.ok, JSON.stringify(settings));
    return settings.mail;
  };
  const bad = (...given: Parameters<typeof read>) => {
    const settings = read(...given);
    assert.ok(!settings.ok);
    return settings.problems.join("\n");
  };
  assert.equal(good(), undefined);
  const from = "errand@example.org";
  assert.deepEqual(good("smtps://me:p%40ss@mail.example.org", from), {
    host: "mail.example.org",
    port: 465,
    security: "tls",
    from,
    user: { name: "me", password: "p@ss" },
  });
  assert.deepEqual([good("smtp://h.example", from)?.security, good("smtp://h.example", from)?.port], ["starttls", 587]);
  assert.deepEqual(good("smtp://127.0.0.1:2525?tls=never", from), { host: "127.0.0.1", port: 2525, security: "plain", from });
  for (const url of ["http://h", "smtp:", "smtp://h/path", "smtp://h?tls=always", "smtps://h?tls=never", "smtp://h?x=1"])
    assert.match(bad(url, from), /ERRAND_SMTP_URL/, url);
  assert.match(bad("smtp://me:secret@mail.example.org?tls=never", from), /ERRAND_SMTP_URL would send its password/);
  assert.doesNotMatch(bad("ftp://me:secret@h", from), /secret/);
  assert.match(bad("smtp://h"), /ERRAND_SMTP_FROM is missing/);
  for (const wrong of ["x", "Errand <errand@example.org>", "a@b", "a@b.c\r\nBcc: d@e.f", "a b@c.d"])
    assert.match(bad("smtp://h", wrong), /ERRAND_SMTP_FROM is not/, wrong);
  assert.match(bad(undefined, from), /ERRAND_SMTP_URL is missing/);
  const folder = temporaryFolder();
  writeFileSync(join(folder, "no.pem"), "nothing");
  for (const file of [join(folder, "no.pem"), join(folder, "none.pem")]) assert.match(bad("smtp://h", from, file), /ERRAND_SMTP_CA/);
});
