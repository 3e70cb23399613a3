// A server's life as a whole: started, refused a second time, killed in every way, recovered, stopped, saved, restored.
import assert from "node:assert/strict";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { cloneDatabase, emptyDatabase } from "./support/database.ts";
import { clusterOf, errand, processesOf, type Serving, serve, temporaryFolder } from "./support/errand.ts";

const none = ["--city", "none"];
const folder = temporaryFolder();
const data = join(folder, "data");
const long = { timeout: 120_000 };

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await sleep(20);
}

/** Gone, or no more than an entry in the process table that nobody has collected. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === "linux" && /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

const ready = async ({ url }: Serving) => (await fetch(`${url}/readyz`).catch(() => undefined))?.status;

// What one test leaves running, the next one kills, asks or saves: a server that recovered has to bear the next blow too.
let left: Serving | undefined;
const running = async (): Promise<Serving> => {
  left ??= await serve(data, none);
  return left;
};
const stopped = async (): Promise<number | null> => {
  const server = await running();
  left = undefined;
  return server.stop();
};

/** Strikes the running server and waits for its end; answers the next one, which stands on what it left. */
async function after(strike: (server: Serving, pids: ReturnType<typeof processesOf>) => unknown): Promise<Serving> {
  const killed = await running();
  left = undefined;
  await strike(killed, processesOf(data));
  await killed.ended;
  return running();
}

test(
  "a first start makes everything; a second instance is refused; SIGTERM stops it with its database; it starts again",
  long,
  async () => {
    const first = await running();
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
    const second = await errand(["serve", "--port", "0", "--data", data, ...none]);
    assert.equal(second.status, 2);
    assert.match(second.err, /in use by "errand serve" \(process \d+\): stop that one first/);
    assert.equal(second.err.trim().split("\n").length, 1);
    const { main, database } = processesOf(data);
    assert.equal(await stopped(), 0);
    await until(() => isGone(main) && isGone(database));
    assert.ok(!existsSync(join(clusterOf(data), "postmaster.pid")));
    for (const secret of ["database.secret", "installation.key", "log/errand.log"])
      assert.equal(statSync(join(data, secret)).mode & 0o077, 0, secret);
    assert.equal(await ready(await running()), 200);
  },
);

test("after kill -9 of the server alone the next start recovers", long, async () => {
  const next = await after((_, { main }) => process.kill(main, "SIGKILL"));
  assert.equal(await ready(next), 200);
});

test("after kill -9 of the server and its database the next start recovers", long, async () => {
  const next = await after((_, { main, database }) => {
    process.kill(main, "SIGKILL");
    process.kill(database, "SIGKILL");
  });
  assert.equal(await ready(next), 200);
});

test("after kill -9 of the program that started it, the server ends too and the next start recovers", long, async () => {
  const next = await after(async ({ child }, { main, database }) => {
    child.kill("SIGKILL");
    await until(() => isGone(main) && isGone(database));
  });
  assert.equal(await ready(next), 200);
});

test("a database that is killed under a running server comes back by itself", long, async () => {
  const server = await running();
  const { database } = processesOf(data);
  process.kill(database, "SIGKILL");
  await until(() => isGone(database));
  await until(async () => (await ready(server)) === 200);
  assert.equal(await stopped(), 0);
});

/** The processes that `pid` started, other than a database. */
const startedBy = (pid: number) =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        const of = (file: string) => readFileSync(`/proc/${child}/${file}`, "utf8");
        return of("status").includes(`\nPPid:\t${pid}\n`) && of("cmdline").includes("sibling.ts") && !isGone(child);
      } catch {
        return false;
      }
    });

test("several processes share the requests; one that is killed is begun anew; all end with the first, also when that is killed", {
  ...long,
  skip: process.platform !== "linux" && "looks at /proc",
}, async () => {
  const server = await serve(data, ["--processes", "2", ...none]);
  const { main, database } = processesOf(data);
  /** Over a connection of its own. */
  const look = async (path: string) => (await fetch(server.url + path, { headers: { connection: "close" } })).text();
  /** Answers that all processes counted. */
  const counted = async () => {
    const text = await look("/metrics");
    return [...text.matchAll(/^errand_http_request_duration_seconds_count\{.*\} (\d+)$/gm)].reduce((all, [, n]) => all + Number(n), 0);
  };
  const processes = async () => Number(/^errand_processes (\d+)/m.exec(await look("/metrics"))?.[1]);
  await until(async () => (await processes()) === 2);
  const before = await counted();
  for (let n = 0; n < 10; n++) assert.match(await look("/zh/verify"), /<html/);
  assert.ok((await counted()) >= before + 10, "figures of all processes, whoever is asked");
  const [sibling = 0] = startedBy(main);
  assert.ok(sibling > 0);
  process.kill(sibling, "SIGKILL");
  await until(() => isGone(sibling));
  for (let n = 0; n < 4; n++) assert.match(await look("/zh/verify"), /<html/);
  await until(async () => (await processes()) === 2);
  const [another = 0] = startedBy(main);
  assert.equal(await server.stop(), 0);
  assert.ok(isGone(another) && isGone(database));
  const killed = await serve(data, ["--processes", "2", ...none]);
  const first = processesOf(data).main;
  await until(() => startedBy(first).length === 1);
  const [orphan = 0] = startedBy(first);
  process.kill(first, "SIGKILL");
  await killed.ended;
  await until(() => isGone(orphan));
});

