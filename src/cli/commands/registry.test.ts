// A register filled and written out from the command line, on a database that the settings name.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { cityFolder } from "../../../test/support/city.ts";
import { cloneDatabase } from "../../../test/support/database.ts";
import { errand } from "../../../test/support/errand.ts";
import { openKeyFile } from "../../platform/crypto/index.ts";
import { defineRegisters, readRegisters } from "../../registry/index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-registry-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const database = await cloneDatabase();
const key = join(folder, "installation.key");
assert.ok(openKeyFile(key).ok);
const read = readRegisters("registers.yaml", readFileSync(join(cityFolder, "registers.yaml"), "utf8"));
assert.ok(read.ok);
const owner = new Client({ connectionString: database.owner });
await owner.connect();
await defineRegisters(owner, read.value.registers);
await owner.end();
const env = {
  DATABASE_URL: database.app,
  DATABASE_OWNER_URL: database.owner,
  DATABASE_JOBS_URL: database.jobs,
  ERRAND_KEY_FILE: key,
  ERRAND_DATA: folder,
  LANG: "C",
};
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test("a file is loaded whole or not at all, in part where that is wanted, and comes out again", { timeout: 120_000 }, async () => {
  const csv = file("d.csv", "code,name,level,status\n990401,甲区,county,current\n9,乙区,county,current\n990402,丙区,village,current\n");
  const none = await errand(["registry", "load", "divisions", csv], { env });
  assert.equal(none.status, 1, none.err);
  assert.match(none.out, /^row 3: code must be six or nine digits\.$/m);
  assert.match(none.out, /^row 4: level must be one of: province/m);
  assert.match(none.out, /2 rows do not fit: nothing was written/);
  const some = await errand(["registry", "load", "divisions", csv, "--good-rows", "--json"], { env });
  const report = JSON.parse(some.out);
  assert.deepEqual([some.status, report.done, report.added, report.refusedRows], [1, true, 1, 2]);
  const moved = file("d.jsonl", `${JSON.stringify({ code: "990401", name: "新甲区", level: "county", status: "current" })}\n`);
  assert.match((await errand(["registry", "load", "divisions", moved], { env })).out, /0 added, 1 changed/);
  assert.match((await errand(["registry", "load", "divisions", moved], { env })).out, /0 added, 0 changed, 1 the same/);
  const out = await errand(["registry", "export", "divisions", "--purpose", "check", "--fields", "code,name"], { env });
  assert.deepEqual([out.status, out.out], [0, "\ufeffcode,name\n990401,新甲区\n"]);
  const then = await errand(
    ["registry", "export", "divisions", "--purpose", "check", "--format", "jsonl", "--fields", "name", "--valid-on", "2020-01-01"],
    { env },
  );
  assert.equal(then.out, '{"name":"甲区"}\n');
});

test("what cannot be done is one sentence", { timeout: 120_000 }, async () => {
  const said = async (...words: string[]) => {
    const ended = await errand(["registry", ...words], { env });
    assert.deepEqual([ended.status, ended.out], [2, ""], ended.err);
    return ended.err;
  };
  assert.match(await said("load", "nothing", file("x.csv", "a\n")), /There is no register "nothing"/);
  assert.match(await said("load", "divisions", join(folder, "none.csv")), /There is no file/);
  assert.match(await said("load", "divisions", file("x.doc", "a")), /must be one of \.csv/);
  assert.match(await said("load", "divisions", file("y.csv", "a,b\n1,2\n")), /names no field/);
  assert.match(await said("export", "divisions"), /--purpose WORDS is missing/);
});
