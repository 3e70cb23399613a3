// A frequent word comes in the same order as a rare one: titles first, the newer first, page after page, each once, and by status.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { startTestApp } from "../../test/support/app.ts";
import { seeded } from "../platform/random/index.ts";
import { dayNumber, walkFrom } from "./blocks.ts";
import { count, find, mostCounted, type Place, start, type Wanted } from "./find.ts";
import { hashOf } from "./grams.ts";
import { filterGram, gramsOfWriting, timesOf } from "./row.ts";

const seed = Number(process.env.SEED ?? 7);
const random = seeded(seed);
const app = await startTestApp();
const { desk } = app;
const hash = hashOf(desk.keys);
const many = 4_000;
const today = "2026-09-21";
const scopes = ["agency:a", "agency:b"];

const rows = Array.from({ length: many }, (_, n) => {
  const at = Date.parse("2026-09-21T09:00:00Z") - Math.floor(random.next() ** 3 * 6 * 365) * 86_400_000 - random.int(0, 5) * 60_000;
  const title = random.chance(0.3);
  return {
    id: `00000000-0000-7000-8000-${random
      .int(0, 2 ** 30)
      .toString(16)
      .padStart(8, "0")}${n.toString(16).padStart(4, "0")}`,
    at,
    title,
    exact: n % 500 === 0,
    status: random.chance(0.5) ? ("running" as const) : ("ended" as const),
    scope: random.pick(scopes),
  };
});
const owner = new Client({ connectionString: app.database.superuser });
await owner.connect();
await owner.query(
  `insert into search.item select r.id, r.id, r.at, r.day, string_to_array(r.grams, ' ')::int[]
   from unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::text[]) r(id, at, day, grams)`,
  [
    rows.map(({ id }) => id),
    rows.map(({ at }) => new Date(at)),
    rows.map(({ at }) => dayNumber(desk.day(at))),
    rows.map(({ at, title, exact, scope, status }) =>
      [
        ...gramsOfWriting(hash, { writing: "关于开展工作的通知", title }),
        ...[...timesOf(desk.day(at)), scope, filterGram.status(status)].map((name) => hash("scope", name)),
        ...(exact ? [hash("exact", "20260001")] : []),
      ].join(" "),
    ),
  ],
);
await owner.end();

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  exact: [],
  title: [hash("title", "通知")],
  word: [hash("word", "通知")],
  filters: [],
  scopes: scopes.map((scope) => hash("scope", scope)),
  ...more,
});

async function paged(asked: Wanted, limit: number, most: number, day = today): Promise<Place[]> {
  const found: Place[] = [];
  for (let after = start; found.length < most; ) {
    const places = await find(desk.pool, hash, asked, after, limit, day);
    found.push(...places.map(({ rank, at, id }) => ({ rank, at, id })));
    after = places.at(-1) ?? after;
    if (places.length < limit) break;
  }
  return found;
}

const expected = (fits: (row: (typeof rows)[number]) => boolean, exact = false): Place[] =>
  rows
    .filter(fits)
    .map(({ id, at, title, exact: whole }): Place => ({ rank: exact && whole ? 2 : title ? 1 : 0, at, id }))
    .sort((a, b) => b.rank - a.rank || b.at - a.at || (a.id < b.id ? 1 : -1));

test(`all of a frequent word, page by page (seed ${seed})`, async () => {
  assert.deepEqual(
    await paged(wanted(), 97, many),
    expected(() => true),
  );
});

test("a whole number before titles, and none of them again", async () => {
  assert.deepEqual(
    await paged(wanted({ exact: [hash("exact", "20260001")] }), 250, many),
    expected(() => true, true),
  );
});

test("in one agency, and by status", async () => {
  assert.deepEqual(
    await paged(wanted({ scopes: [hash("scope", "agency:a")] }), 301, many),
    expected(({ scope }) => scope === "agency:a"),
  );
  assert.deepEqual(
    await paged(wanted({ filters: [hash("scope", filterGram.status("ended"))] }), 400, many),
    expected(({ status }) => status === "ended"),
  );
});

test("what is rare is put in order as a whole, what was frequent once is walked to", async () => {
  const old = rows.filter(({ at }) => desk.day(at).startsWith("2022"));
  assert.ok(old.length > 100 && old.length < 500, `${old.length} of 2022`);
  const rare = wanted({ filters: [hash("scope", filterGram.year("2022"))], exact: [hash("exact", "20260001")] });
  assert.deepEqual(
    await paged(rare, 23, many),
    expected((row) => old.includes(row), true),
  );
  assert.deepEqual(
    await paged(wanted({ exact: [hash("exact", "20260001")] }), 613, many, "2029-02-03"),
    expected(() => true, true),
  );
  assert.equal(await count(desk.pool, hash, rare, today), old.length);
  // A whole number that thousands have.
  const first = expected(({ scope }) => scope === "agency:a").map((place): Place => ({ ...place, rank: 2 }));
  assert.deepEqual(await paged(wanted({ exact: [hash("scope", "agency:a")] }), 777, many), [
    ...first.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)),
    ...expected(({ scope }) => scope === "agency:b"),
  ]);
});

test("one character finds what pairs of it find", async () => {
  const one = (kind: "title" | "word"): number[] => [hash(kind, "通")];
  assert.deepEqual(
    await paged(wanted({ title: one("title"), word: one("word") }), 500, many),
    expected(() => true),
  );
});

test("so many are counted and no more", async () => {
  assert.equal(await count(desk.pool, hash, wanted(), today), mostCounted);
  const numbered = { title: [], word: [], exact: [hash("exact", "20260001")] };
  assert.equal(await count(desk.pool, hash, wanted(numbered), today), rows.filter(({ exact }) => exact).length);
  assert.equal(await count(desk.pool, hash, wanted({ scopes: [hash("scope", "agency:c")] }), today), 0);
});

test("a walk goes through every day once, in few steps", () => {
  for (const from of [0, 1, 2, 3, 255, 256, 20_717].map((n) => dayNumber("2026-09-21") + n)) {
    const walked = walkFrom(from);
    let next = from;
    for (const { days, n } of walked) {
      assert.equal(n * days + days - 1, next, `block ${days}×${n} ends where the one before begins`);
      next = n * days - 1;
    }
    assert.ok(from - next > 59 * 366);
    assert.ok(walked.length < 120 && walked.filter(({ n, days }) => n * days > from - 3650).length < 45, "ten years are few looks");
  }
});
