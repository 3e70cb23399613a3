// Finding one's own cases: by what one wrote and got, never another's, and nothing that was typed in an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { casesOn, request, restaurant } from "../../../test/hardening/cases.ts";
import { naughty } from "../../../test/hardening/naughty.ts";
import { applicant } from "../../../test/support/applicant.ts";
import { startTestPortal } from "../../../test/support/portal.ts";

const portal = await startTestPortal();
const cases = casesOn(portal.app);
const [me, other] = [applicant(portal, "shen-ruolan"), applicant(portal, "luo-zhiyuan")];
const mine = await cases.open("shen-ruolan", restaurant({ signboard: "云上 <b>小馆</b> Kitchen" }));
const theirs = await cases.open("luo-zhiyuan", request({ what: "云上小馆的许可档案" }));
await cases.json(
  cases.post("chen-yulan", `/api/v1/cases/${mine.id}/commands`, { type: "note", kind: "remark", words: "内部备注：小馆情况待核" }),
);
await portal.app.work();
await portal.app.news();

test("one's own cases are found by their words, and shown with them", async () => {
  assert.ok((await me.page("/cases")).includes("/cases/find"));
  const found = await (await me.send("/cases/find", { words: "云上 kitch" })).text();
  assert.ok(found.includes(`/en/cases/${mine.id}`) && !found.includes(theirs.id));
  assert.ok(found.includes("<mark>云上</mark>") && found.includes("<mark>Kitch</mark>"));
  assert.ok(found.includes("&lt;b>") || found.includes("&lt;b&gt;"), "what was typed long ago is text");
  const also = await (await other.send("/cases/find", { words: "云上" })).text();
  assert.ok(also.includes(theirs.id) && !also.includes(mine.id));
  assert.ok((await (await me.send("/cases/find", { words: mine.number })).text()).includes(mine.id));
});

test("what staff remarked is not found, too little is said so, nothing is said so", async () => {
  assert.ok(!(await (await me.send("/cases/find", { words: "待核" })).text()).includes(mine.id));
  const little = await me.send("/cases/find", { words: "，" });
  assert.equal(little.status, 422);
  assert.match(await little.text(), /Enter a character/);
  assert.ok((await (await me.send("/cases/find", { words: "云" })).text()).includes(mine.id), "one character finds");
  assert.match(await (await me.send("/cases/find", { words: "水晶球" })).text(), /Nothing found/);
});

test("whatever is typed is answered", async () => {
  for (const words of naughty) assert.ok([200, 422].includes((await me.send("/cases/find", { words })).status), words);
  for (const after of ["x", "9.1.1", "2.9999999999999.00000000-0000-0000-0000-000000000000", "1.1.", "'"])
    assert.equal((await me.send("/cases/find", { words: "云上", after })).status, 200, after);
  assert.ok([302, 303].includes((await portal.request("/en/cases/find")).status), "a stranger is asked to sign in");
});
