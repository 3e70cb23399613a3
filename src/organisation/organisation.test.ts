import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { cloneDatabase } from "../../test/support/database.ts";
import { openPool } from "../platform/database/index.ts";
import { loadOrganisation, makeDirectory, openOrganisation, readCity } from "./index.ts";

const folder = fileURLToPath(new URL("../../city", import.meta.url));
const read = readCity(folder);
assert.ok(read.ok, JSON.stringify(read));
const { roster, hash } = read;
const today = "2026-11-22";

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 2);

test("the sample city has bodies, posts and officers enough, two in each decisive post", () => {
  const directory = makeDirectory(roster);
  assert.ok(directory.agencies().length >= 12 && directory.officers().length >= 40 && directory.city.lifeEvents.length >= 12);
  for (const post of [
    "market/window",
    "market/food-safety",
    "market/head",
    "market/legal",
    "fire/review",
    "fire/inspector",
    "government/head",
  ]) {
    assert.ok(directory.officersOf(post, today).length >= 2, post);
  }
  for (const { agency } of directory.city.divisions)
    if (agency) assert.ok(directory.officersOf(`${agency}/review`, today).length >= 2, agency);
  assert.ok(directory.posts().some((post) => post.rights.includes("administer")));
  assert.ok(
    directory.agencies().every((agency) => directory.post(`${agency.id}/review`)),
    "every body can be asked for its opinion",
  );
});

test("an appointment counts from its first day to its last, and on no other", () => {
  const directory = makeDirectory(roster);
  const holds = (on: string) => directory.officersOf("market/head", on).some((one) => one.id === "shen-moran");
  assert.deepEqual(["2019-02-10", "2019-02-11", "2025-06-30", "2025-07-01"].map(holds), [false, true, true, false]);
  assert.deepEqual(directory.postsOf("shen-moran", today), []);
  assert.deepEqual(
    directory.postsOf("gong-xiaoyu", today).map((post) => post.name),
    ["market/review"],
  );
  assert.deepEqual(directory.postsOf("nobody", today), []);
});

test("loading writes once; the database gives back what the folder says", async () => {
  const organisation = openOrganisation(app);
  assert.equal(await organisation.current(), null);
  assert.equal(await loadOrganisation(owner, { roster, hash }), true);
  assert.equal(await loadOrganisation(owner, { roster, hash }), false);
  const loaded = await organisation.current();
  const described = makeDirectory(roster);
  assert.ok(loaded);
  assert.deepEqual(loaded.city, described.city);
  assert.deepEqual(loaded.agencies(), described.agencies());
  assert.deepEqual(loaded.posts(), described.posts());
  const sorted = (officers: typeof roster.officers) =>
    officers.map((one) => ({ ...one, appointments: one.appointments.toSorted((a, b) => (a.from + a.post < b.from + b.post ? -1 : 1)) }));
  assert.deepEqual(loaded.officers(), sorted(described.officers()));
  assert.equal(await organisation.current(), loaded, "kept while the edition is the same");
});

test("a changed city counts at once: who is no longer named has no rights, and old names stay known", async () => {
  const organisation = openOrganisation(app);
  await organisation.current();
  const changed = {
    ...roster,
    agencies: roster.agencies.filter((one) => one.id !== "archives"),
    posts: roster.posts.filter((one) => one.agency !== "archives"),
    officers: roster.officers
      .map((one) => ({ ...one, appointments: one.appointments.filter((held) => !held.post.startsWith("archives/")) }))
      .filter((one) => one.id !== "qian-bojun"),
  };
  await loadOrganisation(owner, { roster: changed, hash: "00".repeat(32) });
  const now = await organisation.current();
  assert.equal(now?.agency("archives")?.active, false);
  assert.equal(now?.officer("qian-bojun")?.name, "钱伯均");
  assert.deepEqual(now?.postsOf("qian-bojun", today), []);
  assert.deepEqual(now?.officersOf("archives/head", today), []);
  const standing = await app.query("select posts, rights from organisation.standing('qian-bojun', $1)", [today]);
  assert.deepEqual(standing.rows, [{ posts: [], rights: [] }]);
  const administrator = await app.query("select posts, rights from organisation.standing('duan-shoucheng', $1)", [today]);
  assert.deepEqual(administrator.rows, [{ posts: ["government/administrator"], rights: ["administer"] }]);
  await loadOrganisation(owner, { roster, hash });
});

test("the application may not appoint anybody", async () => {
  const refused = { code: "42501" };
  await assert.rejects(app.query("insert into organisation.appointment values ('chen-yulan', 'market/head', '2026-01-01', null)"), refused);
  await assert.rejects(app.query("update organisation.post set rights = '{administer}'"), refused);
  await assert.rejects(app.query("delete from organisation.officer"), refused);
});

test("a folder with mistakes is refused with all of them, each with file and line", () => {
  const copy = mkdtempSync(join(tmpdir(), "errand-city-"));
  try {
    cpSync(folder, copy, { recursive: true });
    const edit = (name: string, from: string, to: string) =>
      writeFileSync(join(copy, name), readFileSync(join(copy, name), "utf8").replace(from, to));
    edit("city.yaml", "Asia/Shanghai", "Asia/Atlantis");
    edit("organisation.yaml", "post: market/window, from", "post: market/windows, from: 2024-13-01, was");
    const bad = readCity(copy);
    assert.ok(!bad.ok);
    const seen = bad.problems.map((one) => `${one.file.slice(copy.length)}:${one.line} ${one.message.en}`).join("\n");
    assert.match(seen, /city\.yaml:6 timeZone/);
    assert.match(seen, /organisation\.yaml:\d{3} officers\.\d+\.posts\.0\.from/);
    assert.match(seen, /was/);
    rmSync(join(copy, "city.yaml"));
    assert.match(JSON.stringify(readCity(copy)), /missing/);
    cpSync(folder, copy, { recursive: true });
    edit("organisation.yaml", "post: market/window,", "post: market/windows,");
    assert.match(JSON.stringify(readCity(copy)), /holds a post that does not exist: market\/windows/);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
