// The archive from the command line: years of cases filed in bulk, one written out as a package, keys backed up alone.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { cityFolder } from "../../../test/support/city.ts";
import { cloneDatabase } from "../../../test/support/database.ts";
import { errand } from "../../../test/support/errand.ts";
import { root } from "../../config.ts";
import { openKeyFile } from "../../platform/crypto/index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-archive-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const database = await cloneDatabase();
const key = join(folder, "installation.key");
assert.ok(openKeyFile(key).ok);
const env = {
  DATABASE_URL: database.app,
  DATABASE_OWNER_URL: database.owner,
  DATABASE_JOBS_URL: database.jobs,
  ERRAND_KEY_FILE: key,
  ERRAND_DATA: folder,
  LANG: "C",
};
const run = async (...words: string[]) => {
  const done = await errand(words, { env });
  assert.equal(done.status, 0, `${words.join(" ")}: ${done.out}${done.err}`);
  return done.out;
};

test("cases are filed in bulk, once; one is written out; nothing is destroyed without a list", { timeout: 180_000 }, async () => {
  await run("migrate", "--city", cityFolder);
  await run("pack", "publish", join(root, "packs/information-request"));
  await run("load", "--cases", "60");
  const { filed } = JSON.parse(await run("archive", "transfer", "--json"));
  assert.ok(filed > 10, `${filed}`);
  assert.match(await run("archive", "transfer"), /Everything that ended is filed/);
  const owner = new Client({ connectionString: database.owner });
  await owner.connect();
  const { rows } = await owner.query<{ number: string; gaps: number }>(
    `select number, (select count(*)::int from (select fonds, class, year from archive.record group by 1, 2, 3 having max(n) <> count(*)) g) as gaps
     from archive.record order by number limit 1`,
  );
  await owner.end();
  assert.equal(rows[0]?.gaps, 0);
  // The same installation knows who answers for what; something is wrong with what has no holder, and then it ends with 1.
  const who = await errand(["accountability", "--all", "--json"], { env });
  const { things } = JSON.parse(who.out) as { things: { kind: string; trouble: string[] }[] };
  assert.ok(["task", "seal"].every((kind) => things.some((one) => one.kind === kind)));
  assert.equal(who.status, things.some(({ trouble }) => trouble.length > 0) ? 1 : 0, who.err);
  const number = rows[0]?.number ?? "";
  const zip = join(folder, "file.zip");
  assert.match(await run("archive", "export", number, zip, "--purpose", "a check"), /says how to check them/);
  assert.equal(readFileSync(zip).subarray(0, 2).toString(), "PK");
  const again = await errand(["archive", "export", number, zip, "--purpose", "a check"], { env });
  assert.deepEqual([again.status, /there already/.test(again.err)], [2, true]);
  const none = await errand(["archive", "export", "nothing", join(folder, "no.zip"), "--purpose", "a check"], { env });
  assert.deepEqual([none.status, existsSync(join(folder, "no.zip"))], [2, false]);
  assert.match(await run("archive", "dispose"), /No list is being carried out/);
});

test("keys are backed up alone, and say until when they may be restored", { timeout: 120_000 }, async () => {
  const made = JSON.parse(await run("backup", "--keys", join(folder, "a.keys"), "--json"));
  assert.equal(made.data, null);
  const days = (Date.parse(made.keysUntil) - Date.now()) / 86_400_000;
  assert.ok(days > 29 && days <= 30, `${days}`);
  const wrong = await errand(["backup", "--keys", join(folder, "b.keys")], { env: { ...env, ERRAND_KEY_DAYS: "0" } });
  assert.deepEqual([wrong.status, /ERRAND_KEY_DAYS/.test(wrong.err)], [2, true]);
});
