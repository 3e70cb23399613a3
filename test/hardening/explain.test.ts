// What requests cost in a database that has been in use for a while: no statement reads a growing table from end to end, and
// every request asks the database a known number of times.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import {
  beginDraft,
  blindsOf,
  boardCounts,
  casesDue,
  casesOf,
  caseView,
  chaseDue,
  contactsOf,
  countedCases,
  documentsOf,
  dropExpiredDrafts,
  dropOldUploads,
  errandsOf,
  evidenceOf,
  type FedEntry,
  type Feed,
  finishLate,
  lastContacts,
  listDrafts,
  loadAll,
  loads,
  loadsWith,
  notesOf,
  openDue,
  publicLicence,
  raiseAlerts,
  realErrands,
  recordOpening,
  registryOf,
  relatedCases,
  relatedTo,
  retryParts,
  runningByPack,
  supervisions,
  timeline,
  worklist,
} from "../../src/casework/index.ts";
import {
  type Actor,
  bearerOf,
  findParties,
  partiesById,
  partyByIdentifier,
  passwordChangedAt,
  samplePassword,
  sessionOf,
  signIn,
  sweepSessions,
} from "../../src/identity/index.ts";
import { finished, insightFeed, loadOf, paperSaved, sheets, stageTimes, stays } from "../../src/insight/index.ts";
import { messagesOf, threadsOf } from "../../src/messages/index.ts";
import {
  dueMail,
  inboxLines,
  mailTroubles,
  markRead,
  noticesFeed,
  partyLines,
  partyRead,
  partyReceivers,
  partyUnread,
  tellAlerts,
  unread,
  unreadOf,
} from "../../src/notices/index.ts";
import { dropOldWorking, otherWriters, workingOf } from "../../src/office/index.ts";
import { findAlike, likelyDuplicates, lookedThrough, registerOf } from "../../src/registry/index.ts";
import { searchFeed } from "../../src/search/index.ts";
import { resources, sharingFigures } from "../../src/sharing/index.ts";
import { neededFor } from "../../src/staffing/index.ts";
import { startTestApp } from "../support/app.ts";
import { casesOn, citizen, company, instant, journalist, request, restaurant } from "./cases.ts";
import { grow, growing } from "./grown.ts";
import { fullReads, indexesOf, statementsOf } from "./statements.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("../fixtures/writing", import.meta.url)) });
const { desk } = app;
const cases = casesOn(app);
const many = 3000;

const first = await cases.open("shen-ruolan", restaurant({ area: 120 }));
await cases.finish("chen-yulan", first.id, "check", "complete");
await cases.finish("sun-jianing", first.id, "food", "pass");
await cases.finish("he-qiushi", first.id, "street", "pass");
await cases.finish("jiang-liu", first.id, "street", "pass");
await cases.finish("qian-bojun", first.id, "decide", "grant");
await app.work();
assert.equal((await cases.read("shen-ruolan", first.id)).end?.key, "granted");
const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const upload = () => app.request("/api/v1/files?name=a.pdf", { as: "shen-ruolan", method: "POST", body: pdf });
await upload();
const party: Extract<Actor, { kind: "party" }> = { kind: "party", id: citizen.id, name: "", party: "person", actsFor: [company.id] };
const told = "officer:officer1";
const officer: Extract<Actor, { kind: "officer" }> = {
  kind: "officer",
  id: "chen-yulan",
  name: "",
  language: "zh",
  posts: ["market/window"],
  rights: [],
};
const [service] = await desk.catalogue.services();
assert.ok(service);
await beginDraft(desk, party, service, { answers: {}, given: {}, answered: {} });
const signed = await signIn(desk.ground, { login: "luo-zhiyuan", password: samplePassword, address: "127.0.0.1" }, desk.now());
assert.ok(signed.ok);
const ok = async (answer: Response | Promise<Response>, status = 200): Promise<void> => {
  const given = await answer;
  assert.equal(given.status, status, await given.text());
};
const noted = await cases.open("cheng-siyuan", { service: "draft-note", data: { subject: "汛期值守安排", kind: "short" } });
const textAt = `/api/v1/cases/${noted.id}/texts/note`;
let version = 0;
const write = () =>
  ok(cases.post("cheng-siyuan", textAt, { base: version++, plain: `一、由来\n沿江各泵站自${version}月起实行双岗值守。` }));
