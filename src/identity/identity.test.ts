import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "pg";
import { sampleCity, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { killedWhile } from "../../test/support/killed.ts";
import { loadOrganisation } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import {
  appointAgent,
  bearerOf,
  changePassword,
  csrfHolds,
  csrfToken,
  findParties,
  type Ground,
  issueToken,
  loadPeople,
  openAccount,
  organisationsOf,
  type Party,
  partiesById,
  partyByIdentifier,
  passwordChangedAt,
  revokeToken,
  samplePassword,
  sessionLength,
  sessionOf,
  signIn,
  signOut,
  sweepSessions,
  takeInParty,
  tokenHolders,
} from "./index.ts";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 10);

const keys = testKeys();
const ground: Ground = { app, keys, sample: true, zone: "Asia/Shanghai" };
const elsewhere: Ground = { ...ground, sample: false };
const now = Date.parse("2026-11-22T09:00:00+08:00");
const minute = 60_000;
const rows = sampleRows();
const parties: Party[] = [
  ...rows.persons.map(
    ({ id, name, identifier, phone, login }): Party => ({
      id,
      kind: "person",
      name,
      identifier,
      phone,
      ...(login === undefined ? {} : { handle: login }),
    }),
  ),
  ...rows.organisations.map(({ id, name, identifier, phone }): Party => ({ id, kind: "organisation", name, identifier, phone })),
];
const city = sampleCity();
const people = { officers: city.roster.officers.map((one) => one.id), parties, agents: rows.agents };
const address = () => `192.0.2.${Math.floor(Math.random() * 250)}-${Math.random()}`;
const enter = (login: string, at = now, password = samplePassword) => signIn(ground, { login, password, address: address() }, at);
const cookieOf = async (login: string, at = now): Promise<string> => {
  const signed = await enter(login, at);
  assert.ok(signed.ok, login);
  return signed.cookie;
};
const shen = parties[0] as Party;

before(async () => {
  await loadOrganisation(owner, city);
  assert.equal(await loadPeople(owner, keys, people, "ab".repeat(32)), true);
});

test("a second start loads nothing, and loading again after a change doubles nothing", async () => {
  const count = async () =>
    (
      await owner.query(
        "select (select count(*) from identity.party) p, (select count(*) from identity.account) a, (select count(*) from identity.login) l",
      )
    ).rows[0];
  const once = await count();
  assert.equal(await loadPeople(owner, keys, people, "ab".repeat(32)), false);
  assert.equal(await loadPeople(owner, keys, people, "cd".repeat(32)), true);
  assert.deepEqual(await count(), once);
  const renumber = (id: string) => `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`;
  const renumbered = {
    officers: people.officers,
    parties: parties.map((party) => ({ ...party, id: renumber(party.id) })),
    agents: people.agents.map((agent) => ({ ...agent, organisation: renumber(agent.organisation), person: renumber(agent.person) })),
  };
  assert.equal(await loadPeople(owner, keys, renumbered, "ef".repeat(32)), true);
  assert.deepEqual(await count(), once, "who is known by an identifier keeps the id");
});

test("officers sign in by id; citizens by name, identifier or phone, however they are typed", async () => {
  const officer = await sessionOf(ground, await cookieOf("Chen-Yulan "), now);
  assert.deepEqual(officer?.actor, {
    kind: "officer",
    id: "chen-yulan",
    name: "陈玉兰",
    language: "zh",
    posts: ["market/window"],
    rights: [],
  });
  for (const login of ["shen-ruolan", shen.identifier, "199 0000 0001", "１９９ ００００ ０００１"]) {
    const session = await sessionOf(ground, await cookieOf(login), now);
    assert.equal(session?.actor.id, shen.id, login);
  }
  const session = await sessionOf(ground, await cookieOf("shen-ruolan"), now);
  assert.ok(session?.actor.kind === "party");
  const { kind, id, name, party, actsFor, scopes } = session.actor;
  assert.deepEqual([kind, id, name, party, actsFor], ["party", shen.id, "沈若兰", "person", [rows.organisations[0]?.id]]);
  assert.equal(scopes, undefined, "a session may do all that its party may");
  assert.ok(!JSON.stringify(session.actor).includes("沈若兰"), "whoever writes an actor down writes no name");
});

