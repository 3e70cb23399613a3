// Kills a server with −9 while bundles open their parts and parts tell their bundle, while an officer writes, sends messages and hands
// a post on, and while a steward opens and withdraws datasets and asks another agency: nothing lost, nothing doubled, nothing half there.
// Every bundle has each of its parts exactly once, every part's end is known to its bundle, each act of the officers is there once, both
// sides of the exchange agree, and the log audits.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { joinEmbedded } from "../../src/platform/database/index.ts";
import { seeded } from "../../src/platform/random/index.ts";
import { errand, processesOf, type Serving, serve, temporaryFolder } from "../support/errand.ts";
import { allowStalls, stallData, stallPacks } from "../support/stalls.ts";
import { atDesk, everyActOnce, openDesk } from "./desk.ts";
import { everyDatasetOnce, type Stewardship, stewarding } from "./steward.ts";

export interface ChildPlan {
  readonly times: number;
  readonly seed: number;
  readonly onKill?: (nth: number, bundles: number) => void;
}

export interface ChildResult {
  readonly bundles: number;
  readonly parts: number;
  /** What the officer at the desk and the steward did, and how often the answer was lost. */
  readonly acts: number;
  readonly lost: number;
}

const citizen = "shen-ruolan";
const writer = "cheng-siyuan";
/** The parts that begin with the bundle, and who decides the first of them. */
const first = ["permit", "sign"] as const;
const post = "city/review";
/** Who opens datasets and asks under an agreement. */
const keeper = "market/steward";

export async function crashChildren({ times, seed, onKill }: ChildPlan): Promise<ChildResult> {
  const random = seeded(seed);
  const data = join(temporaryFolder(), "data");
  let server = await serve(data);
  const packs = ["permit", "bin", "sign", "lamp", "start"].map((name) => join(stallPacks, `stall-${name}`));
  const published = await errand(["pack", "publish", ...packs, "--data", data]);
  assert.equal(published.status, 0, published.out + published.err);
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  await allowStalls({ database: joined.urls });
  await joined.release();
  const party = await tokenOf(data, citizen);
  const officer = await tokenOf(data, await holderOf(data, post));
  const drafting = await tokenOf(data, writer);
  const desk = await openDesk(server.url, drafting);
  const steward = await tokenOf(data, await holderOf(data, keeper));
  const stewardship: Stewardship = [];
  const keys: { readonly key: string; id?: string }[] = [];

  for (let nth = 1; nth <= times; nth++) {
    let killed = false;
    const url = server.url;
    const before = acknowledged(keys).length;
    const clients = [
      submitting(url, party, keys, () => killed),
      submitting(url, party, keys, () => killed),
      deciding(url, officer, () => killed),
      atDesk(url, drafting, desk, () => killed),
      stewarding(url, steward, stewardship, () => killed),
    ];
    const few = random.int(2, 6);
    const done = Math.min(desk.acts.length, stewardship.length);
    const acted = () => Math.min(desk.acts.length, stewardship.length);
    for (const until = Date.now() + 60_000; acknowledged(keys).length < before + few || acted() < done + 4; await sleep(2))
      assert.ok(Date.now() < until, "nothing was acknowledged in a minute");
    await sleep(random.int(0, 250));
    onKill?.(nth, acknowledged(keys).length);
    const { main, database } = processesOf(data);
    if (random.chance(0.5)) process.kill(database, "SIGKILL");
    process.kill(main, "SIGKILL");
    await server.ended;
    killed = true;
    await Promise.all(clients);
    server = await serve(data);
  }
  // What was not acknowledged is sent again under its key: the same bundle, not a second one.
  for (const one of keys) one.id = await submit(server.url, party, one);
  const result = await counted(server, data, keys.length, party, async (owner) => {
    const lost = await everyActOnce(server.url, drafting, desk, owner);
    return lost + (await everyDatasetOnce(server.url, steward, stewardship, owner));
  });
  await server.stop();
  for (const words of [
    ["exchange", "reconcile"],
    ["ledger", "audit"],
  ]) {
    const checked = await errand([...words, "--data", data]);
    assert.equal(checked.status, 0, `${words.join(" ")}: ${checked.out}${checked.err}`);
  }
  return { ...result, acts: desk.acts.length + stewardship.length };
}

const acknowledged = (keys: readonly { readonly id?: string }[]) => keys.filter(({ id }) => id !== undefined);