await write();
await write();
await app.news();
await grow(app.database, many);
app.at(instant("2026-09-21T10:00"));
const mine = await cases.open("luo-zhiyuan", request());
await cases.open("luo-zhiyuan", request());
await app.integrate();

const population = await registerOf(registryOf(desk), "population");
assert.ok(population);
const [{ id: alike } = { id: "" }] = (
  await desk.pool.query<{ id: string }>(
    "select encode(id, 'hex') id from registry.record where register = 'population' and marks <> '{}' limit 1",
  )
).rows;

const attacker = new Client({ connectionString: app.database.superuser });
await attacker.connect();

/** A request or a piece of work, and how many statements it may take; the first call of a process may take more. */
interface Work {
  readonly does: string;
  readonly statements: number;
  readonly run: () => Promise<unknown>;
}

const get = (as: string | undefined, path: string, headers = {}) => ok(cases.get(as, path, headers));
const next = async (as: string, path: string): Promise<string> => {
  const link = (await cases.get(as, path)).headers.get("link");
  return /^<([^>]+)>/.exec(link ?? "")?.[1] ?? assert.fail(`${path} has no further page`);
};
const at = `/api/v1/cases/${first.id}`;
const view = async () => {
  const found = await caseView(desk, officer, first.id);
  assert.ok(!("ok" in found));
  return found;
};
const urge = () => ok(cases.post("luo-zhiyuan", `/api/v1/cases/${mine.id}/commands`, { type: "note", kind: "urge", words: "请尽快" }));
const token = await app.token("luo-zhiyuan");
const seen = await view();
const writer = { ...officer, id: "cheng-siyuan", posts: ["government/writer"] };
const written = await caseView(desk, writer, noted.id);
assert.ok(!("ok" in written));
const licence = (
  await app.desk.pool.query<{ identifier: string }>("select identifier from licence.instrument where case_id = $1", [first.id])
).rows[0];
const tasksPage = await next("chen-yulan", "/api/v1/tasks?limit=1").catch(() => "/api/v1/tasks");
const casesPage = await next("luo-zhiyuan", "/api/v1/cases?limit=1");
const eventsPage = await next("chen-yulan", `${at}/events?limit=1`);
const receipt = await (await cases.get("shen-ruolan", `${at}/receipt`)).text();
let turn = 0;

