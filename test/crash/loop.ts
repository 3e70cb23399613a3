// Kills a server again and again while citizens submit, and counts: every acknowledged case is there exactly once, a
// submission whose answer was lost can be sent again under its key without a second case, and the log audits.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seeded } from "../../src/platform/random/index.ts";
import { errand, processesOf, type Serving, serve, temporaryFolder } from "../support/errand.ts";

/** Which process is killed: the server, that and its database, the program that started it, the database alone. */
export const victims = ["server", "server and database", "starter", "database"] as const;

/** How a run goes. */
export interface CrashPlan {
  readonly times: number;
  readonly seed: number;
  readonly onKill?: (nth: number, victim: (typeof victims)[number], acknowledged: number) => void;
}

/** What came of it. */
export interface CrashResult {
  readonly acknowledged: number;
  /** Submissions whose answer was lost with the server. */
  readonly lost: number;
}

const applicant = "luo-zhiyuan";
const submission = (n: number) => ({
  service: "information-request",
  data: { what: `二〇二五年道路改造工程第 ${n} 号批准文件`, form: "electronic", way: "online", help: "none", phone: "13800138001" },
});

/** One submission under its key, as often as it takes. */
interface Submission {
  readonly key: string;
  readonly n: number;
  id?: string;
  lost: boolean;
}

async function submit(url: string, token: string, one: Submission): Promise<string> {
  const answer = await fetch(`${url}/api/v1/cases`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": one.key },
    body: JSON.stringify(submission(one.n)),
  });
  const text = await answer.text();
  // 5xx while the database is gone is no acknowledgement; anything else that is not a case is a fault.
  if (answer.status >= 500) throw new Error(`not acknowledged (${answer.status})`);
  assert.equal(answer.status, 201, text);
  return (JSON.parse(text) as { id: string }).id;
}

/** The database may have been killed a moment ago: what was not acknowledged is sent again. */
async function insist<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (error instanceof assert.AssertionError || tries === 20) throw error;
      await sleep(100);
    }
  }
}

const acknowledgedOf = (all: readonly Submission[]) => all.filter((one) => one.id !== undefined).length;

/** Runs the plan on a fresh data directory with the sample city. */
export async function crash({ times, seed, onKill }: CrashPlan): Promise<CrashResult> {
  const { next: chance } = seeded(seed);
  const data = join(temporaryFolder(), "data");
  const all: Submission[] = [];
  let repeated = 0;
  let trouble = "no answer yet";
  let server = await serve(data);
  const issued = await errand(["token", "--as", applicant, "--data", data]);
  assert.equal(issued.status, 0, issued.err);
  const token = issued.out.trim().split("\n").at(-1) ?? "";

  for (let nth = 1; nth <= times; nth += 1) {
    let killed = false;
    const clients = [1, 2, 3, 4].map(async () => {
      while (!killed) {
        // What was lost before is sent again first.
        const one = all.find((other) => other.lost && other.id === undefined) ?? { key: randomUUID(), n: all.length, lost: false };
        if (!all.includes(one)) all.push(one);
        if (one.lost) repeated += 1;
        one.lost = false;
        try {
          const id = await submit(server.url, token, one);
          assert.ok(one.id === undefined || one.id === id);
          one.id = id;
        } catch (error) {
          if (error instanceof assert.AssertionError) throw error;
          trouble = String(error);
          one.lost = true;
          await sleep(20);
        }
      }
    });
    // Somewhere between the answers: a few must have come since the last kill, and a moment more passes.
    const before = acknowledgedOf(all);
    const few = 1 + Math.floor(chance() * 12);
    for (const until = Date.now() + 30_000; acknowledgedOf(all) < before + few; await sleep(1)) {
      assert.ok(Date.now() < until, `no ${few} submissions were acknowledged in 30 s: ${trouble}`);
    }
    await sleep(chance() * 60);
    const victim = victims[Math.floor(chance() * victims.length)] ?? "server";
    onKill?.(nth, victim, acknowledgedOf(all));
    server = await killAndRestart(server, data, victim, () => {
      killed = true;
    });
    await Promise.all(clients);
  }

  const lost = repeated + all.filter((one) => one.lost).length;
  for (const one of all) {
    const again = await insist(() => submit(server.url, token, one));
    assert.ok(one.id === undefined || one.id === again, `the case under ${one.key} changed its id`);
    one.id = again;
  }
  assert.deepEqual(
    (await caseIds(server.url, token)).toSorted(),
    all.map((one) => one.id ?? "").toSorted(),
    "cases there and cases acknowledged differ",
  );
  await server.stop();
  const audited = await errand(["ledger", "audit", "--data", data]);
  assert.equal(audited.status, 0, `the audit found something: ${audited.out}${audited.err}`);
  return { acknowledged: all.length, lost };
}

async function killAndRestart(server: Serving, data: string, victim: (typeof victims)[number], done: () => void): Promise<Serving> {
  const { main, database } = processesOf(data);
  if (victim === "starter") server.child.kill("SIGKILL");
  if (victim === "database" || victim === "server and database") process.kill(database, "SIGKILL");
  if (victim === "server" || victim === "server and database") process.kill(main, "SIGKILL");
  if (victim === "database") {
    // The same server goes on; its clients must get through again.
    while (!(await fetch(`${server.url}/readyz`).catch(() => undefined))?.ok) await sleep(50);
    done();
    return server;
  }
  await server.ended;
  done();
  return await serve(data);
}

/** Every case of the applicant, page by page. */
async function caseIds(url: string, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = `${url}/api/v1/cases`; next; ) {
    const answer: Response = await fetch(next, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    const page: { items?: { id: string }[]; cases?: { id: string }[] } | { id: string }[] = await answer.json();
    ids.push(...(Array.isArray(page) ? page : (page.items ?? page.cases ?? [])).map((one) => one.id));
    const link: string | undefined = /<([^>]+)>;\s*rel="?next"?/.exec(answer.headers.get("link") ?? "")?.[1];
    next = link && new URL(link, url).href;
  }
  return ids;
}
