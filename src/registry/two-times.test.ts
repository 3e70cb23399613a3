// Records in two times: what held on a day as it was known at an instant; and what follows from old versions being kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { crc32 } from "node:zlib";
import { Client } from "pg";
import { cityFolder, sampleRows, testKeys } from "../../test/support/city.ts";
import { cloneDatabase } from "../../test/support/database.ts";
import { openPool } from "../platform/database/index.ts";
import {
  agencyKeysIn,
  asOf,
  browse,
  defineRegisters,
  exported,
  type FileRow,
  findAlike,
  findRecords,
  historyOf,
  keyBlind,
  type Likely,
  type LoadOptions,
  likelyDuplicates,
  loadRecords,
  loadRows,
  lookedThrough,
  lookUp,
  parseGeometry,
  type Register,
  type RegistryGround,
  readRegisters,
  readRows,
  recordsMeeting,
  recordsOf,
  seriesOf,
  setApart,
  valueProblem,
} from "./index.ts";
import { holding, versionsWith } from "./versions.ts";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 1);
const keys = testKeys();
const ground: RegistryGround = { app, keys, agencyKeys: agencyKeysIn(app, keys), today: () => "2026-11-22" };
const read = readRegisters("registers.yaml", readFileSync(`${cityFolder}/registers.yaml`, "utf8"));
assert.ok(read.ok, JSON.stringify(read));
const city = sampleRows();
const definition = (id: string): Register => {
  const found = read.value.registers.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
};
const load = (id: string, rows: readonly FileRow[], more: Partial<LoadOptions> = {}) =>
  loadRows(owner, keys, definition(id), rows, {
    file: "test",
    actor: "operator",
    goodRows: false,
    as: "owner",
    today: "2026-11-22",
    ...more,
  });
const at = (instant: string): number => Date.parse(instant);

before(() => defineRegisters(owner, read.value.registers));

const firm = (address: string) => ({ identifier: "91980102MA0000015N", name: "云川市若兰餐饮有限公司", address });
const address = async (valid: string, recorded?: string) => {
  const answer = await asOf(
    ground,
    { register: "legal-entities", key: "91980102MA0000015N", by: "identifier", fields: ["address"] },
    { valid, ...(recorded === undefined ? {} : { recorded: at(recorded) }) },
  );
  return answer.state === "found" ? answer.records[0].address : answer.state;
};

test("a change holds from its day, a correction for all the days of what it corrects, and both stay readable as they were known", async () => {
  await load("legal-entities", [{ row: 1, fields: firm("甲路1号"), from: "2020-01-01" }], { now: at("2020-01-05T00:00:00Z") });
  await load("legal-entities", [{ row: 1, fields: firm("乙路2号"), from: "2023-06-01" }], { now: at("2023-06-02T00:00:00Z") });
  assert.equal(await address("2019-12-31"), "none");
  assert.equal(await address("2021-01-01"), "甲路1号");
  assert.equal(await address("2024-01-01"), "乙路2号");
  assert.equal(await address("2024-01-01", "2023-01-01T00:00:00Z"), "甲路1号", "in 2023 nobody knew of the move");
  const corrected = await load("legal-entities", [{ row: 1, fields: firm("乙路20号") }], {
    now: at("2024-02-01T00:00:00Z"),
    corrects: true,
  });
  assert.equal(corrected.changed, 1);
  assert.equal(await address("2023-07-01"), "乙路20号");
  assert.equal(await address("2023-07-01", "2023-12-31T00:00:00Z"), "乙路2号");
  assert.equal(await address("2021-01-01"), "甲路1号", "what held before is not touched");
  const history = await historyOf(ground, "legal-entities", "91980102MA0000015N");
  assert.deepEqual(
    history.map(({ version, from, to, change, provenance }) => ({ version, from, to, change, kind: provenance.kind })),
    [
      { version: 3, from: "2023-06-01", to: undefined, change: "correct", kind: "load" },
      { version: 2, from: "2023-06-01", to: undefined, change: "enter", kind: "load" },
      { version: 1, from: "2020-01-01", to: undefined, change: "enter", kind: "load" },
    ],
  );
  const { rows } = await owner.query(
    "select task_id, payload->>'register' register from graphile_worker._private_jobs j where payload ->> 'record' is not null",
  );
  assert.deepEqual(
    rows.map(({ register }) => register),
    ["legal-entities"],
    "whoever used the old address will be told",
  );
});