/** The requests that matter, with the exact number of statements that each takes: a change of any is a decision. */
const requests: readonly Work[] = [
  { does: "GET services", statements: 2, run: () => get(undefined, "/api/v1/services") },
  { does: "GET services/{id}", statements: 2, run: () => get(undefined, "/api/v1/services/restaurant-opening") },
  { does: "POST cases, an organisation's", statements: 3, run: () => ok(cases.post("shen-ruolan", "/api/v1/cases", restaurant()), 201) },
  {
    does: "POST cases, a person's",
    statements: 3,
    run: () => ok(cases.post("luo-zhiyuan", "/api/v1/cases", request(), { "idempotency-key": `n${turn++}` }), 201),
  },
  { does: "GET cases", statements: 2, run: () => get("luo-zhiyuan", "/api/v1/cases") },
  { does: "GET cases, a further page", statements: 2, run: () => get("luo-zhiyuan", casesPage) },
  { does: "GET cases/{id}, the applicant's", statements: 3, run: () => get("shen-ruolan", at) },
  { does: "GET cases/{id}, an officer's", statements: 5, run: () => get("chen-yulan", at) },
  { does: "GET cases/{id}/events", statements: 4, run: () => get("chen-yulan", eventsPage) },
  { does: "GET cases/{id}/receipt", statements: 7, run: () => get("shen-ruolan", `${at}/receipt`) },
  { does: "GET cases/{id}/outputs", statements: 3, run: () => get("shen-ruolan", `${at}/outputs`) },
  { does: "GET cases/{id}/outputs/{no}", statements: 3, run: () => get("shen-ruolan", `${at}/outputs/1`) },
  { does: "GET tasks", statements: 3, run: () => get("chen-yulan", "/api/v1/tasks") },
  { does: "GET tasks, a further page", statements: 3, run: () => get("chen-yulan", tasksPage) },
  {
    does: "GET tasks, filtered",
    statements: 2,
    run: () => get("chen-yulan", `/api/v1/tasks?service=restaurant-opening&taken=me&case=${first.number}`),
  },
  { does: "GET tasks, an applicant's", statements: 2, run: () => get("luo-zhiyuan", "/api/v1/tasks") },
  { does: "POST cases/{id}/commands", statements: 3, run: urge },
  {
    does: "POST tasks/{id}/commands, refused",
    statements: 3,
    run: () => ok(cases.command("chen-yulan", first.id, 1, { type: "take" }), 409),
  },
  {
    does: "POST search",
    statements: 7,
    run: () => ok(cases.post("chen-yulan", "/api/v1/search", { words: "若兰 小馆", year: "2026" })),
  },
  { does: "POST search, nothing found", statements: 2, run: () => ok(cases.post("luo-zhiyuan", "/api/v1/search", { words: "水晶球" })) },
  { does: "GET cases/{id}/texts", statements: 3, run: () => get("cheng-siyuan", textAt.replace("/note", "")) },
  { does: "GET cases/{id}/texts/{name}, with its comments", statements: 4, run: () => get("cheng-siyuan", textAt) },
  { does: "GET cases/{id}/texts/{name}/versions", statements: 3, run: () => get("cheng-siyuan", `${textAt}/versions`) },
  { does: "GET cases/{id}/texts/{name}/versions/{version}", statements: 4, run: () => get("cheng-siyuan", `${textAt}/versions/1`) },
  { does: "GET cases/{id}/texts/{name}/difference", statements: 4, run: () => get("cheng-siyuan", `${textAt}/difference?from=1&to=2`) },
  { does: "POST cases/{id}/texts/{name}", statements: 7, run: write },
  {
    does: "POST cases/{id}/texts/{name}/comments",
    statements: 5,
    run: () => ok(cases.post("cheng-siyuan", `${textAt}/comments`, { version: 1, line: 1, words: "是否包括湖区" })),
  },
  { does: "POST files", statements: 2, run: () => ok(upload(), 201) },
  { does: "POST verify, a receipt", statements: 2, run: () => ok(app.request("/api/v1/verify", { method: "POST", body: receipt })) },
  { does: "GET /log/checkpoint", statements: 1, run: () => get(undefined, "/log/checkpoint") },
];

/** Hands the newest of a case to a room that follows the log. */
async function followed(feed: Feed, events: FedEntry["events"] = []): Promise<void> {
  const client = await desk.pool.connect();
  const heard = { idx: 0, case: first.id, seq: 1, at: desk.now(), actor: "party", type: "start", events };
  await feed.handle(client, [heard]).finally(() => client.release());
}

const urged: FedEntry["events"][number] = { at: desk.now(), by: "party", type: "noted", kind: "urge", text: "" };

