import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { isLoopback, readConfig, root } from "./config.ts";

const good = (given: Parameters<typeof readConfig>[0]) => {
  const read = readConfig(given);
  assert.ok(read.ok, JSON.stringify(read));
  return read.config;
};
const bad = (given: Parameters<typeof readConfig>[0]) => {
  const read = readConfig(given);
  assert.ok(!read.ok, "should have been refused");
  return read.problems.join("\n");
};

test("nothing given means the published defaults", () => {
  const config = good({});
  assert.deepEqual(
    [config.port, config.host, config.data, config.roles, config.city, config.database.kind, config.publicUrl],
    [8080, "127.0.0.1", join(root, ".data"), ["web", "worker", "scheduler", "gateway"], join(root, "city"), "embedded", undefined],
  );
  assert.equal(config.keyFile, join(root, ".data/installation.key"));
});

test("a flag goes before the environment; an empty variable counts as not set", () => {
  assert.equal(good({ env: { ERRAND_DATA: "/a" } }).data, "/a");
  assert.equal(good({ flags: { data: "b" }, env: { ERRAND_DATA: "/a" } }).data, resolve("b"));
  assert.equal(good({ env: { ERRAND_DATA: "", DATABASE_URL: "" } }).database.kind, "embedded");
});

test("with a database of one's own there is no sample city unless asked for", () => {
  const env = { DATABASE_URL: "postgres://a:b@h/d" };
  assert.equal(good({ env }).city, undefined);
  assert.equal(good({ env, flags: { city: "src" } }).city, resolve("src"));
});

test("each wrong setting is named, all at once", () => {
  const problems = bad({ flags: { port: "99999", roles: "web,king", host: "a b" }, env: { ERRAND_PUBLIC_URL: "ftp://x" } });
  for (const name of ["--port", "--roles", "--host", "ERRAND_PUBLIC_URL"]) assert.ok(problems.includes(name), problems);
});

test("a mail server is whole or not there; a password is never repeated", () => {
  assert.equal(good({}).mail, undefined);
  const env = { ERRAND_SMTP_URL: "smtps://a:secret@mail.example", ERRAND_SMTP_FROM: "errand@example.org" };
  assert.deepEqual([good({ env }).mail?.host, good({ env }).mail?.port], ["mail.example", 465]);
  assert.match(bad({ env: { ERRAND_SMTP_FROM: "errand@example.org" } }), /ERRAND_SMTP_URL is missing/);
  const wrong = bad({ env: { ERRAND_SMTP_URL: "imap://a:secret@mail.example", ERRAND_SMTP_FROM: "nobody" }, flags: { city: "/nowhere" } });
  assert.ok(/ERRAND_SMTP_URL/.test(wrong) && /ERRAND_SMTP_FROM/.test(wrong) && /--city/.test(wrong) && !wrong.includes("secret"), wrong);
});

test("a wrong database address is named and never repeated", () => {
  const problems = bad({ env: { DATABASE_URL: "mysql://root:secret@h/d" } });
  assert.ok(problems.includes("DATABASE_URL") && !problems.includes("secret"), problems);
});

test("the sample city is refused on an address that others reach", () => {
  for (const host of ["0.0.0.0", "::", "10.1.2.3", "example.org"]) assert.match(bad({ flags: { host } }), /sample city/);
  for (const host of ["127.0.0.1", "127.8.8.8", "localhost", "::1"]) assert.ok(isLoopback(good({ flags: { host } }).host));
  assert.equal(good({ flags: { host: "0.0.0.0", city: "none" } }).host, "0.0.0.0");
});
