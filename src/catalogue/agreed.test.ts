import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPack, readPackFolder, readPlace } from "./index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = readPlace({ city: join(root, "city"), law: join(root, "law"), today: "2026-11-22" });
assert.ok(read.ok, JSON.stringify(read));
const { place } = read;
const folder = readPackFolder(join(root, "packs/restaurant-opening"));
assert.ok(folder.ok);

/** What the check says of agreements, under these. */
const said = (agreements: (typeof place)["agreements"]): string[] => {
  const { agreements: _, ...rest } = place;
  return checkPack(folder.files, agreements === undefined ? rest : { ...rest, agreements }, "")
    .problems.filter(({ message }) => message.en.includes("agreement"))
    .map(({ level, message }) => `${level} ${message.en}`);
};

test("a pack that asks for what no agreement opens is warned about, with the fields", () => {
  assert.deepEqual(said(place.agreements), []);
  assert.deepEqual(said(undefined), [], "where agreements are not known, nothing is said of them");
  const [warning, ...more] = said([]);
  assert.deepEqual(more, [], "its own register and what is shared freely need none");
  assert.match(
    warning ?? "",
    /^warning No agreement lets "market" ask "certificates" for holder-name, conclusion for "restaurant-opening"/,
  );
  for (const [what, change] of Object.entries({
    "another purpose": { services: ["another"] },
    "another asker": { asker: "fire" },
    "a field less": { fields: ["holder-name"] },
    ended: { to: "2026-11-21" },
    "not begun": { from: "2026-11-23" },
    suspended: { status: "suspended" },
    "for a post only": { posts: ["window"] },
  })) {
    const changed = place.agreements?.map((one) =>
      one.register === "certificates" && one.asker === "market" ? { ...one, ...change } : one,
    );
    assert.equal(said(changed).length, 1, what);
  }
});