/** Everything else that reads growing tables. */
const others: readonly Work[] = [
  {
    does: "the worklist of several posts",
    statements: 1,
    run: () => worklist(desk, { posts: ["agency1/post", "agency2/post", "market/window"], limit: 50 }),
  },
  {
    does: "the worklist with every filter",
    statements: 1,
    run: () =>
      worklist(desk, {
        posts: ["agency1/post"],
        limit: 50,
        takenBy: "nobody",
        free: true,
        pack: "restaurant-opening",
        number: "x",
        from: 0,
        until: desk.now(),
        after: { due: desk.now(), case: first.id, no: 1 },
      }),
  },
  {
    does: "the worklist of one who acts for some services alone",
    statements: 1,
    run: () =>
      worklist(desk, { posts: ["agency1/post", "market/window"], limited: { "market/window": ["information-request"] }, limit: 50 }),
  },
  {
    does: "the board by post and officer",
    statements: 1,
    run: () =>
      boardCounts(desk, {
        posts: ["agency1/post", "agency2/post", "market/window"],
        now: desk.now(),
        soon: desk.now() + 1,
        pack: "restaurant-opening",
      }),
  },
  {
    does: "the board by service",
    statements: 1,
    run: () => boardCounts(desk, { posts: ["agency1/post", "market/window"], now: desk.now(), soon: desk.now() + 1 }, "pack"),
  },
  {
    does: "the board of a whole city",
    statements: 1,
    run: async () => {
      const posts = Array.from({ length: 600 }, (_, n) => `agency${n}/post`);
      const counts = await boardCounts(desk, { posts, now: desk.now(), soon: instant("2027-01-01T00:00") }, "post");
      assert.ok(counts.length > 30 && counts.every(({ red, yellow, more }) => red + yellow === 10 && more), "no post is read any further");
    },
  },
  { does: "what was urged of some cases", statements: 1, run: () => notesOf(desk, [first.id, mine.id]) },
  { does: "what is supervised, everywhere", statements: 1, run: () => supervisions(desk, { limit: 50 }) },
  {
    does: "what is supervised, of agencies",
    statements: 1,
    run: () => supervisions(desk, { agencies: ["market"], before: desk.now(), limit: 50 }),
  },
  { does: "what still needs a post", statements: 7, run: () => neededFor(desk, "market/window") },
  { does: "loads of posts", statements: 1, run: () => loads(desk, ["agency1/post", "market/window"], desk.now()) },
  {
    does: "cases of a party",
    statements: 1,
    run: () => casesOf(desk, blindsOf(desk, party), { limit: 20, status: "running", before: { at: desk.now(), id: first.id } }),
  },
  { does: "overdue, everywhere", statements: 1, run: () => casesDue(desk, { kind: "overdue", now: desk.now(), limit: 20 }) },
  {
    does: "overdue, of agencies",
    statements: 1,
    run: () => casesDue(desk, { kind: "overdue", agencies: ["market", "agency1"], now: desk.now(), limit: 20 }),
  },
  {
    does: "soon due, a further page",
    statements: 1,
    run: () => casesDue(desk, { kind: "soon", now: desk.now(), limit: 20, after: { due: desk.now(), case: first.id } }),
  },
  { does: "many cases at once", statements: 1, run: () => loadAll(desk, [first.id, mine.id]) },
  { does: "a timeline", statements: 1, run: () => timeline(desk, officer, seen) },
  { does: "evidence", statements: 1, run: () => evidenceOf(desk, seen.loaded) },
  { does: "documents", statements: 1, run: () => documentsOf(desk, seen) },
  { does: "related cases", statements: 1, run: () => relatedTo(desk, officer, seen) },
  { does: "an opening", statements: 1, run: () => recordOpening(desk, officer, seen) },
  { does: "a licence by its identifier", statements: 2, run: () => publicLicence(desk, licence?.identifier ?? "") },
  { does: "cases beside a case", statements: 1, run: () => relatedCases(desk, officer, first.id) },
  { does: "late tasks", statements: 1, run: () => finishLate(desk) },
  { does: "tasks whose day has come", statements: 1, run: () => openDue(desk) },
  { does: "cases to be chased", statements: 1, run: () => chaseDue(desk) },
  { does: "parts that wait for a register", statements: 1, run: () => retryParts(desk) },
  { does: "warnings", statements: 1, run: () => raiseAlerts(desk) },
  { does: "drafts", statements: 1, run: () => listDrafts(desk, party) },
  { does: "drafts past their end", statements: 1, run: () => dropExpiredDrafts(desk) },
  { does: "old uploads", statements: 1, run: () => dropOldUploads(desk) },
  { does: "running versions", statements: 1, run: () => runningByPack(desk) },
  { does: "who looked", statements: 1, run: () => desk.exchange.accessesOf(journalist.identifier) },
  {
    does: "who looked, filtered, a further page",
    statements: 1,
    run: () =>
      desk.exchange.accessesOf(journalist.identifier, {
        kind: "asked",
        agency: "market",
        register: "population",
        from: 0,
        to: desk.now(),
        before: { at: desk.now(), id: first.id },
      }),
  },
  { does: "one's consents", statements: 1, run: () => desk.exchange.consents.of(journalist.id) },
  { does: "what consents were used for", statements: 1, run: () => desk.exchange.consents.uses([first.id]) },
  { does: "contacts of a case", statements: 1, run: () => contactsOf(desk, first.id) },
  { does: "what an officer recorded last", statements: 1, run: () => lastContacts(desk, "chen-yulan") },
  { does: "errands of a case", statements: 5, run: () => errandsOf(desk, seen.loaded) },
  { does: "errands of a service", statements: 1, run: () => realErrands(desk, 0, "restaurant-opening") },
  {
    does: "errands case by case",
    statements: 1,
    run: () => countedCases(desk, { pack: "restaurant-opening", agency: "market", since: 0, after: [desk.now(), first.id], limit: 50 }),
  },
  { does: "time per stage", statements: 1, run: () => stageTimes(desk.pool, { since: "2026-01-01", agencies: ["agency1"] }, "pack1") },
  {
    does: "cases of a stage, a further page",
    statements: 1,
    run: () =>
      stays(desk.pool, {
        pack: "pack1",
        agency: "agency1",
        stage: "stage",
        since: "2026-01-01",
        after: [desk.now(), first.id, 0],
        limit: 50,
      }),
  },
  { does: "load of posts", statements: 1, run: () => loadOf(desk.pool, ["agency1/post", "market/window"], "2026-01-01", desk.now()) },
  {
    does: "finished tasks of an officer, a further page",
    statements: 1,
    run: () =>
      finished(desk.pool, {
        post: "agency1/post",
        officer: "officer1",
        late: true,
        since: "2026-01-01",
        after: [desk.now(), first.id, 0],
        limit: 50,
      }),
  },
  { does: "paper saved", statements: 1, run: () => paperSaved(desk.pool, { since: "2026-01-01", agencies: null }) },
  {
    does: "documents without paper, a further page",
    statements: 1,
    run: () => sheets(desk.pool, { agency: "agency1", pack: "pack1", since: "2026-01-01", after: [desk.now(), first.id, 0], limit: 50 }),
  },
  { does: "what searching makes of an entry", statements: 6, run: () => followed(searchFeed(desk)) },
  { does: "what figures are made of an entry", statements: 5, run: () => followed(insightFeed(desk)) },
  { does: "what is told of an entry", statements: 1, run: () => followed(noticesFeed(desk), [urged]) },
  { does: "what is told of warnings", statements: 4, run: () => tellAlerts(desk) },
  {
    does: "an inbox at the portal, a further page",
    statements: 1,
    run: () => partyLines(desk, { receivers: partyReceivers(party), place: 1000, limit: 20 }),
  },
  { does: "its unread lines", statements: 1, run: () => partyUnread(desk, partyReceivers(party)) },
  { does: "its lines read", statements: 1, run: () => partyRead(desk, partyReceivers(party), { upTo: 1000 }, desk.now()) },
  { does: "when a password was changed", statements: 1, run: () => passwordChangedAt(desk.ground, { party: citizen.id }) },
  { does: "an inbox", statements: 1, run: () => inboxLines(desk, { receiver: told, read: false, limit: 50 }) },
  {
    does: "an inbox of one kind, a further page",
    statements: 1,
    run: () => inboxLines(desk, { receiver: told, kind: "task", read: true, place: 1000, limit: 50 }),
  },
  { does: "unread lines", statements: 1, run: () => unread(desk, told) },
  { does: "the frame's counts", statements: 1, run: () => loadsWith(desk, ["market/window"], desk.now(), unreadOf(told)) },
  { does: "lines read", statements: 1, run: () => markRead(desk, told, { upTo: 10 }, desk.now()) },
  { does: "a case's lines read", statements: 1, run: () => markRead(desk, told, { case: first.id, kind: "message" }, desk.now()) },
  { does: "mail that is due", statements: 3, run: () => dueMail(desk, desk.now(), true) },
  { does: "mail that did not get through", statements: 1, run: () => mailTroubles(desk) },
  { does: "messages of a case", statements: 1, run: () => messagesOf(desk, { ...officer, id: "officer1" }, seen.loaded) },
  {
    does: "conversations, a further page",
    statements: 1,
    run: () =>
      threadsOf(
        desk,
        { ...officer, id: "officer1", posts: ["agency1/post", "agency2/post"] },
        { limit: 50, place: { at: desk.now(), thread: first.id } },
      ),
  },
  { does: "who else writes", statements: 1, run: () => otherWriters(desk, writer, written.loaded, "note") },
  { does: "a working copy", statements: 1, run: () => workingOf(desk, writer, written.loaded, "note") },
  { does: "old working copies", statements: 1, run: () => dropOldWorking(desk, desk.now()) },
  { does: "likely duplicates", statements: 2, run: () => likelyDuplicates(registryOf(desk), population, 20) },
  {
    does: "what is alike a record that was written",
    statements: 3,
    run: () => findAlike(registryOf(desk), { register: "population", record: alike }),
  },
  { does: "a piece of a register looked through", statements: 7, run: () => findAlike(registryOf(desk), { register: "population" }, 0) },
  { does: "how far a register has been looked through", statements: 1, run: () => lookedThrough(registryOf(desk), "population") },
  { does: "stale answers", statements: 1, run: () => desk.exchange.forgetStale() },
  { does: "a party by its number", statements: 1, run: () => partyByIdentifier(desk.ground, journalist.identifier) },
  { does: "parties by their ids", statements: 1, run: () => partiesById(desk.ground, [journalist.id]) },
  { does: "parties by name", statements: 1, run: () => findParties(desk.ground, journalist.name) },
  { does: "a session", statements: 1, run: () => sessionOf(desk.ground, signed.ok ? signed.cookie : "", desk.now()) },
  { does: "a token", statements: 1, run: () => bearerOf(desk.ground, token, desk.now()) },
  { does: "old sessions", statements: 2, run: () => sweepSessions(desk.ground, desk.now()) },
];

