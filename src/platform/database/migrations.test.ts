import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { cloneDatabase, emptyDatabase } from "../../../test/support/database.ts";
import { migrate, openDatabases, pendingMigrations, readMigrations, refuseStrongLogin } from "./index.ts";

const database = await cloneDatabase();

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const one = (name: string, sql: string) => ({ name, sql, hash: `hash of ${sql}`, role: "errand_owner" });

test("a migrated database has nothing pending, and the application may see so", async () => {
  assert.deepEqual(await as(database.app, (client) => pendingMigrations(client)), []);
  assert.deepEqual(await migrate(database), []);
});

test("a new migration is applied once, also when many processes try at the same time", async () => {
  const all = [...readMigrations(), one("x/9000-once", "create schema once; create table once.row (n int)")];
  assert.deepEqual(await as(database.app, (client) => pendingMigrations(client, all)), ["x/9000-once"]);
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database, all)));
  assert.deepEqual(applied.flat(), ["x/9000-once"]);
  const { rows } = await as(database.owner, (client) => client.query("select tableowner from pg_tables where schemaname = 'once'"));
  assert.deepEqual(rows, [{ tableowner: "errand_owner" }]);
});

test("a failing migration changes nothing; one that was changed after it had been applied is refused; so is an unknown one", async () => {
  const own = await cloneDatabase();
  const all = [...readMigrations(), one("x/9001-bad", "create schema half; select 1 / 0")];
  await assert.rejects(migrate(own, all), /x\/9001-bad failed and changed nothing/);
  const { rowCount } = await as(own.owner, (client) => client.query("select from pg_namespace where nspname = 'half'"));
  assert.equal(rowCount, 0);
  const good = one("x/9001-good", "create schema good");
  await migrate(own, [...readMigrations(), good]);
  await assert.rejects(migrate(own, [...readMigrations(), { ...good, hash: "other" }]), /x\/9001-good was changed/);
  await assert.rejects(migrate(own), /another version of Errand \(x\/9001-good\)/);
});

test("migrations are read in the order of their numbers over all modules; a number used twice is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "errand-migrations-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [module, file] of [
    ["b", "0002-second.sql"],
    ["a", "0003-third.sql"],
    ["c", "0001-first.sql"],
  ] as const) {
    mkdirSync(join(folder, module, "migrations"), { recursive: true });
    writeFileSync(join(folder, module, "migrations", file), "-- role: errand_jobs\nselect 1");
  }
  const found = readMigrations(folder);
  assert.deepEqual(
    found.map((migration) => [migration.name, migration.role]),
    ["c/0001-first", "b/0002-second", "a/0003-third"].map((name) => [name, "errand_jobs"]),
  );
  writeFileSync(join(folder, "c/migrations/0003-again.sql"), "");
  assert.throws(() => readMigrations(folder), /same number/);
});

test("only the weak logins may serve", async () => {
  await as(database.app, (client) => refuseStrongLogin(client, "DATABASE_URL"));
  await as(database.jobs, (client) => refuseStrongLogin(client, "DATABASE_JOBS_URL"));
  for (const url of [database.owner, database.superuser]) {
    await assert.rejects(
      as(url, (client) => refuseStrongLogin(client, "DATABASE_URL")),
      /DATABASE_URL logs in as/,
    );
  }
});

test("a stronger login that stepped down still may not serve", async () => {
  await as(database.superuser, async (client) => {
    await client.query("set role errand_app");
    await assert.rejects(refuseStrongLogin(client, "DATABASE_URL"), /administrator/);
  });
});

test("logins of other names get their roles from migrate; without the right, it says what a superuser must run", async () => {
  const other = await cloneDatabase();
  const name = (role: string) => `${role}_${other.name.slice(2, 10)}`;
  const url = (role: string) => other.owner.replace("errand_owner", name(role));
  const logins = ["o", "j", "a"];
  await as(other.superuser, async (client) => {
    for (const login of logins) await client.query(`create role ${name(login)} login password 'test'`);
  });
  const urls = { owner: url("o"), jobs: url("j"), app: url("a") };
  const problem: string = await migrate(urls).then(
    () => "nothing was wrong",
    (error: Error) => error.message,
  );
  assert.match(problem, /superuser/);
  const statements: string[] = [...problem.matchAll(/(?:grant|create) [^;]+;/g)].map((match) => match[0]);
  assert.ok(statements.length >= 3, problem);
  await as(other.superuser, async (client) => {
    for (const sql of statements) await client.query(sql);
  });
  assert.deepEqual(await migrate(urls), []);
  await as(urls.app, async (client) => {
    await refuseStrongLogin(client, "DATABASE_URL");
    await client.query("select jobs.add('anything')");
  });
  await as(other.superuser, async (client) => {
    for (const login of logins) {
      await client.query(`drop owned by ${name(login)}`);
      await client.query(`drop role ${name(login)}`);
    }
  });
});

test("bigint is an exact number, an instant is epoch milliseconds, a date stays a date", async () => {
  const { appPool, close } = openDatabases<Record<string, never>>(database);
  const { rows } = await appPool.query(
    "select 9007199254740991::bigint n, timestamptz '2026-09-24 08:00:00.123+08' at, date '2026-09-24' as day",
  );
  assert.deepEqual(rows, [{ n: Number.MAX_SAFE_INTEGER, at: Date.UTC(2026, 8, 24, 0, 0, 0, 123), day: "2026-09-24" }]);
  await assert.rejects(appPool.query("select 9007199254740993::bigint"), /too large/);
  await close();
});

test("changes of the organisation from before they stood in the log are committed to as they stand, once", async () => {
  const own = await emptyDatabase();
  const all = readMigrations();
  const first = all.findIndex(({ name }) => name.includes("/0260-"));
  assert.ok(first > 0);
  await migrate(own, all.slice(0, first));
  await as(own.superuser, async (client) => {
    for (const [n, key] of ["bureau", "bureau/window", "bureau/head"].entries())
      await client.query(
        `insert into organisation.change (command, at, actor, type, what, key, after)
         values (gen_random_uuid(), now() - interval '3 days', 'officer:somebody', 'put-post', 'post', $1, $2)`,
        [key, { name: key, n }],
      );
  });
  const applied = await migrate(own, all);
  assert.equal(applied.length, all.length - first);
  await as(own.superuser, async (client) => {
    const { rows } = await client.query(
      `select c.key, c.after->>'n' n, p.commitment = organisation.commitment(c) same, octet_length(c.nonce) nonce, p.at = c.at "at"
       from organisation.change c left join ledger.pending p on p.case_id = '00000000-0000-7000-8000-000000000001' and p.seq = c.no order by c.no`,
    );
    assert.deepEqual(
      rows,
      ["bureau", "bureau/window", "bureau/head"].map((key, n) => ({ key, n: String(n), same: true, nonce: 32, at: true })),
    );
    const { rows: counted } = await client.query(
      "select count(*)::int n, count(distinct nonce)::int nonces from ledger.pending p join organisation.change c on c.no = p.seq",
    );
    assert.deepEqual(counted, [{ n: 3, nonces: 3 }]);
    await assert.rejects(client.query("update organisation.change set key = 'else'"), /never rewritten/);
  });
  assert.deepEqual(await migrate(own), []);
});
