// Data packages: read with every problem at its row and column; published as datasets, once.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { cloneDatabase } from "../../../test/support/database.ts";
import { openPool } from "../../platform/database/index.ts";
import { datasetBy, datasetChanges, operatorClosesPackage, publishPackage, readPackage, withdrawnBy } from "../index.ts";

const database = await cloneDatabase();
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const about = {
  id: "street-trees",
  title: { zh: "行道树", en: "Street trees" },
  description: { zh: "全市行道树的位置和树种。", en: "Where the city's street trees stand, and their species." },
  theme: "ENVI",
  frequency: "annual",
};
const fields = [
  { name: "number", type: "integer", constraints: { required: true, unique: true } },
  { name: "species", type: "string", title: "Species" },
  { name: "planted", type: "date" },
];

/** A package in a folder of its own. */
function made(csv: string | undefined, descriptor: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "errand-package-"));
  folders.push(folder);
  const whole = { name: "trees", resources: [{ name: "trees", path: "trees.csv", schema: { fields } }], errand: about, ...descriptor };
  writeFileSync(join(folder, "datapackage.json"), JSON.stringify(whole));
  if (csv !== undefined) writeFileSync(join(folder, "trees.csv"), csv);
  return folder;
}
const good = "number,species,planted\r\n1,香樟,2019-03-12\r\n2,银杏,\r\n";
const problems = async (folder: string): Promise<string[]> => {
  const read = await readPackage(folder);
  return read.ok ? [] : read.problems.map(({ message }) => message.en);
};

test("a good table is read, whatever its separator, quotes and encoding", async () => {
  const read = await readPackage(made(good));
  assert.ok(read.ok);
  assert.deepEqual(
    read.resources.map(({ rows, filled }) => ({ rows, filled })),
    [{ rows: 2, filled: { number: 2, species: 2, planted: 1 } }],
  );
  const folder = made(undefined, {
    resources: [{ name: "trees", path: "trees.csv", encoding: "gb18030", dialect: { delimiter: ";" }, schema: { fields } }],
  });
  // 香樟 in GB 18030
  writeFileSync(
    join(folder, "trees.csv"),
    Buffer.concat([Buffer.from('number;species;planted\n1;"'), Buffer.from([0xcf, 0xe3, 0xd5, 0xc1]), Buffer.from('";2019-03-12\n')]),
  );
  const other = await readPackage(folder);
  assert.deepEqual(other.ok && other.resources[0]?.preview, [{ number: "1", species: "香樟", planted: "2019-03-12" }]);
});

test("every problem is told at its row and column", async () => {
  const csv = "number,species,planted\n1,a,2019-02-30\n1,b,2019-03-01\nx,c,\n,d,2019-03-01\n5,e\n";
  assert.deepEqual(await problems(made(csv)), [
    'row 1, planted: "2019-02-30" is no date (format default)',
    "row 2 repeats row 1 in number, which must be unique",
    'row 3, number: "x" is no integer (format default)',
    "row 4, number: breaks the constraint required",
    "row 5 has 2 cells, the header 3 columns",
  ]);
  assert.deepEqual(await problems(made("species,number\na,1\n")), ["the header lacks the column planted"]);
  assert.match((await problems(made('number,species,planted\n1,"open,2019-03-01\n')))[0] ?? "", /cannot be read on/);
});

test("nothing outside the folder is read, and what cannot be read says why", async () => {
  const at = (path: string) => made(undefined, { resources: [{ name: "x", path, schema: { fields } }] });
  assert.deepEqual(await problems(at("../../etc/hostname")), ["../../etc/hostname leads out of the folder and is not read"]);
  assert.deepEqual(await problems(at("/etc/hostname")), ["/etc/hostname leads out of the folder and is not read"]);
  assert.match((await problems(at("https://example.org/x.csv")))[0] ?? "", /another address/);
  const linked = at("out.csv");
  symlinkSync("/etc/hostname", join(linked, "out.csv"));
  assert.deepEqual(await problems(linked), ["out.csv is a link out of the folder and is not read"]);
  const broken = made(undefined);
  writeFileSync(join(broken, "datapackage.json"), "{");
  assert.match((await problems(broken))[0] ?? "", /is no JSON/);
  assert.match((await problems(made(good, { resources: [] })))[0] ?? "", /at \/resources/);
  const bytes = made(undefined);
  writeFileSync(join(bytes, "trees.csv"), Buffer.from([0x6e, 0xff, 0xfe, 0x0a]));
  assert.match((await problems(bytes))[0] ?? "", /cannot be read on/);
  assert.match(
    (await problems(made(good, { resources: [{ name: "x", path: "trees.csv", encoding: "klingon", schema: { fields } }] })))[0] ?? "",
    /klingon/,
  );
  const pattern = [{ name: "number", constraints: { pattern: "(" } }];
  assert.match(
    (await problems(made(good, { resources: [{ name: "x", path: "trees.csv", schema: { fields: pattern } }] })))[0] ?? "",
    /regular expression/,
  );
});

test("a package is published once, and replaced by its agency alone", async () => {
  const owner = new Client({ connectionString: database.owner });
  await owner.connect();
  try {
    const publish = async (folder: string, agency = "planning") => {
      const read = await readPackage(folder);
      assert.ok(read.ok, JSON.stringify(read));
      return publishPackage(owner, read, agency, Date.now());
    };
    assert.deepEqual(await publish(made(good)), { ok: true, id: "street-trees", changed: true, rows: 2 });
    assert.deepEqual(await publish(made(good)), { ok: true, id: "street-trees", changed: false, rows: 2 });
    assert.equal((await publish(made(good), "market")).ok, false);
    const dataset = await datasetBy(owner, "street-trees");
    assert.deepEqual([dataset?.agency, dataset?.quality.filled.planted, dataset?.preview.length], ["planning", 0.5, 2]);
    const person = await publish(made("number,species,planted\n1,11010519491231002X,\n"));
    assert.match((!person.ok && person.problems[0]?.message.en) || "", /row 1, species: a resident identity number/);
    const bare = await publish(made(good, { errand: undefined }));
    assert.match((!bare.ok && bare.problems[0]?.message.en) || "", /lacks the member errand/);
    const pool = openPool(database.owner, "test", 1);
    try {
      const why = { zh: "位置不准", en: "The places are wrong" };
      const gone: boolean[] = [];
      for (const agency of ["market", "planning", "planning"])
        gone.push(await operatorClosesPackage(pool, "street-trees", agency, Date.now(), why));
      assert.deepEqual(gone, [false, true, false], "by its own agency, once");
      assert.deepEqual((await withdrawnBy(pool, "street-trees"))?.why, why);
      assert.deepEqual(
        (await datasetChanges(pool, "street-trees")).map(({ what, by }) => [what, by]),
        [
          ["opened", "package"],
          ["withdrawn", "operator"],
        ],
      );
      assert.equal((await publish(made(good), "market")).ok, false, "its name stays its agency's");
      assert.equal((await publish(made(good))).ok, true);
    } finally {
      await pool.end();
    }
    const { rows } = await owner.query("select count(*)::int n from opendata.file where superseded_at is null");
    assert.deepEqual(rows, [{ n: 1 }], "nothing of what was refused or the same is left");
  } finally {
    await owner.end();
  }
});
