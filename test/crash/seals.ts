// Kills a server with −9 while keepers apply seals: between rendering, storing the file and the commit, wherever the moment falls. After
// the restart each document is there once with one use on record, or its task is still open and there is neither; a file that nothing
// names goes with the next sweep.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { sweepFiles } from "../../src/casework/index.ts";
import { type AppTables, composeDesk, keysOf } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { joinEmbedded, openDatabases } from "../../src/platform/database/index.ts";
import { openFileStore } from "../../src/platform/files/index.ts";
import { silentLog } from "../../src/platform/log/index.ts";
import { seeded } from "../../src/platform/random/index.ts";
import { errand, processesOf, type Serving, serve, temporaryFolder } from "../support/errand.ts";
import { letterPacks } from "../support/letters.ts";

export interface SealPlan {
  readonly times: number;
  readonly seed: number;
  readonly onKill?: (nth: number, sealed: number) => void;
}

export interface SealResult {
  readonly letters: number;
  /** Seals whose answer was lost with the server. */
  readonly lost: number;
  /** Files that were stored for a commit that never came. */
  readonly orphans: number;
}

const perKill = 6;
const day = 86_400_000;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

interface Letter {
  readonly id: string;
  readonly no: number;
  readonly key: string;
  sealed: boolean;
  lost: boolean;
}

export async function crashSeals({ times, seed, onKill }: SealPlan): Promise<SealResult> {
  const random = seeded(seed);
  const data = join(temporaryFolder(), "data");
  let server = await serve(data);
  const published = await errand(["pack", "publish", join(letterPacks, "short-letter"), "--data", data]);
  assert.equal(published.status, 0, published.out + published.err);
  const tokens = await tokensOf(data, [
    "government/writer",
    "government/head",
    "government/documents",
    "government/verifier",
    "government/seal-keeper",
  ]);
  const keeper = tokens["government/seal-keeper"] ?? "";
  const letters: Letter[] = [];

  for (let nth = 1; nth <= times; nth++) {
    for (let i = 0; i < perKill; i++) letters.push(await letterOf(server.url, tokens));
    let killed = false;
    const before = letters.filter(({ sealed }) => sealed).length;
    const url = server.url;
    const clients = [0, 1, 2].map((n) => sealing(url, keeper, letters, n, () => killed));
    const few = random.int(0, perKill - 3);
    for (const until = Date.now() + 60_000; letters.filter(({ sealed }) => sealed).length < before + few; await sleep(1))
      assert.ok(Date.now() < until, "nothing was sealed in a minute");
    // At any moment, or as soon as a file is stored: between that and the commit that names it.
    if (random.chance(0.6)) await fileStored(join(data, "files"));
    else await sleep(random.int(0, 60));
    onKill?.(nth, letters.filter(({ sealed }) => sealed).length);
    const { main, database } = processesOf(data);
    if (random.chance(0.3)) process.kill(database, "SIGKILL");
    process.kill(main, "SIGKILL");
    await server.ended;
    killed = true;
    await Promise.all(clients);
    server = await serve(data);
    await whole(server, data, letters, keeper);
  }
  const lost = letters.filter((one) => one.lost).length;
  // What was not acknowledged is sent again under its key: sealed once, not twice.
  for (const one of letters)
    if (!one.sealed) assert.ok((await sealOne(server.url, keeper, one)) < 300, "a seal that was sent again was refused");
  await whole(server, data, letters, keeper);
  await server.stop();
  const audited = await errand(["ledger", "audit", "--data", data]);
  assert.equal(audited.status, 0, audited.out + audited.err);
  return { letters: letters.length, lost, orphans: await swept(data) };
}

