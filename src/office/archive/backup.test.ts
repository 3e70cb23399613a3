// Destroyed means destroyed in backups too: an older data backup with newer keys opens nothing of it, and its log still audits.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { Pool } from "pg";
import { startTestApp } from "../../../test/support/app.ts";
import { endedCase, tenYears } from "../../../test/support/archive.ts";
import { emptyDatabase } from "../../../test/support/database.ts";
import { loadAll } from "../../casework/index.ts";
import type { Actor } from "../../identity/index.ts";
import { audit } from "../../ledger/index.ts";
import { backUp, restore } from "../../platform/backup/index.ts";
import { openFileStore } from "../../platform/files/index.ts";
import {
  approveList,
  bury,
  gravesIn,
  gravesName,
  keysFit,
  listLines,
  makeList,
  openList,
  proposeList,
  reviewLines,
  startList,
} from "../index.ts";

const app = await startTestApp();
await tenYears(app);
const { desk } = app;
const directory = await desk.organisation.current();
const officer = (id: string, post: string): Extract<Actor, { kind: "officer" }> => ({
  kind: "officer",
  id,
  name: id,
  language: "zh",
  posts: [post],
  rights: directory?.post(post)?.rights ?? [],
});
const archivist = officer("yin-yutong", "government/archivist");
const head = officer("duan-zimo", "government/archive-head");

const backups = (name: string) => ({
  url: app.database.owner,
  files: openFileStore(join(app.config.data, "files")),
  dataPath: join(app.config.data, `${name}.data`),
  keysPath: join(app.config.data, `${name}.keys`),
  series: "here",
  apart: ["keyring"],
  secrets: {},
  moreSecrets: async (client: Parameters<typeof gravesIn>[0]) => ({ [gravesName]: await gravesIn(client) }),
});

test("back up, destroy, restore the old data with the newest keys: nothing opens, and the log holds", { timeout: 120_000 }, async () => {
  const gone = await endedCase(app);
  const stays = await endedCase(app, { what: "二〇二四年防汛物资采购合同" });
  await app.news();
  const before = backups("before");
  await backUp(before);
  const young = await endedCase(app);
  app.at(Date.parse("2037-01-15T10:00:00+08:00"));
  const made = await makeList(desk, archivist, "government", randomUUID());
  assert.ok(made.ok);
  const lines = (await listLines(desk, made.id, { limit: 9 })).map((line) => line.case);
  await reviewLines(desk, archivist, made.id, { cases: lines.filter((id) => id !== gone.id), decision: "keep", until: "2047-01-01" });
  await reviewLines(desk, archivist, made.id, { cases: [gone.id], decision: "destroy" });
  await proposeList(desk, archivist, made.id);
  const opened = await openList(desk, head, made.id);
  assert.ok(opened.ok);
  for (const who of [archivist, head]) assert.ok((await approveList(desk, who, made.id, opened.list.act ?? "")).ok);
  assert.ok((await startList(desk, archivist, made.id)).ok);
  await app.work();
  await app.news();
  const { dataPath: _, ...keys } = backups("after");
  await backUp(keys);

  const target = await emptyDatabase();
  const files = openFileStore(join(app.config.data, "restored"));
  const restored = await restore({
    url: target.owner,
    files,
    dataPath: before.dataPath,
    keysPath: keys.keysPath,
    check: keysFit,
    settle: (client, secrets) => bury(client, secrets, files),
  });
  assert.ok(restored.rows > 0);
  const pool = new Pool({ connectionString: target.owner, max: 2 });
  try {
    const { rows } = await pool.query<{ case_id: string }>("select case_id from keyring.case_key");
    assert.deepEqual(
      rows.map((row) => row.case_id),
      [stays.id],
      "neither the destroyed case's key nor one of a case that is not in the data",
    );
    assert.ok(!rows.some((row) => row.case_id === young.id));
    const there = await loadAll({ ...desk, pool }, [gone.id, stays.id]);
    assert.deepEqual(
      there.map(({ row }) => row.id),
      [stays.id],
    );
    const left = await pool.query("select from casework.data where case_id = $1 and sealed <> ''", [gone.id]);
    assert.equal(left.rowCount, 0);
    const checked = await audit({ pool, keyring: desk.keys });
    assert.deepEqual([checked.holds, checked.differences], [true, []]);
    const { rows: record } = await pool.query("select from archive.record where case_id = $1 and destroyed_at is not null", [gone.id]);
    assert.equal(record.length, 1);
  } finally {
    await pool.end();
  }
  // With keys from before it, the same data would open it: which is why those expire.
  const second = await emptyDatabase();
  const expired = { url: second.owner, files, dataPath: before.dataPath, keysPath: before.keysPath, now: Date.now() + 31 * 86_400_000 };
  await assert.rejects(restore(expired), /take the newest keys file/);
});