test("a wrong password and an unknown account are told alike", async () => {
  const wrong = await enter("chen-yulan", now, "not the password");
  const unknown = await enter("nobody-here");
  assert.ok(!wrong.ok && !unknown.ok);
  assert.deepEqual(wrong, unknown);
  for (const odd of ["", "\u0000", "a".repeat(100_000), "𠮷".repeat(500)]) {
    const refused = await enter("fang-zhiwei", now, odd).catch((error) => error);
    assert.equal(refused.ok, false);
    assert.equal((await enter(odd)).ok, false);
  }
});

test("posts and rights are those of today: past and future appointments give none", async () => {
  const actorOf = async (login: string, at: number) => {
    const session = await sessionOf(ground, await cookieOf(login, at), at);
    return session?.actor.kind === "officer" ? session.actor : undefined;
  };
  assert.deepEqual((await actorOf("shen-moran", now))?.posts, []);
  assert.deepEqual((await actorOf("shen-moran", Date.parse("2025-06-30T23:59:00+08:00")))?.posts, ["market/head"]);
  assert.deepEqual((await actorOf("shen-moran", Date.parse("2025-07-01T00:01:00+08:00")))?.posts, []);
  assert.deepEqual((await actorOf("gong-xiaoyu", now))?.posts, ["market/review"]);
  assert.deepEqual((await actorOf("duan-shoucheng", now))?.rights, ["administer"]);
});

test("an appointment that ends while somebody is signed in ends its rights at once", async () => {
  const cookie = await cookieOf("qian-bojun");
  const posts = async () => {
    const actor = (await sessionOf(ground, cookie, now))?.actor;
    return actor?.kind === "officer" ? actor.posts : undefined;
  };
  assert.deepEqual(await posts(), ["market/head"]);
  await owner.query("update organisation.appointment set last = '2026-11-21' where officer = 'qian-bojun'");
  assert.deepEqual(await posts(), []);
  await owner.query("update organisation.appointment set last = null where officer = 'qian-bojun'");
});

test("a session ends when unused, at its time, and when signed out", async () => {
  const cookie = await cookieOf("chen-yulan");
  const { idle, whole } = sessionLength.officer;
  assert.ok(await sessionOf(ground, cookie, now + idle * 1000 - minute));
  assert.ok(await sessionOf(ground, cookie, now + 2 * idle * 1000 - 2 * minute), "use keeps it alive");
  assert.equal(await sessionOf(ground, cookie, now + 4 * idle * 1000), null);
  const busy = await cookieOf("wu-xiaofeng");
  for (let at = now; at < now + whole * 1000; at += 20 * minute) assert.ok(await sessionOf(ground, busy, at));
  assert.equal(await sessionOf(ground, busy, now + whole * 1000 + 1), null);
  const left = await cookieOf("sun-jianing");
  assert.equal(await signOut(ground, left), true);
  assert.equal(await signOut(ground, left), false);
  assert.equal(await sessionOf(ground, left, now), null);
  assert.equal(await sessionOf(ground, "made up", now), null);
  assert.ok((await sweepSessions(ground, now + 3 * 86_400_000)) > 0);
});

test("signing in ends the session whose cookie came along", async () => {
  const planted = await cookieOf("mo-xiaoyu");
  const signed = await signIn(ground, { login: "shen-ruolan", password: samplePassword, address: address(), previous: planted }, now);
  assert.ok(signed.ok && signed.cookie !== planted);
  assert.equal(await sessionOf(ground, planted, now), null);
});