async function call(url: string, token: string, path: string, body?: unknown, key?: string): Promise<{ status: number; body: Json }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...(key ? { "idempotency-key": key } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

/** A letter that waits for its seal. */
async function letterOf(url: string, tokens: Readonly<Record<string, string>>): Promise<Letter> {
  const as = (post: string) => tokens[`government/${post}`] ?? "";
  const must = async (token: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await call(url, token, path, body);
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { id } = await must(as("writer"), "/cases", { service: "short-letter", data: { title: "关于工作进展的函" } });
  await must(as("writer"), `/cases/${id}/texts/text`, { base: 0, plain: "各项工作进展顺利。" });
  const openTask = async (): Promise<number> =>
    (await must(as("writer"), `/cases/${id}`)).tasks.find((one: Json) => one.status !== "done").no;
  for (const [post, outcome] of [
    ["writer", "done"],
    ["head", "sign"],
    ["documents", "done"],
    ["verifier", "clean"],
  ] as const)
    await must(as(post), `/tasks/${id}.${await openTask()}/commands`, { type: "finish", outcome });
  return { id, no: await openTask(), key: randomUUID(), sealed: false, lost: false };
}

async function sealOne(url: string, token: string, one: Letter): Promise<number> {
  const { status } = await call(url, token, `/tasks/${one.id}.${one.no}/commands`, { type: "finish", outcome: "sealed" }, one.key);
  if (status < 300) one.sealed = true;
  return status;
}

/** One keeper after another letter, until the server is gone. */
async function sealing(url: string, token: string, letters: readonly Letter[], n: number, gone: () => boolean): Promise<void> {
  for (const [i, one] of letters.entries()) {
    if (one.sealed || i % 3 !== n || gone()) continue;
    try {
      const status = await sealOne(url, token, one);
      assert.ok(status < 300 || status >= 500, `a seal was refused (${status})`);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      one.lost = true;
      return;
    }
  }
}

/** Returns when the next file has got its name in the store, or after a while without one. */
async function fileStored(folder: string): Promise<void> {
  const stored = (): readonly string[] => {
    try {
      return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (path) => /[0-9a-f]{12}$/.test(path) && !/(^|\/)\./.test(path),
      );
    } catch (error) {
      // Before the first file there is no folder, and one that is being written may go while it is listed.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  };
  const before = stored().length;
  for (const until = Date.now() + 2000; Date.now() < until && stored().length === before; ) await sleep(1);
}

/** Whatever was acknowledged is there once; of the rest there is all or nothing; the register counts without a gap. */
async function whole(server: Serving, data: string, letters: readonly Letter[], keeper: string): Promise<void> {
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  const owner = new Client({ connectionString: joined.urls.owner });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ id: string; status: string; documents: number; uses: number; digests: number }>(
      `select t.case_id as id, t.status, (select count(*)::int from casework.document d where d.case_id = t.case_id) as documents,
         (select count(*)::int from office.seal_use u where u.case_id = t.case_id) as uses,
         (select count(*)::int from office.seal_use u join casework.document d on d.case_id = u.case_id and d.sha256 = u.document
          where u.case_id = t.case_id) as digests
       from casework.task t where t.key = 'seal' and t.case_id = any ($1::uuid[])`,
      [letters.map(({ id }) => id)],
    );
    assert.equal(rows.length, letters.length);
    for (const { id, status, documents, uses, digests } of rows) {
      const one = letters.find((letter) => letter.id === id) ?? assert.fail(id);
      const made = status === "done" ? 1 : 0;
      assert.deepEqual({ documents, uses, digests }, { documents: made, uses: made, digests: made }, `letter ${id}, its task is ${status}`);
      assert.ok(!one.sealed || made === 1, "an acknowledged seal is gone");
      if (made === 0) continue;
      // Its file can be read and holds.
      const { body } = await call(server.url, keeper, `/cases/${id}/outputs`);
      const pdf = await fetch(`${server.url}${body.outputs[0].href}`, { headers: { authorization: `Bearer ${keeper}` } });
      assert.equal(pdf.status, 200);
      const checked = await fetch(`${server.url}/api/v1/verify`, {
        method: "POST",
        headers: { "content-type": "application/pdf" },
        body: await pdf.arrayBuffer(),
      });
      const verdict = (await checked.json()) as Json;
      assert.ok(verdict.holds && verdict.kind === "official-document", JSON.stringify(verdict));
    }
    const counted = await owner.query<{ n: number; last: number; uses: number }>(
      `select count(*)::int n, coalesce(max(n), 0)::int as last, coalesce((select uses from office.seal_counter where organ = 'government'), 0) as uses
       from office.seal_use where organ = 'government'`,
    );
    const [figures] = counted.rows;
    assert.deepEqual(figures && [figures.last, figures.uses], [figures?.n, figures?.n], "the register of uses has a gap");
  } finally {
    await owner.end();
    await joined.release();
  }
}

/** Sweeps as the server will when the files have grown old; what is left is what documents name. */
async function swept(data: string): Promise<number> {
  const read = readConfig({ flags: { data }, env: {} });
  if (!read.ok) throw new Error(read.problems.join(" "));
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  const databases = openDatabases<AppTables>(joined.urls);
  try {
    const files = openFileStore(join(data, "files"));
    const desk = await composeDesk(
      { config: read.config, publicUrl: "http://127.0.0.1", databases, files, log: silentLog, now: () => Date.now() + 9 * day },
      keysOf(read.config),
    );
    const removed = await sweepFiles(desk);
    const left: string[] = [];
    for await (const id of files.ids()) left.push(id);
    const { rows } = await databases.appPool.query<{ file: string }>("select file from casework.document");
    assert.deepEqual(left.sort(), rows.map(({ file }) => file).sort(), "files left that nothing names, or the other way round");
    const unfinished = readdirSync(join(data, "files"), { recursive: true, encoding: "utf8" }).filter((path) =>
      /(^|\/)\.[^/]*$/.test(path),
    );
    assert.deepEqual(unfinished, [], "files that never got their name");
    return removed;
  } finally {
    await databases.close();
    await joined.release();
  }
}

async function tokensOf(data: string, posts: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const joined = await joinEmbedded(data, { command: "crash", mustExist: true });
  const owner = new Client({ connectionString: joined.urls.owner });
  await owner.connect();
  const { rows } = await owner.query<{ post: string; officer: string }>(
    "select distinct on (post) post, officer from organisation.appointment where post = any ($1) and last is null order by post, officer",
    [posts],
  );
  await owner.end();
  await joined.release();
  const tokens: Record<string, string> = {};
  for (const { post, officer } of rows) {
    const issued = await errand(["token", "--as", officer, "--data", data]);
    assert.equal(issued.status, 0, issued.err);
    tokens[post] = issued.out.trim().split("\n").at(-1) ?? "";
  }
  return tokens;
}