test("commands work with the server running and stopped, also several at once", long, async () => {
  const server = await running();
  const beside = await errand(["migrate", "--json", "--data", data]);
  assert.deepEqual([beside.status, JSON.parse(beside.out)], [0, { applied: [] }], beside.err);
  assert.equal(await ready(server), 200);
  assert.equal(await stopped(), 0);
  const alone = await Promise.all([1, 2, 3].map(() => errand(["migrate", "--json", "--data", data])));
  for (const { status, err } of alone) assert.equal(status, 0, err);
  assert.ok(!existsSync(join(clusterOf(data), "postmaster.pid")));
  const nowhere = await errand(["backup", join(folder, "x"), "--keys", join(folder, "y"), "--data", join(folder, "nothing")]);
  assert.equal(nowhere.status, 2);
  assert.ok(!existsSync(join(folder, "nothing")));
});

test("a taken port and a public address for the sample city are one clear sentence", long, async () => {
  const { url } = await running();
  const taken = await errand(["serve", "--port", new URL(url).port, "--data", join(folder, "other"), ...none]);
  assert.deepEqual([taken.status, taken.err.split("\n").length], [2, 2], taken.err);
  assert.match(taken.err, /Port \d+ on 127\.0\.0\.1 is in use/);
  const open = await errand(["serve", "--host", "0.0.0.0", "--data", join(folder, "other")]);
  assert.deepEqual([open.status, /sample city/.test(open.err)], [2, true], open.err);
});

test("saved while running, restored into an empty directory, audited, served; not into a full one", long, async () => {
  const server = await running();
  const [file, keys, restored] = [join(folder, "all.backup"), join(folder, "keys.backup"), join(folder, "restored")];
  const saved = await errand(["backup", file, "--keys", keys, "--data", data]);
  assert.equal(saved.status, 0, saved.err);
  const full = await errand(["restore", file, "--keys", keys, "--data", data]);
  assert.equal(full.status, 2);
  assert.match(full.err, /empty data directory/);
  const checkpoint = await fetch(`${server.url}/log/checkpoint`);
  assert.ok([200, 404].includes(checkpoint.status));
  assert.equal(await stopped(), 0);
  const back = await errand(["restore", file, "--keys", keys, "--data", restored]);
  assert.equal(back.status, 0, back.err);
  const audited = await errand(["ledger", "audit", "--data", restored, "--json"]);
  assert.equal(audited.status, 0, audited.err + audited.out);
  const again = await serve(restored, none);
  await again.stop();
});

test("a closed data directory works, as root too, where PostgreSQL runs under an account that cannot enter it", long, async () => {
  const closed = temporaryFolder(0o700);
  const server = await serve(join(closed, "data"), none);
  assert.equal(existsSync(join(closed, "data/postgres.location")), process.getuid?.() === 0);
  await server.stop();
  const again = await serve(join(closed, "data"), none);
  await again.stop();
});

test("an ordinary user starts it too", { ...long, skip: process.getuid?.() !== 0 && "this is an ordinary user already" }, async () => {
  const nobody = 65_534;
  const home = temporaryFolder(0o711);
  const own = join(home, "data");
  mkdirSync(own, { mode: 0o700 });
  chownSync(own, nobody, nobody);
  const server = await serve(own, none, { uid: nobody, gid: nobody, env: { HOME: own } });
  assert.equal(statSync(join(own, "postgres")).uid, nobody);
  assert.equal(await server.stop(), 0);
});

test("serving is refused as the owner, without the queue's login, and on a schema that is behind", long, async () => {
  const [full, bare] = [await cloneDatabase(), await emptyDatabase()];
  const refused = async (env: Record<string, string>, why: RegExp) => {
    const ended = await errand(["serve", "--port", "0", "--data", join(folder, "given")], { env });
    assert.equal(ended.status, 2);
    assert.match(ended.err, why);
  };
  await refused({ DATABASE_URL: full.owner, DATABASE_JOBS_URL: full.jobs }, /DATABASE_URL logs in as "errand_owner"/);
  await refused({ DATABASE_URL: full.app, DATABASE_JOBS_URL: full.superuser }, /DATABASE_JOBS_URL logs in as "postgres"/);
  await refused({ DATABASE_URL: full.app }, /DATABASE_JOBS_URL is missing/);
  await refused({ DATABASE_URL: bare.app, DATABASE_JOBS_URL: bare.jobs }, /lacks \d+ migrations.*errand migrate/);
  const migrated = await errand(["migrate"], {
    env: { DATABASE_URL: bare.app, DATABASE_JOBS_URL: bare.jobs, DATABASE_OWNER_URL: bare.owner },
  });
  assert.equal(migrated.status, 0, migrated.err);
  const server = await serve(join(folder, "given"), [], { env: { DATABASE_URL: bare.app, DATABASE_JOBS_URL: bare.jobs } });
  assert.equal(await server.stop(), 0);
});