test("guesses wait longer and longer, also when many come at once; elsewhere the owner still gets in", async () => {
  const from = "198.51.100.9";
  const guess = (at: number) => signIn(ground, { login: "luo-zhiyuan", password: "a wrong guess", address: from }, at);
  const many = await Promise.all(Array.from({ length: 30 }, () => guess(now)));
  const looked = many.filter((one) => !one.ok && one.why === "wrong").length;
  assert.ok(looked >= 1 && looked <= 4, `${looked} of 30 parallel guesses were looked at`);
  let at = now;
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    const first = await guess(at);
    if (!first.ok && first.why === "wait") at += (first.seconds ?? 0) * 1000;
    const answer = await guess(at);
    const next = await guess(at);
    assert.ok(!answer.ok && !next.ok && next.why === "wait", `guess ${n}`);
    waits.push(next.seconds ?? 0);
  }
  assert.ok(waits.every((wait, n) => n === 0 || wait >= (waits[n - 1] ?? 0)) && (waits.at(-1) ?? 0) >= 128, waits.join(" "));
  const there = await signIn(ground, { login: "luo-zhiyuan", password: samplePassword, address: from }, at);
  assert.ok(!there.ok && there.why === "wait", "the right password waits as well");
  assert.ok((await enter("luo-zhiyuan", at + 16_000)).ok, "never more than 15 s from another address");
});

test("one address that tries many accounts is slowed", async () => {
  const from = "198.51.100.77";
  const answers = [];
  for (let n = 0; n < 32; n++) answers.push(await signIn(ground, { login: `nobody-${n}`, password: "x", address: from }, now));
  assert.equal(
    answers.findIndex((one) => !one.ok && one.why === "wait"),
    30,
  );
});

test("the sample password opens nothing outside a sample city, and cannot be chosen there", async () => {
  assert.equal((await signIn(elsewhere, { login: "chen-yulan", password: samplePassword, address: address() }, now)).ok, false);
  const party = await takeInParty(elsewhere, { kind: "person", name: "柏一", identifier: "980102199001010010" });
  assert.match(JSON.stringify(await openAccount(elsewhere, party.id, ["bai-yi"], samplePassword)), /public sample password/);
  assert.match(JSON.stringify(await openAccount(elsewhere, party.id, ["bai-yi"], "short")), /at least 12/);
  assert.equal((await openAccount(elsewhere, party.id, ["bai-yi"], "correct horse battery")).ok, true);
  assert.equal((await openAccount(elsewhere, party.id, ["bai-er"], "correct horse battery")).ok, false, "one account for a party");
  const signed = await signIn(elsewhere, { login: "bai-yi", password: "correct horse battery", address: address() }, now);
  assert.ok(signed.ok);
  const session = await sessionOf(elsewhere, signed.cookie, now);
  assert.ok(session);
  const there = await signIn(elsewhere, { login: "bai-yi", password: "correct horse battery", address: address() }, now);
  assert.ok(there.ok);
  const change = (more: object = {}) =>
    changePassword(
      elsewhere,
      {
        account: session.account,
        cookie: signed.cookie,
        old: "correct horse battery",
        chosen: "another long password",
        address: address(),
        ...more,
      },
      now,
    );
  assert.match(JSON.stringify(await change({ chosen: samplePassword })), /"chosen".*public sample password/);
  assert.match(JSON.stringify(await change({ chosen: "correct horse battery" })), /"chosen".*the old password/);
  assert.match(JSON.stringify(await change({ old: "not the password" })), /"old"/);
  assert.equal(await passwordChangedAt(elsewhere, { party: party.id }), undefined);
  // Killed with -9 before the one statement that changes it, nothing has changed and nobody is signed out.
  const sent = { account: session.account, cookie: signed.cookie, old: "correct horse battery", chosen: "another long password" };
  const data = mkdtempSync(join(tmpdir(), "errand-killed-"));
  after(() => rmSync(data, { recursive: true, force: true }));
  const killed = (nth: number) =>
    killedWhile({ database, data, now, nth, work: { what: "password", change: { ...sent, address: address() } } });
  killed(3);
  assert.equal(await passwordChangedAt(elsewhere, { party: party.id }), undefined);
  assert.ok(await sessionOf(elsewhere, there.cookie, now));
  // Killed right after it, before the answer: it is changed as a whole, and who asks again learns that the old one holds no more.
  killed(4);
  assert.match(JSON.stringify(await change()), /"old"/);
  assert.ok(await sessionOf(elsewhere, signed.cookie, now), "the session in which it was changed goes on");
  assert.equal(await sessionOf(elsewhere, there.cookie, now), null, "every other ends");
  assert.equal(await passwordChangedAt(elsewhere, { party: party.id }), now);
  assert.equal((await signIn(elsewhere, { login: "bai-yi", password: "correct horse battery", address: address() }, now)).ok, false);
  const from = address();
  const guesses = await Promise.all(
    Array.from({ length: 12 }, () => change({ old: "a wrong guess", chosen: "yet another password", address: from })),
  );
  assert.ok(guesses.some((one) => !one.ok && one.why === "wait") && guesses.every(({ ok }) => !ok), "guessing at it waits as at sign-in");
  await assert.rejects(elsewhere.app.query("update identity.account set password = 'x'"), /permission denied/, "there is no other way");
});

