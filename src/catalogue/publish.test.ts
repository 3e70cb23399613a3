import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { cloneDatabase } from "../../test/support/database.ts";
import { openPool } from "../platform/database/index.ts";
import { catalogueOf, compareVersions, loadPack, type Pack, publish, readPackFolder } from "./index.ts";

const read = readPackFolder(fileURLToPath(new URL("../../packs/information-request", import.meta.url)));
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { files } = read;

/** The pack at another version, with its title changed. */
function edition(version: string, title = "Ask for government information"): Pack {
  const header = (files["pack.yaml"] ?? "")
    .replace("version: 1.0.0", `version: ${version}`)
    .replace("en: Ask for government information", `en: ${title}`);
  const loaded = loadPack({ ...files, "pack.yaml": header });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.pack;
}

after(async () => {
  await owner.end();
  await app.end();
});
const database = await cloneDatabase();
const owner = new Client({ connectionString: database.owner });
await owner.connect();
const app = openPool(database.app, "test", 2);

const versions = async () => (await catalogueOf(app).versions()).map(({ version, current }) => `${version}${current ? " current" : ""}`);

test("the same content is published once", async () => {
  const first = await publish(owner, edition("1.0.0"));
  assert.deepEqual(first, { ok: true, changed: true, hash: edition("1.0.0").hash });
  assert.deepEqual(await publish(owner, edition("1.0.0")), { ...first, changed: false });
  assert.deepEqual(await versions(), ["1.0.0 current"]);
});

test("other content under the same or a lower version is refused, and nothing changes", async () => {
  for (const version of ["1.0.0", "0.9.9"]) {
    const done = await publish(owner, edition(version, "Ask again"));
    assert.equal(done.ok, false);
    assert.match(!done.ok ? done.message.en : "", /is not above 1\.0\.0/);
  }
  assert.deepEqual(await versions(), ["1.0.0 current"]);
});

test("a higher version becomes current; the one before stays for the cases that began under it", async () => {
  const [old, next] = [edition("1.0.0"), edition("1.10.0", "Ask better")];
  assert.equal((await publish(owner, next)).ok, true);
  assert.deepEqual(await versions(), ["1.0.0", "1.10.0 current"]);
  const catalogue = catalogueOf(app);
  assert.equal((await catalogue.current("information-request"))?.header.title.en, "Ask better");
  assert.equal((await catalogue.pack(old.hash)).header.title.en, "Ask for government information");
  assert.equal(await catalogue.pack(old.hash), await catalogue.pack(old.hash), "compiled once");
  assert.deepEqual(
    (await catalogue.services()).map(({ hash }) => hash),
    [next.hash],
  );
  assert.equal(await catalogue.current("nothing"), undefined);
  await assert.rejects(() => catalogue.pack("00".repeat(32)), /was never|no pack/);
});

test("going back to an old version is a new version too", async () => {
  const done = await publish(owner, edition("1.0.0"));
  assert.match(!done.ok ? done.message.en : "", /is not above 1\.10\.0/);
});

test("another process sees a new version at once", async () => {
  const catalogue = catalogueOf(app);
  await catalogue.current("information-request");
  await publish(owner, edition("2.0.0", "Ask best"));
  assert.equal((await catalogue.current("information-request"))?.header.title.en, "Ask best");
});

test("published at the same moment from two sides, one version wins and the other is told", async () => {
  const other = new Client({ connectionString: database.owner });
  await other.connect();
  const done = await Promise.all([publish(owner, edition("3.0.0", "One")), publish(other, edition("3.0.0", "Two"))]);
  await other.end();
  assert.deepEqual(done.map(({ ok }) => ok).sort(), [false, true]);
});

test("nobody alters what was published", async () => {
  await assert.rejects(() => app.query("insert into catalogue.current values ('x', null)"), /permission denied/);
  await assert.rejects(() => app.query("delete from catalogue.pack"), /permission denied/);
  await assert.rejects(() => owner.query("update catalogue.pack set version = '9.9.9'"), /never changed/);
  await assert.rejects(() => owner.query("delete from catalogue.pack"), /never changed/);
});

test("a bundle is published after its parts, and again under its number when a part has a new version", async () => {
  const folder = fileURLToPath(new URL("../../test/fixtures/bundle", import.meta.url));
  const filesIn = (id: string, change: (text: string) => string = (text) => text) => {
    const found = readPackFolder(`${folder}/${id}`);
    if (!found.ok) throw new Error(id);
    return { ...found.files, "pack.yaml": change(found.files["pack.yaml"] ?? "") };
  };
  const loadOf = (given: ReturnType<typeof filesIn>, packOf?: (id: string) => Pack | undefined): Pack => {
    const loaded = loadPack(given, "", packOf);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return loaded.pack;
  };
  const parts = new Map(["stall-permit", "stall-bin", "stall-sign", "stall-lamp"].map((id) => [id, loadOf(filesIn(id))]));
  const bundle = (change?: (text: string) => string) => loadOf(filesIn("stall-start", change), (id) => parts.get(id));
  const early = await publish(owner, bundle());
  assert.match(!early.ok ? early.message.en : "", /Parts of "stall-start" are not published.*stall-permit/);
  for (const part of parts.values()) assert.equal((await publish(owner, part)).ok, true);
  const first = await publish(owner, bundle());
  assert.equal(first.ok, true);

  parts.set("stall-sign", loadOf(filesIn("stall-sign", (text) => text.replace("version: 1.0.0", "version: 1.1.0"))));
  await publish(owner, parts.get("stall-sign") as Pack);
  const again = await publish(owner, bundle());
  assert.ok(again.ok && first.ok && again.changed && again.hash !== first.hash);
  const changed = await publish(
    owner,
    bundle((text) => text.replace("en: Start a stall", "en: Begin a stall")),
  );
  assert.match(!changed.ok ? changed.message.en : "", /is not above 1\.0\.0/);

  const catalogue = catalogueOf(app);
  assert.equal((await catalogue.current("stall-start"))?.parts?.sign?.pack.header.version, "1.1.0");
  assert.equal((await catalogue.pack(first.ok ? first.hash : "")).parts?.sign?.pack.header.version, "1.0.0", "running bundles keep theirs");
});

test("versions are ordered by their numbers", () => {
  assert.deepEqual(["1.10.0", "1.2.0", "0.9.9", "1.2.10"].sort(compareVersions), ["0.9.9", "1.2.0", "1.2.10", "1.10.0"]);
});