/** Sessions that are over are swept out of all that there are, now and then: when one is over is no column. */
const sweeps = [
  "old sessions: identity.session from end to end: delete from identity.session where least(ends_at, seen_at + idle) < to_timestamp($1 / 1000.0)",
];

test("the database is large enough for its plans to matter", async () => {
  const { rows } = await attacker.query<{ name: string; n: string }>(
    growing.map((name) => `select '${name}' as name, count(*) as n from ${name}`).join(" union all "),
  );
  for (const { name, n } of rows) assert.ok(Number(n) >= many * 0.8, `${name} has ${n} rows`);
});

test("no statement reads a growing table from end to end, and each request takes its number of statements", async () => {
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  const texts = new Set<string>();
  for (const { does, run } of [...requests, ...others]) {
    await run();
    const statements = await statementsOf(run);
    counts[does] = statements.length;
    for (const statement of statements) {
      texts.add(statement.text);
      for (const table of await fullReads(attacker, statement, growing))
        faults.push(`${does}: ${table} from end to end: ${statement.text.replace(/\s+/g, " ").slice(0, 160)}`);
    }
  }
  assert.deepEqual(faults, sweeps);
  assert.deepEqual(counts, Object.fromEntries([...requests, ...others].map(({ does, statements }) => [does, statements])));
  process.stdout.write(`${texts.size} statements explained over ${many} cases\n`);
});