async function submit(url: string, token: string, { key, id }: { readonly key: string; readonly id?: string }): Promise<string> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/api/v1/cases`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify({ service: "stall-start", data: stallData }),
    });
    const text = await answer.text();
    if (answer.status >= 500 && tries < 20) {
      await sleep(100);
      continue;
    }
    assert.equal(answer.status, 201, text);
    const made = (JSON.parse(text) as { id: string }).id;
    assert.ok(id === undefined || id === made, "the bundle under a key changed its id");
    return made;
  }
}

/** A citizen who begins one bundle after another, until the server is gone. */
async function submitting(url: string, token: string, keys: { key: string; id?: string }[], gone: () => boolean): Promise<void> {
  while (!gone()) {
    const one: { key: string; id?: string } = { key: randomUUID() };
    keys.push(one);
    try {
      const answer = await fetch(`${url}/api/v1/cases`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": one.key },
        body: JSON.stringify({ service: "stall-start", data: stallData }),
      });
      const text = await answer.text();
      if (answer.status < 500) {
        assert.equal(answer.status, 201, text);
        one.id = (JSON.parse(text) as { id: string }).id;
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      await sleep(20);
    }
    await sleep(30);
  }
}

/** An officer who grants whatever part comes, so that parts tell their bundle and the next ones open. */
async function deciding(url: string, token: string, gone: () => boolean): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  while (!gone()) {
    try {
      const { tasks = [] } = (await (await fetch(`${url}/api/v1/tasks?limit=5`, { headers })).json()) as {
        tasks?: { id: string; key: string }[];
      };
      for (const { id } of tasks.filter(({ key }) => key === "check")) {
        const answer = await fetch(`${url}/api/v1/tasks/${id}/commands`, {
          method: "POST",
          headers,
          body: JSON.stringify({ type: "finish", outcome: "pass" }),
        });
        await answer.arrayBuffer();
      }
    } catch {
      // The server was killed: what it did not acknowledge is done after the next start.
    }
    await sleep(50);
  }
}

/** Waits until every bundle has come to rest, and counts its parts in the database itself. */
async function counted(
  server: Serving,
  data: string,
  bundles: number,
  token: string,
  beside: (owner: Client) => Promise<number>,
): Promise<Omit<ChildResult, "acts">> {
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  const owner = new Client({ connectionString: joined.urls.owner });
  await owner.connect();
  try {
    const one = async (sql: string): Promise<number> =>
      (await owner.query<{ n: number }>(`select count(*)::int n from ${sql}`)).rows[0]?.n ?? -1;
    const unopened = `casework.task t join casework.case b on b.id = t.case_id where b.pack = 'stall-start' and t.status = 'open' and t.post <> 'applicant'
      and not exists (select 1 from casework.case c where c.parent = t.case_id and c.parent_task = t.no)`;
    const untold = `casework.case c join casework.task t on t.case_id = c.parent and t.no = c.parent_task
      where c.status = 'ended' and t.status in ('open', 'taken')`;
    for (const until = Date.now() + 90_000; (await one(unopened)) + (await one(untold)) > 0; await sleep(200))
      assert.ok(
        Date.now() < until,
        `left: ${await one(unopened)} parts unopened, ${await one(untold)} ends untold; jobs: ${await jobsLeft(owner)}`,
      );
    assert.equal(await one("casework.case where pack = 'stall-start'"), bundles, "bundles there and bundles acknowledged differ");
    assert.equal(
      await one("(select 1 from casework.case where parent is not null group by parent, parent_task having count(*) > 1) d"),
      0,
      "a part twice",
    );
    const { rows: short } = await owner.query<{ id: string }>(
      `select b.id from casework.case b where b.pack = 'stall-start'
        and (select count(*) from casework.case c where c.parent = b.id) < $1 limit 3`,
      [first.length],
    );
    const headers = { authorization: `Bearer ${token}` };
    const told = await Promise.all(
      short.map(async ({ id }) => (await fetch(`${server.url}/api/v1/cases/${id}/events`, { headers })).text()),
    );
    assert.deepEqual(told, [], "what these bundles were told instead of a part");
    const parts = await one("casework.case where parent is not null");
    const answer = await fetch(`${server.url}/api/v1/cases`, { headers });
    assert.equal(answer.status, 200);
    return { bundles, parts, lost: await beside(owner) };
  } finally {
    await owner.end();
    await joined.release();
  }
}

/** What still stands in the queue, and why: what a wait that ran out is explained by. */
async function jobsLeft(owner: Client): Promise<string> {
  const { rows } = await owner.query(
    `select t.identifier, j.attempts, j.locked_by is not null locked, round(extract(epoch from j.run_at - now())) "in", j.last_error
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.run_at limit 20`,
  );
  return JSON.stringify(rows);
}

async function tokenOf(data: string, as: string): Promise<string> {
  const issued = await errand(["token", "--as", as, "--data", data]);
  assert.equal(issued.status, 0, issued.err);
  return issued.out.trim().split("\n").at(-1) ?? "";
}

async function holderOf(data: string, post: string): Promise<string> {
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  const owner = new Client({ connectionString: joined.urls.owner });
  await owner.connect();
  const { rows } = await owner.query<{ officer: string }>(
    "select officer from organisation.appointment where post = $1 and last is null limit 1",
    [post],
  );
  await owner.end();
  await joined.release();
  return rows[0]?.officer ?? assert.fail(`nobody holds ${post}`);
}