test("tokens carry scopes, end, and can be revoked; a token of an organisation speaks as it", async () => {
  const issued = await issueToken(ground, { as: "chen-yulan", scopes: ["tasks"], days: 2 }, now);
  assert.ok(issued.ok && /^errand_[\w-]{43}$/.test(issued.token));
  const actor = await bearerOf(ground, issued.token, now);
  assert.deepEqual(actor?.kind === "officer" && [actor.posts, actor.scopes], [["market/window"], ["tasks"]]);
  assert.equal(await bearerOf(ground, issued.token, now + 2 * 86_400_000 + 1), null);
  assert.equal(await bearerOf(ground, `${issued.token.slice(0, -1)}${issued.token.endsWith("A") ? "B" : "A"}`, now), null);
  assert.equal(await bearerOf(ground, "errand_short", now), null);
  assert.equal(await revokeToken(ground, issued.id, now), true);
  assert.equal(await revokeToken(ground, issued.id, now), false);
  assert.equal(await bearerOf(ground, issued.token, now), null);
  const company = rows.organisations[0]?.id ?? "";
  const own = await issueToken(ground, { as: company }, now);
  assert.ok(own.ok);
  const speaks = await bearerOf(ground, own.token, now);
  assert.deepEqual(speaks?.kind === "party" && [speaks.id, speaks.party, speaks.name], [company, "organisation", "云川市若兰餐饮有限公司"]);
  assert.equal((await issueToken(ground, { as: "nobody" }, now)).ok, false);
  assert.equal((await issueToken(elsewhere, { as: "chen-yulan" }, now)).ok, false);
  assert.equal((await issueToken(elsewhere, { as: "duan-shoucheng" }, now)).ok, true);
});

test("everyone who is listed can be given a token", async () => {
  const holders = await tokenHolders(ground, now);
  assert.equal(holders[0]?.kind, "officer");
  assert.equal(holders.find((one) => one.kind === "party")?.as, "shen-ruolan");
  assert.ok(!holders.some((one) => one.as === "shen-moran"), "without a post there is nothing to do");
  for (const { as, kind } of holders.filter((_, at) => at % 40 === 0)) {
    const issued = await issueToken(ground, { as }, now);
    assert.ok(issued.ok, as);
    assert.equal((await bearerOf(ground, issued.token, now))?.kind, kind);
  }
  assert.deepEqual((await tokenHolders(elsewhere, now)).map((one) => one.as).sort(), [
    "bei-ning",
    "duan-shoucheng",
    "guan-yunping",
    "ni-kexin",
  ]);
});

