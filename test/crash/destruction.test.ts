// A disposal is killed with -9 after each of its steps: at every moment each file is either whole or lawfully gone, and whoever comes next
// finishes the list, with one certificate.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { forgetters } from "../../src/compose.ts";
import { audit } from "../../src/ledger/index.ts";
import {
  approveList,
  carryOutAll,
  listLines,
  makeList,
  openList,
  proposeList,
  reviewLines,
  type Step,
  startList,
} from "../../src/office/index.ts";
import { startTestApp } from "../support/app.ts";
import { endedWithFiles, tenYears } from "../support/archive.ts";

const app = await startTestApp();
await tenYears(app);
const { desk } = app;
const officer = (id: string, post: string) => ({
  kind: "officer" as const,
  id,
  name: id,
  language: "zh" as const,
  posts: [post],
  rights: [],
});
const archivist = officer("wan-huimin", "market/archivist");
const head = officer("qian-bojun", "market/head");
const later = Date.parse("2037-01-15T10:00:00+08:00");
const start = desk.now();
const ok = <T extends { ok: boolean }>(done: T): Extract<T, { ok: true }> => {
  assert.ok(done.ok, JSON.stringify(done));
  return done as Extract<T, { ok: true }>;
};

const stored = async (): Promise<Set<string>> => new Set((await Array.fromAsync(desk.files.stored())).map(({ id }) => id));
const one = async (sql: string, values: unknown[]): Promise<number> =>
  (await desk.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]?.n ?? -1;

const moments: readonly (readonly [Step, number])[] = [
  ["began", 1],
  ["settled", 1],
  ["settled", 2],
  ["removed", 1],
  ["unnoted", 1],
  ["rendered", 1],
  ["certified", 1],
];

for (const [step, nth] of moments)
  test(`killed after ${step} ${nth}: nothing in between, finished by whoever comes next`, { timeout: 120_000 }, async () => {
    app.at(start);
    const before = await stored();
    const cases = [(await endedWithFiles(app)).id, (await endedWithFiles(app)).id];
    await app.news();
    const own = [...(await stored())].filter((id) => !before.has(id));
    assert.ok(own.length >= 4, "each has an upload and a letter");
    app.at(later);
    const { id } = ok(await makeList(desk, archivist, "market"));
    assert.deepEqual((await listLines(desk, id, { limit: 9 })).map((line) => line.case).toSorted(), cases.toSorted());
    ok(await reviewLines(desk, archivist, id, { cases, decision: "destroy" }));
    ok(await proposeList(desk, archivist, id));
    const { act = "" } = ok(await openList(desk, head, id)).list;
    for (const who of [archivist, head]) ok(await approveList(desk, who, id, act));
    ok(await startList(desk, archivist, id));

    const { app: appUrl, jobs, owner } = app.database;
    const plan = { urls: { app: appUrl, jobs, owner }, data: app.config.data, list: id, now: later, step, nth };
    const child = spawnSync(
      process.execPath,
      ["--import", "./src/platform/source.mjs", join("test", "crash", "destruction-child.ts"), JSON.stringify(plan)],
      {
        encoding: "utf8",
      },
    );
    assert.equal(child.signal, "SIGKILL", child.stderr);

    // Either whole or lawfully gone, with its entry and without its key: both or neither.
    for (const of of cases) {
      const [keys, graves, entries] = [
        await one("keyring.case_key where case_id = $1", [of]),
        await one("ledger.tombstone where case_id = $1", [of]),
        await one("casework.entry where case_id = $1 and type = 'destroyed'", [of]),
      ];
      assert.ok(
        (keys === 1 && graves === 0 && entries === 0) || (keys === 0 && graves === 1 && entries === 1),
        `${keys} ${graves} ${entries}`,
      );
    }
    assert.equal(ok(await openList(desk, head, id)).list.state, step === "certified" ? "done" : "executing");

    // The lock of a killed process goes with its connection.
    for (let tries = 0; ok(await openList(desk, head, id)).list.state !== "done"; tries++) {
      assert.ok(tries < 100, "still under way");
      await carryOutAll(desk, { forget: forgetters });
    }
    const done = ok(await openList(desk, head, id)).list;
    assert.equal(done.destroyed, 2);
    assert.equal(await one("keyring.case_key where case_id = any($1)", [cases]), 0);
    assert.equal(await one("archive.file where list = $1", [id]), 0);
    const left = await stored();
    assert.deepEqual(
      own.filter((file) => left.has(file)),
      [],
      "every file is gone from the disk",
    );
    await app.work();
    await carryOutAll(desk, { forget: forgetters });
    assert.equal(ok(await openList(desk, head, id)).list.certificate, done.certificate, "one certificate");
    await app.news();
    const checked = await audit({ pool: desk.pool, keyring: desk.keys });
    assert.deepEqual([checked.holds, checked.differences], [true, []]);
  });
