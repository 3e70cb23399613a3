import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { Client } from "pg";
import { cloneDatabase, emptyDatabase } from "../../../test/support/database.ts";
import { openFileStore } from "../files/index.ts";
import { type BackupPlan, BackupProblem, backUp, readManifest, restore } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-backup-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const source = await cloneDatabase();

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

let made = 0;
function plan(url: string): BackupPlan & { readonly dataPath: string } {
  made += 1;
  const path = (name: string) => join(folder, `${made}.${name}`);
  return {
    url,
    files: openFileStore(join(folder, "files")),
    dataPath: path("data"),
    keysPath: path("keys"),
    apart: ["keyring"],
    secrets: { key: Buffer.from("the secret") },
  };
}

/** Every table's rows as text, to be compared. */
const contents = (url: string) =>
  as(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') and (schemaname <> 'graphile_worker' or tablename = '_private_jobs') and tablename <> 'migration' order by 1",
    );
    const all: Record<string, string[]> = {};
    for (const { name } of rows)
      all[name] = (await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)).rows.map(({ row }) => row);
    return all;
  });

test("what was backed up comes back whole, keys and data apart, of one instant", { timeout: 60_000 }, async () => {
  const files = openFileStore(join(folder, "files"));
  const put = await files.put(
    (async function* () {
      yield Buffer.from("sealed bytes \n 0\n");
    })(),
    { limit: 100 },
  );
  assert.ok(put.ok);
  await as(source.owner, async (client) => {
    await client.query("insert into keyring.agency_key (agency, wrapped) values ('a-very-telling-agency', '\\x00ff')");
    await client.query("select jobs.add('later', '{\"text\": \"tab\\\\t and \\\\n line\"}', now() + interval '1 day')");
  });
  const backup = plan(source.owner);
  const result = await backUp({ ...backup, about: () => Promise.resolve({ checkpoint: "a note" }) });
  assert.ok(result.tables > 10 && result.files === 1, JSON.stringify(result));
  for (const path of [backup.dataPath, backup.keysPath]) assert.equal(statSync(path).mode & 0o777, 0o600);
  const data = zstdDecompressSync(readFileSync(backup.dataPath));
  assert.ok(!data.includes("a-very-telling-agency") && !data.includes("the secret") && data.includes("sealed bytes"));

  const target = await emptyDatabase();
  const into = openFileStore(join(folder, "restored"));
  const restored = await restore({ url: target.owner, files: into, dataPath: backup.dataPath, keysPath: backup.keysPath });
  assert.deepEqual(
    [restored.secrets.key?.toString(), restored.about, restored.rows, restored.files],
    ["the secret", { checkpoint: "a note" }, result.rows, 1],
  );
  assert.deepEqual(await contents(target.owner), await contents(source.owner));
  assert.equal(Buffer.concat(await Array.fromAsync((await into.get(put.id)) ?? [])).toString(), "sealed bytes \n 0\n");
  await as(target.app, (client) => client.query("select jobs.add('works')"));
});

test("halves that do not belong together, swapped, damaged or cut off are refused and leave nothing", { timeout: 60_000 }, async () => {
  const [one, two] = [plan(source.owner), plan(source.owner)];
  await backUp(one);
  await backUp(two);
  const target = await emptyDatabase();
  const files = openFileStore(join(folder, "never"));
  const attempt = (dataPath: string, keysPath: string) => restore({ url: target.owner, files, dataPath, keysPath });
  await assert.rejects(attempt(one.dataPath, two.keysPath), /not written together/);
  await assert.rejects(attempt(one.keysPath, one.dataPath), /holds keys/);
  const bytes = readFileSync(one.dataPath);
  const bad = join(folder, "bad");
  writeFileSync(bad, bytes.subarray(0, bytes.length - 40));
  await assert.rejects(attempt(bad, one.keysPath), /damaged|cut off/);
  const plain = zstdDecompressSync(bytes);
  writeFileSync(bad, zstdCompressSync(plain.subarray(0, plain.lastIndexOf('{"end"'))));
  await assert.rejects(attempt(bad, one.keysPath), /cut off/);
  writeFileSync(bad, "not a backup");
  await assert.rejects(readManifest(bad), /not a backup/);
  await assert.rejects(readManifest(join(folder, "nowhere")), /ENOENT/);
  assert.deepEqual(await Array.fromAsync(files.ids()), []);
  await attempt(one.dataPath, one.keysPath);
});

test("a database with rows is not restored into", { timeout: 60_000 }, async () => {
  const backup = plan(source.owner);
  await backUp(backup);
  const { files, dataPath, keysPath } = backup;
  await assert.rejects(restore({ url: source.owner, files, dataPath, keysPath }), /not empty/);
});

test("keys alone are saved; newer ones of the installation open older data, older and expired ones are refused", {
  timeout: 60_000,
}, async () => {
  const series = "this installation";
  const old = { ...plan(source.owner), series };
  await backUp(old);
  const { dataPath: _, ...keysOnly } = { ...plan(source.owner), series, keysUntil: Date.now() + 60_000 };
  const saved = await backUp({ ...keysOnly, moreSecrets: async () => ({ more: Buffer.from("told") }) });
  assert.deepEqual([saved.files, saved.tables], [0, 2]);
  const later = { ...plan(source.owner), series };
  await backUp(later);
  const target = await emptyDatabase();
  const files = openFileStore(join(folder, "newer"));
  const attempt = (dataPath: string, keysPath: string, more: Partial<Parameters<typeof restore>[0]> = {}) =>
    restore({ url: target.owner, files, dataPath, keysPath, ...more });
  await assert.rejects(attempt(later.dataPath, keysOnly.keysPath), /is older than/);
  await assert.rejects(
    attempt(old.dataPath, keysOnly.keysPath, { now: Date.now() + 120_000 }),
    /could be restored until .* take the newest/,
  );
  await assert.rejects(attempt(old.dataPath, old.keysPath, { now: Date.now() + 31 * 86_400_000 }), /could be restored until/);
  const foreign = { ...plan(source.owner), series: "another" };
  await backUp(foreign);
  await assert.rejects(attempt(old.dataPath, foreign.keysPath), /not written together/);
  const refused = async () => {
    throw new BackupProblem("not these");
  };
  await assert.rejects(attempt(old.dataPath, keysOnly.keysPath, { check: refused }), /not these/);
  const settled: string[] = [];
  const fresh = await emptyDatabase();
  const restored = await attempt(old.dataPath, keysOnly.keysPath, {
    url: fresh.owner,
    settle: async (client, { more }) => void settled.push(`${more}`, `${(await client.query("select from keyring.agency_key")).rowCount}`),
  });
  assert.ok(restored.rows > 0);
  assert.deepEqual(settled, ["told", "1"]);
});
