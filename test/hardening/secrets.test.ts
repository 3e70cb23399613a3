// What people say and who they are is found nowhere in the clear: not in tables, the database's files and its log of writes,
// jobs, stored files, logs or addresses. And the application's roles cannot write where only a command may.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Client } from "pg";
import { beginDraft, readDraft, saveDraft } from "../../src/casework/index.ts";
import type { Actor } from "../../src/identity/index.ts";
import { askForAddress } from "../../src/notices/index.ts";
import { openLog } from "../../src/platform/log/index.ts";
import { startTestApp } from "../support/app.ts";
import { casesOn, citizen, type Json, journalist, request, restaurant } from "./cases.ts";
import { needles, tracesIn, tracesInTables, tracesUnder } from "./traces.ts";

const app = await startTestApp();
const cases = casesOn(app);

const planted = {
  "an applicant's name": journalist.name,
  "an applicant's identifier": journalist.identifier,
  "an applicant's telephone": "19900000004",
  "an agent's name": citizen.name,
  "an agent's identifier": citizen.identifier,
  "an answer": "埋下的问题：堤岸加固三号合同",
  "an address": "埋下的地址：柳荫巷七十七号",
  "a telephone in an answer": "13987651234",
  "a manager's name": "埋名甲",
  "a sign": "埋下的店招",
  "a reason": "埋下的理由：资料指向不明确",
  "a remark": "埋下的备注：申请人来电催促",
  "an objection": "埋下的异议：姓名登记有误",
  "a file's content": "planted-content-5f2c9d",
  "a file's name": "埋下的平面图",
  "a message": "埋下的消息：厨房的排烟口朝北",
  "a mail address": "planted.reader@mail.example.org",
  "an answer in a draft": "埋下的草稿：想了解预算",
};
const sought = needles(planted);
const urls: string[] = [];
const jobs: string[] = [];
const logFile = join(app.config.data, "log", "errand.log");
// Faults are written as the server would write them.
(app.desk as { log: unknown }).log = openLog({ file: logFile });