test("everything or nothing, or the good rows; each row says what is wrong and what to do", async () => {
  const rows = [
    { row: 2, fields: { code: "990101", name: "一区" } },
    { row: 3, fields: { code: "99", name: "二区" } },
    { row: 4, fields: { name: "三区" } },
    { row: 5, fields: { code: "990102", name: "四区", level: "village" }, from: "yesterday" },
  ];
  const nothing = await load("divisions", rows);
  assert.equal(nothing.done, false);
  assert.equal(nothing.refusedRows, 3);
  assert.deepEqual((await lookUp(ground, { register: "divisions", key: "990101", fields: ["name"] })).state, "none");
  assert.deepEqual(
    nothing.refused.map(({ row, column }) => `${row} ${column}`),
    ["3 code", "4 code", "5 valid-from", "5 level"],
  );
  assert.match(nothing.refused[3]?.message.zh ?? "", /只能是.*province（省级）/);
  const good = await load("divisions", rows, { goodRows: true });
  assert.deepEqual({ done: good.done, added: good.added, refused: good.refusedRows }, { done: true, added: 1, refused: 3 });
});

test("files come in as CSV in either encoding, as JSON in either form, by keys or titles, and go out again", async () => {
  const bytes = async function* (content: Uint8Array) {
    for (let from = 0; from < content.length; from += 7) yield content.subarray(from, from + 7);
  };
  const rowsOf = async (name: string, content: Uint8Array) => {
    const found: FileRow[] = [];
    for await (const row of readRows(definition("divisions"), name, bytes(content))) found.push(row);
    return found;
  };
  const expected = [
    { row: 2, fields: { code: "990201", name: "东,区", level: "county" }, from: "2024-01-01" },
    { row: 3, fields: { code: "990202", name: "西区" } },
  ];
  const csv = '区划代码（GB/T 2260）,名称,级别,valid-from\n990201,"东,区",县级,2024-01-01\n990202,西区,,\n';
  assert.deepEqual(await rowsOf("a.csv", Buffer.from(`\ufeff${csv}`)), expected);
  // 东,区 and 西区 as GB 18030 writes them.
  const gb = Buffer.concat([
    Buffer.from('code,name\n990201,"'),
    Buffer.from([0xb6, 0xab]),
    Buffer.from(","),
    Buffer.from([0xc7, 0xf8]),
    Buffer.from('"\n'),
  ]);
  assert.deepEqual((await rowsOf("a.csv", gb))[0]?.fields, { code: "990201", name: "东,区" });
  const objects = [
    { code: "990201", name: "东,区", level: "county", "valid-from": "2024-01-01" },
    { code: "990202", name: "西区" },
  ];
  const numbered = expected.map((one, n) => ({ ...one, row: n + 1 }));
  assert.deepEqual(await rowsOf("a.json", Buffer.from(JSON.stringify(objects, null, 2))), numbered);
  assert.deepEqual(await rowsOf("a.jsonl", Buffer.from(objects.map((one) => JSON.stringify(one)).join("\n"))), numbered);
  assert.deepEqual(
    (await rowsOf("b.json", Buffer.from('[{"code": 1}, 7, {]')))[1]?.problems?.[0]?.message.en,
    "is no JSON object; correct it.",
  );
  await assert.rejects(rowsOf("a.csv", Buffer.from("x,y\n1,2\n").subarray(0, 0)), /empty/);
  await assert.rejects(rowsOf("a.pdf", Buffer.from("x")), /must be one of/);
  await loadRows(owner, keys, definition("divisions"), await rowsOf("a.csv", Buffer.from(csv)), {
    file: "a.csv",
    actor: "operator",
    goodRows: false,
    as: "owner",
  });
  const written: string[] = [];
  for await (const text of exported(recordsOf(ground, definition("divisions")), ["code", "name"], "csv")) written.push(text);
  assert.match(written.join(""), /990201,"东,区"/);
});