test("parties are found by identifier, phone and parts of the name, rare characters included", async () => {
  assert.equal((await partyByIdentifier(ground, ` ${shen.identifier.toLowerCase()} `))?.name, "沈若兰");
  assert.equal(await partyByIdentifier(ground, "980102199105186022"), undefined);
  const names = async (words: string) => (await findParties(ground, words)).map((one) => one.name);
  assert.ok((await names("若兰")).includes("沈若兰"));
  assert.ok((await names("𠮷云")).includes("林𠮷云"));
  assert.deepEqual(await names("19900000008"), ["欧阳𬱖"]);
  assert.deepEqual(await names("若天兰"), []);
  assert.deepEqual(await names(""), []);
  assert.deepEqual([...(await partiesById(ground, [shen.id, "019b76da-a800-71e0-8061-000000000000"])).keys()], [shen.id]);
});

test("taking in the same identifier twice gives one party, also at the same moment", async () => {
  const new_ = { kind: "person" as const, name: "戴𬭎", identifier: "980102199001010xyz" };
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeInParty(ground, new_)));
  assert.equal(new Set(taken.map((one) => one.id)).size, 1);
});

test("who acts for an organisation does so from a day to a day", async () => {
  const [company] = rows.organisations;
  const student = rows.persons.find((one) => one.login === "mo-xiaoyu");
  assert.ok(company && student);
  await appointAgent(ground, { organisation: company.id, person: student.id, role: "agent", from: "2026-11-23", to: "2026-11-24" });
  const on = async (day: string) => (await organisationsOf(ground, student.id, Date.parse(`${day}T12:00:00+08:00`))).length;
  assert.deepEqual([await on("2026-11-22"), await on("2026-11-23"), await on("2026-11-24"), await on("2026-11-25")], [0, 1, 1, 0]);
});

test("a form's token belongs to its cookie", () => {
  assert.ok(csrfHolds(keys, "cookie-a", csrfToken(keys, "cookie-a")));
  assert.ok(!csrfHolds(keys, "cookie-b", csrfToken(keys, "cookie-a")));
  assert.ok(!csrfHolds(keys, "cookie-a", ""));
});

test("nothing personal stands in any table in clear", async () => {
  const { rows: tables } = await owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) name from pg_tables where schemaname = 'identity'",
  );
  let all = "";
  for (const { name } of tables)
    all += (await owner.query<{ t: string }>(`select string_agg(t::text, e'\n') t from ${name} t`)).rows[0]?.t ?? "";
  const hex = (text: string): string => Buffer.from(text).toString("hex");
  for (const { name, identifier, phone } of parties.slice(0, 40)) {
    for (const planted of [name, identifier, ...(phone === undefined ? [] : [phone])]) {
      assert.ok(!all.includes(planted) && !all.includes(hex(planted)), planted);
    }
  }
  assert.ok(all.length > 100_000 && !all.includes("shen-ruolan") && !all.includes(samplePassword));
});

test("the application's role can make no officer, rename nobody's login and forge no party", async () => {
  const refused = { code: "42501" };
  await assert.rejects(
    app.query("insert into identity.account (id, kind, officer, password) values (gen_random_uuid(), 'officer', 'intruder', 'x')"),
    refused,
  );
  await assert.rejects(
    app.query("insert into identity.login select '\\x00', id from identity.account where kind = 'officer' limit 1"),
    refused,
  );
  await assert.rejects(
    app.query("update identity.login set account = (select id from identity.account where officer = 'duan-shoucheng')"),
    refused,
  );
  await assert.rejects(app.query("update identity.account set kind = 'officer', officer = 'intruder', party = null"), refused);
  await assert.rejects(app.query("delete from identity.party"), refused);
  await assert.rejects(app.query("update identity.token set ends_at = 'infinity'"), refused);
  await assert.rejects(app.query("update identity.session set ends_at = 'infinity'"), refused);
});