test("the few cases about registers are found among all of their agency's by an index of their own", async () => {
  const statements = await statementsOf(async () => {
    await resources(desk);
    await sharingFigures(desk);
  });
  const reading = statements.filter(({ text }) => text.includes("casework.case"));
  assert.equal(reading.length, 2);
  for (const statement of reading) {
    const used = await indexesOf(attacker, statement);
    assert.deepEqual(
      used.filter((name) => name.startsWith("case_")),
      ["case_about_register"],
      statement.text,
    );
  }
});

test("nor does a function of the database", async () => {
  const scans = async () => {
    await attacker.query("select pg_stat_force_next_flush()");
    await attacker.query("select pg_stat_clear_snapshot()");
    const { rows } = await attacker.query<{ name: string; n: string }>(
      "select schemaname || '.' || relname as name, seq_scan as n from pg_stat_user_tables where schemaname || '.' || relname = any($1)",
      [growing],
    );
    return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]));
  };
  const flush = () => desk.pool.query("select pg_stat_force_next_flush()");
  await Promise.all(Array.from({ length: 20 }, flush));
  const before = await scans();
  await ok(cases.post("luo-zhiyuan", "/api/v1/cases", request()), 201);
  await urge();
  await raiseAlerts(desk, desk.now() + 1000);
  await app.integrate();
  await ok(cases.post("chen-yulan", "/api/v1/search", { words: "若兰" }));
  await Promise.all(Array.from({ length: 20 }, flush));
  assert.deepEqual(await scans(), before);
  await desk.pool.query("select count(*) from casework.evidence where objection");
  await Promise.all(Array.from({ length: 20 }, flush));
  assert.equal((await scans())["casework.evidence"], (before["casework.evidence"] ?? 0) + 1, "a reading from end to end is counted");
  await attacker.end();
});