const answered = async (answer: Response): Promise<Json> => {
  urls.push(...[...answer.headers.values()], answer.url);
  const text = await answer.text();
  urls.push(...[...text.matchAll(/"(?:href|instance|type)":"([^"]*)"/g)].map(([, url]) => url ?? ""));
  assert.ok(answer.status < 300, text);
  return JSON.parse(text) as Json;
};

test("secrets are planted everywhere", async () => {
  const asked = await answered(
    await cases.post("luo-zhiyuan", "/api/v1/cases", {
      ...request({
        what: planted["an answer"],
        way: "post",
        postalAddress: planted["an address"],
        phone: planted["a telephone in an answer"],
      }),
      evidence: [{ requirement: "identity", objection: planted["an objection"], declared: true }],
    }),
  );
  const pdf = new TextEncoder().encode(`%PDF-1.7\n% ${planted["a file's content"]}\n%%EOF\n`.repeat(3000));
  const file = await answered(
    await app.request(`/api/v1/files?name=${encodeURIComponent(planted["a file's name"])}.pdf`, {
      as: "zhong-qi",
      method: "POST",
      body: pdf,
    }),
  );
  assert.equal(file.name, `${planted["a file's name"]}.pdf`);
  const opened = await answered(
    await cases.post("shen-ruolan", "/api/v1/cases", {
      ...restaurant({ signboard: planted["a sign"], managerName: planted["a manager's name"] }),
    }),
  );
  const kept = await answered(await app.request("/api/v1/files?name=x.pdf", { as: "shen-ruolan", method: "POST", body: pdf }));
  await answered(
    await cases.post("shen-ruolan", "/api/v1/cases", {
      ...restaurant(),
      evidence: [
        { requirement: "gas-alarm", declared: true },
        { requirement: "layout", file: kept.id },
      ],
    }),
  );
  await answered(
    await cases.command("fang-zhiwei", asked.id, 1, { type: "finish", outcome: "unclear", words: planted["a reason"], marks: ["/what"] }),
  );
  await answered(
    await cases.post("fang-zhiwei", `/api/v1/cases/${asked.id}/commands`, { type: "note", kind: "remark", words: planted["a remark"] }),
  );
  const sent = await cases.post("fang-zhiwei", `/api/v1/cases/${asked.id}/messages`, {
    text: planted["a message"],
    to: [{ officer: "fang-zhiwei" }],
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  await askForAddress(app.desk, "officer:fang-zhiwei", planted["a mail address"], "zh", app.desk.now());
  const actor: Actor = { kind: "party", id: journalist.id, name: "", party: "person", actsFor: [] };
  const pack = await app.desk.catalogue.all();
  const service = pack.find(({ header }) => header.id === "information-request");
  assert.ok(service);
  const id = await beginDraft(app.desk, actor, service, { answers: {}, given: {}, answered: {} });
  const draft = await readDraft(app.desk, actor, id);
  assert.ok(draft);
  await saveDraft(app.desk, actor, draft, { ...draft.content, answers: { what: planted["an answer in a draft"] } });
  const { rows } = await app.desk.pool.query<{ line: string }>("select 1 as line");
  assert.equal(rows.length, 1);
  const client = new Client({ connectionString: app.database.superuser });
  await client.connect();
  jobs.push(
    ...(await client.query<{ line: string }>("select j::text as line from graphile_worker._private_jobs j")).rows.map(({ line }) => line),
  );
  await client.end();
  assert.ok(jobs.length > 0, "jobs wait");
  await app.work();
  await app.news();
  for (const words of [planted["an answer"], planted["a remark"], planted["an applicant's name"], planted["an applicant's telephone"]]) {
    const { results } = await answered(await cases.post("fang-zhiwei", "/api/v1/search", { words }));
    assert.ok(
      results.some(({ id }: Json) => id === asked.id),
      "what is planted is found, by whoever may read it",
    );
  }
  for (const [as, of] of [
    ["luo-zhiyuan", asked],
    ["shen-ruolan", opened],
  ] as const)
    for (const rest of ["", "/events", "/receipt", "/outputs"]) await answered(await cases.get(as, `/api/v1/cases/${of.id}${rest}`));
  const read = await cases.read("luo-zhiyuan", asked.id);
  assert.equal(read.data.what, planted["an answer"], "what is planted is there, for whom it belongs to");
});

test("a failure says nothing of what was sent", async () => {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  // The row is refused by the database itself, with the row's content in its detail.
  await owner.query("alter table casework.case add constraint nothing check (number = '') not valid");
  const broken = await cases.post("luo-zhiyuan", "/api/v1/cases", request({ what: planted["an answer"], document: "埋下的文号" }));
  const said = await broken.text();
  assert.equal(broken.status, 500);
  await owner.query("alter table casework.case drop constraint nothing");
  await owner.end();
  assert.deepEqual(tracesIn(Buffer.from(said), needles({ ...planted, "a fact": "埋下的文号" })), []);
  const log = readFileSync(logFile);
  assert.ok(log.length > 0, "the fault is in the log");
  assert.deepEqual(tracesIn(log, needles({ ...planted, "a fact": "埋下的文号" })), []);
});

test("no secret lies in a table, a job, a stored file, a log, an address, or the database's own files", async () => {
  const tables = await tracesInTables(app.database, sought);
  assert.deepEqual(tables.found, []);
  assert.deepEqual(tracesIn(Buffer.from(jobs.join("\n")), sought), []);
  assert.deepEqual(tracesIn(Buffer.from(urls.join("\n")), sought), []);
  const data = tracesUnder(app.config.data, sought);
  assert.deepEqual(data.found, []);
  const client = new Client({ connectionString: app.database.superuser });
  await client.connect();
  await client.query("checkpoint");
  const { rows } = await client.query<{ folder: string; oid: string }>(
    "select current_setting('data_directory') as folder, (select oid::text from pg_database where datname = current_database()) as oid",
  );
  await client.end();
  const [cluster] = rows;
  assert.ok(cluster);
  const own = [join(cluster.folder, "base", cluster.oid), join(cluster.folder, "pg_wal"), join(cluster.folder, "global")];
  const files = tracesUnder(cluster.folder, sought, (path) => own.some((folder) => path.startsWith(folder)));
  assert.deepEqual(files.found, []);
  const log = readFileSync(join(dirname(cluster.folder), "postgres.log"));
  assert.deepEqual(tracesIn(log, sought), []);
  assert.ok(tables.tables > 40 && files.bytes > 10_000_000 && data.bytes > 100_000, "there was something to look at");
  process.stdout.write(
    `${sought.length} forms of ${Object.keys(planted).length} secrets sought in ${tables.tables} tables (${tables.bytes} bytes), ${files.bytes} bytes of the database's files, ${data.bytes} of stored files\n`,
  );
});

test("a search that finds nothing can find something", async () => {
  const seen = needles({ plain: "planted-in-the-clear-77", chinese: "明文" });
  const text = "planted-in-the-clear-77";
  for (const shift of ["", "a", "ab"])
    assert.ok(
      tracesIn(Buffer.from(Buffer.from(`${shift}${text} and more`).toString("base64")), seen).length > 0,
      `base64 after “${shift}”`,
    );
  assert.deepEqual(tracesIn(Buffer.from(text, "utf16le"), seen), ["plain (utf-16le)"]);
  assert.deepEqual(tracesIn(Buffer.from(Buffer.from(text).toString("hex")), seen), ["plain (hex)"]);
  assert.deepEqual(tracesIn(Buffer.from(JSON.stringify("明文").replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)), seen), [
    "chinese (json)",
  ]);
  const client = new Client({ connectionString: app.database.superuser });
  await client.connect();
  await client.query("create table public.leak as select 1 as n, $1::text as said, convert_to($1, 'UTF8') as bytes", [text]);
  const { found } = await tracesInTables(app.database, seen);
  await client.query("drop table public.leak");
  await client.end();
  assert.ok(
    found.some((line) => line.startsWith("public.leak: plain (utf-8)")) &&
      found.some((line) => line.startsWith("public.leak, bytes: plain")),
  );
});

/** What the roles of a serving process may write by themselves; everything else is written by the commit functions alone. */
const allowed: Record<string, Record<string, string>> = {
  errand_app: {
    // Holds and loans with what became of them, and who looked into a file: added and never taken back. Filing, lists, approvals and what
    // they destroy are written by functions alone.
    "archive.hold": "insert update(lifted_at, lifted_by)",
    "archive.loan": "insert update(until, decided_at, decided_by, lent, returned_at)",
    "archive.opening": "insert",
    // In which years archivists were told that files fall due: at worst they are told twice, or look themselves.
    "archive.reminded": "insert",
    "casework.draft": "insert update delete",
    "casework.upload": "insert delete",
    // Ids of files, and when files were swept: a loss of them keeps a file longer, and removes none that is named.
    "casework.evidence_file": "insert",
    "casework.sweep": "update",
    // When cases that others wait for are urged next: worked out from the procedure; a loss of it urges nobody, and changes no case.
    "casework.chase": "insert update(at) delete",
    // Parts of bundles that wait for a register: a loss of it is a trial less, and the next change of the bundle tries again.
    "casework.part_wait": "insert update(register, next, tries) delete",
    // How far those who follow the log have come.
    "ledger.feed": "insert update",
    // Contacts are added and struck out; what cases cost is worked out from them and can be worked out again.
    "casework.contact": "insert update(struck_at)",
    "casework.contact_case": "insert",
    "casework.errand_count": "insert update",
    "casework.errand_due": "delete",
    "keyring.agency_key": "insert",
    // Made from what is open, and made again when it is due.
    "opendata.dataset": "insert update delete",
    // What stewards open, change and withdraw; every state it had is kept by a trigger, with who brought it about.
    "opendata.declared": "insert update(definition, refresh_at, changed_by, changed_at, withdrawn_at, why, command)",
    "opendata.file": "insert update(superseded_at) delete",
    // Traces of what was published, laid by a trigger: when, why and by whom it went is added, and none is taken away.
    "opendata.withdrawn": "update(modified, why, by, command)",
    // Records that are not the same after all, exports, and who was told of a correction: added and never taken back.
    // An officer's own filters of the list.
    "organisation.filter": "insert update(first) delete",
    "registry.apart": "insert",
    "registry.export": "insert",
    // Pairs of records that are likely one, by their hashes; found again from the records.
    "registry.likely": "insert delete",
    // How far a register has been looked through for them; begun anew where it is lost.
    "registry.looking": "insert update delete",
    "registry.told": "insert",
    // Keyed hashes of what is in cases; made again from the log.
    "search.item": "insert update delete",
    // Words of files that were handed in, sealed under the case's key; read once and read again where they are missing.
    "search.reading": "insert update delete",
    // Figures computed from entries; made again from the log.
    "insight.done": "insert update delete",
    "insight.paper": "insert update",
    "insight.sheet": "insert update delete",
    "insight.spent": "insert update",
    "insight.stage": "insert update delete",
    "insight.tally": "insert update",
    // Figures worked out from the exchange's records; they can be worked out again.
    "sharing.measured": "insert update",
    "sharing.quality": "insert update",
    "sharing.use": "insert update",
    // What was asked of whom is added and never taken back.
    "exchange.answer": "insert",
    "exchange.opening": "insert",
    "exchange.outcome": "insert",
    "exchange.request": "insert",
    "exchange.kept": "insert delete",
    // Consents and their ends, readings, and what is told of later: added and never taken back.
    "exchange.consent": "insert",
    "exchange.consent_end": "insert",
    "exchange.held_back": "insert",
    "exchange.reading": "insert",
    // What was read, who wants mail and where (sealed), and what became of it. Lines are written by notices.notify alone.
    // Who wrote to whom, and who read it; what was said stands sealed in the case's entry.
    "messages.message": "insert",
    "messages.part": "insert update(last_at)",
    "messages.reading": "insert",
    "messages.receiver": "insert",
    "notices.inbox": "update(read_at)",
    "notices.mail": "insert update(made_at, state, attempts, next_at, began_at, handed_at, ended_at, code, why)",
    "notices.place": "update(at, day)",
    "notices.preference": "insert update delete",
    "notices.reader": "insert update delete",
    // What somebody is writing at this moment, sealed; gone when it is saved.
    "office.working": "insert update delete",
    "identity.agent": "insert update(last)",
    "identity.party": "insert update(sealed, phone_blind, name_grams)",
    "identity.session": "insert update(seen_at) delete",
    "identity.throttle": "insert update delete",
    "identity.token": "insert update(revoked_at)",
  },
  errand_jobs: {},
};

const place = (done: string): number => ["insert", "update", "delete", "truncate"].findIndex((what) => done.startsWith(what));

async function writable(url: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const can: Record<string, string> = {};
  try {
    const { rows } = await client.query<{ name: string; column: string; columns: string[] }>(
      `select format('%I.%I', n.nspname, c.relname) as name, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege(c.oid, a.attnum, 'UPDATE') order by a.attnum) as columns,
         (select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '' order by a.attnum limit 1) as column
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and n.nspname <> 'graphile_worker' order by 1`,
    );
    assert.ok(rows.length > 30);
    await client.query("begin");
    for (const { name, column, columns } of rows) {
      const tries = {
        insert: `insert into ${name} default values`,
        update: `update ${name} set ${column} = ${column} where false`,
        delete: `delete from ${name} where false`,
        truncate: `truncate ${name} cascade`,
      };
      const done: string[] = [];
      for (const [what, sql] of Object.entries(tries)) {
        await client.query("savepoint here");
        const code = await client.query(sql).then(
          () => "",
          (error: { code: string }) => error.code,
        );
        await client.query("rollback to here");
        if (code !== "42501" && !(code === "55000" && what === "insert")) done.push(what);
      }
      const some = done.includes("update") || columns.length === 0 ? [] : [`update(${columns.join(", ")})`];
      if (done.length + some.length > 0) can[name] = [...done, ...some].toSorted((a, b) => place(a) - place(b)).join(" ");
    }
    return can;
  } finally {
    await client.query("rollback").catch(() => {});
    await client.end();
  }
}

test("the roles of a serving process write by themselves only what is listed", async () => {
  assert.deepEqual(await writable(app.database.app), allowed.errand_app);
  assert.deepEqual(await writable(app.database.jobs), allowed.errand_jobs);
});

test("nor can they become somebody who may, or change what is there", async () => {
  for (const url of [app.database.app, app.database.jobs]) {
    const client = new Client({ connectionString: url });
    await client.connect();
    const refused = async (sql: string) => {
      await assert.rejects(client.query(sql), (error: { code: string }) => ["42501", "0LP01"].includes(error.code), sql);
    };
    for (const role of ["errand_owner", "errand_commit", "postgres"]) await refused(`set role ${role}`);
    await refused("alter table casework.entry disable trigger all");
    await refused("drop table casework.entry");
    await refused("create table casework.mine (n int)");
    await refused("create function casework.commit() returns int language sql as 'select 1'");
    await refused("create schema mine");
    await refused("set session_replication_role = replica");
    await refused("copy casework.entry to program 'cat'");
    await refused("select pg_read_file('postgresql.conf')");
    await refused("select * from casework.entry for update");
    await client.end();
  }
  const jobs = new Client({ connectionString: app.database.jobs });
  await jobs.connect();
  for (const call of [
    "casework.commit(null, 0, null, null, null, null, null)",
    "casework.raise_alerts(now(), 1)",
    "licence.set_status(null, 1::smallint, '', '', now())",
  ])
    await assert.rejects(jobs.query(`select ${call}`), { code: "42501" }, call);
  await jobs.end();
  const web = new Client({ connectionString: app.database.app });
  await web.connect();
  for (const call of ["ledger.advance(1, 0)", "ledger.publish('x', 1, '', '', '[]')", "licence.issue('{}')"])
    await assert.rejects(web.query(`select ${call}`), { code: "42501" }, call);
  await web.end();
});