/** A workbook with one sheet of texts, packed without compression (APPNOTE 6.3). */
function workbook(rows: readonly (readonly string[])[]): Buffer {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packed = "http://schemas.openxmlformats.org/package/2006";
  const cell = (text: string, row: number, column: number) =>
    `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = rows
    .map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, row, column)).join("")}</row>`)
    .join("");
  const files = {
    "[Content_Types].xml": `<Types xmlns="${packed}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  const [local, central]: Buffer[][] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, body] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(title.length, 22);
    const piece = Buffer.concat([Buffer.from("PK\x03\x04"), common, title, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central?.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.of(20, 0), common, rest, title]));
    local?.push(piece);
    at += piece.length;
  }
  const directory = Buffer.concat(central ?? []);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...(local ?? []), directory, Buffer.from("PK\x05\x06"), end]);
}

test("a workbook is read by its first sheet; what is none is told", async () => {
  const once = async function* (content: Uint8Array) {
    yield content;
  };
  const rowsIn = async (content: Uint8Array) => {
    const found: FileRow[] = [];
    for await (const row of readRows(definition("divisions"), "a.xlsx", once(content))) found.push(row);
    return found;
  };
  const table = [
    ["区划代码（GB/T 2260）", "名称", "级别"],
    ["990501", "南区", "县级"],
    ["990502", "北区", "county"],
  ];
  assert.deepEqual(await rowsIn(workbook(table)), [
    { row: 2, fields: { code: "990501", name: "南区", level: "county" } },
    { row: 3, fields: { code: "990502", name: "北区", level: "county" } },
  ]);
  await assert.rejects(rowsIn(Buffer.from("no workbook")), /no Excel workbook/);
});

test("what the owner copies is what the application enters, column by column", async () => {
  const superuser = new Client({ connectionString: database.superuser });
  await superuser.connect();
  const officer = await app.connect();
  try {
    const odd = 'tab\t quote" back\\slash\r\nnext {,} \\N \ud842\udfb7';
    const rows: Record<string, FileRow[]> = {
      land: (city.registers.land ?? []).slice(0, 3).map((fields, at) => ({ row: at, fields: { ...fields, id: `copied-${at}` } })),
      "legal-entities": [
        { row: 1, fields: { identifier: "91980102MA0000999X", name: odd, address: odd } },
        { row: 2, fields: { identifier: "91980102MA0000999X", name: "三" }, from: "0001-01-01", to: "1999-12-31" },
        { row: 3, fields: { identifier: "91980102MA0000999X", name: "四" }, from: "2024-02-29", to: "9999-12-31" },
      ],
      population: [{ row: 4, fields: { identifier: "98010219910518999X", name: "沈若兰", sex: "female", "birth-date": "1991-05-18" } }],
    };
    for (const [id, versions] of Object.entries(rows)) {
      const written = async (as: LoadOptions["as"]) => {
        const { load: by } = await loadRows(as === "owner" ? owner : officer, keys, definition(id), versions, {
          file: "test",
          actor: "operator",
          goodRows: false,
          as,
          now: at("2026-11-22T01:02:03.456Z"),
          today: "2026-11-22",
        });
        const { rows: found } = await owner.query(
          "select (to_jsonb(r) - 'sealed') #- '{provenance,load}' r, length(r.sealed) sealed from registry.record r where r.provenance ->> 'load' = $1 order by r.id, r.version",
          [by],
        );
        await superuser.query("delete from registry.record where provenance ->> 'load' = $1", [by]);
        return found;
      };
      const copied = await written("owner");
      assert.equal(copied.length, versions.length, id);
      assert.deepEqual(copied, await written("app"), id);
    }
  } finally {
    officer.release();
    await superuser.end();
  }
  for (const from of ["2026-02-30", "0000-01-01", "2026-2-3"]) {
    const { refused } = await load("divisions", [{ row: 1, fields: { code: "990401", name: "一区" }, from }]);
    assert.deepEqual(
      refused.map(({ column }) => column),
      ["valid-from"],
      from,
    );
  }
});

test("a load knows what it wrote itself, however far apart the rows of a record stand", async () => {
  const codes = Array.from({ length: 2100 }, (_, n) => String(700_000 + n));
  const year = (from: string, name: string, of = codes): FileRow[] => of.map((code, at) => ({ row: at, fields: { code, name }, from }));
  const report = await load("divisions", [
    ...year("2020-01-01", "一"),
    ...year("2021-01-01", "二"),
    ...year("2021-01-01", "三", ["700007"]),
    { row: 9, fields: { code: "700008", name: "四" } },
  ]);
  assert.deepEqual([report.done, report.refused.map(({ row }) => row)], [false, [0, 9]]);
  const good = await load("divisions", [...year("2020-01-01", "一"), ...year("2021-01-01", "二")]);
  assert.deepEqual([good.added, good.changed, good.refusedRows], [2100, 2100, 0]);
  const { rows } = await owner.query(
    "select version, valid_from::text from_, count(*)::int n from registry.record where provenance ->> 'load' = $1 group by 1, 2 order by 1",
    [good.load],
  );
  assert.deepEqual(rows, [
    { version: 1, from_: "2020-01-01", n: 2100 },
    { version: 2, from_: "2021-01-01", n: 2100 },
  ]);
  const names = async (day: string) => {
    const answer = await asOf(ground, { register: "divisions", key: "702099", fields: ["name"] }, { valid: day });
    return answer.state === "found" && answer.records[0].name;
  };
  assert.deepEqual([await names("2020-06-01"), await names("2021-06-01")], ["一", "二"]);
});

test("records are found by a part of a sealed name, and by nothing that is not there", async () => {
  await loadRecords(owner, keys, definition("population"), city.registers.population ?? []);
  const [person] = city.persons;
  assert.ok(person);
  const found = await findRecords(ground, definition("population"), person.name.slice(0, 2));
  assert.ok(found.some(({ fields }) => fields.identifier === person.identifier));
  assert.ok(found.every(({ fields }) => String(fields.name).includes(person.name.slice(0, 2))));
  assert.deepEqual(
    (await findRecords(ground, definition("population"), person.identifier)).map(({ fields }) => fields.identifier),
    [person.identifier],
  );
  for (const odd of ["", "\0", "%", "' or true --", "\ud842", "x".repeat(5000)])
    assert.deepEqual(await findRecords(ground, definition("population"), odd), []);
  const page = await browse(ground, definition("population"), { limit: 10 });
  const next = await browse(ground, definition("population"), { limit: 10, after: page.next ?? "" });
  assert.equal(new Set([...page.records, ...next.records].map(({ id }) => id)).size, 20);
});

const pairName = ({ rule, a, b }: Likely): string => `${rule.id} ${a.id} ${b.id}`;

test("likely duplicates follow the register's rules; a pair that was told apart does not come back", async () => {
  const [person] = city.persons;
  assert.ok(person);
  const twin = { identifier: "980102190001019999", name: `${person.name}儿`, sex: person.sex, "birth-date": person.born };
  const other = { identifier: "980102190001019998", name: "完全不同", sex: person.sex, "birth-date": person.born };
  await load("population", [
    { row: 1, fields: twin },
    { row: 2, fields: other },
  ]);
  assert.deepEqual(await likelyDuplicates(ground, definition("population"), 1000), [], "they are looked for in the background");
  await findAlike(ground, { register: "population" });
  const pairs = await likelyDuplicates(ground, definition("population"), 1000);
  const mine = pairs.filter(({ a, b }) => a.fields.identifier === twin.identifier || b.fields.identifier === twin.identifier);
  assert.equal(mine.length, 1);
  assert.ok(mine[0] && mine[0].score >= 0.5 && mine[0].score < 1);
  assert.ok(!pairs.some(({ a, b }) => a.fields.identifier === other.identifier || b.fields.identifier === other.identifier));
  assert.ok(mine[0]);
  await setApart(ground, "population", [mine[0].b.id, mine[0].a.id], "an-ning", Date.now());
  assert.equal((await likelyDuplicates(ground, definition("population"), 1000)).length, pairs.length - 1);
  // One record that was written finds its own, and those of all are what they were.
  for (const { a } of pairs) await findAlike(ground, { register: "population", record: a.id });
  assert.deepEqual(
    (await likelyDuplicates(ground, definition("population"), 1000)).map(pairName),
    pairs
      .slice()
      .map(pairName)
      .filter((name) => name !== pairName(mine[0] as never)),
  );
  // A whole register is looked through a piece at a time: one job leaves the rest to the next, and a load begins anew.
  const lying = async () =>
    (await owner.query("select register, encode(a, 'hex') a, encode(b, 'hex') b, rule, score from registry.likely order by 1, 2, 3")).rows;
  const all = await lying();
  await load(
    "population",
    city.persons.map(({ name, sex, born }, n) => ({
      row: n,
      fields: { identifier: `98010219000101${8000 + n}`, name: `${name}子${n}`, sex, "birth-date": born },
    })),
  );
  assert.equal(await lookedThrough(ground, "population"), 0);
  let pieces = 0;
  for (
    let before = -1, now = await lookedThrough(ground, "population");
    now !== undefined;
    now = await lookedThrough(ground, "population")
  ) {
    assert.ok(now > before || pieces === 2, "on from where it was broken off");
    before = now;
    await findAlike(ground, { register: "population" }, 0);
    const { rows } = await owner.query(
      "select payload, run_at <= now() due from graphile_worker._private_jobs where key = 'alike:population'",
    );
    assert.deepEqual(rows, [{ payload: { register: "population" }, due: true }]);
    if (++pieces === 2) {
      await load("population", [
        { row: 1, fields: { identifier: "980102190001017999", name: "沈若兰兰", sex: "female", "birth-date": "1991-05-18" } },
      ]);
      before = -1;
    }
  }
  assert.ok(pieces >= 4, `${pieces} pieces`);
  const walked = await lying();
  assert.ok(walked.length > all.length);
  const ids = (await owner.query("select encode(id, 'hex') id from registry.record where register = 'population'")).rows;
  await owner.query("truncate registry.likely");
  await owner.query("analyze registry.record");
  for (const { id } of ids) await findAlike(ground, { register: "population", record: id });
  assert.deepEqual(await lying(), walked, "the register as a whole, and each of its records by itself, give the same");
  // A rule that comes later holds for what is there already, a piece at a time; taken away, its pairs go.
  const ruled = definition("population");
  const rule = { ...(ruled.match[0] ?? assert.fail("no rule")), id: "same-day", same: ["birth-date"] };
  const { alike: _, ...whole } = rule;
  const ofRule = async () => (await lying()).filter((one) => one.rule === "same-day").length;
  const through = async () => {
    for (let jobs = 0; (await lookedThrough(ground, "population")) !== undefined; jobs++) {
      assert.ok(jobs < 100);
      await findAlike(ground, { register: "population" }, 0);
    }
  };
  await defineRegisters(owner, [{ ...ruled, match: [...ruled.match, whole] }]);
  assert.equal(await lookedThrough(ground, "population"), 0);
  assert.equal(await ofRule(), 0);
  await through();
  assert.ok((await ofRule()) > 0, "found among records that were there before the rule");
  assert.deepEqual(
    (await lying()).filter((one) => one.rule !== "same-day"),
    walked,
    "the other rule's pairs are what they were",
  );
  await defineRegisters(owner, [{ ...ruled, update: { zh: "每天", en: "Every day" } }]);
  await through();
  assert.deepEqual(await lying(), walked);
  await defineRegisters(owner, [ruled]);
  assert.equal(await lookedThrough(ground, "population"), undefined, "other words of a definition are no rule");
  // It was another's name after all: the pair is no more.
  await load("population", [{ row: 1, fields: { ...twin, name: "另有其人" } }]);
  await findAlike(ground, { register: "population", record: keyBlind(keys, "population", "identifier", twin.identifier).toString("hex") });
  const { rows } = await owner.query("select count(*)::int n from registry.likely where $1 in (a, b)", [
    keyBlind(keys, "population", "identifier", twin.identifier),
  ]);
  assert.equal(rows[0].n, 0);
});

test("areas are found by a point and by what they meet, series keep what was revised", async () => {
  await loadRecords(owner, keys, definition("land"), city.registers.land ?? []);
  const [whole] = city.registers.land ?? [];
  const shape = parseGeometry(String(whole?.shape));
  assert.ok(whole && shape?.type === "Polygon");
  const [[west = 0, south = 0] = []] = shape.coordinates[0] ?? [];
  const at = await recordsMeeting(ground, definition("land"), { type: "Point", coordinates: [west + 0.001, south + 0.001] });
  assert.deepEqual(
    at.map(({ fields }) => fields.id),
    [whole.id],
  );
  assert.deepEqual(await recordsMeeting(ground, definition("land"), { type: "Point", coordinates: [0, 0] }), []);
  const inside = await recordsMeeting(ground, definition("land"), shape);
  assert.equal(inside.filter(({ fields }) => fields.subdistrict === whole.subdistrict).length, 6);

  await loadRecords(owner, keys, definition("indicators"), city.registers.indicators ?? []);
  await loadRecords(owner, keys, definition("indicators"), city.corrections.indicators ?? [], "revision", true);
  const points = await seriesOf(ground, definition("indicators"), { series: "gdp" });
  assert.equal(points.length, 32);
  const revised = points.filter(({ values }) => values.length === 2);
  assert.ok(revised.length > 10);
  const first = city.registers.indicators?.find((row) => row.point === `gdp-${revised[0]?.period}`);
  assert.equal(revised[0]?.values[0]?.value, first?.value);
});

test("a look-up as of then goes by the index of keys, however many versions there are", async () => {
  await owner.query(
    `insert into registry.record (register, id, version, keys, open, digest, grams, rank, recorded, valid_from)
     select 'addresses', i, v, array[i, sha256(('second' || n)::bytea)], '{}', i, '{}', '', now() - make_interval(days => 400 - v * 30), current_date - (400 - v * 30)
     from generate_series(1, 2000) n, lateral (select sha256(('key' || n)::bytea) i) k, generate_series(1, 10) v`,
  );
  await owner.query("select gin_clean_pending_list('registry.record_keys')");
  await owner.query("analyze registry.record");
  // As a prepared statement, planned for any key: so it is asked.
  await owner.query("create temporary table asked as select sha256('key77'::bytea) blind");
  const { rows } = await owner.query<{ "QUERY PLAN": [{ Plan: Record<string, unknown> }] }>(
    `explain (analyze, buffers, format json) select r.open from asked q cross join lateral (
       select * from ${versionsWith("v.keys && array[q.blind]")} r
       where r.register = 'addresses' and ${holding("(current_date - 100)", "(now() - interval '90 days')")} order by r.rank desc, r.id limit 20) r`,
  );
  const root = rows[0]?.["QUERY PLAN"][0].Plan ?? {};
  const plan = JSON.stringify(root);
  assert.match(plan, /record_keys/);
  assert.equal(root["Actual Rows"], 1);
  const pages = Number(root["Shared Hit Blocks"]) + Number(root["Shared Read Blocks"]);
  assert.ok(pages < 150, `${pages} pages are read for one record of ten versions among 20,000: ${plan}`);
});

test("a definition with mistakes is told all of them, by line, in both languages", () => {
  const wrong = readRegisters(
    "registers.yaml",
    `registers:
  - id: one
    title: { zh: 一, en: One }
    owner: a
    steward: a/steward
    update: { zh: 每日, en: Daily }
    keys: [id, secret]
    search: nothing
    retention: permanent
    share: { open: none, personal: none, sensitive: none }
    match: [{ id: m, title: { zh: 一, en: One } }]
    fields:
      id: { class: open, type: text, title: { zh: 号, en: Id }, least: 3 }
      secret: { class: sensitive, type: choice, title: { zh: 密, en: Secret } }
`,
  );
  assert.ok(!wrong.ok);
  const said = wrong.problems.map(({ line, message }) => `${line} ${message.en}`);
  assert.deepEqual(said.toSorted(), [
    "10 A class that is not shared needs its legal ground: withheld: { law, why }.",
    '11 A rule needs "same" or "alike".',
    "13 A bound is of its field's type: a number or a date.",
    "14 A choice has values, and nothing else has.",
    '7 "secret" is sensitive and cannot be searched by.',
    '8 There is no field "nothing".',
  ]);
});

test("dates are days of the calendar", () => {
  const { fields } = definition("population");
  const field = fields["birth-date"];
  assert.ok(field);
  for (const day of ["2024-02-29", "2000-02-29", "1999-12-31", "2026-04-30"]) assert.equal(valueProblem(field, day), undefined, day);
  for (const day of ["2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "x"])
    assert.ok(valueProblem(field, day), day);
});

test("the register that the guide defines holds together", () => {
  const guide = readFileSync(new URL("../../docs/registries.md", import.meta.url), "utf8");
  const [, yaml = ""] = /```yaml\n(.*?)```/s.exec(guide) ?? [];
  const read = readRegisters("registers.yaml", yaml);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    read.value.registers.map(({ id }) => id),
    ["moorings"],
  );
});
